/** Records of the lists that name nobody who may be named: a number that is wrong, or somebody else's patient. */

import type { Reconciliation } from '../../api/attribution/rosters.ts'
import { reconciliationPath } from '../../api/queries.ts'
import { Download } from '../../design/tables/download.tsx'
import { Table } from '../../design/tables/table.tsx'
import { count, month } from '../../design/words/format.ts'
import { usePayers } from '../../design/words/payers.tsx'
import { plural } from '../../design/words/words.ts'

const SHOWN = 100

export function Unnamed({ found }: { found: Reconciliation }) {
  const look = usePayers()
  const { unnamed } = found
  if (unnamed.length === 0) return null
  return (
    <section aria-labelledby="unnamed-heading" className="card">
      <div className="section-head">
        <h2 id="unnamed-heading">
          {count(unnamed.length)} {plural(unnamed.length, 'number')} without a name
        </h2>
        <p className="downloads">
          <Download
            path={`${reconciliationPath(found.practice_id, {})}?table=unnamed`}
            about="numbers without a name"
          />
        </p>
      </div>
      <p>
        They stand on a list for this practice. Either nobody has such a number, or it is of somebody whom neither a
        payer nor claims place here: which of the two is not told. Look at the card again, and send the list anew.
      </p>
      <Table
        caption="Records that name nobody"
        quietCaption
        columns={[
          { key: 'member', label: 'Member number', names: true, cell: (row) => row.member_id },
          { key: 'payer', label: 'Payer', cell: (row) => look.name(row.payer) },
          { key: 'list', label: 'List', cell: (row) => (row.source === 'plan' ? 'the payer’s' : 'the practice’s own') },
          { key: 'month', label: 'Month', cell: (row) => month(row.year_month) },
          { key: 'record', label: 'Record in the file', numeric: true, cell: (row) => count(row.record_number) },
        ]}
        rows={unnamed.slice(0, SHOWN)}
        rowKey={(row) => `${row.file_id} ${row.record_number}`}
      />
      {unnamed.length > SHOWN && <p className="quiet">The first {SHOWN}; the file has them all.</p>}
    </section>
  )
}
