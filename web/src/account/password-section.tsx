import { type FormEvent, useState } from 'react'
import type { Account } from '../api/people/sign-in.ts'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { day } from '../design/words/format.ts'
import { CodeField } from '../sign-in/code-field.tsx'
import { Field } from '../sign-in/field.tsx'
import { NewPasswordField } from '../sign-in/new-password-field.tsx'
import { RecoveryCodes } from '../sign-in/recovery-codes.tsx'
import { useCodeGenerator, useRecoveryCodes, useSecondFactor, useSetPassword } from './use-account.ts'

export function PasswordSection({ account }: { account: Account }) {
  return (
    <>
      <SecondFactor account={account} />
      <Password account={account} />
    </>
  )
}

function Password({ account }: { account: Account }) {
  const [password, setPassword] = useState('')
  const [current, setCurrent] = useState('')
  const set = useSetPassword()
  const byPassword = account.sessions.some((one) => one.this_one && one.method === 'password')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const done = () => {
      setPassword('')
      setCurrent('')
    }
    set.mutate({ password, ...(byPassword ? { current } : {}) }, { onSuccess: done })
  }
  return (
    <div className="account-part">
      <h3>Password</h3>
      <p className="quiet">
        {account.password_set_at ? `Set on ${day(account.password_set_at)}.` : 'None. It is not needed with a passkey.'}
      </p>
      {set.isError && <FormProblem error={set.error} />}
      {account.code_generator_set_at ? (
        <form className="account-form" onSubmit={submit}>
          {byPassword && (
            <Field
              label="Password until now"
              name="current-password"
              type="password"
              complete="current-password"
              value={current}
              set={setCurrent}
            />
          )}
          <NewPasswordField
            email={account.email ?? ''}
            hint="; four unrelated words do well. It signs you out everywhere else."
            value={password}
            set={setPassword}
          />
          <button type="submit" className="ds-c-button" disabled={set.isPending}>
            Set the password
          </button>
        </form>
      ) : (
        <p className="quiet">Set up a code generator first: a password alone opens nothing.</p>
      )}
      <p role="status">{set.isSuccess ? 'The password is set.' : ''}</p>
    </div>
  )
}

function SecondFactor({ account }: { account: Account }) {
  const [code, setCode] = useState('')
  const generator = useCodeGenerator()
  const factor = useSecondFactor()
  const again = useRecoveryCodes()
  const codes = factor.data?.recovery_codes ?? again.data?.recovery_codes
  const done = () => {
    for (const one of [generator, factor, again]) one.reset()
    setCode('')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (generator.data) factor.mutate({ code: code.trim(), ticket: generator.data.ticket })
  }
  return (
    <div className="account-part">
      <h3>Code generator and recovery codes</h3>
      <p className="quiet">
        {account.code_generator_set_at
          ? `Set up on ${day(account.code_generator_set_at)}; ${account.recovery_codes_left} recovery codes are left.`
          : 'Not set up.'}{' '}
        A new code generator signs you out everywhere else.
      </p>
      {[generator, factor, again].map(({ error }) => error && <FormProblem key={error.message} error={error} />)}
      {codes && <RecoveryCodes codes={codes} done={done} next="Done" />}
      {!codes && generator.data && (
        <form className="account-form" onSubmit={submit}>
          <CodeField generator={generator.data} value={code} set={setCode} />
          <button type="submit" className="ds-c-button" disabled={factor.isPending}>
            Use this code generator
          </button>
        </form>
      )}
      {!codes && !generator.data && (
        <div className="row-of-buttons">
          <button
            type="button"
            className="ds-c-button"
            disabled={generator.isPending}
            onClick={() => generator.mutate()}
          >
            {account.code_generator_set_at ? 'Set up another code generator' : 'Set up a code generator'}
          </button>
          {account.code_generator_set_at && (
            <button type="button" className="ds-c-button" disabled={again.isPending} onClick={() => again.mutate()}>
              Make new recovery codes
            </button>
          )}
        </div>
      )}
    </div>
  )
}
