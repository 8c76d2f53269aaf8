/** Invites somebody: name, address, and a first grant. The link is shown once. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { People } from '../api/people/people.ts'
import { TextField } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { ShownOnce } from './shown-once.tsx'
import { useGrant } from './use-grant.tsx'
import { usePeopleChange } from './use-people-change.ts'

export function InviteForm({ people, role }: { people: People; role: string }) {
  const change = usePeopleChange<{ link: string }>()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const { asked, fields, clear } = useGrant(people, role)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const forget = () => {
      setName('')
      setEmail('')
      clear()
    }
    change.mutate({ path: '/api/people', body: { ...asked, name, email } }, { onSuccess: forget })
  }
  return (
    <details className="change-form">
      <summary>Invite somebody</summary>
      <form onSubmit={submit}>
        <TextField label="Name" value={name} set={setName} />
        <TextField label="E-mail address" type="email" value={email} set={setEmail} />
        {fields}
        <Button type="submit" variation="solid" disabled={change.isPending}>
          Invite
        </Button>
      </form>
      {change.data?.link && <ShownOnce link={change.data.link} />}
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
