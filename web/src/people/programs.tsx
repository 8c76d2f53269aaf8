/** Programs that read, each with its own key; registered, suspended and ended here. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type ApiClient, type ApiClients, apiClientsQuery, type People } from '../api/people.ts'
import { Answer } from '../design/answer.tsx'
import { Badge } from '../design/badge.tsx'
import { FormProblem } from '../sign-in/form-problem.tsx'
import { ChoiceField, TextField, Ticks, ticksOf, WordsField } from './fields.tsx'
import { useChange } from './use-change.ts'
import { useForWhom } from './use-for-whom.ts'
import { dayOf, LOOKS_AT_PRACTICES, ROLE } from './words.ts'

export function Programs({ people, role }: { people: People; role: string }) {
  const found = useQuery(apiClientsQuery)
  return (
    <section aria-labelledby="programs-heading">
      <h2 id="programs-heading">Programs</h2>
      <p className="quiet">A program reads what its role may read, within its scopes. It signs with its own key.</p>
      <Answer query={found} what="the programs">
        {({ clients, scopes }) => (
          <>
            <ul className="entries">
              {clients.map((one) => (
                <li key={one.client_id}>
                  <Program client={one} />
                </li>
              ))}
            </ul>
            {clients.length === 0 && <p>No program is registered.</p>}
            <RegisterForm people={people} role={role} scopes={scopes} />
          </>
        )}
      </Answer>
    </section>
  )
}

function Program({ client }: { client: ApiClient }) {
  const change = useChange()
  const set = (status: string) =>
    change.mutate({ path: `/api/api-clients/${client.client_id}/status`, body: { status } })
  return (
    <article className="entry">
      <header>
        <h3>{client.client_name}</h3>
        <Badge tone={client.status === 'active' ? 'good' : 'bad'}>{client.status}</Badge>
      </header>
      <p className="quiet">
        {ROLE[client.role] ?? client.role} · <code>{client.client_id}</code> · since {dayOf(client.registered_at)} ·{' '}
        {client.keys === null
          ? `keys at ${client.jwks_url}`
          : `${client.keys} public ${client.keys === 1 ? 'key' : 'keys'}`}
      </p>
      <p className="quiet">{client.scopes.join(', ')}</p>
      {client.status !== 'ended' && (
        <p className="entry-actions">
          <Button
            size="small"
            disabled={change.isPending}
            onClick={() => set(client.status === 'active' ? 'suspended' : 'active')}
          >
            {client.status === 'active' ? 'Suspend' : 'Take back in'}{' '}
            <span className="ds-u-visibility--screen-reader">{client.client_name}</span>
          </Button>
          <Button size="small" variation="ghost" disabled={change.isPending} onClick={() => set('ended')}>
            End <span className="ds-u-visibility--screen-reader">{client.client_name}</span>
          </Button>
        </p>
      )}
      {change.isError && <FormProblem error={change.error} />}
    </article>
  )
}

type RegisterProps = { people: People; role: string; scopes: ApiClients['scopes'] }

function RegisterForm({ people, role: viewers, scopes }: RegisterProps) {
  const change = useChange<{ client_id: string }>()
  const [client_name, setName] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [practice_ids, setPractices] = useState<string[]>([])
  const [jwks, setKeys] = useState('')
  const { participant, role, fields, practices } = useForWhom(people, viewers)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const at = LOOKS_AT_PRACTICES.includes(role) ? { practice_ids } : {}
    const whose = viewers === 'operator' ? { participant } : {}
    change.mutate({ path: '/api/api-clients', body: { client_name, role, scopes: chosen, jwks, ...at, ...whose } })
  }
  return (
    <details className="change-form">
      <summary>Register a program</summary>
      <form onSubmit={submit}>
        <TextField label="Name of the program" value={client_name} set={setName} />
        {fields.map((one) => (
          <ChoiceField key={one.label} {...one} />
        ))}
        {LOOKS_AT_PRACTICES.includes(role) && (
          <Ticks legend="Practices" all={ticksOf(practices)} chosen={practice_ids} set={setPractices} />
        )}
        <Ticks
          legend="What it may ask for"
          all={scopes.map(({ scope, about }) => ({ key: scope, name: `${about} (${scope})` }))}
          chosen={chosen}
          set={setChosen}
        />
        <WordsField label="Its public keys (JSON Web Key Set)" value={jwks} set={setKeys} />
        <Button type="submit" variation="solid" disabled={change.isPending}>
          Register
        </Button>
      </form>
      {change.data && (
        <p role="status">
          Registered as <code>{change.data.client_id}</code>.
        </p>
      )}
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
