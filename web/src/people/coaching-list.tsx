/** Which coaching organizations a practice's organization lets in; the consent is given and taken back here. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { Coaching, People } from '../api/people/people.ts'
import { ChoiceField } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { day } from '../design/words/format.ts'
import { usePeopleChange } from './use-people-change.ts'

export function CoachingList({ people }: { people: People }) {
  const change = usePeopleChange()
  const coaches = people.participants.filter((one) => one.kind === 'coach')
  const [participant, setParticipant] = useState(coaches[0]?.participant ?? '')
  const [practice_id, setPractice] = useState(people.practices[0]?.practice_id ?? '')
  const open = people.coaching.filter((one) => one.ended_at === null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: '/api/coaching', body: { participant, practice_id } })
  }
  return (
    <section className="card" aria-labelledby="coaching-heading">
      <h2 id="coaching-heading">Coaches let in</h2>
      <p className="quiet">A coach reads a practice’s scorecard and counts: no patient, no amount, no small count.</p>
      <ul className="entries">
        {open.map((one) => (
          <li key={one.coaching}>
            <Consent coaching={one} />
          </li>
        ))}
      </ul>
      {open.length === 0 && <p>No coach is let in.</p>}
      {coaches.length > 0 && people.practices.length > 0 && (
        <details className="change-form">
          <summary>Let a coach in</summary>
          <form onSubmit={submit}>
            <ChoiceField
              label="Coaching organization"
              value={participant}
              set={setParticipant}
              choices={coaches.map((one) => ({ key: one.participant, name: one.participant_name }))}
            />
            <ChoiceField
              label="Practice"
              value={practice_id}
              set={setPractice}
              choices={people.practices.map((one) => ({ key: one.practice_id, name: one.practice_name }))}
            />
            <Button type="submit" variation="solid" disabled={change.isPending}>
              Let in
            </Button>
          </form>
          {change.isError && <FormProblem error={change.error} />}
        </details>
      )}
    </section>
  )
}

function Consent({ coaching }: { coaching: Coaching }) {
  const end = usePeopleChange()
  return (
    <article className="entry">
      <p>
        <strong>{coaching.participant_name}</strong> at {coaching.practice_name}, since {day(coaching.start_date)}
      </p>
      <Button
        size="small"
        disabled={end.isPending}
        onClick={() => end.mutate({ path: `/api/coaching/${coaching.coaching}/end`, body: {} })}
      >
        Shut out <span className="ds-u-visibility--screen-reader">of {coaching.practice_name}</span>
      </Button>
      {end.isError && <FormProblem error={end.error} />}
    </article>
  )
}
