/** Other practices, another last day, or whether it administers; and the end of a grant, which is at once. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { HeldGrant, People } from '../api/people/people.ts'
import { TextField, Ticks } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { grantName } from './grant-line.tsx'
import { Administers } from './use-grant.tsx'
import { usePeopleChange } from './use-people-change.ts'
import { LOOKS_AT_PRACTICES, practicesOf } from './words.ts'

export function ChangeGrant({ grant, people }: { grant: HeldGrant; people: People }) {
  const change = usePeopleChange()
  const [practice_ids, setPractices] = useState(grant.practices.map((one) => one.practice_id))
  const [end_date, setEnd] = useState(grant.end_date ?? '')
  const [administers, setAdministers] = useState(grant.administers)
  const atPractices = LOOKS_AT_PRACTICES.includes(grant.role)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { administers, end_date: end_date || null, ...(atPractices ? { practice_ids } : {}) }
    change.mutate({ path: `/api/access-grants/${grant.access_grant}/change`, body })
  }
  return (
    <details className="change-form">
      <summary>Change or end: {grantName(grant)}</summary>
      <form onSubmit={submit}>
        <TextField label="Last day, if any" type="date" optional value={end_date} set={setEnd} />
        {atPractices && (
          <Ticks
            legend="Practices"
            all={practicesOf(people, grant.role, grant.participant)}
            chosen={practice_ids}
            set={setPractices}
          />
        )}
        {grant.participant !== null && <Administers administers={administers} set={setAdministers} />}
        <Button type="submit" disabled={change.isPending}>
          Change this grant
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
      <EndGrant grant={grant} />
    </details>
  )
}

export function EndGrant({ grant }: { grant: HeldGrant }) {
  const end = usePeopleChange()
  return (
    <>
      <Button
        size="small"
        disabled={end.isPending}
        onClick={() => end.mutate({ path: `/api/access-grants/${grant.access_grant}/end`, body: {} })}
      >
        End {grant.delegated_from === null ? 'this grant' : 'what was lent'} now
      </Button>
      {end.isError && <FormProblem error={end.error} />}
    </>
  )
}
