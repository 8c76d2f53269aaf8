/** One delivery: its outcomes as a bar and as numbers, what was found, and its files. */
import type { Outcomes, Submission } from '../api/contract.ts'
import { Badge, type Tone } from '../design/badge.tsx'
import { count, day } from '../design/format.ts'
import { Table } from '../design/table.tsx'
import { WithheldNote } from '../design/withheld.tsx'
import { plural, words } from '../design/words.ts'
import { Findings } from './findings.tsx'
import { OutcomeBar } from './outcome-bar.tsx'
import { OUTCOMES } from './outcomes.ts'

const TONE: Record<string, Tone> = { accepted: 'good', refused: 'bad', quarantined: 'bad', superseded: 'quiet' }

export function SubmissionCard({ submission }: { submission: Submission }) {
  const id = `submission-${submission.submission_id}`
  const findings = submission.findings ?? []
  const files = submission.files ?? []
  return (
    <article className="card" aria-labelledby={id}>
      <header className="submission-head">
        <h2 id={id}>{submission.payer_name}</h2>
        {submission.status && <Badge tone={TONE[submission.status] ?? 'note'}>{words(submission.status)}</Badge>}
        <p className="quiet">
          Received {day(submission.received_at)}
          {submission.layout && <> · {submission.layout}</>}
          {files.length > 0 && (
            <>
              {' '}
              · {files.length} {plural(files.length, 'file')}
            </>
          )}
        </p>
      </header>
      <OutcomeBar outcomes={submission} />
      {findings.length > 0 && <Findings findings={findings} payer={submission.payer_name} />}
      {files.length > 0 && (
        <details>
          <summary>
            By file<span className="ds-u-visibility--screen-reader"> of {submission.payer_name}</span>
          </summary>
          <Table
            quietCaption
            caption={`Outcomes by file, ${submission.payer_name}`}
            columns={[{ key: 'file', label: 'File', names: true, cell: (row) => row.file_name }, ...fileColumns]}
            rows={files}
            rowKey={(row) => row.file_id}
          />
        </details>
      )}
      <WithheldNote held={[submission.withheld]} />
    </article>
  )
}

const fileColumns = (['received', ...OUTCOMES.map((one) => one.outcome)] as (keyof Outcomes)[]).map((key) => ({
  key,
  label: words(key),
  numeric: true,
  cell: (row: Outcomes) => count(row[key]),
}))
