/** The end of a walk: the physical records, as the sender numbered and named them. */
import type { SourceRecord } from '../api/practice/explain.ts'
import { Table } from '../design/tables/table.tsx'
import { count } from '../design/words/format.ts'
import { usePayers } from '../design/words/payers.tsx'
import { plural } from '../design/words/words.ts'

export function Records({ records, more }: { records: SourceRecord[]; more: number }) {
  if (records.length === 0) return null
  return (
    <section className="card" aria-labelledby="records">
      <h2 id="records">The {plural(records.length, 'record', 'records')} that the sender sent</h2>
      {records.map((record) => (
        <OneRecord key={`${record.file_id}:${record.record_number}`} record={record} />
      ))}
      {more > 0 && <p className="quiet">and {count(more)} more, not listed here.</p>}
    </section>
  )
}

function OneRecord({ record }: { record: SourceRecord }) {
  const look = usePayers()
  return (
    <div className="record">
      <p className="record-head">
        <b>{record.file_name}</b>, record <b>{count(record.record_number)}</b>
        <span className="under">
          from {look.name(record.payer)} · layout {record.layout} · submission {record.submission_id}
        </span>
      </p>
      <Table
        quietCaption
        caption={`Fields of record ${record.record_number} of ${record.file_name}`}
        columns={[
          { key: 'name', label: 'Field', names: true, cell: (row) => <code>{row.name}</code> },
          {
            key: 'value',
            label: 'As sent',
            cell: (row) => (row.value === null ? <i>empty</i> : <code>{row.value}</code>),
          },
        ]}
        rows={record.fields}
        rowKey={(row) => row.name}
      />
    </div>
  )
}
