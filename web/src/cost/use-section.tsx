/** Use before dollars: services of a thousand people in a year. */
import type { Use } from '../api/cost/cost.ts'
import { csvOf } from '../api/queries.ts'
import { heldBack, Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Table } from '../design/tables/table.tsx'
import { count } from '../design/words/format.ts'

export function UseSection({
  use,
  path,
  period,
  baseline,
}: {
  use: Use[]
  path: string
  period: string
  baseline: string
}) {
  if (use.length === 0) return null
  const number = (field: 'services_per_1000' | 'baseline_services_per_1000', label: string) => ({
    key: field,
    label,
    numeric: true,
    cell: (row: Use) => (heldBack(row.withheld, field) ? <Withheld /> : count(row[field])),
  })
  return (
    <section className="card" aria-labelledby="use">
      <div className="section-head">
        <h2 id="use">Use of services</h2>
        <a className="ds-c-button ds-c-button--small" href={csvOf(path)} download>
          CSV<span className="ds-u-visibility--screen-reader"> of use of services</span>
        </a>
      </div>
      <p className="quiet">
        Services of a thousand people in twelve months of coverage, over all payers. A service is a claim line with a
        standard price.
      </p>
      <Table
        caption="Services per thousand people and year"
        quietCaption
        columns={[
          { key: 'where', label: 'Whose people', names: true, cell: (row) => row.practice_name },
          number('baseline_services_per_1000', baseline),
          number('services_per_1000', period),
        ]}
        rows={use}
        rowKey={(row) => row.practice_id}
      />
      <WithheldNote held={use.map((row) => row.withheld)} />
    </section>
  )
}
