/** Each delivery with its outcomes, and each of its files. */
import type { Outcomes, Submission } from '../api/contract.ts'
import { Badge, type Tone } from '../design/badge.tsx'
import { count, day } from '../design/format.ts'
import { type Column, Table } from '../design/table.tsx'
import { words } from '../design/words.ts'
import { OUTCOMES } from './outcomes.ts'

const TONE: Record<string, Tone> = { accepted: 'good', landed: 'good', refused: 'bad', quarantined: 'bad' }

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
      <details>
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
                  {day(row.received_at)}{' '}
                  {row.status && <Badge tone={TONE[row.status] ?? 'quiet'}>{words(row.status)}</Badge>}
                  <span className="under">{row.layout}</span>
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
