/** The delivery by month of service, with what the month before and the other payers make of it. */
import type { ReportMonth } from '../../api/received/submissions.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { amount, count, month, percent } from '../../design/words/format.ts'
import { words } from '../../design/words/words.ts'

/** The verdict of a month about which no rule has anything to say. */
const USUAL = 'as its other months'

export function ReportMonths({ months }: { months: ReportMonth[] }) {
  const tables = [...new Set(months.map((one) => one.table_name))]
  return (
    <section className="card" aria-labelledby="months-heading">
      <h2 id="months-heading">Month by month</h2>
      {tables.map((table) => {
        const mine = months.filter((one) => one.table_name === table)
        const odd = mine.filter((one) => one.verdict !== null && one.verdict !== USUAL).length
        return (
          <details key={table} open={odd > 0}>
            <summary>
              {words(table)}: {mine.length} months, {odd === 0 ? 'none unlike the others' : `${odd} unlike the others`}
            </summary>
            <MonthTable table={table} months={mine} />
          </details>
        )
      })}
    </section>
  )
}

function MonthTable({ table, months }: { table: string | null; months: ReportMonth[] }) {
  const most = Math.max(1, ...months.map((one) => one.rows ?? 0))
  const has = (field: keyof ReportMonth) => months.some((one) => one[field] !== null)
  return (
    <Table<ReportMonth>
      caption={words(table)}
      columns={[
        { key: 'month', label: 'Month', names: true, cell: (row) => month(row.month) },
        {
          key: 'rows',
          label: 'Rows',
          numeric: true,
          cell: (row) => (
            <span className="month-rows">
              <span className="month-bar" aria-hidden="true">
                <span style={{ width: `${(100 * (row.rows ?? 0)) / most}%` }} />
              </span>
              {count(row.rows)}
            </span>
          ),
        },
        { key: 'members', label: 'Members', numeric: true, cell: (row) => count(row.members) },
        ...(has('paid_usd')
          ? [{ key: 'paid', label: 'Paid', numeric: true, cell: (row: ReportMonth) => amount(row.paid_usd) }]
          : []),
        ...(has('pmpm_usd')
          ? [{ key: 'pmpm', label: 'Per member', numeric: true, cell: (row: ReportMonth) => amount(row.pmpm_usd) }]
          : []),
        ...(has('per_1000')
          ? [{ key: 'per', label: 'Claims per 1,000', numeric: true, cell: (row: ReportMonth) => count(row.per_1000) }]
          : []),
        ...(has('with_diagnosis_share')
          ? [
              {
                key: 'diagnosis',
                label: 'With diagnosis',
                numeric: true,
                cell: (row: ReportMonth) => percent(row.with_diagnosis_share),
              },
            ]
          : []),
        {
          key: 'verdict',
          label: 'Verdict',
          cell: (row) =>
            row.verdict === null ? (
              '–'
            ) : row.verdict === USUAL ? (
              <Badge tone="good">As usual</Badge>
            ) : (
              sentence(row.verdict)
            ),
        },
      ]}
      rows={months}
      rowKey={(row) => `${row.table_name} ${row.month}`}
    />
  )
}
