/** What whoever administers somebody may change of them: folded, since it is read far more often than changed. */
import { Button } from '@cmsgov/design-system'
import type { FormEvent } from 'react'
import type { HeldGrant, People, Someone } from '../api/people/people.ts'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { ChangeGrant, EndGrant } from './change-grant.tsx'
import { ForGood } from './for-good.tsx'
import { ShownOnce } from './shown-once.tsx'
import { useGrant } from './use-grant.tsx'
import { usePeopleChange } from './use-people-change.ts'

type Props = { someone: Someone; held: HeldGrant[]; people: People; role: string }

export function ChangePerson({ someone, held, people, role }: Props) {
  const { account, name, status, proof } = someone
  const change = usePeopleChange<{ link?: string }>()
  const ask = (path: string, body: object = {}) => change.mutate({ path: `/api/people/${account}/${path}`, body })
  return (
    <details className="change-person">
      <summary>
        Change <span className="ds-u-visibility--screen-reader">{name}</span>
      </summary>
      <p className="entry-actions">
        {status === 'active' && (
          <Button size="small" onClick={() => ask('status', { status: 'suspended' })} disabled={change.isPending}>
            Suspend
          </Button>
        )}
        {status === 'suspended' && !someone.shut_by_operator && (
          <Button size="small" onClick={() => ask('status', { status: 'active' })} disabled={change.isPending}>
            Take back in
          </Button>
        )}
        {status === 'active' && (
          <Button
            size="small"
            onClick={() => ask(proof === 'none' ? 'invitation' : 'unlock')}
            disabled={change.isPending}
          >
            {proof === 'none' ? 'New link' : 'Unlock after failed sign-ins'}
          </Button>
        )}
      </p>
      {change.data?.link && <ShownOnce link={change.data.link} />}
      {change.isError && <FormProblem error={change.error} />}
      {held.map((one) =>
        one.delegated_from === null ? (
          <ChangeGrant key={one.access_grant} grant={one} people={people} />
        ) : (
          <EndGrant key={one.access_grant} grant={one} />
        ),
      )}
      <AnotherGrant account={account} people={people} role={role} />
      <ForGood
        what={`End ${name}’s account`}
        says="Every session ends in the same moment, and nothing opens the account again. To shut it for a time, suspend it."
        path={`/api/people/${account}/status`}
      />
    </details>
  )
}

function AnotherGrant({ account, people, role }: { account: string; people: People; role: string }) {
  const change = usePeopleChange()
  const { asked, fields, clear } = useGrant(people, role)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: `/api/people/${account}/grants`, body: asked }, { onSuccess: clear })
  }
  return (
    <details className="change-form">
      <summary>Give another grant</summary>
      <form onSubmit={submit}>
        {fields}
        <Button type="submit" disabled={change.isPending}>
          Grant
        </Button>
      </form>
      <p role="status">{change.isSuccess ? 'Granted.' : ''}</p>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
