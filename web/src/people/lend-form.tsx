/** Lends one's own grant, or some of its practices, to a colleague until a day. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { Someone } from '../api/people/people.ts'
import { ChoiceField, TextField, Ticks } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { usePeopleChange } from './use-people-change.ts'

export function LendForm({ self, colleagues }: { self: Someone; colleagues: { account: string; name: string }[] }) {
  const change = usePeopleChange()
  const grant = self.grants.find((one) => one.state === 'holds' && one.delegated_from === null && one.participant)
  const [account, setAccount] = useState(colleagues[0]?.account ?? '')
  const [end_date, setEnd] = useState('')
  const practices = grant?.practices ?? []
  const [chosen, setChosen] = useState(practices.map((one) => one.practice_id))
  if (!grant || colleagues.length === 0) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({
      path: `/api/access-grants/${grant.access_grant}/loan`,
      body: { account, end_date, ...(practices.length > 0 ? { practice_ids: chosen } : {}) },
    })
  }
  return (
    <details className="change-form">
      <summary>Lend your access to a colleague</summary>
      <p className="quiet">For at most 90 days. They cannot lend it further, and it ends when yours does.</p>
      <form onSubmit={submit}>
        <ChoiceField
          label="Colleague"
          value={account}
          set={setAccount}
          choices={colleagues.map((one) => ({ key: one.account, name: one.name }))}
        />
        <TextField label="Last day" type="date" value={end_date} set={setEnd} />
        {practices.length > 1 && (
          <Ticks
            legend="Practices"
            all={practices.map((one) => ({ key: one.practice_id, name: one.practice_name }))}
            chosen={chosen}
            set={setChosen}
          />
        )}
        <Button type="submit" variation="solid" disabled={change.isPending}>
          Lend
        </Button>
      </form>
      <p role="status">{change.isSuccess ? 'Lent.' : ''}</p>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
