/** What moved the cost: price, use and mix, which sum to the change. */
import type { ReactNode } from 'react'
import type { CostDriver } from '../api/cost/cost.ts'
import { Figure } from '../design/figures/figure.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { amount } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { money, signed } from './signs.ts'

type Props = { drivers: CostDriver[]; baseline: string; period: string; actions?: ReactNode }

const PARTS = [
  ['price_usd', 'Price', 'what the same services cost more or less'],
  ['use_usd', 'Use', 'more or fewer services'],
  ['mix_usd', 'Mix', 'costlier or cheaper services'],
] as const

export function DriversSection({ drivers, baseline, period, actions }: Props) {
  if (drivers.length === 0) return null
  const lines = drivers.filter((row) => row.practice_id === 'all')
  const practices = drivers.filter((row) => row.practice_id !== 'all')
  return (
    <section className="card" aria-labelledby="drivers">
      <div className="section-head">
        <h2 id="drivers">What moved the cost</h2>
        {actions}
      </div>
      <p className="quiet">
        Change of claims per member and month from {baseline} to {period}, before truncation, at the payer’s own mean
        prices. Price, use and mix together are the change, to the cent.
      </p>
      {[...lines, ...(lines.length === 0 ? practices : [])].map((row) => (
        <Moved key={`${row.payer} ${row.line_of_business} ${row.practice_id}`} row={row} />
      ))}
      <Table
        caption="Price, use and mix"
        quietCaption
        columns={columns(lines.length > 0)}
        rows={lines.length > 0 ? lines : practices}
        rowKey={keyOf}
      />
      {lines.length > 0 && practices.length > 0 && (
        <details className="numbers">
          <summary>By practice</summary>
          <Table
            caption="Price, use and mix by practice"
            quietCaption
            columns={columns(false)}
            rows={practices}
            rowKey={keyOf}
          />
        </details>
      )}
    </section>
  )
}

const keyOf = (row: CostDriver) => `${row.payer} ${row.line_of_business} ${row.practice_id}`

/** Bars left and right of nothing; the sign and the words say the same. */
function Moved({ row }: { row: CostDriver }) {
  if (row.change_usd === null || row.price_usd === null) return null
  const most = Math.max(0.01, ...PARTS.map(([field]) => Math.abs(Number(row[field]))), Math.abs(Number(row.change_usd)))
  const name = row.practice_id === 'all' ? words(row.line_of_business) : row.practice_name
  return (
    <div className="moved">
      <h3>
        {row.payer_name}, {name.toLowerCase() === 'all' ? 'all lines' : name}: {amount(row.baseline_pmpm_usd)} to{' '}
        {amount(row.pmpm_usd)}
      </h3>
      <ul className="moved-bars">
        {[...PARTS, ['change_usd', 'Together', 'the change'] as const].map(([field, label, about]) => {
          const value = Number(row[field])
          return (
            <li key={field}>
              <span className="moved-name">
                {label} <span className="quiet">{about}</span>
              </span>
              <span className="moved-track" aria-hidden="true">
                <span
                  className={`moved-bar moved-${value < 0 ? 'down' : 'up'}${field === 'change_usd' ? ' moved-whole' : ''}`}
                  style={{
                    width: `${(Math.abs(value) / most) * 50}%`,
                    [value < 0 ? 'right' : 'left']: '50%',
                  }}
                />
              </span>
              <span className="moved-value">{signed(row[field], money)}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

const columns = (byLine: boolean): Column<CostDriver>[] => [
  {
    key: 'name',
    label: byLine ? 'Line of business' : 'Practice',
    names: true,
    cell: (row) => (byLine ? `${row.payer_name}, ${words(row.line_of_business).toLowerCase()}` : row.practice_name),
  },
  { key: 'baseline', label: 'Year before', numeric: true, cell: (row) => amount(row.baseline_pmpm_usd) },
  { key: 'pmpm', label: 'PMPM', numeric: true, cell: (row) => amount(row.pmpm_usd) },
  {
    key: 'change',
    label: 'Change',
    numeric: true,
    cell: (row) => (
      <Figure value={signed(row.change_usd, money)} about={`change, ${row.practice_name}`} explain={row.explain_id} />
    ),
  },
  ...PARTS.map(([field, label]) => ({
    key: field,
    label,
    numeric: true,
    cell: (row: CostDriver) => (row.reason === 'split' ? signed(row[field], money) : words(row.reason)),
  })),
]
