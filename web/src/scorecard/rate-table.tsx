/** Every number of the picture. */
import type { Rate, ScoredMeasure } from '../api/practice/scorecard.ts'
import { heldBack, Withheld } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { count, ratePercent } from '../design/words/format.ts'

type Row = Rate & { key: string; name: string }

export function RateTable({ measure, baseline }: { measure: ScoredMeasure; baseline: string | null | undefined }) {
  const rows: Row[] = [
    { ...measure.all, key: 'all', name: 'All payers' },
    ...measure.by_payer.map((one) => ({ ...one, key: one.payer, name: one.payer_name })),
    ...(measure.baseline
      ? [{ ...measure.baseline, key: 'baseline', name: `All payers, ${baseline ?? 'year before'}` }]
      : []),
  ]
  return (
    <Table
      quietCaption
      caption={`${measure.title}: rates`}
      columns={columns(measure).filter((column) => !rows.every((row) => heldBack(row.withheld, column.key)))}
      rows={rows}
      rowKey={(row) => row.key}
    />
  )
}

/** A rate near none or all reaches payers as its end. */
const END: Readonly<Record<string, string>> = { low: ' or less', high: ' or more' }

function columns(measure: ScoredMeasure): Column<Row>[] {
  const people = measure.counts === 'stays' ? 'Stays' : 'People'
  const number = (field: 'numerator' | 'denominator' | 'excluded', label: string): Column<Row> => ({
    key: field,
    label,
    numeric: true,
    cell: (row) => (heldBack(row.withheld, field) ? <Withheld /> : count(row[field])),
  })
  return [
    { key: 'name', label: 'Payer', names: true, cell: (row) => row.name },
    {
      key: 'rate',
      label: 'Rate',
      numeric: true,
      cell: (row) => (
        <Figure
          value={`${ratePercent(row.rate_share)}${END[row.end ?? ''] ?? ''}`}
          about={`${measure.title}, ${row.name}`}
          explain={row.explain_id}
          held={row.withheld}
          field="rate_share"
        />
      ),
    },
    ...(measure.by_payer.concat({ ...measure.all, payer: '', payer_name: '' }).some((one) => one.reliability)
      ? [{ key: 'reliability', label: 'Reliability', cell: (row: Row) => row.reliability ?? '–' }]
      : []),
    number('numerator', 'Met'),
    number('denominator', `${people} that count`),
    number('excluded', 'Excluded'),
    {
      key: 'low_share',
      label: '95% interval',
      numeric: true,
      cell: (row) =>
        heldBack(row.withheld, 'low_share') ? (
          <Withheld />
        ) : row.low_share === null ? (
          '–'
        ) : (
          `${ratePercent(row.low_share)} to ${ratePercent(row.high_share)}`
        ),
    },
  ]
}
