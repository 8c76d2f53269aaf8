/** Hours and dollars over all practices, what is in no sum, and the published figures that they rest on. */
import type { AmountOfRegion, Burden, Priced as PricedBy } from '../../api/alignment/burden.ts'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { count, percent, wholeAmount } from '../../design/words/format.ts'
import { plural, words } from '../../design/words/words.ts'

const said = (unit: AmountOfRegion['unit'], value: string | null): string =>
  unit === 'usd' ? wholeAmount(value) : `${count(value === null ? null : Math.round(Number(value)))} hours`

export function Amounts({ found }: { found: Burden }) {
  const { amounts, reference, practices, vary } = found
  const dollars = amounts.find(({ unit }) => unit === 'usd')
  const known = amounts.filter(({ before }) => before !== null)
  return (
    <section className="card alignment-table" aria-labelledby="burden-amounts">
      <h2 id="burden-amounts">{headline(dollars, practices.length)}</h2>
      {known.length > 0 && (
        <Table
          caption="Hours and dollars a year over all practices"
          quietCaption
          columns={COLUMNS}
          rows={known}
          rowKey={({ unit }) => unit}
        />
      )}
      <ul>
        {reference === null && <li>There is no common model to compare with, so that nothing is said of after.</li>}
        {amounts
          .filter(({ not_said }) => not_said > 0)
          .map(({ unit, not_said }) => (
            <li key={unit}>
              {not_said} {plural(not_said, 'practice')} {not_said === 1 ? 'is' : 'are'} not in the{' '}
              {unit === 'usd' ? 'dollars' : 'hours'}: what one would need is not known, such as the number of
              physicians.
            </li>
          ))}
        {known
          .filter(({ without }) => without.length > 0)
          .map(({ unit, without, partly_without }) => (
            <li key={unit}>
              The {unit === 'usd' ? 'dollars' : 'hours'} leave out what nobody priced: {named(without)}.
              {partly_without.length > 0 && ` At some practices also ${named(partly_without)}.`}
            </li>
          ))}
        <li>
          The range is what would be saved with every published figure {percent(vary, 0)} smaller, and{' '}
          {percent(vary, 0)} larger.
        </li>
        <li>A payer counts as aligned where it and the common model both state an answer; silence stays as it is.</li>
      </ul>
    </section>
  )
}

const named = (burdens: readonly string[]): string => burdens.map((one) => words(one).toLowerCase()).join(', ')

function headline(dollars: AmountOfRegion | undefined, practices: number): string {
  const over = `${practices} ${plural(practices, 'practice')}`
  if (dollars?.before == null) return `What ${over} spend on it cannot be said`
  const now = `${wholeAmount(dollars.before)} a year at ${dollars.practices} of ${over}`
  if (dollars.after === null) return now
  return `${now}, and ${wholeAmount(dollars.after)} if all payers were aligned`
}

const COLUMNS: Column<AmountOfRegion>[] = [
  { key: 'unit', label: 'A year', names: true, cell: ({ unit }) => (unit === 'usd' ? 'Dollars' : 'Hours of work') },
  { key: 'before', label: 'Now', numeric: true, cell: ({ unit, before }) => said(unit, before) },
  { key: 'after', label: 'If all were aligned', numeric: true, cell: ({ unit, after }) => said(unit, after) },
  { key: 'saved', label: 'Less', numeric: true, cell: ({ unit, saved }) => said(unit, saved) },
  {
    key: 'range',
    label: 'Range',
    numeric: true,
    cell: ({ unit, saved_low, saved_high }) => `${said(unit, saved_low)} to ${said(unit, saved_high)}`,
  },
]

const UNIT: Record<string, string> = { usd: 'dollars', share: 'of it' }

export function Priced({ found: { priced } }: { found: Burden }) {
  return (
    <section className="card" aria-labelledby="burden-priced">
      <h2 id="burden-priced">What the hours and dollars rest on</h2>
      <p>
        Counts are exact. Hours and dollars are counts times figures that others published for other practices; which
        figure prices what is chosen here. A region may put its own figures in their place.
      </p>
      <ul className="alignment-sources">
        {priced.map((one) => (
          <li key={`${one.estimate} ${one.label}`}>
            <b>{one.label}</b>: <Working one={one} />{' '}
            {one.status === 'unconfirmed' && <Badge tone="note">Unconfirmed</Badge>}
            <span className="under quiet">
              {one.of}, {one.year}. {one.because}.{' '}
              {one.sources.map(({ title, by, url }, i) => (
                <span key={title}>
                  {i > 0 && '; '}
                  {url ? (
                    <a href={url} rel="noreferrer">
                      {title}
                    </a>
                  ) : (
                    title
                  )}
                  , {by}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Working({ one: { value, unit, per, by } }: { one: PricedBy }) {
  const figure =
    unit === 'usd' ? wholeAmount(value) : unit === 'share' ? percent(value, 0) : `${value} ${UNIT[unit] ?? unit}`
  return (
    <>
      {figure} per {per}
      {by.length > 0 && `, times ${by.map((word) => words(word).toLowerCase()).join(' and ')}`}.
    </>
  )
}
