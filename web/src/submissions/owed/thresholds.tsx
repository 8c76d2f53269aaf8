/** How much of a file may break a rule before the file is refused. */
import type { Threshold } from '../../api/received/feeds.ts'
import { Table } from '../../design/tables/table.tsx'
import { day, percent } from '../../design/words/format.ts'
import { words } from '../../design/words/words.ts'

export function Thresholds({ thresholds }: { thresholds: Threshold[] }) {
  if (thresholds.length === 0) return null
  return (
    <details>
      <summary>Thresholds: how much of a file may break a rule</summary>
      <Table
        quietCaption
        caption="Thresholds"
        columns={[
          { key: 'rule', label: 'Rule', names: true, cell: (row) => words(row.rule) },
          { key: 'payer', label: 'For', cell: (row) => row.payer ?? 'all payers' },
          { key: 'share', label: 'At most', numeric: true, cell: (row) => percent(row.most_share) },
          {
            key: 'days',
            label: 'From, to',
            cell: (row) => `${day(row.start_date)}, ${row.end_date ? day(row.end_date) : 'no end'}`,
          },
          { key: 'source', label: 'Agreed in', cell: (row) => row.source },
        ]}
        rows={thresholds}
        rowKey={(row) => row.threshold}
      />
    </details>
  )
}
