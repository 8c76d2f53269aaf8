/** An initiative: what it may do and on what footing, who takes part, what they signed, who sits where. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { conveningQuery, type Initiative } from '../../api/convening/convening.ts'
import type { Viewer } from '../../api/people/sign-in.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { day } from '../../design/words/format.ts'
import { ConveningNav } from '../convening-nav.tsx'
import { keepsProcess } from '../who.ts'
import { CharterSection, FootingSection } from './charter-section.tsx'
import { CommitteesSection } from './committees-section.tsx'
import { CostsSection } from './costs-section.tsx'
import { GoalsSection } from './goals-section.tsx'
import { MemorandumSection } from './memorandum-section.tsx'
import { ParticipantsSection } from './participants-section.tsx'
import { WaiversSection } from './waivers-section.tsx'
import '../convening.css'

export function InitiativePage() {
  const { initiative } = useParams({ from: '/convening/initiative/$initiative' })
  const viewer = useQuery(sessionQuery).data?.viewer
  const query = useQuery(conveningQuery)
  if (!viewer) return null
  return (
    <div className="page convening">
      <ConveningNav />
      <Answer query={query} what="the initiative">
        {(all) => {
          const found = all.find((one) => one.initiative === initiative)
          return found ? <Shown of={found} viewer={viewer} /> : <EmptyState heading="No such initiative." />
        }}
      </Answer>
    </div>
  )
}

function Shown({ of, viewer }: { of: Initiative; viewer: Viewer }) {
  const keeps = keepsProcess(viewer)
  const since = `Since ${day(of.start_date)}${of.end_date ? `, until ${day(of.end_date)}` : ''}.`
  return (
    <Page title={of.title} lead={`${of.about} ${since}`}>
      <MemorandumSection of={of} viewer={viewer} />
      <CommitteesSection of={of} keeps={keeps} />
      <ParticipantsSection of={of} keeps={keeps} />
      {keeps && <GoalsSection of={of} />}
      <CostsSection of={of} viewer={viewer} />
      <FootingSection of={of} />
      <WaiversSection of={of} keeps={keeps} />
      <CharterSection of={of} keeps={keeps} />
    </Page>
  )
}
