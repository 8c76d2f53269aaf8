import { type FormEvent, useState } from 'react'
import type { CodeGenerator } from '../api/contract.ts'
import { CodePicture } from './code-picture.tsx'
import { Field } from './field.tsx'

type Props = {
  email: string
  generator: CodeGenerator | null
  ask: () => void
  busy: boolean
  save: (given: { password: string; code: string; ticket: string }) => void
}

/** A password and a code generator, set up together: neither opens anything alone. */
export function NewPasswordForm({ email, generator, ask, busy, save }: Props) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (generator) save({ password, code: code.trim(), ticket: generator.ticket })
    else ask()
  }
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <input aria-label="Account" type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label="New password"
        hint="At least 12 characters; four unrelated words do well. No mix of signs is demanded, and it never has to be changed on a schedule."
        name="new-password"
        type="password"
        complete="new-password"
        least={12}
        value={password}
        set={setPassword}
      />
      {generator && (
        <>
          <CodePicture generator={generator} />
          <Field
            label="Code that it shows now"
            name="code"
            type="text"
            complete="one-time-code"
            value={code}
            set={setCode}
          />
        </>
      )}
      <button type="submit" className="ds-c-button ds-c-button--solid" disabled={busy}>
        {generator ? 'Finish' : 'Go on to the code generator'}
      </button>
    </form>
  )
}
