/** Who can see this practice, statement or delivery now, and why: answered by permission itself. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { type AccessAsked, accessPath, accessQuery } from '../api/people/access.ts'
import { periodsQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { Seer } from './seer.tsx'
import './access.css'

export function PracticeAccessPage() {
  const { practice_id } = useParams({ from: '/practices/$practice_id/access' })
  const { payer } = useSearch({ from: '/practices/$practice_id/access' })
  const payers = useQuery(periodsQuery).data?.payers
  const name = payers?.find((one) => one.payer === payer)?.payer_name ?? payer
  return <WhoCanSee asked={{ practice_id, payer }} what={payer ? `the statement of ${name}` : 'this practice'} />
}

export function SubmissionAccessPage() {
  const { submission_id } = useParams({ from: '/submissions/$submission_id/access' })
  return (
    <div className="page">
      <p className="back">
        <Link to="/submissions/$submission_id" params={{ submission_id }}>
          Back to the delivery
        </Link>
      </p>
      <WhoCanSee asked={{ submission_id }} what="this delivery" />
    </div>
  )
}

function WhoCanSee({ asked, what }: { asked: AccessAsked; what: string }) {
  const access = useQuery(accessQuery(asked))
  const role = useQuery(sessionQuery).data?.viewer?.role
  return (
    <Page
      title={`Who can see ${what}`}
      lead="Everybody who could open it now, by the same table that lets them in or refuses them."
      actions={access.data && <Download path={accessPath(asked)} about="who can see this" />}
    >
      <Answer query={access} what="who can see this">
        {(found) => (
          <>
            {found.length === 0 && <p>Nobody has an account or a program that could open it.</p>}
            <ul className="seers">
              {found.map((one) => (
                <Seer key={`${one.who} ${one.participant} ${one.role} ${one.because}`} of={one} />
              ))}
            </ul>
            {role === 'payer' && (
              <p className="quiet">
                Other payers see their own members only, if they have any here. Which payers have is not shown to a
                payer.
              </p>
            )}
            {found.some((one) => one.who === null) && (
              <p className="quiet">
                Names are shown of those whom you administer; of everybody else, the organization and the role.
              </p>
            )}
          </>
        )}
      </Answer>
    </Page>
  )
}
