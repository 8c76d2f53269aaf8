/** For everybody, signed in or not: what is open to comment, and what was published. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { openRecommendationsQuery, type Recommendation } from '../../api/convening/convening.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { daysLeft, nextOf, STATE } from '../words.ts'
import '../convening.css'

export function OpenListPage() {
  const query = useQuery(openRecommendationsQuery)
  return (
    <div className="page convening">
      <Page
        title="Recommendations"
        lead="What payers, practices and patients of the region recommend together. Anybody may comment while one is open."
      >
        <Answer query={query} what="the recommendations">
          {(all) =>
            all.length === 0 ? (
              <EmptyState heading="Nothing has been put before the public yet." />
            ) : (
              GROUPS.map(({ heading, of }) => <Group key={heading} heading={heading} rows={all.filter(of)} />)
            )
          }
        </Answer>
      </Page>
    </div>
  )
}

const over = ({ state }: Recommendation) => state === 'superseded' || state === 'withdrawn'
const GROUPS: readonly { heading: string; of: (one: Recommendation) => boolean }[] = [
  { heading: 'Open to comment', of: ({ state }) => state === 'in-comment' },
  { heading: 'Published', of: ({ state }) => state === 'published' },
  {
    heading: 'Being decided',
    of: (one) => one.state !== 'in-comment' && one.state !== 'published' && !over(one),
  },
  { heading: 'Superseded or withdrawn', of: over },
]

function Group({ heading, rows }: { heading: string; rows: Recommendation[] }) {
  if (rows.length === 0) return null
  const id = heading.toLowerCase().replaceAll(' ', '-')
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <ul className="convening-awaits">
        {rows.map((one) => (
          <li key={one.recommendation}>
            <Link to="/recommendations/$recommendation" params={{ recommendation: one.recommendation }}>
              {one.title}
            </Link>{' '}
            {(over(one) || one.state !== 'published') && one.state !== 'in-comment' && (
              <Badge tone={STATE[one.state].tone}>{STATE[one.state].words}</Badge>
            )}
            <span className="under">{when(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function when(one: Recommendation): string {
  if (one.state !== 'in-comment' || !one.window) return nextOf(one)
  const { opens_on, closes_on } = one.window
  if (daysLeft(opens_on) > 0) return `From ${day(opens_on)} to ${day(closes_on)}`
  const left = daysLeft(closes_on)
  return left === 0 ? 'Today is the last day' : `${left} ${plural(left, 'day')} left, until ${day(closes_on)}`
}
