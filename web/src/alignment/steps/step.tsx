/** One step: its sentence, what it gains part by part, and the form that makes an action of it. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { AlignmentAction, Step as PathwayStep } from '../../api/alignment/alignment.ts'
import { ACTIONS_PATH, actionsQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { TextField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { count } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { EFFORT } from '../words.ts'

export function Step({ step, taken, mayAgree }: { step: PathwayStep; taken: boolean; mayAgree: boolean }) {
  const { says, effort, gain, unsure, note } = step
  return (
    <li>
      <p>
        {says} {taken && <Badge tone="note">Agreed</Badge>}
      </p>
      <p className="quiet">
        Gains {count(Number(gain.points))} points a year. {EFFORT[effort] ?? effort}.
        {unsure > 0 &&
          ` At ${unsure} ${plural(unsure, 'practice')} another payer does not state it, and the gain may be less.`}
        {note !== null && ` ${sentence(note)}`}
      </p>
      {mayAgree && !taken && <Agree step={step} />}
    </li>
  )
}

function Agree({ step: { payer, element, name } }: { step: PathwayStep }) {
  const agree = useChange<AlignmentAction>(actionsQuery)
  const [owner, setOwner] = useState('')
  const [due_date, setDue] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    agree.mutate({ path: ACTIONS_PATH, body: { payer, element, owner: owner.trim(), due_date } })
  }
  return (
    <details className="change-form">
      <summary>
        Make it an action<span className="ds-u-visibility--screen-reader"> of {name}</span>
      </summary>
      <form onSubmit={submit}>
        <TextField label="Who sees to it" value={owner} set={setOwner} />
        <TextField label="By when" type="date" value={due_date} set={setDue} />
        <Button type="submit" variation="solid" disabled={agree.isPending}>
          Write it down
        </Button>
      </form>
      {agree.isError && <FormProblem error={agree.error} />}
    </details>
  )
}
