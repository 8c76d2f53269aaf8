/** Notes that practice and coach share, and those that one side keeps to itself. Nobody rewrites one. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type PracticeCoaching, practiceCoachingPath, practiceCoachingQuery } from '../../api/convening/coaching.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'

type Props = { practice_id: string; found: PracticeCoaching; coach: boolean }

export function Notes({ practice_id, found: { notes, coaches }, coach }: Props) {
  return (
    <section className="card" aria-labelledby="coaching-notes">
      <h2 id="coaching-notes">Notes</h2>
      {notes.length === 0 && <p className="quiet">No note yet.</p>}
      <ul className="entries">
        {notes.map((one) => (
          <li key={one.coaching_note}>
            <article className="entry">
              <p>{one.note}</p>
              <p className="quiet">
                {one.written_by}, {day(one.written_at)}{' '}
                <Badge tone={one.shared ? 'note' : 'quiet'}>
                  {one.shared ? 'Shared' : coach ? 'Your own' : 'The practice’s own'}
                </Badge>
              </p>
            </article>
          </li>
        ))}
      </ul>
      {coaches.length > 0 && <Write practice_id={practice_id} coaches={coaches} coach={coach} />}
    </section>
  )
}

type WriteProps = { practice_id: string; coaches: PracticeCoaching['coaches']; coach: boolean }

function Write({ practice_id, coaches, coach }: WriteProps) {
  const write = useChange<unknown>(practiceCoachingQuery(practice_id))
  const [note, setNote] = useState('')
  const [who, setWho] = useState('both')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { note: note.trim(), shared: who === 'both', participant: coaches[0]?.participant }
    write.mutate({ path: `${practiceCoachingPath(practice_id)}/notes`, body }, { onSuccess: () => setNote('') })
  }
  return (
    <details className="change-form">
      <summary>Write a note</summary>
      <form onSubmit={submit}>
        <WordsField label="Note" least={1} most={4000} value={note} set={setNote} />
        <ChoiceField
          label="Who reads it"
          value={who}
          set={setWho}
          choices={[
            { key: 'both', name: 'Practice and coach' },
            { key: 'own', name: coach ? 'Your coaching organization only' : 'The practice’s organization only' },
          ]}
        />
        <Button type="submit" variation="solid" disabled={write.isPending}>
          Write it down
        </Button>
      </form>
      {write.isError && <FormProblem error={write.error} />}
    </details>
  )
}
