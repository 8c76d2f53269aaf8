/** The newest care, over all payers: what, where, when. Prices of other providers are not this practice's to see. */
import { useState } from 'react'
import type { Care } from '../api/practice/panel.ts'
import { WithheldNote } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { amount, day } from '../design/words/format.ts'
import { PayerChip, usePayers } from '../design/words/payers.tsx'

const FEW = 10

export function CareList({ care }: { care: Care[] }) {
  const [all, setAll] = useState(false)
  const columns = useColumns()
  const shown = all ? care : care.slice(0, FEW)
  return (
    <section className="card" aria-labelledby="care">
      <h2 id="care">Care, newest first</h2>
      {care.length === 0 && <p className="quiet">No care in the records.</p>}
      {care.length > 0 && (
        <Table
          quietCaption
          caption="Care, newest first"
          columns={columns}
          rows={shown.map((row, place) => ({ ...row, key: String(place) }))}
          rowKey={(row) => row.key}
        />
      )}
      {care.length > shown.length && (
        <button type="button" className="plain" onClick={() => setAll(true)}>
          Show all {care.length}
        </button>
      )}
      <WithheldNote held={shown.map((row) => row.withheld)} />
    </section>
  )
}

function useColumns(): Column<Care & { key: string }>[] {
  const look = usePayers()
  return [
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
      cell: (row) => (
        <>
          <Figure
            value={amount(row.paid_usd)}
            about={`${row.what} of ${day(row.service_date)} was paid`}
            explain={row.explain_id}
            held={row.withheld}
            field="paid_usd"
          />
          {row.standard_usd && (
            <span className="under">standard price {amount(row.standard_usd)}, not what was paid</span>
          )}
        </>
      ),
    },
  ]
}
