/** The newest care, over all payers: what, where, when. Prices of other providers are not this practice's to see. */
import type { Care, Withheld as Held } from '../api/contract.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Figure } from '../design/figure.tsx'
import { amount, day } from '../design/format.ts'
import { PayerChip, usePayers } from '../design/payers.tsx'
import { Table } from '../design/table.tsx'
import { Withheld } from '../design/withheld.tsx'

export function CareList({ care, held }: { care: Care[]; held: Held[] }) {
  const look = usePayers()
  if (care.length === 0) return <EmptyState heading="No care in the records." />
  const because = held.find((one) => one.field.includes('paid_usd'))?.because
  return (
    <section className="card" aria-labelledby="care">
      <h2 id="care">Care, newest first</h2>
      <Table
        quietCaption
        caption="Care, newest first"
        columns={[
          { key: 'date', label: 'Date', names: true, cell: (row) => day(row.service_date) },
          { key: 'what', label: 'What', cell: (row) => row.what },
          {
            key: 'where',
            label: 'Where',
            cell: (row) => (
              <>
                {row.where ?? '–'} {row.own && <span className="own-mark">with us</span>}
              </>
            ),
          },
          { key: 'payer', label: 'Payer', cell: (row) => <PayerChip payer={row.payer} look={look} /> },
          {
            key: 'paid',
            label: 'Paid',
            numeric: true,
            cell: (row) =>
              row.paid_usd === null && !row.own ? (
                <Withheld because={because} />
              ) : (
                <Figure value={amount(row.paid_usd)} about={`${row.what} was paid`} explain={row.explain_id} />
              ),
          },
        ]}
        rows={care.map((row, place) => ({ ...row, key: String(place) }))}
        rowKey={(row) => row.key}
      />
    </section>
  )
}
