/** Who paid when. */
import { useQuery } from '@tanstack/react-query'
import type { Coverage } from '../api/practice/panel.ts'
import { periodsQuery } from '../api/queries.ts'
import { Why } from '../design/figures/why.tsx'
import { Table } from '../design/tables/table.tsx'
import { count, month } from '../design/words/format.ts'
import { PayerChip, usePayers } from '../design/words/payers.tsx'
import { words } from '../design/words/words.ts'

export function CoverageTable({ coverage }: { coverage: Coverage[] }) {
  const look = usePayers()
  const period = useQuery(periodsQuery).data?.period
  return (
    <section className="card" aria-labelledby="coverage">
      <h2 id="coverage">Coverage</h2>
      <Table
        quietCaption
        caption="Coverage by payer and plan"
        columns={[
          { key: 'payer', label: 'Payer', names: true, cell: (row) => <PayerChip payer={row.payer} look={look} /> },
          { key: 'line', label: 'Line of business', cell: (row) => words(row.line_of_business) },
          { key: 'plan', label: 'Plan', cell: (row) => row.plan ?? '–' },
          { key: 'member', label: 'Member number', cell: (row) => row.member_id ?? '–' },
          {
            key: 'months',
            label: 'Months',
            cell: (row) => (
              <>
                {month(row.first_month)} to {month(row.last_month)}
                <span className="under">
                  {count(row.months)} months <Why id={row.explain_id} about="these months of coverage" />
                </span>
              </>
            ),
          },
        ]}
        rows={coverage}
        rowKey={(row) => `${row.payer}:${row.plan}:${row.line_of_business}:${row.member_id}:${row.first_month}`}
      />
      {coverage.length === 0 && <p className="quiet">No coverage{period ? ` in ${period}` : ''}.</p>}
    </section>
  )
}
