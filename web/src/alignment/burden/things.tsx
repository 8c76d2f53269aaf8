/** Different things over all practices: by what they are, then by area and question. */
import { type Burden, burdenPath, type CountRow, type ElementRow } from '../../api/alignment/burden.ts'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { count } from '../../design/words/format.ts'

type Counted = { before: number; after: number | null; less: number | null; at_least: boolean }

export function Things({ found: { counts, elements, practices } }: { found: Burden }) {
  const areas = [...new Map(elements.map(({ area, area_label }) => [area, area_label]))]
  return (
    <section className="card alignment-table" aria-labelledby="burden-things">
      <div className="section-head">
        <h2 id="burden-things">Where it comes from</h2>
        <Download path={burdenPath('elements')} about="burden by area and question" />
      </div>
      <p className="quiet">
        A thing that one practice has to know, keep or send counts once for the practice, however many of its payers ask
        for it. The numbers are sums over {practices.length} practices.
      </p>
      <Table
        caption="Different things, over all practices"
        quietCaption
        columns={[
          { key: 'label', label: 'What', names: true, cell: ({ label }: CountRow) => label },
          { key: 'practices', label: 'Practices', numeric: true, cell: (row) => row.practices },
          ...numbers<CountRow>(),
        ]}
        rows={counts}
        rowKey={(row) => row.count}
      />
      {areas.map(([area, label]) => (
        <details key={area} className="alignment-year">
          <summary>
            <h3>{label}</h3>
          </summary>
          <Table
            caption={`Different things: ${label}`}
            quietCaption
            columns={[
              {
                key: 'element',
                label: 'Question',
                names: true,
                cell: (row: ElementRow) => (
                  <>
                    {row.label}
                    <span className="under quiet">Counted under {row.count_label.toLowerCase()}</span>
                  </>
                ),
              },
              ...numbers<ElementRow>(),
            ]}
            rows={elements.filter((one) => one.area === area)}
            rowKey={(row) => `${row.count} ${row.element}`}
          />
        </details>
      ))}
    </section>
  )
}

const numbers = <Row extends Counted>(): Column<Row>[] => [
  {
    key: 'before',
    label: 'Now',
    numeric: true,
    cell: ({ before, at_least }) => `${at_least ? 'at least ' : ''}${count(before)}`,
  },
  { key: 'after', label: 'If all were aligned', numeric: true, cell: ({ after }) => count(after) },
  { key: 'less', label: 'Less', numeric: true, cell: ({ less }) => count(less) },
]
