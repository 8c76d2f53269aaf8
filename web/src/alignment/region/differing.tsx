/** Where a payer says one thing of itself and its contracts say another: somebody has to look. */
import type { RegionMatrix } from '../../api/alignment/alignment.ts'
import { Table } from '../../design/tables/table.tsx'
import { nameOf } from '../matrix.tsx'

export function Differing({ found }: { found: RegionMatrix }) {
  if (found.differing.length === 0) return null
  return (
    <section className="card alignment-table" aria-labelledby="alignment-differing">
      <h2 id="alignment-differing">Said one way, contracted another</h2>
      <p className="quiet">
        Both are kept, and the one that is farther from the common model counts. Other payers see what was said alone.
      </p>
      <Table
        caption="Answers of a payer that its contracts do not bear out"
        quietCaption
        columns={[
          {
            key: 'payer',
            label: 'Payer',
            names: true,
            cell: (row) => (
              <>
                {nameOf(found, row.payer)}
                <span className="under quiet">{row.label}</span>
              </>
            ),
          },
          { key: 'says', label: 'It says', cell: (row) => row.says },
          { key: 'contracts', label: 'Its contracts say', cell: (row) => row.contracts },
        ]}
        rows={found.differing}
        rowKey={({ payer, element }) => `${payer} ${element}`}
      />
    </section>
  )
}
