/** What the payers of one practice want of it, side by side, and what that comes to. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type PayersOfPractice, payersOfPracticeQuery } from '../../api/alignment/answers.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { AskedArea } from './asked-area.tsx'
import { Counts } from './counts.tsx'
import '../alignment.css'
import './practice-payers.css'

export type PracticePayersAsked = { only?: string | undefined }

export function PracticePayersPage() {
  const { practice_id } = useParams({ from: '/practices/$practice_id/payers' })
  const query = useQuery(payersOfPracticeQuery(practice_id))
  return (
    <Page
      title="What payers ask"
      place={query.data?.practice_name}
      lead="What each of the practice’s payers wants, question by question. No amounts are in it."
    >
      <Answer query={query} what="what payers ask">
        {(found) =>
          found.payers.length === 0 ? (
            <EmptyState heading="No payer to show">
              <p>No payer has a contract in force over this practice that you may know of.</p>
            </EmptyState>
          ) : (
            <Shown found={found} />
          )
        }
      </Answer>
    </Page>
  )
}

function Shown({ found }: { found: PayersOfPractice }) {
  const { only } = useSearch({ from: '/practices/$practice_id/payers' })
  const navigate = useNavigate({ from: '/practices/$practice_id/payers' })
  const differ = only === 'differ'
  const stated = found.elements.filter(({ answers }) => answers.some(({ says }) => says.length > 0))
  const shown = differ ? stated.filter(differs) : stated
  const silent = found.elements.length - stated.length
  return (
    <>
      <Headline found={found} />
      <Counts found={found} />
      <section className="card alignment-table" aria-labelledby="payers-side-by-side">
        <h2 id="payers-side-by-side">Side by side</h2>
        <search className="filters" aria-label="Questions shown">
          <Choice
            label="Questions"
            value={only}
            all="All that a payer answers"
            options={[['differ', 'Only where they differ']]}
            choose={(chosen) => navigate({ search: { only: chosen }, resetScroll: false })}
          />
        </search>
        <p className="quiet" role="status">
          {shown.length} {plural(shown.length, 'question')} shown, as of {day(found.day)}.
          {silent > 0 &&
            ` Of ${silent} more nothing is known here: no payer stated them, and no contract of this organization says it.`}
        </p>
        {found.areas.map((area) => (
          <AskedArea
            key={area.area}
            label={area.label}
            elements={shown.filter((one) => one.area === area.area)}
            payers={found.payers}
          />
        ))}
        {shown.length === 0 && <p>Nowhere: of what they answer, all say the same.</p>}
      </section>
    </>
  )
}

const differs = ({ degree }: PayersOfPractice['elements'][number]): boolean =>
  degree === 'directional' || degree === 'divergent'

/** What a practice feels first. */
const IN_WORDS: readonly [count: string, one: string, more: string][] = [
  ['portals', 'place to sign in', 'places to sign in'],
  ['formats', 'format', 'formats'],
  ['rules-to-know', 'rule to know', 'rules to know'],
]

function Headline({ found }: { found: PayersOfPractice }) {
  const counts = IN_WORDS.flatMap(([name, one, more]) => {
    const count = found.burden.counts.find((each) => each.count === name)
    return count ? [{ ...count, words: count.number === 1 ? one : more }] : []
  })
  const now = counts.map(({ number, at_least, words }) => `${at_least ? 'at least ' : ''}${number} ${words}`).join(', ')
  const then = counts.map(({ if_aligned }) => if_aligned)
  return (
    <p className="headline-words practice-payers-headline">
      {found.payers.length} {plural(found.payers.length, 'payer')}: <b>{now}</b>
      {then.every((number) => number !== null) && `; ${then.join(' / ')} if all followed the common model`}.
    </p>
  )
}
