/** Cost by service category to the payer whose it is; use by category over all payers in its place to others. */
import type { CategoryOfCost, CategoryUse } from '../api/cost/cost.ts'
import { COST_PATH } from '../api/queries.ts'
import { heldBack, Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import { Download } from '../design/tables/download.tsx'
import { Table } from '../design/tables/table.tsx'
import { amount, count } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { money, signed } from './signs.ts'

type Props = { categories: CategoryOfCost[]; period: string; baseline: string }

export function CategoriesSection({ categories, period, baseline }: Props) {
  if (categories.length === 0) return null
  const lines = new Map<string, CategoryOfCost[]>()
  for (const row of categories) {
    const name = `${row.payer_name}, ${words(row.line_of_business).toLowerCase()}`
    lines.set(name, [...(lines.get(name) ?? []), row])
  }
  return (
    <section className="card" aria-labelledby="categories">
      <div className="section-head">
        <h2 id="categories">By service category</h2>
        <span className="page-actions">
          <Download path={`${COST_PATH}?table=categories`} about="cost by service category" />
          <a className="plain" href={`${COST_PATH}?table=cells&format=csv`} download>
            by practice and month (CSV)
          </a>
        </span>
      </div>
      <p className="quiet">
        Claims per member and month, before truncation, in the categories that states collect for their cost growth
        programs.
      </p>
      {[...lines].map(([name, rows]) => (
        <div key={name} className="months-of-line">
          <h3>{name}</h3>
          <Bars rows={rows} />
          <Table
            caption={`Cost by service category, ${name}`}
            quietCaption
            columns={[
              { key: 'category', label: 'Category', names: true, cell: (row) => row.category_label },
              { key: 'before', label: `PMPM ${baseline}`, numeric: true, cell: (row) => amount(row.baseline_pmpm_usd) },
              {
                key: 'now',
                label: `PMPM ${period}`,
                numeric: true,
                cell: (row) => (
                  <Figure
                    value={amount(row.pmpm_usd)}
                    about={`cost per member and month, ${row.category_label}, ${name}, ${period}`}
                    explain={row.explain_id}
                  />
                ),
              },
              { key: 'change', label: 'Change', numeric: true, cell: (row) => signed(row.change_usd, money) },
              {
                key: 'use_before',
                label: `Lines per 1,000, ${baseline}`,
                numeric: true,
                cell: (row) => count(row.baseline_lines_per_1000),
              },
              {
                key: 'use',
                label: `Lines per 1,000, ${period}`,
                numeric: true,
                cell: (row) => count(row.lines_per_1000),
              },
            ]}
            rows={rows}
            rowKey={(row) => row.category}
          />
        </div>
      ))}
    </section>
  )
}

/** Lengths are drawn from the amounts; the year before stands hollow behind. */
function Bars({ rows }: { rows: CategoryOfCost[] }) {
  const most = Math.max(1, ...rows.flatMap((row) => [Number(row.pmpm_usd ?? 0), Number(row.baseline_pmpm_usd ?? 0)]))
  const width = (usd: string | null) => ({ width: `${(Math.max(0, Number(usd ?? 0)) / most) * 100}%` })
  return (
    <>
      <ul className="share-bars" aria-hidden="true">
        {rows.map((row) => (
          <li key={row.category}>
            <span>{row.category_label}</span>
            <span className="share-track">
              <span className="share-bar" style={width(row.pmpm_usd)} />
              <span className="share-before" style={width(row.baseline_pmpm_usd)} />
            </span>
            <span className="moved-value">{amount(row.pmpm_usd)}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">The outline is the year before.</p>
    </>
  )
}

type UseProps = { use: CategoryUse[]; path: string; period: string; baseline: string; whose: string }

export function CategoryUseSection({ use, path, period, baseline, whose }: UseProps) {
  if (use.length === 0) return null
  const number = (field: 'lines_per_1000' | 'baseline_lines_per_1000', label: string) => ({
    key: field,
    label,
    numeric: true,
    cell: (row: CategoryUse) => (heldBack(row.withheld, field) ? <Withheld /> : count(row[field])),
  })
  return (
    <section className="card" aria-labelledby="category-use">
      <div className="section-head">
        <h2 id="category-use">Use by service category, {whose}</h2>
        <Download path={path} about="use by service category" />
      </div>
      <p className="quiet">Claim lines of a thousand people in twelve months of coverage, over all payers.</p>
      <Table
        caption="Claim lines per thousand people and year, by service category"
        quietCaption
        columns={[
          { key: 'category', label: 'Category', names: true, cell: (row) => row.category_label },
          number('baseline_lines_per_1000', baseline),
          number('lines_per_1000', period),
        ]}
        rows={use}
        rowKey={(row) => row.category}
      />
      <WithheldNote held={use.map((row) => row.withheld)} />
    </section>
  )
}
