/** The front page of the convening: what awaits the reader, where recommendations stand, how far goals are, who takes part. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { adoptionQuery } from '../../api/convening/adoption.ts'
import {
  conveningQuery,
  goalsQuery,
  type Initiative,
  type Recommendation,
  recommendationsQuery,
} from '../../api/convening/convening.ts'
import { planQuery } from '../../api/convening/plan.ts'
import type { Viewer } from '../../api/people/sign-in.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { ConveningNav } from '../convening-nav.tsx'
import { draftsFor, keepsProcess } from '../who.ts'
import { SIDE, SIDES } from '../words.ts'
import { type Awaited, awaited } from './awaits.ts'
import { BeginInitiative } from './begin-initiative.tsx'
import { Goals } from './goals.tsx'
import { RecommendationList } from './recommendation-list.tsx'
import '../convening.css'

export function ConveningPage() {
  const viewer = useQuery(sessionQuery).data?.viewer
  const initiatives = useQuery(conveningQuery)
  const recommendations = useQuery(recommendationsQuery)
  if (!viewer) return null
  const drafts = draftsFor(viewer, initiatives.data ?? []).length > 0
  return (
    <div className="page convening">
      <ConveningNav />
      <Page
        title="Convening"
        lead="What payers, practices, purchasers and patients decide together, and what is yours to do."
        actions={
          (keepsProcess(viewer) || drafts) && (
            <Link to="/convening/recommendations/new" className="ds-c-button ds-c-button--solid">
              {keepsProcess(viewer) ? 'New recommendation' : 'Draft a recommendation'}
            </Link>
          )
        }
      >
        <Answer query={initiatives} what="the initiatives">
          {(found) => (
            <Answer query={recommendations} what="the recommendations">
              {(all) => <Front viewer={viewer} initiatives={found} recommendations={all} />}
            </Answer>
          )}
        </Answer>
      </Page>
    </div>
  )
}

type Props = { viewer: Viewer; initiatives: Initiative[]; recommendations: Recommendation[] }

function Front({ viewer, initiatives, recommendations }: Props) {
  const goals = useQuery(goalsQuery)
  const adoption = useQuery(adoptionQuery)
  const plan = useQuery(planQuery)
  const settled = [adoption, plan].every(({ isPending }) => !isPending)
  if (initiatives.length === 0)
    return keepsProcess(viewer) ? (
      <BeginInitiative />
    ) : (
      <EmptyState heading="No initiative has begun here yet.">
        <p>Who convenes begins it.</p>
      </EmptyState>
    )
  return (
    <>
      {settled && (
        <Awaits
          all={awaited(viewer, {
            initiatives,
            recommendations,
            adoption: adoption.data ?? [],
            plan: plan.data ?? [],
          })}
        />
      )}
      <RecommendationList all={recommendations} initiatives={initiatives} />
      <Answer query={goals} what="the goals">
        {(all) => <Goals goals={all} />}
      </Answer>
      {initiatives.map((one) => (
        <TakesPart key={one.initiative} initiative={one} />
      ))}
    </>
  )
}

function Awaits({ all }: { all: Awaited[] }) {
  return (
    <section className="card" aria-labelledby="awaits">
      <h2 id="awaits">{all.length === 0 ? 'Nothing waits for you' : 'What waits for you'}</h2>
      {all.length > 0 && (
        <ul className="convening-awaits">
          {all.map((one) => (
            <li key={one.key}>
              {'to' in one ? (
                <Link to={one.to}>{one.says}</Link>
              ) : 'recommendation' in one ? (
                <Link to="/convening/recommendations/$recommendation" params={{ recommendation: one.recommendation }}>
                  {one.says}
                </Link>
              ) : (
                <Link to="/convening/initiative/$initiative" params={{ initiative: one.initiative }}>
                  {one.says}
                </Link>
              )}
              <span className="under">{one.about}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function TakesPart({ initiative: { initiative, title, about, participants } }: { initiative: Initiative }) {
  return (
    <section className="card" aria-labelledby={`part-${initiative}`}>
      <h2 id={`part-${initiative}`}>Who takes part</h2>
      <p>
        <Link to="/convening/initiative/$initiative" params={{ initiative }}>
          {title}
        </Link>
        : {about}
      </p>
      <dl className="convening-sides">
        {SIDES.map((side) => {
          const names = participants.filter((one) => one.side === side).map(({ name }) => name)
          return names.length === 0 ? null : (
            <div key={side}>
              <dt>{SIDE[side]}</dt>
              <dd>{names.join(', ')}</dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
