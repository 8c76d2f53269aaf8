/** What a practice and its coach do together: what was asked, the plan, visits, notes, and lessons of others. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import {
  coachingQuery,
  type PracticeCoaching,
  practiceCoachingPath,
  practiceCoachingQuery,
} from '../../api/convening/coaching.ts'
import { sessionQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { heldBack, Withheld, WithheldNote } from '../../design/answers/withheld.tsx'
import { WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Page } from '../../design/frame/page.tsx'
import { day } from '../../design/words/format.ts'
import { RateLine } from './coached-practices.tsx'
import { Lessons } from './lessons.tsx'
import { Notes } from './notes.tsx'
import { Plan } from './plan.tsx'
import { RequestEntry } from './request-entry.tsx'
import { Visits } from './visits.tsx'
import '../../people/people.css'
import './coaching.css'

export function PracticeCoachingPage() {
  const { practice_id } = useParams({ from: '/practices/$practice_id/coaching' })
  const query = useQuery(practiceCoachingQuery(practice_id))
  const coach = useQuery(sessionQuery).data?.viewer?.role === 'coach'
  return (
    <Page
      title="Coaching"
      place={query.data?.practice_name}
      lead="What practice and coach work on. No payer and no convener reads a word of it."
    >
      <Answer query={query} what="coaching of this practice">
        {(found) => (
          <>
            {!coach && <Asked practice_id={practice_id} found={found} />}
            <Gaps found={found} />
            {found.coaches.length > 0 || found.tasks.length + found.visits.length + found.notes.length > 0 ? (
              <>
                <Plan practice_id={practice_id} found={found} />
                <Visits practice_id={practice_id} found={found} />
                <Notes practice_id={practice_id} found={found} coach={coach} />
              </>
            ) : null}
            <Lessons lessons={found.lessons} />
          </>
        )}
      </Answer>
    </Page>
  )
}

function Asked({ practice_id, found }: { practice_id: string; found: PracticeCoaching }) {
  const open = found.requests.some(({ state }) => state !== 'closed')
  return (
    <section className="card" aria-labelledby="coaching-help">
      <h2 id="coaching-help">Help from a coach</h2>
      <ul className="entries">
        {found.requests.map((one) => (
          <li key={one.coaching_request}>
            <RequestEntry request={one} asCoach={false} />
          </li>
        ))}
      </ul>
      {!open && <Ask practice_id={practice_id} />}
      <LetIn found={found} />
    </section>
  )
}

/** Asking and letting in are two things: a coach that is not let in sees that the practice asked, and no number. */
function LetIn({ found: { coaches, may_let_in } }: { found: PracticeCoaching }) {
  if (coaches.length > 0)
    return (
      <p>
        {coaches.map((one) => `${one.participant_name} is let in since ${day(one.since)}`).join('; ')}. It reads rates
        and counts of the practice, and no patient.{' '}
        {may_let_in && <Link to="/people">Shut out, or let another one in</Link>}
      </p>
    )
  return (
    <p>
      No coach is let in: coaches see that the practice asked, and nothing of its numbers.{' '}
      {may_let_in ? (
        <Link to="/people">Let a coach in</Link>
      ) : (
        'An administrator of your organization lets a coach in, under People.'
      )}
    </p>
  )
}

function Ask({ practice_id }: { practice_id: string }) {
  const ask = useChange<unknown>(practiceCoachingQuery(practice_id), coachingQuery)
  const [asks, setAsks] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate({ path: `${practiceCoachingPath(practice_id)}/requests`, body: { asks: asks.trim() } })
  }
  return (
    <div className="change-form">
      <form onSubmit={submit}>
        <WordsField label="What would help, in your words" least={1} most={2000} value={asks} set={setAsks} />
        <Button type="submit" variation="solid" disabled={ask.isPending}>
          Ask for help
        </Button>
      </form>
      <p className="quiet">Every coaching organization of the region reads it, until one takes it up.</p>
      {ask.isError && <FormProblem error={ask.error} />}
    </div>
  )
}

function Gaps({ found: { gaps } }: { found: PracticeCoaching }) {
  return (
    <section className="card" aria-labelledby="coaching-gaps">
      <h2 id="coaching-gaps">Where it stands</h2>
      <p className="quiet">Over all payers, the measure farthest behind its target first.</p>
      <ul className="coaching-gaps">
        {gaps.map((gap) => {
          const held = heldBack(gap.withheld, 'rate_share')
          return (
            <li key={gap.measure}>
              <b>{gap.title}</b>: {held ? <Withheld because={held.because} /> : <RateLine gap={gap} />}
            </li>
          )
        })}
      </ul>
      <WithheldNote held={gaps.map((gap) => gap.withheld)} />
    </section>
  )
}
