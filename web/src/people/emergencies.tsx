/** Emergencies: opened with a reason, told to whoever answers for people and practice, and reviewed in words. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { Emergency } from '../api/people/people.ts'
import { TextField, WordsField } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { Badge } from '../design/words/badge.tsx'
import { usePeopleChange } from './use-people-change.ts'
import { clock, dayOf } from './words.ts'

type Props = { emergencies: Emergency[]; treats: boolean; administers: boolean }

export function Emergencies({ emergencies, treats, administers }: Props) {
  const waiting = emergencies.filter((one) => one.reviewed_at === null).length
  return (
    <section className="card" aria-labelledby="emergencies-heading">
      <h2 id="emergencies-heading">Emergency access</h2>
      <p>{waiting === 0 ? 'Nothing waits for a review.' : `${waiting} to review.`}</p>
      <ul className="entries">
        {emergencies.map((one) => (
          <li key={one.break_glass}>
            <EmergencyEntry emergency={one} administers={administers} />
          </li>
        ))}
      </ul>
      {treats && <BreakGlassForm />}
    </section>
  )
}

function EmergencyEntry({ emergency, administers }: { emergency: Emergency; administers: boolean }) {
  const { break_glass, name, practice_name, reason, started_at, uses, reviewed_at, review, own } = emergency
  const change = usePeopleChange()
  const [words, setWords] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: `/api/break-glass/${break_glass}/review`, body: { review: words } })
  }
  return (
    <article className="entry">
      <header>
        <h3>
          {name} at {practice_name}
        </h3>
        <Badge tone={reviewed_at ? 'good' : 'bad'}>{reviewed_at ? 'Reviewed' : 'To review'}</Badge>
        {emergency.open && <Badge tone="open">Open now</Badge>}
      </header>
      <p>“{reason}”</p>
      <p className="quiet">
        {dayOf(started_at)}, {clock(started_at)} to {clock(emergency.ends_at)}; looked {uses}{' '}
        {uses === 1 ? 'time' : 'times'}
      </p>
      {review && (
        <p className="quiet">
          Reviewed {dayOf(reviewed_at)} by {emergency.reviewed_by}: {review}
        </p>
      )}
      {administers && !own && !reviewed_at && (
        <div className="change-form">
          <form onSubmit={submit}>
            <WordsField label={`What was found of ${name}’s emergency`} value={words} set={setWords} />
            <Button type="submit" size="small" disabled={change.isPending}>
              Review
            </Button>
          </form>
        </div>
      )}
      {change.isError && <FormProblem error={change.error} />}
    </article>
  )
}

function BreakGlassForm() {
  const change = usePeopleChange<{ ends_at: string }>()
  const [practice_id, setPractice] = useState('')
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: '/api/break-glass', body: { practice_id, reason } })
  }
  return (
    <details className="change-form emergency-form">
      <summary>Open another practice’s panel in an emergency</summary>
      <p>
        For 60 minutes, for one practice. Every look is recorded, and the administrators of both sides and the operator
        are told who opened it and why. People who opted out stay out.
      </p>
      <form onSubmit={submit}>
        <TextField label="Key of the practice" hint="elm-street" value={practice_id} set={setPractice} />
        <WordsField label="Why it cannot wait" value={reason} set={setReason} />
        <Button type="submit" variation="solid" disabled={change.isPending}>
          Open for 60 minutes
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
