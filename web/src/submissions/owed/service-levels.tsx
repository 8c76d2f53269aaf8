/** How well each payer kept what it owed over the last twelve months. */
import type { ServiceLevel } from '../../api/received/feeds.ts'
import { Download } from '../../design/tables/download.tsx'
import { Table } from '../../design/tables/table.tsx'
import { count, percent } from '../../design/words/format.ts'

const ofOwed = (part: number, owed: number) => (
  <span className="under">
    {count(part)} of {count(owed)}
  </span>
)

export function ServiceLevels({ levels }: { levels: ServiceLevel[] }) {
  if (levels.length === 0) return null
  return (
    <section aria-labelledby="levels-heading" className="card">
      <header className="submission-head">
        <h2 id="levels-heading">Service levels, last twelve months</h2>
        <p>
          <Download path="/api/feeds?table=service_levels" about="service levels" />
        </p>
      </header>
      <Table
        quietCaption
        caption="Service levels by payer"
        columns={[
          { key: 'payer', label: 'Payer', names: true, cell: (row) => row.payer_name },
          {
            key: 'timeliness',
            label: 'On time',
            numeric: true,
            cell: (row) => (
              <>
                {percent(row.timeliness_share, 0)} {ofOwed(row.on_time, row.owed)}
              </>
            ),
          },
          {
            key: 'completeness',
            label: 'Received',
            numeric: true,
            cell: (row) => (
              <>
                {percent(row.completeness_share, 0)} {ofOwed(row.received, row.owed)}
              </>
            ),
          },
          { key: 'late', label: 'Late now', numeric: true, cell: (row) => count(row.late_now) },
          {
            key: 'mended',
            label: 'Refused, mended',
            numeric: true,
            cell: (row) => `${count(row.refused)}, ${count(row.mended)}`,
          },
          {
            key: 'days',
            label: 'Days to mend',
            numeric: true,
            cell: (row) => (row.resubmission_days === null ? '–' : row.resubmission_days),
          },
          { key: 'waived', label: 'Waived', numeric: true, cell: (row) => count(row.waived) },
        ]}
        rows={levels}
        rowKey={(row) => row.payer}
      />
    </section>
  )
}
