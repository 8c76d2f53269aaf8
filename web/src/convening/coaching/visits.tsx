/** When coach and practice meet, and what they agreed. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import {
  type CoachingVisit,
  coachingQuery,
  type PracticeCoaching,
  practiceCoachingPath,
  practiceCoachingQuery,
} from '../../api/convening/coaching.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'

const STATE: Record<CoachingVisit['state'], { tone: Tone; words: string }> = {
  planned: { tone: 'open', words: 'Planned' },
  'to-write-up': { tone: 'bad', words: 'To write up' },
  held: { tone: 'good', words: 'Held' },
  'called-off': { tone: 'quiet', words: 'Called off' },
}
const KIND = { 'in-person': 'In person', video: 'By video', phone: 'By phone' }

type Props = { practice_id: string; found: PracticeCoaching }

export function Visits({ practice_id, found: { visits, coaches } }: Props) {
  return (
    <section className="card" aria-labelledby="coaching-visits">
      <h2 id="coaching-visits">Visits</h2>
      {visits.length === 0 && <p className="quiet">No visit yet.</p>}
      <ul className="entries">
        {visits.map((one) => (
          <li key={one.coaching_visit}>
            <article className="entry">
              <header>
                <h3>{day(one.visit_on)}</h3>
                <Badge tone={STATE[one.state].tone}>{STATE[one.state].words}</Badge>
              </header>
              <p className="quiet">
                {KIND[one.kind]}: {one.who}
              </p>
              {one.agreed && <p>Agreed: {one.agreed}</p>}
              {one.because && <p>{one.because}</p>}
              {(one.state === 'planned' || one.state === 'to-write-up') && (
                <Change practice_id={practice_id} visit={one} />
              )}
            </article>
          </li>
        ))}
      </ul>
      {coaches.length > 0 && <Add practice_id={practice_id} coaches={coaches} />}
    </section>
  )
}

function Change({ practice_id, visit }: { practice_id: string; visit: CoachingVisit }) {
  const change = useChange<unknown>(practiceCoachingQuery(practice_id), coachingQuery)
  const [agreed, setAgreed] = useState('')
  const [because, setBecause] = useState('')
  const path = `${practiceCoachingPath(practice_id)}/visits/${visit.coaching_visit}`
  const submitting = (body: object) => (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path, body })
  }
  return (
    <details className="change-form">
      <summary>
        Write it up, or call it off
        <span className="ds-u-visibility--screen-reader">: {day(visit.visit_on)}</span>
      </summary>
      <form onSubmit={submitting({ agreed: agreed.trim() })}>
        <WordsField label="What was agreed" least={1} most={4000} value={agreed} set={setAgreed} />
        <Button type="submit" size="small" variation="solid" disabled={change.isPending}>
          It was held
        </Button>
      </form>
      <form onSubmit={submitting({ called_off: true, because: because.trim() })}>
        <WordsField label="Why it is called off" least={1} value={because} set={setBecause} />
        <Button type="submit" size="small" disabled={change.isPending}>
          Call it off
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}

function Add({ practice_id, coaches }: { practice_id: string; coaches: PracticeCoaching['coaches'] }) {
  const add = useChange<unknown>(practiceCoachingQuery(practice_id), coachingQuery)
  const [visit_on, setDay] = useState('')
  const [kind, setKind] = useState('in-person')
  const [who, setWho] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { visit_on, kind, who: who.trim(), participant: coaches[0]?.participant }
    add.mutate({ path: `${practiceCoachingPath(practice_id)}/visits`, body })
  }
  return (
    <details className="change-form">
      <summary>Plan a visit</summary>
      <form onSubmit={submit}>
        <TextField label="On which day" type="date" value={visit_on} set={setDay} />
        <ChoiceField
          label="How"
          value={kind}
          set={setKind}
          choices={Object.entries(KIND).map(([key, name]) => ({ key, name }))}
        />
        <TextField label="Who meets" value={who} set={setWho} />
        <Button type="submit" variation="solid" disabled={add.isPending}>
          Plan
        </Button>
      </form>
      {add.isError && <FormProblem error={add.error} />}
    </details>
  )
}
