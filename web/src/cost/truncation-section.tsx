/** Cost with and without truncation, and the people whose spend is out of line. */
import { Link } from '@tanstack/react-router'
import type { CostOutlier, Truncation } from '../api/cost/cost.ts'
import { COST_PATH } from '../api/queries.ts'
import { Figure } from '../design/figures/figure.tsx'
import { Download } from '../design/tables/download.tsx'
import { Table } from '../design/tables/table.tsx'
import { amount, count, percent } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'

export function TruncationSection({ truncation, outliers }: { truncation: Truncation[]; outliers: CostOutlier[] }) {
  if (truncation.length === 0) return null
  return (
    <section className="card" aria-labelledby="truncation">
      <div className="section-head">
        <h2 id="truncation">With and without the costliest</h2>
        <Download path={`${COST_PATH}?table=truncation`} about="cost with and without truncation" />
      </div>
      <p className="quiet">
        After truncation no more of one person counts than the truncation point of the line of business. The point is
        what one person of the region cost; its value is not shown.
      </p>
      <Table
        caption="Claims per member and month with and without truncation"
        quietCaption
        columns={[
          {
            key: 'line',
            label: 'Line of business',
            names: true,
            cell: (row) => `${row.payer_name}, ${words(row.line_of_business).toLowerCase()}`,
          },
          { key: 'period', label: 'Year', cell: (row) => row.period },
          { key: 'months', label: 'Member months', numeric: true, cell: (row) => count(row.member_months) },
          { key: 'whole', label: 'Whole spend', numeric: true, cell: (row) => amount(row.spend_pmpm_usd) },
          { key: 'cut', label: 'After truncation', numeric: true, cell: (row) => amount(row.truncated_pmpm_usd) },
        ]}
        rows={truncation}
        rowKey={(row) => `${row.payer} ${row.line_of_business} ${row.period}`}
      />
      {outliers.length > 0 && <Outliers outliers={outliers} />}
    </section>
  )
}

const WHY: Record<string, string> = {
  'line-above-bound': 'A line with an amount that nobody believes',
  'spend-below-zero': 'More was taken back than given',
  'above-truncation-point': 'Above the truncation point',
  'share-of-practice': 'A large part of a practice’s spend',
}

function Outliers({ outliers }: { outliers: CostOutlier[] }) {
  return (
    <details className="numbers">
      <summary>
        {count(outliers.length)} {outliers.length === 1 ? 'member' : 'members'} whose spend is out of line
      </summary>
      <p>
        <Download path={`${COST_PATH}?table=outliers`} about="members whose spend is out of line" />
      </p>
      <Table
        caption="Members whose spend is out of line"
        quietCaption
        columns={[
          {
            key: 'person',
            label: 'Member',
            names: true,
            cell: (row) =>
              row.person_id && row.practice_id !== 'none' ? (
                <Link
                  to="/practices/$practice_id/panel/$person_id"
                  params={{ practice_id: row.practice_id, person_id: row.person_id }}
                >
                  {row.person_id}
                </Link>
              ) : (
                (row.person_id ?? '–')
              ),
          },
          { key: 'practice', label: 'Practice', cell: (row) => row.practice_name },
          { key: 'why', label: 'Why', cell: (row) => WHY[row.reason] ?? words(row.reason) },
          {
            key: 'spend',
            label: 'Spend',
            numeric: true,
            cell: (row) => (
              <Figure
                value={amount(row.spend_usd)}
                about={`the spend of member ${row.person_id}`}
                explain={row.explain_id}
              />
            ),
          },
          { key: 'share', label: 'Of the practice’s', numeric: true, cell: (row) => percent(row.practice_share) },
          { key: 'category', label: 'Most of it', cell: (row) => words(row.category) },
        ]}
        rows={outliers}
        rowKey={(row) => `${row.payer} ${row.line_of_business} ${row.person_id}`}
      />
    </details>
  )
}
