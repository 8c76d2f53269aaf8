/** Each delivery with its outcomes, and each of its files. */
import { Link } from '@tanstack/react-router'
import type { Outcomes, Submission } from '../api/received/submissions.ts'
import { type Column, Table } from '../design/tables/table.tsx'
import { count, day } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { OUTCOMES } from './outcomes.ts'
import { Mending, StateBadge } from './standing.tsx'

const KEYS: (keyof Outcomes)[] = ['received', ...OUTCOMES.map((one) => one.outcome)]
const COUNTS: Column<Outcomes>[] = KEYS.map((key) => ({
  key,
  label: words(key),
  numeric: true,
  cell: (row) => count(row[key]),
}))

export function Deliveries({ deliveries }: { deliveries: Submission[] }) {
  const payer = deliveries[0]?.payer_name ?? ''
  const files = deliveries.flatMap((one) =>
    (one.files ?? []).map((file) => ({ ...file, key: `${one.submission_id}:${file.file_id}:${file.file_name}` })),
  )
  return (
    <>
      <details open={files.length > 0}>
        <summary>
          By delivery<span className="ds-u-visibility--screen-reader">, {payer}</span>
        </summary>
        <Table<Submission>
          quietCaption
          caption={`Outcomes by delivery, ${payer}`}
          columns={[
            {
              key: 'delivery',
              label: 'Received',
              names: true,
              cell: (row) => (
                <>
                  <Link to="/submissions/$submission_id" params={{ submission_id: row.submission_id }}>
                    {day(row.received_at)}
                    <span className="ds-u-visibility--screen-reader">: report of {row.submission_id}</span>
                  </Link>{' '}
                  <StateBadge of={row} />
                  <span className="under">
                    {[row.score && `grade ${row.score}`, row.layout].filter(Boolean).join(' · ')}
                  </span>
                  <Mending of={row} />
                </>
              ),
            },
            { key: 'newest', label: 'Newest service', cell: (row) => day(row.newest_service_date) },
            ...COUNTS,
          ]}
          rows={deliveries}
          rowKey={(row) => row.submission_id}
        />
      </details>
      {files.length > 0 && (
        <details>
          <summary>
            By file<span className="ds-u-visibility--screen-reader">, {payer}</span>
          </summary>
          <Table<(typeof files)[number]>
            quietCaption
            caption={`Outcomes by file, ${payer}`}
            columns={[
              { key: 'file', label: 'File', names: true, cell: (row) => <span className="file">{row.file_name}</span> },
              ...COUNTS,
            ]}
            rows={files}
            rowKey={(row) => row.key}
          />
        </details>
      )}
    </>
  )
}
