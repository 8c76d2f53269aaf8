/** What staff may do with a statement: mend what was typed, and take it back for the patient. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type Attestation, attestationsPath, attestationsQuery } from '../api/attribution/attestation.ts'
import { useChange } from '../api/use-change.ts'
import { TextField } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'

type Of = { one: Attestation; practice_id: string }

const FIELDS = [
  ['first_name', 'First name', false],
  ['last_name', 'Last name', false],
  ['birth_date', 'Birth date', false],
  ['member_number', 'Member number', true],
  ['zip_code', 'ZIP code', true],
  ['phone_last_four', 'Last four digits of the telephone', true],
] as const

export function MendForm({ one, practice_id }: Of) {
  const change = useChange(attestationsQuery(practice_id))
  const [typed, setTyped] = useState<Record<string, string>>({})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim() || null]))
    change.mutate({ path: `${attestationsPath(practice_id)}/${one.statement}/mended`, body })
  }
  return (
    <details className="change-form">
      <summary>Mend what was typed</summary>
      <form onSubmit={submit}>
        {FIELDS.map(([name, label, optional]) => (
          <TextField
            key={name}
            label={label}
            type={name === 'birth_date' ? 'date' : 'text'}
            optional={optional}
            value={typed[name] ?? one[name] ?? ''}
            set={(value) => setTyped({ ...typed, [name]: value })}
          />
        ))}
        <Button type="submit" variation="solid" disabled={change.isPending || Object.keys(typed).length === 0}>
          Keep it and check anew
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}

export function TakeBackForm({ one, practice_id }: Of) {
  const change = useChange(attestationsQuery(practice_id))
  const [from, setFrom] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = from === '' ? {} : { withdrawn_on: from }
    change.mutate({ path: `${attestationsPath(practice_id)}/${one.statement}/withdrawal`, body })
  }
  return (
    <details className="change-form">
      <summary>Take it back</summary>
      <form onSubmit={submit}>
        <TextField
          label="From this day on (today when empty)"
          type="date"
          least={one.attested_on}
          optional
          value={from}
          set={setFrom}
        />
        <Button type="submit" disabled={change.isPending}>
          Take it back for the patient
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
