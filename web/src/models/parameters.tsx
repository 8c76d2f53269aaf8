/** Every value of a model, with the days from which it holds and its source; what nobody published is said so. */
import type { LibraryEntry, ModelShown, ParameterShown } from '../api/cost/models.ts'
import { Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { day, inUnit } from '../design/words/format.ts'
import { KIND_MEANS, words } from '../design/words/words.ts'
import { modelValue, STATUS, UNIT } from './words.ts'

export const isTable = ({ by, along }: Pick<ParameterShown, 'by' | 'along'>): boolean => by !== null || along !== null

/** `by track, along assigned beneficiaries`: what one has to know to find a value in it. */
export const readBy = ({ by, along }: Pick<ParameterShown, 'by' | 'along'>): string =>
  [by === null ? null : `by ${lower(by)}`, along === null ? null : `along ${lower(along)}`]
    .filter((said) => said !== null)
    .join(', ')

const lower = (label: string): string => label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())

export function Parameters({ model }: { model: ModelShown }) {
  const plain = model.parameters.filter((one) => !isTable(one) || one.values.length === 0)
  const tables = model.parameters.filter((one) => isTable(one) && one.values.length > 0)
  return (
    <>
      {plain.length > 0 && <Plain parameters={plain} />}
      {tables.map((one) => (
        <details key={one.name} className="value-table">
          <summary>
            {one.label}, {readBy(one)}
          </summary>
          <p>
            <Kind parameter={one} />
          </p>
          {one.about && <p className="quiet">{one.about}</p>}
          <ValueTable parameter={one} tracks={model.tracks} />
        </details>
      ))}
    </>
  )
}

const Plain = ({ parameters }: { parameters: ParameterShown[] }) => (
  <Table
    quietCaption
    caption="Values of the model"
    columns={[
      {
        key: 'label',
        label: 'Value',
        names: true,
        cell: (one) => (
          <>
            {one.label}
            {one.about && <span className="under about">{one.about}</span>}
          </>
        ),
      },
      { key: 'kind', label: 'Kind', cell: (one) => <Kind parameter={one} /> },
      { key: 'value', label: 'Holds', cell: (one) => <Dated parameter={one} /> },
    ]}
    rows={parameters}
    rowKey={(one) => one.name}
  />
)

const Kind = ({ parameter: { kind, unit, status, per_measure } }: { parameter: ParameterShown }) => (
  <span className="kinds">
    <Badge tone="quiet" title={KIND_MEANS[kind]}>
      {KIND[kind]}
    </Badge>{' '}
    {UNIT[unit]}
    {per_measure && ', for each measure'}{' '}
    {status === 'unconfirmed' && (
      <Badge tone="open" title={STATUS.unconfirmed.means}>
        {STATUS.unconfirmed.said}
      </Badge>
    )}
  </span>
)

const KIND: Record<ParameterShown['kind'], string> = {
  structure: 'Rule',
  recommended: 'Public amount',
  own: "A payer's own",
}

function Dated({ parameter: { kind, unit, values } }: { parameter: ParameterShown }) {
  if (values.length === 0)
    return kind === 'own' ? (
      <>Each payer’s own: it stands in its contracts only</>
    ) : (
      <span className="not-public">Not published: a contract, or a model based on this one, gives it</span>
    )
  return (
    <ul className="dated">
      {values.map(({ from, source, cells }) => (
        <li key={from}>
          <b>{modelValue(cells[0]?.value ?? '', unit)}</b> from {day(from)}
          <span className="under">{source}</span>
        </li>
      ))}
    </ul>
  )
}

type TableProps = {
  parameter: Pick<ParameterShown, 'label' | 'unit' | 'by' | 'along' | 'bands' | 'values'>
  tracks: LibraryEntry['tracks']
}

/** Codes and points down, dates across. A source stands under the table, with its date. */
export function ValueTable({ parameter: { label, unit, by, along, bands, values }, tracks }: TableProps) {
  const keys = new Map(
    values.flatMap(({ cells }) => cells.map(({ code, at }) => [`${code ?? ''} ${at ?? ''}`, { code, at }] as const)),
  )
  const called = (code: string | null) => tracks.find(({ track }) => track === code)?.label ?? words(code)
  const rows = [...keys].map(([key, { code, at }]) => ({
    key,
    name: [by === null ? null : called(code), at === null ? null : `${BANDS[bands]} ${inUnit(at, 'count')}`]
      .filter((said) => said !== null)
      .join(', '),
    held: values.map(({ cells }) => cells.find((cell) => cell.code === code && cell.at === at)?.value ?? null),
  }))
  const name = [by, along].filter((said) => said !== null).join(', ')
  return (
    <>
      <Table
        quietCaption
        caption={label}
        columns={[
          { key: 'name', label: name.charAt(0).toUpperCase() + name.slice(1), names: true, cell: (row) => row.name },
          ...values.map(({ from }, place) => ({
            key: from,
            label: `From ${day(from)}`,
            numeric: true,
            cell: (row: (typeof rows)[number]) => {
              const held = row.held[place] ?? null
              return held === null ? '–' : modelValue(held, unit)
            },
          })),
        ]}
        rows={rows}
        rowKey={(row) => row.key}
      />
      <ul className="plain-list table-sources">
        {values.map(({ from, source }) => (
          <li key={from} className="quiet">
            From {day(from)}: {source}
          </li>
        ))}
      </ul>
    </>
  )
}

const BANDS = { from: 'from', 'up-to': 'up to', line: 'at' } as const
