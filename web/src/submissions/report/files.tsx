/** Each file of a delivery, and how its records ended. */
import type { Outcomes, SubmittedFile } from '../../api/received/submissions.ts'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { count } from '../../design/words/format.ts'
import { words } from '../../design/words/words.ts'
import { OUTCOMES } from '../outcomes.ts'

const KEYS: (keyof Outcomes)[] = ['received', ...OUTCOMES.map((one) => one.outcome)]

export function ReportFiles({ files }: { files: SubmittedFile[] }) {
  const columns: Column<SubmittedFile>[] = [
    {
      key: 'file',
      label: 'File',
      names: true,
      cell: (row) => (
        <>
          <span className="file">{row.file_name}</span>
          <span className="under">
            {row.status && row.status !== 'accepted' && (
              <>
                <Badge tone={row.status === 'refused' ? 'bad' : 'quiet'}>{words(row.status)}</Badge>{' '}
              </>
            )}
            {row.layout_file}
          </span>
        </>
      ),
    },
    ...KEYS.map((key) => ({
      key,
      label: words(key),
      numeric: true,
      cell: (row: SubmittedFile) => count(row[key]),
    })),
  ]
  return <Table caption="By file" columns={columns} rows={files} rowKey={(row) => row.file_id ?? row.file_name ?? ''} />
}
