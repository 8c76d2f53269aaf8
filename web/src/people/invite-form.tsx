/** Invites somebody: name, address, role, practices. The link is shown once. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { People } from '../api/people.ts'
import { FormProblem } from '../sign-in/form-problem.tsx'
import { ChoiceField, TextField, Ticks, ticksOf } from './fields.tsx'
import { ShownOnce } from './person-entry.tsx'
import { useChange } from './use-change.ts'
import { useForWhom } from './use-for-whom.ts'
import { LOOKS_AT_PRACTICES } from './words.ts'

export function InviteForm({ people, role: viewers }: { people: People; role: string }) {
  const change = useChange<{ link: string }>()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [practice_ids, setPractices] = useState<string[]>([])
  const [administers, setAdministers] = useState(false)
  const { participant, role, fields, practices } = useForWhom(people, viewers)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const at = LOOKS_AT_PRACTICES.includes(role) ? { practice_ids } : {}
    const body = { name, email, role, administers, ...at, ...(viewers === 'operator' ? { participant } : {}) }
    const forget = () => {
      setName('')
      setEmail('')
      setPractices([])
    }
    change.mutate({ path: '/api/people', body }, { onSuccess: forget })
  }
  return (
    <details className="change-form">
      <summary>Invite somebody</summary>
      <form onSubmit={submit}>
        <TextField label="Name" value={name} set={setName} />
        <TextField label="E-mail address" type="email" value={email} set={setEmail} />
        {fields.map((one) => (
          <ChoiceField key={one.label} {...one} />
        ))}
        {LOOKS_AT_PRACTICES.includes(role) && (
          <Ticks legend="Practices" all={ticksOf(practices)} chosen={practice_ids} set={setPractices} />
        )}
        <Ticks
          legend="Responsibility"
          all={[{ key: 'administers', name: 'Administers: may invite, end and suspend people' }]}
          chosen={administers ? ['administers'] : []}
          set={(chosen) => setAdministers(chosen.length > 0)}
        />
        <Button type="submit" variation="solid" disabled={change.isPending}>
          Invite
        </Button>
      </form>
      {change.data?.link && <ShownOnce link={change.data.link} />}
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
