/** One recommendation: where it stands, what it says and changes, what people said of it, how it was decided. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type Recommendation, recommendationQuery } from '../../api/convening/convening.ts'
import type { Viewer } from '../../api/people/sign-in.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { keepsProcess } from '../who.ts'
import { STATE } from '../words.ts'
import { BallotSection } from './ballot-section.tsx'
import { CommentsSection } from './comments-section.tsx'
import { Decisions } from './decisions.tsx'
import { InOwnHands, Keeping } from './keeping.tsx'
import { Path } from './path.tsx'
import { TextSection, Versions } from './text-section.tsx'
import '../convening.css'

export function RecommendationPage() {
  const { recommendation } = useParams({ from: '/convening/recommendations/$recommendation' })
  const viewer = useQuery(sessionQuery).data?.viewer
  const query = useQuery(recommendationQuery(recommendation))
  if (!viewer) return null
  return (
    <div className="page convening">
      <p className="back">
        <Link to="/convening">Convening</Link>
      </p>
      <Answer query={query} what="the recommendation">
        {(found) => (
          <Page title={found.title} lead={<Badge tone={STATE[found.state].tone}>{STATE[found.state].words}</Badge>}>
            <Shown of={found} viewer={viewer} />
          </Page>
        )}
      </Answer>
    </div>
  )
}

function Shown({ of, viewer }: { of: Recommendation; viewer: Viewer }) {
  const keeps = keepsProcess(viewer)
  // What asks for a hand stands before what is only read.
  const vote = <BallotSection of={of} />
  const votesNow = of.state === 'in-vote' && of.own !== null
  return (
    <>
      <Path of={of} />
      {of.drafted_by && <p className="quiet">Drafted by {of.drafted_by}, a member of the committee.</p>}
      <Kin of={of} keeps={keeps} />
      {votesNow && vote}
      {keeps ? <Keeping key={of.state} of={of} /> : <InOwnHands key={of.state} of={of} />}
      <TextSection of={of} />
      <Versions key={of.version} of={of} />
      <CommentsSection of={of} keeps={keeps} />
      {!votesNow && vote}
      <Decisions of={of} />
    </>
  )
}

/** What it takes the place of, what took its place, and where everybody reads it. */
function Kin({ of, keeps }: { of: Recommendation; keeps: boolean }) {
  const { supersedes, superseded_by, round, recommendation, state } = of
  return (
    <p className="convening-kin">
      {round > 0 && (
        <Link to="/recommendations/$recommendation" params={{ recommendation }}>
          As the public reads it
        </Link>
      )}
      {supersedes && (
        <Link to="/convening/recommendations/$recommendation" params={{ recommendation: supersedes }}>
          What it takes the place of
        </Link>
      )}
      {superseded_by && (
        <Link to="/convening/recommendations/$recommendation" params={{ recommendation: superseded_by }}>
          What took its place
        </Link>
      )}
      {keeps && state === 'published' && (
        <Link to="/convening/recommendations/new" search={{ supersedes: recommendation }}>
          Begin its successor
        </Link>
      )}
    </p>
  )
}
