/** What is wrong, where, and how the sender mends it. */
import type { Finding } from '../api/received/submissions.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { count } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'

export function Findings({ findings, payer }: { findings: Finding[]; payer: string }) {
  const rows = findings.map((row, place) => ({ ...row, key: String(place) }))
  return (
    <Table
      caption={`Findings (${count(rows.length)})`}
      columns={[
        {
          key: 'rule',
          label: 'What',
          names: true,
          cell: (row) => (
            <>
              {words(row.rule)}
              <span className="under">
                <Badge tone={/error|quarantin|refus/.test(row.severity ?? '') ? 'bad' : 'open'}>
                  {words(row.severity)}
                </Badge>
              </span>
            </>
          ),
        },
        {
          key: 'where',
          label: 'Where',
          cell: (row) => (
            <>
              {row.file_name ?? payer}
              {row.column && (
                <>
                  , <code>{row.column}</code>
                </>
              )}
              {row.first_record !== null && <span className="under">first at record {count(row.first_record)}</span>}
            </>
          ),
        },
        { key: 'records', label: 'Records', numeric: true, cell: (row) => count(row.records) },
        { key: 'expected', label: 'Expected', cell: (row) => row.expected ?? '–' },
        { key: 'fix', label: 'How to mend it', cell: (row) => (row.fix ? sentence(row.fix) : '–') },
      ]}
      rows={rows}
      rowKey={(row) => row.key}
    />
  )
}
