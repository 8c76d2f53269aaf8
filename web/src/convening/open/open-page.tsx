/** One recommendation as everybody reads it, with a form in which anybody says what they think of it. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { openAdoptionQuery } from '../../api/convening/adoption.ts'
import { openRecommendationQuery, type Recommendation } from '../../api/convening/convening.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { ByPayer } from '../adoption/by-payer.tsx'
import { CommentsSection } from '../recommendation/comments-section.tsx'
import { Decisions } from '../recommendation/decisions.tsx'
import { Path } from '../recommendation/path.tsx'
import { TextSection, Versions } from '../recommendation/text-section.tsx'
import { daysLeft, STATE } from '../words.ts'
import { OpenComment } from './open-comment.tsx'
import '../convening.css'

export function OpenRecommendationPage() {
  const { recommendation } = useParams({ from: '/recommendations/$recommendation' })
  const query = useQuery({ ...openRecommendationQuery(recommendation), retry: false })
  return (
    <div className="page convening">
      <p className="back">
        <Link to="/recommendations">All recommendations</Link>
      </p>
      <Answer query={query} what="the recommendation">
        {(found) => (
          <Page
            title={found.title}
            lead={<Badge tone={STATE[found.state].tone}>{STATE[found.state].words}</Badge>}
            actions={
              <button type="button" className="ds-c-button ds-c-button--small" onClick={() => window.print()}>
                Print
              </button>
            }
          >
            <Shown of={found} />
          </Page>
        )}
      </Answer>
    </div>
  )
}

function Shown({ of }: { of: Recommendation }) {
  const { window, state, published } = of
  const takes = state === 'in-comment' && window !== null && daysLeft(window.opens_on) <= 0
  return (
    <>
      <Standing of={of} />
      {!published && <Path of={of} open />}
      <TextSection of={of} />
      <Decisions of={of} />
      {published && <Adopted of={of} />}
      <CommentsSection of={of} keeps={false} open />
      {takes && <OpenComment recommendation={of.recommendation} />}
      <Versions key={of.version} of={of} />
    </>
  )
}

/** What payers said of themselves, where the initiative lets everybody read it. */
function Adopted({ of: { recommendation, state } }: { of: Recommendation }) {
  const rows = (useQuery(openAdoptionQuery).data ?? []).filter((one) => one.recommendation === recommendation)
  const years = [...new Set(rows.map(({ year }) => year))]
  return years.map((year) => (
    <section key={year} className="card" aria-labelledby={`adopted-${year}`}>
      <h2 id={`adopted-${year}`}>What payers adopt in {year}</h2>
      <p className="quiet">
        Each payer says so of itself: before the year begins, and when it is over.
        {state === 'published' && ' It is voluntary.'}
      </p>
      <ByPayer rows={rows.filter((one) => one.year === year)} />
    </section>
  ))
}

/** Whether it counts: since when, in the place of what, and what became of it. */
function Standing({ of: { state, published, supersedes, superseded_by, because } }: { of: Recommendation }) {
  if (!published && !supersedes) return null
  return (
    <div className="open-standing">
      {published && (
        <p>
          Published {day(published.published_at)}, version {published.version}.{' '}
          {state === 'published' && 'Adopting it is voluntary.'}
        </p>
      )}
      {published && state === 'withdrawn' && (
        <p>
          <b>It was withdrawn:</b> {sentence(because ?? '')}
        </p>
      )}
      {supersedes && (
        <p>
          {published ? 'It took the place of ' : 'Once it is published, it takes the place of '}
          <Link to="/recommendations/$recommendation" params={{ recommendation: supersedes }}>
            an earlier recommendation
          </Link>
          .
        </p>
      )}
      {superseded_by && (
        <p>
          <Link to="/recommendations/$recommendation" params={{ recommendation: superseded_by }}>
            Another recommendation
          </Link>{' '}
          took its place.
        </p>
      )}
    </div>
  )
}
