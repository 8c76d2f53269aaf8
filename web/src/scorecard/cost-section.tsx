/** What care costs per member and month, beside the region's. Negotiated prices stay hidden where they would show. */
import type { PayerCost } from '../api/practice/scorecard.ts'
import { WithheldNote } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import { Download } from '../design/tables/download.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { amount, count, day } from '../design/words/format.ts'

export function CostSection({ cost, period, path }: { cost: PayerCost[]; period: string; path: string }) {
  if (cost.length === 0) return null
  return (
    <section className="card" aria-labelledby="cost">
      <div className="section-head">
        <h2 id="cost">Total cost of care, {period}</h2>
        <Download path={`${path}?table=cost`} about="cost" />
      </div>
      <p className="quiet">
        Per member and month (PMPM), all care of the practice’s people wherever they went, cut at the truncation point
        of their line of business.
      </p>
      <Table
        quietCaption
        caption="Cost per member and month by payer"
        columns={COLUMNS}
        rows={cost}
        rowKey={(row) => row.payer}
      />
      {cost.some((row) => row.as_of) && (
        <p className="quiet">
          PMPM here is of the run of {day(cost.find((row) => row.as_of)?.as_of)}: what changed since would give a price
          away.
        </p>
      )}
      <WithheldNote held={cost.map((row) => row.withheld)} />
    </section>
  )
}

const figure = (
  field: 'people' | 'member_months' | 'pmpm_usd' | 'region_pmpm_usd',
  label: string,
  explain: boolean,
): Column<PayerCost> => ({
  key: field,
  label,
  numeric: true,
  cell: (row) => (
    <Figure
      value={field === 'people' || field === 'member_months' ? count(row[field]) : amount(row[field])}
      about={`${label}, ${row.payer_name}`}
      explain={explain ? row.explain_id : null}
      held={row.withheld}
      field={field}
    />
  ),
})

const COLUMNS: Column<PayerCost>[] = [
  { key: 'payer', label: 'Payer', names: true, cell: (row) => row.payer_name },
  figure('people', 'People', false),
  figure('member_months', 'Member months', false),
  figure('pmpm_usd', 'PMPM here', true),
  figure('region_pmpm_usd', 'PMPM in the region', false),
]
