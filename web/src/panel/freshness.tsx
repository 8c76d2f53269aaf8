/** How far each payer's claims reach: a quiet month may only be a late file. */
import type { Practice } from '../api/practice/practices.ts'
import { Table } from '../design/tables/table.tsx'
import { day } from '../design/words/format.ts'

export function Freshness({ asOf }: { asOf: Practice['as_of'] }) {
  if (asOf.length === 0) return null
  return (
    <details className="freshness">
      <summary>How recent is this? Claims by payer</summary>
      <Table
        caption="Newest service each payer has sent"
        quietCaption
        columns={[
          { key: 'payer', label: 'Payer', names: true, cell: (row) => row.payer_name },
          { key: 'newest', label: 'Newest service', cell: (row) => day(row.newest_service_date) },
          { key: 'received', label: 'Received', cell: (row) => day(row.received_at) },
        ]}
        rows={asOf}
        rowKey={(row) => row.payer}
      />
    </details>
  )
}
