/** Why these member numbers are one person. */
import type { Person } from '../api/practice/panel.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Table } from '../design/tables/table.tsx'
import { PayerChip, usePayers } from '../design/words/payers.tsx'
import { plural, words } from '../design/words/words.ts'

export function Linkage({ linkage }: { linkage: Person['linkage'] }) {
  const look = usePayers()
  return (
    <section className="card" aria-labelledby="linkage">
      <h2 id="linkage">
        One person behind {linkage.length === 1 ? 'one' : linkage.length} member {plural(linkage.length, 'number')}
      </h2>
      <Table
        quietCaption
        caption="Member numbers joined to this person"
        columns={[
          { key: 'payer', label: 'Payer', names: true, cell: (row) => <PayerChip payer={row.payer} look={look} /> },
          { key: 'member', label: 'Member number', cell: (row) => row.member_id ?? '–' },
          { key: 'reason', label: 'What agreed', cell: (row) => sentence(row.reason) },
          { key: 'rule', label: 'Rule', cell: (row) => words(row.rule) },
        ]}
        rows={linkage}
        rowKey={(row) => `${row.payer}:${row.member_id}`}
      />
    </section>
  )
}
