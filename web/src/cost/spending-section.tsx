/** Claims and payments beside them, and which share of both goes to primary care and to payment models. */
import type { ShareOfSpending, Spending } from '../api/cost/cost.ts'
import { COST_PATH } from '../api/queries.ts'
import { Figure } from '../design/figures/figure.tsx'
import { Download } from '../design/tables/download.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { amount, count, percent, wholeAmount } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'

export function SpendingSection({ spending }: { spending: Spending[] }) {
  if (spending.length === 0) return null
  const rows = spending.filter((row) => row.line_of_business !== 'all' || !hasOneLine(spending, row.payer))
  return (
    <section className="card" aria-labelledby="spending">
      <div className="section-head">
        <h2 id="spending">Claims, and payments beside them</h2>
        <Download path={COST_PATH} about="spending" />
      </div>
      <p className="quiet">
        Before truncation. A payment beside claims counts for the days it pays for; a payer that sent none has zero:
        nothing tells “none were made” from “none were sent”.
      </p>
      <Table caption="Spending by year" quietCaption columns={COLUMNS} rows={rows} rowKey={keyOf} />
    </section>
  )
}

const hasOneLine = (rows: readonly Spending[], payer: string): boolean =>
  new Set(rows.filter((row) => row.payer === payer).map((row) => row.line_of_business)).size <= 2

const lineOf = (row: { payer_name: string; line_of_business: string }) =>
  `${row.payer_name}, ${row.line_of_business === 'all' ? 'all lines' : words(row.line_of_business).toLowerCase()}`
const keyOf = (row: Spending) => `${row.payer} ${row.line_of_business} ${row.period}`

const COLUMNS: Column<Spending>[] = [
  { key: 'line', label: 'Line of business', names: true, cell: lineOf },
  { key: 'period', label: 'Year', cell: (row) => row.period },
  { key: 'months', label: 'Member months', numeric: true, cell: (row) => count(row.member_months) },
  { key: 'claims', label: 'Claims PMPM', numeric: true, cell: (row) => amount(row.claims_pmpm_usd) },
  { key: 'beside', label: 'Beside claims PMPM', numeric: true, cell: (row) => amount(row.non_claims_pmpm_usd) },
  {
    key: 'total',
    label: 'Together PMPM',
    numeric: true,
    cell: (row) => (
      <Figure
        value={amount(row.total_pmpm_usd)}
        about={`spending per member and month, ${lineOf(row)}, ${row.period}`}
        explain={row.explain_id}
      />
    ),
  },
  { key: 'usd', label: 'Together', numeric: true, cell: (row) => wholeAmount(row.total_usd) },
]

export function SharesSection({
  shares,
  period,
  baseline,
}: {
  shares: ShareOfSpending[]
  period: string
  baseline: string
}) {
  const own = shares.filter((row) => row.line_of_business === 'all' && row.period === period)
  if (own.length === 0) return null
  const before = (row: ShareOfSpending) =>
    shares.find(
      (one) =>
        one.period === baseline &&
        one.payer === row.payer &&
        one.line_of_business === 'all' &&
        one.kind === row.kind &&
        one.definition === row.definition,
    )?.share ?? null
  return (
    <section className="card" aria-labelledby="shares">
      <div className="section-head">
        <h2 id="shares">Primary care and payment models</h2>
        <Download path={`${COST_PATH}?table=shares`} about="shares of spending" />
      </div>
      <p className="quiet">
        Of all that was spent, claims and beside them. No CPT code is read, so that a share is not the one of a state’s
        report.
      </p>
      <ShareBars rows={own} />
      <Table
        caption="Shares of spending"
        quietCaption
        columns={[
          { key: 'what', label: 'Share', names: true, cell: (row) => shareWords(row) },
          { key: 'payer', label: 'Payer', cell: (row) => row.payer_name },
          {
            key: 'share',
            label: period,
            numeric: true,
            cell: (row) => (
              <Figure value={percent(row.share)} about={`${shareWords(row)}, ${period}`} explain={row.explain_id} />
            ),
          },
          {
            key: 'before',
            label: baseline,
            numeric: true,
            cell: (row) => (row.kind === 'primary-care' ? percent(before(row)) : '–'),
          },
        ]}
        rows={own}
        rowKey={(row) => `${row.payer} ${row.kind} ${row.definition}`}
      />
    </section>
  )
}

function ShareBars({ rows }: { rows: ShareOfSpending[] }) {
  const many = new Set(rows.map((row) => row.payer)).size > 1
  if (many) return null
  return (
    <ul className="share-bars" aria-hidden="true">
      {rows.map((row) => (
        <li key={`${row.kind} ${row.definition}`}>
          <span>{shareWords(row)}</span>
          <span className="share-track">
            <span className={`share-bar share-${row.kind}`} style={{ width: `${Number(row.share ?? 0) * 100}%` }} />
          </span>
          <span className="moved-value">{percent(row.share)}</span>
        </li>
      ))}
    </ul>
  )
}

/** Categories of the Health Care Payment Learning & Action Network. */
const CATEGORY: Record<string, string> = {
  '1': 'Category 1, fee for service without link to quality',
  unknown: 'Category not known: the contract’s model has none',
}

const shareWords = ({ kind, definition }: ShareOfSpending): string =>
  kind === 'primary-care'
    ? `Primary care, ${definition}`
    : (CATEGORY[definition] ?? `HCP-LAN category ${definition.toUpperCase()}`)
