/** Recruitment, as far as it is the reader’s: who convenes finds and invites, a practice answers, a payer takes up. */
import { useQuery } from '@tanstack/react-query'
import { RECRUITMENT_PATH, type Recruitment, recruitmentQuery } from '../../api/convening/recruitment.ts'
import type { Role } from '../../api/people/sign-in.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { ConveningNav } from '../convening-nav.tsx'
import { Convened, OpenForm } from './convened.tsx'
import { Handovers } from './handovers.tsx'
import { InvitationCard } from './invitation-card.tsx'
import '../../people/people.css'
import './recruitment.css'

const LEAD: Partial<Record<Role, string>> = {
  convener:
    'Practices that meet what was agreed, and where each stands. Counts are rounded, and no payer learns of another’s panel.',
  operator: 'Practices that meet what was agreed, and where each stands.',
  payer: 'Practices that are interested and were handed over to you, with your own dates.',
}

export function RecruitmentPage() {
  const query = useQuery(recruitmentQuery)
  const role = useQuery(sessionQuery).data?.viewer?.role ?? 'public'
  return (
    <div className="page">
      <ConveningNav />
      <Page
        title="Recruitment"
        lead={LEAD[role] ?? 'Initiatives that invite your practice, and what you answer.'}
        actions={role in LEAD && <Download path={RECRUITMENT_PATH} about="practices" />}
      >
        <Answer query={query} what="recruitment">
          {(found) => <Shown found={found} role={role} />}
        </Answer>
      </Page>
    </div>
  )
}

function Shown({ found, role }: { found: Recruitment; role: Role }) {
  if (role === 'payer') return <OfPayer found={found} />
  if (role === 'convener' || role === 'operator')
    return (
      <>
        {found.recruitments.map((one) => (
          <Convened key={one.recruitment} recruitment={one} found={found} mayAct={role === 'convener'} />
        ))}
        {found.recruitments.length === 0 && <EmptyState heading="No initiative looks for practices yet." />}
        {role === 'convener' && <OpenForm />}
      </>
    )
  return (
    <>
      {found.invitations.map((one) => (
        <InvitationCard key={`${one.recruitment} ${one.practice_id}`} invitation={one} found={found} />
      ))}
      {found.invitations.length === 0 && (
        <EmptyState heading="No initiative invites your practice now.">
          <p>An initiative that does writes to you here.</p>
        </EmptyState>
      )}
    </>
  )
}

function OfPayer({ found }: { found: Recruitment }) {
  return (
    <section className="card" aria-labelledby="handed-over">
      <h2 id="handed-over">Handed over to you</h2>
      {found.handovers.length === 0 ? (
        <EmptyState heading="No practice was handed over to you yet." />
      ) : (
        <Handovers handovers={found.handovers} asPayer />
      )}
    </section>
  )
}
