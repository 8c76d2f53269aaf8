/** How many of the first list's people have been with the practice on every list since. */
import type { Churn, Stability } from '../../api/attribution/attribution.ts'
import { Table } from '../../design/tables/table.tsx'
import { count, percent } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'

type Props = { churn: Churn; practice_id: string; kind: string | null }

export function Steadiness({ churn, practice_id, kind }: Props) {
  const rows = churn.stability
    .filter((one) => one.practice_id === practice_id && one.kind === kind)
    .toSorted((x, y) => x.lists - y.lists)
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || rows.length < 2 || last.stayed === null || last.started === null) return null
  return (
    <section aria-labelledby="steady-heading" className="card">
      <h2 id="steady-heading">How steady the panel is</h2>
      <p>
        Of {count(last.started)} people on the list {first.list}, {count(last.stayed)} ({percent(last.stayed_share, 0)})
        have been with the practice on every list until {last.list}, over {last.months} {plural(last.months, 'month')}.{' '}
        {medianInWords(last)}
      </p>
      {rows.length > 2 && (
        <details>
          <summary>List by list</summary>
          <Table
            caption="People of the first list who are still there"
            quietCaption
            columns={[
              { key: 'list', label: 'Until the list', names: true, cell: (row) => row.list },
              { key: 'months', label: 'Months', numeric: true, cell: (row) => count(row.months) },
              { key: 'stayed', label: 'Still there', numeric: true, cell: (row) => count(row.stayed) },
              { key: 'share', label: 'Share', numeric: true, cell: (row) => percent(row.stayed_share, 0) },
            ]}
            rows={rows}
            rowKey={(row) => row.list}
          />
        </details>
      )}
    </section>
  )
}

export const medianInWords = ({ median_months }: Stability): string =>
  median_months === null
    ? 'More than half are still there.'
    : `Half of them had left within ${median_months} ${plural(median_months, 'month')}.`
