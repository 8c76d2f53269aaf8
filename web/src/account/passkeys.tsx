import { type FormEvent, useState } from 'react'
import type { Account } from '../api/people/sign-in.ts'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { day } from '../design/words/format.ts'
import { Field } from '../sign-in/field.tsx'
import { useAddPasskey, useRemovePasskey } from './use-account.ts'

export function Passkeys({ account }: { account: Account }) {
  const [label, setLabel] = useState('')
  const add = useAddPasskey()
  const remove = useRemovePasskey()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(label.trim(), { onSuccess: () => setLabel('') })
  }
  return (
    <div className="account-part">
      <h3>Passkeys</h3>
      {account.passkeys.length === 0 && <p className="quiet">None yet.</p>}
      <ul className="account-list">
        {account.passkeys.map((one) => (
          <li key={one.credential}>
            <span>
              <b>{one.label}</b> since {day(one.created_at)}
              {one.last_used_at ? `, last used ${day(one.last_used_at)}` : ', not used yet'}
            </span>
            <button
              type="button"
              className="ds-c-button ds-c-button--small"
              disabled={remove.isPending}
              onClick={() => remove.mutate(one.credential)}
            >
              Remove <span className="ds-u-visibility--screen-reader">the passkey {one.label}</span>
            </button>
          </li>
        ))}
      </ul>
      {account.passkeys.length > 0 && <p className="quiet">Removing one signs you out everywhere else.</p>}
      {remove.isError && <FormProblem error={remove.error} />}
      {add.isError && <FormProblem error={add.error} />}
      {account.passkeys_work ? (
        <form className="account-form" onSubmit={submit}>
          <Field
            label="Where the new passkey is"
            hint="So that you know it again: work laptop, security key."
            name="label"
            type="text"
            complete="off"
            value={label}
            set={setLabel}
          />
          <button type="submit" className="ds-c-button" disabled={add.isPending}>
            Add a passkey
          </button>
        </form>
      ) : (
        <p className="quiet">A passkey needs a name as address, not numbers: open these pages at http://localhost.</p>
      )}
    </div>
  )
}
