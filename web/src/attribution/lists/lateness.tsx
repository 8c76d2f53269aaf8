/** Of each payer and line: the newest list, when it came and was owed, and every month before it as a strip. */
import { useQuery } from '@tanstack/react-query'
import type { Lateness as Row } from '../../api/attribution/attribution.ts'
import { latenessQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { count, day, month } from '../../design/words/format.ts'
import { lineInWords } from '../words.ts'

const STATE: Record<Row['state'], [words: string, tone: Tone]> = {
  came: ['in time', 'good'],
  'came-late': ['late', 'bad'],
  'other-month': ['in another month’s list', 'quiet'],
  'not-owed': ['none owed', 'quiet'],
  due: ['due', 'open'],
  missing: ['overdue', 'bad'],
}
/** Where several months stand beside each other, the first of these that is there says how the payer stands. */
const WORST: readonly Row['state'][] = ['missing', 'came-late', 'due', 'came', 'other-month', 'not-owed']

type Line = { key: string; payer: string; line: string; months: Row[]; newest: Row | undefined; stands: Row['state'] }

export function Lateness({ own }: { own: boolean }) {
  const lateness = useQuery(latenessQuery)
  return (
    <section aria-labelledby="lateness-heading" className="card">
      <div className="section-head">
        <h2 id="lateness-heading">{own ? 'Your lists: how late' : 'Payers’ lists: how late'}</h2>
        <p className="downloads">
          <Download path="/api/attribution/lateness" about="the months of lists" />
        </p>
      </div>
      <Answer query={lateness} what="when lists came">
        {(rows) =>
          rows.length === 0 ? <EmptyState heading="No payer covers anybody in this run." /> : <ByLine rows={rows} />
        }
      </Answer>
    </section>
  )
}

function ByLine({ rows }: { rows: Row[] }) {
  const lines = linesOf(rows)
  const late = lines.filter((one) => one.stands === 'missing' || one.stands === 'came-late')
  const never = lines.filter((one) => one.newest === undefined && one.stands === 'not-owed')
  return (
    <>
      <p>
        {late.length === 0
          ? 'No list is late.'
          : `Late: ${late.map((one) => `${one.payer}, ${lineInWords(one.line)}`).join('; ')}.`}{' '}
        {never.length > 0 && `No list, and none owed: ${[...new Set(never.map((one) => one.payer))].join(', ')}.`}
      </p>
      <Table
        caption="Payers and their newest list"
        quietCaption
        columns={COLUMNS}
        rows={lines}
        rowKey={(row) => row.key}
      />
      <Key />
      <details className="months">
        <summary>Month by month</summary>
        <Table
          caption="Every month for which a list came or is owed"
          quietCaption
          columns={MONTHS}
          rows={rows.filter((one) => one.state !== 'not-owed')}
          rowKey={keyOf}
        />
      </details>
    </>
  )
}

const keyOf = (row: Row): string => `${row.payer} ${row.line_of_business} ${row.year_month}`

const COLUMNS: readonly Column<Line>[] = [
  { key: 'payer', label: 'Payer', names: true, cell: (row) => row.payer },
  { key: 'line', label: 'Line of business', cell: (row) => lineInWords(row.line) },
  {
    key: 'stands',
    label: 'Stands',
    cell: ({ stands }) => <Badge tone={STATE[stands][1]}>{STATE[stands][0]}</Badge>,
  },
  { key: 'newest', label: 'Newest list of', cell: ({ newest }) => (newest ? month(newest.year_month) : 'none came') },
  {
    key: 'came',
    label: 'Came on',
    cell: ({ newest }) => (
      <>
        {day(newest?.received_on)}
        {newest?.days_into_month != null && (
          <span className="under">{count(newest.days_into_month)} days after the month began</span>
        )}
      </>
    ),
  },
  {
    key: 'due',
    label: 'Owed by',
    cell: ({ months }) => {
      const owed = months.findLast((one) => one.due_date !== null)
      if (!owed) return <span className="quiet">no feed owes one</span>
      return (
        <>
          {day(owed.due_date)}
          {owed.days_late !== null && <span className="under">{count(owed.days_late)} days late</span>}
        </>
      )
    },
  },
  { key: 'months', label: 'Month by month', cell: (row) => <Strip line={row} /> },
]

const MONTHS: readonly Column<Row>[] = [
  { key: 'payer', label: 'Payer', names: true, cell: (row) => row.payer_name },
  { key: 'line', label: 'Line of business', cell: (row) => lineInWords(row.line_of_business) },
  { key: 'month', label: 'List of', cell: (row) => month(row.year_month) },
  { key: 'says', label: 'What came of it', cell: (row) => sentence(row.says) },
  { key: 'came', label: 'Came on', cell: (row) => day(row.received_on) },
  { key: 'due', label: 'Owed by', cell: (row) => day(row.due_date) },
  { key: 'corrected', label: 'Corrected on', cell: (row) => day(row.corrected_on) },
]

/** A square a month, said in words to who cannot see it. */
function Strip({ line }: { line: Line }) {
  const counted = WORST.map((state) => [state, line.months.filter((one) => one.state === state).length] as const)
  return (
    <>
      <span className="strip" aria-hidden="true">
        {line.months.map((one) => (
          <span
            key={one.year_month}
            className={`list-month month-${one.state}`}
            title={`${month(one.year_month)}: ${STATE[one.state][0]}`}
          />
        ))}
      </span>
      <span className="ds-u-visibility--screen-reader">
        {counted
          .filter(([, months]) => months > 0)
          .map(([state, months]) => `${months} ${STATE[state][0]}`)
          .join(', ')}
      </span>
    </>
  )
}

const Key = () => (
  <p className="strip-key quiet" aria-hidden="true">
    {(['came', 'came-late', 'missing', 'due', 'other-month', 'not-owed'] as const).map((state) => (
      <span key={state}>
        <span className={`list-month month-${state}`} /> {STATE[state][0]}
      </span>
    ))}
  </p>
)

function linesOf(rows: readonly Row[]): Line[] {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.payer} ${row.line_of_business}`
    found.set(key, [...(found.get(key) ?? []), row])
  }
  return [...found].map(([key, months]) => {
    const sorted = months.toSorted((x, y) => (x.year_month < y.year_month ? -1 : 1))
    return {
      key,
      payer: sorted[0]?.payer_name ?? key,
      line: sorted[0]?.line_of_business ?? '',
      months: sorted,
      newest: sorted.findLast((one) => one.received_on !== null),
      stands: WORST.find((state) => months.some((one) => one.state === state)) ?? 'not-owed',
    }
  })
}
