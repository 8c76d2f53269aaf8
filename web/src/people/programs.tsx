/** Programs that read, each with its own key; registered, suspended and ended here. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type ApiClient, type ApiClients, apiClientsQuery, type People } from '../api/people/people.ts'
import { Answer } from '../design/answers/answer.tsx'
import { ChoiceField, TextField, Ticks, WordsField } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { Badge } from '../design/words/badge.tsx'
import { ForGood } from './for-good.tsx'
import { useForWhom } from './use-for-whom.ts'
import { usePeopleChange } from './use-people-change.ts'
import { dayOf, ROLE, STATUS } from './words.ts'

export function Programs({ people, role }: { people: People; role: string }) {
  const found = useQuery(apiClientsQuery)
  return (
    <section className="card" aria-labelledby="programs-heading">
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
  const change = usePeopleChange()
  const set = (status: string) =>
    change.mutate({ path: `/api/api-clients/${client.client_id}/status`, body: { status } })
  return (
    <article className="entry">
      <header>
        <h3>{client.client_name}</h3>
        <Badge tone={client.status === 'active' ? 'good' : 'bad'}>{STATUS[client.status] ?? client.status}</Badge>
      </header>
      <p className="quiet">
        {ROLE[client.role] ?? client.role} · <code>{client.client_id}</code> · since {dayOf(client.registered_at)} ·{' '}
        {client.keys === null
          ? `keys at ${client.jwks_url}`
          : `${client.keys} public ${client.keys === 1 ? 'key' : 'keys'}`}
      </p>
      <p className="quiet">{client.scopes.join(', ')}</p>
      {client.status !== 'ended' && (
        <>
          <p className="entry-actions">
            <Button
              size="small"
              disabled={change.isPending}
              onClick={() => set(client.status === 'active' ? 'suspended' : 'active')}
            >
              {client.status === 'active' ? 'Suspend' : 'Take back in'}{' '}
              <span className="ds-u-visibility--screen-reader">{client.client_name}</span>
            </Button>
          </p>
          <ForGood
            what={`End ${client.client_name}`}
            says="Its tokens are worth nothing in the same moment, and nothing lets it in again. To shut it out for a time, suspend it."
            path={`/api/api-clients/${client.client_id}/status`}
          />
        </>
      )}
      {change.isError && <FormProblem error={change.error} />}
    </article>
  )
}

/** At an address of its own a program changes its keys without anybody here. */
const KEYS = [
  { key: 'jwks_url', name: 'At an address of its own' },
  { key: 'jwks', name: 'Pasted here' },
]
const LONGEST_KEY_SET = 32_768

type RegisterProps = { people: People; role: string; scopes: ApiClients['scopes'] }

function RegisterForm({ people, role: viewers, scopes }: RegisterProps) {
  const change = usePeopleChange<{ client_id: string }>()
  const [client_name, setName] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [practice_ids, setPractices] = useState<string[]>([])
  const [keys, setKeys] = useState<'jwks_url' | 'jwks'>('jwks_url')
  const [jwks, setJwks] = useState('')
  const [jwks_url, setAddress] = useState('')
  const { asked, fields, practices } = useForWhom(people, viewers, { operators: false })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const at = practices.length > 0 ? { practice_ids } : {}
    const signed = keys === 'jwks' ? { jwks } : { jwks_url }
    change.mutate({ path: '/api/api-clients', body: { ...asked, ...at, ...signed, client_name, scopes: chosen } })
  }
  return (
    <details className="change-form">
      <summary>Register a program</summary>
      <form onSubmit={submit}>
        <TextField label="Name of the program" value={client_name} set={setName} />
        {fields.map((one) => (
          <ChoiceField key={one.label} {...one} />
        ))}
        {practices.length > 0 && <Ticks legend="Practices" all={practices} chosen={practice_ids} set={setPractices} />}
        <Ticks
          legend="What it may ask for"
          all={scopes.map(({ scope, about }) => ({ key: scope, name: `${about} (${scope})` }))}
          chosen={chosen}
          set={setChosen}
        />
        <ChoiceField
          label="Its public keys"
          value={keys}
          set={(key) => setKeys(key === 'jwks' ? 'jwks' : 'jwks_url')}
          choices={KEYS}
        />
        {keys === 'jwks_url' ? (
          <TextField
            label="Address of its key set"
            hint="https://name/jwks.json"
            type="url"
            value={jwks_url}
            set={setAddress}
          />
        ) : (
          <WordsField label="JSON Web Key Set, public keys only" value={jwks} set={setJwks} most={LONGEST_KEY_SET} />
        )}
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
