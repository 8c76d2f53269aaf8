/** One delivery: how good it is, what is wrong and how to mend it, and what became of each file. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { mayAsk } from '../../access/may-ask.ts'
import { sessionQuery, submissionPath, submissionQuery } from '../../api/queries.ts'
import type { SubmissionReport } from '../../api/received/submissions.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { WithheldNote } from '../../design/answers/withheld.tsx'
import { Page } from '../../design/frame/page.tsx'
import { count, day } from '../../design/words/format.ts'
import { OutcomeBar } from '../outcome-bar.tsx'
import { Mending, StateBadge } from '../standing.tsx'
import { ReportFiles } from './files.tsx'
import { ReportFindings } from './findings.tsx'
import { ReportMonths } from './months.tsx'
import { ReportUses } from './uses.tsx'
import '../submissions.css'

export function ReportPage() {
  const { submission_id } = useParams({ from: '/submissions/$submission_id' })
  const report = useQuery(submissionQuery(submission_id))
  const found = report.data
  const viewer = useQuery(sessionQuery).data?.viewer
  return (
    <div className="page">
      <p className="back">
        <Link to="/submissions">All submissions</Link>
        {mayAsk(viewer) && (
          <>
            {' · '}
            <Link to="/submissions/$submission_id/access" params={{ submission_id }}>
              Who can see this
            </Link>
          </>
        )}
      </p>
      <Page
        title={found ? `${found.payer_name}, received ${day(found.received_at)}` : 'Submission'}
        lead={found && headline(found)}
        actions={found && !isCut(found) && <TakeAway submissionId={submission_id} />}
      >
        <Answer query={report} what="the submission">
          {(one) => <Report of={one} />}
        </Answer>
      </Page>
    </div>
  )
}

/** Who oversees sees states and counts; the rest is withheld, and there is nothing to take away. */
const isCut = (of: SubmissionReport): boolean => of.withheld?.some((one) => one.field === 'findings') ?? false

function TakeAway({ submissionId }: { submissionId: string }) {
  const at = submissionPath(submissionId)
  return (
    <>
      {[
        ['Report as PDF', 'report.pdf'],
        ['Findings as CSV', 'report.csv'],
        ['Records as CSV', 'records.csv'],
      ].map(([label, file]) => (
        <a key={file} className="ds-c-button ds-c-button--small" href={`${at}/${file}`} download>
          {label}
        </a>
      ))}
    </>
  )
}

function headline({ status, findings, state, state_because, quarantined }: SubmissionReport): string {
  if (status === 'refused') return 'Refused: nothing of it is in any number. Mend what is below and send it again.'
  if (status === 'duplicate') return 'Everything in it had come before. Nothing is to do.'
  if (state === 'held')
    return `Held: ${state_because ?? 'no agreement is in force'}. Its records wait and are in no number.`
  if (quarantined) return `${count(quarantined)} records are set aside until mended; the others are usable.`
  return findings.length > 0 ? 'Taken in. What could be better is below.' : 'Taken in whole.'
}

function Report({ of }: { of: SubmissionReport }) {
  return (
    <>
      <section className="card" aria-labelledby="grade-heading">
        <div className="grade-row">
          <Grade score={of.score} />
          <div>
            <h2 id="grade-heading">{of.score ? `Grade ${of.score}` : 'Not graded'}</h2>
            <p>
              <StateBadge of={of} />{' '}
              <span className="quiet">
                {[
                  of.layout,
                  of.newest_service_date && `newest service ${day(of.newest_service_date)}`,
                  of.submission_id,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </p>
            <Mending of={of} />
          </div>
        </div>
        <ReportUses uses={of.uses} />
      </section>
      {!isCut(of) && <ReportFindings findings={of.findings} />}
      <section className="card" aria-labelledby="outcomes-heading">
        <h2 id="outcomes-heading">What became of each record</h2>
        <OutcomeBar outcomes={of} />
        {of.files.length > 0 && <ReportFiles files={of.files} />}
      </section>
      {of.months.length > 0 && <ReportMonths months={of.months} />}
      <WithheldNote held={[of.withheld]} />
    </>
  )
}

function Grade({ score }: { score: string | null }) {
  const tone = score === null ? 'quiet' : score <= 'B' ? 'good' : score === 'F' ? 'bad' : 'open'
  return (
    <span className={`grade badge-${tone}`} aria-hidden="true">
      {score ?? '–'}
    </span>
  )
}
