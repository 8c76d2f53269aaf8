import { type FormEvent, useState } from 'react'
import { Field } from './field.tsx'

type Props = { busy: boolean; enter: (given: { email: string; password: string; code: string }) => void }

/** One step, so that no answer says which of the three was wrong. */
export function PasswordForm({ busy, enter }: Props) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter({ email: email.trim(), password, code: code.trim() })
  }
  return (
    <form className="sign-in-form" onSubmit={submit} aria-labelledby="by-password">
      <h2 id="by-password">With a password</h2>
      <Field
        label="E-mail address"
        name="email"
        type="email"
        complete="username webauthn"
        value={email}
        set={setEmail}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        complete="current-password"
        value={password}
        set={setPassword}
      />
      <Field
        label="Code"
        hint="Six digits from your code generator, or one of your recovery codes."
        name="code"
        type="text"
        complete="one-time-code"
        value={code}
        set={setCode}
      />
      <button type="submit" className="ds-c-button ds-c-button--solid" disabled={busy}>
        Sign in
      </button>
    </form>
  )
}
