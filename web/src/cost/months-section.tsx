/** Cost by month of service: what is paid, what is still to come hatched, with its interval. */
import type { MonthOfCost } from '../api/cost/cost.ts'
import { COST_PATH } from '../api/queries.ts'
import { Figure } from '../design/figures/figure.tsx'
import { Download } from '../design/tables/download.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { amount, count, month, percent } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { COMPLETE } from './headline.tsx'
import { MonthChart } from './month-chart.tsx'

export function MonthsSection({ months }: { months: MonthOfCost[] }) {
  if (months.length === 0) return null
  const lines = new Map<string, MonthOfCost[]>()
  for (const row of months) {
    const key = `${row.payer_name}, ${words(row.line_of_business).toLowerCase()}`
    lines.set(key, [...(lines.get(key) ?? []), row])
  }
  return (
    <section className="card" aria-labelledby="months">
      <div className="section-head">
        <h2 id="months">By month of service</h2>
        <Download path={`${COST_PATH}?table=months`} about="cost by month" />
      </div>
      <p className="quiet">
        Claims per member and month, before truncation. A full bar is what was paid, the hatched part what is still
        expected from the payer’s own months before; the line is the 95% interval of the whole.
      </p>
      {[...lines].map(([name, rows]) => (
        <div key={name} className="months-of-line">
          <h3>{name}</h3>
          <MonthChart name={name} months={rows} />
          <details className="numbers">
            <summary>The numbers</summary>
            <Table
              caption={`Cost by month, ${name}`}
              quietCaption
              columns={COLUMNS}
              rows={rows.toReversed()}
              rowKey={(row) => row.year_month}
            />
          </details>
        </div>
      ))}
    </section>
  )
}

const COLUMNS: Column<MonthOfCost>[] = [
  { key: 'month', label: 'Month', names: true, cell: (row) => month(row.year_month) },
  { key: 'member_months', label: 'Members', numeric: true, cell: (row) => count(row.member_months) },
  { key: 'paid', label: 'Paid PMPM', numeric: true, cell: (row) => amount(row.paid_pmpm_usd) },
  {
    key: 'completed',
    label: 'When all is paid',
    numeric: true,
    cell: (row) => (
      <Figure
        value={amount(row.completed_pmpm_usd)}
        about={`claims of ${month(row.year_month)}`}
        explain={row.explain_id}
      />
    ),
  },
  {
    key: 'interval',
    label: '95% interval',
    numeric: true,
    cell: (row) => (row.low_pmpm_usd === null ? '–' : `${amount(row.low_pmpm_usd)} to ${amount(row.high_pmpm_usd)}`),
  },
  { key: 'share', label: 'Paid so far', numeric: true, cell: (row) => percent(row.paid_share) },
  {
    key: 'completeness',
    label: 'How complete',
    cell: (row) => {
      const state = COMPLETE[row.completeness]
      return <Badge tone={state?.tone ?? 'quiet'}>{state?.words ?? words(row.completeness)}</Badge>
    },
  },
]
