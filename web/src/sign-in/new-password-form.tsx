import { type FormEvent, useState } from 'react'
import type { CodeGenerator } from '../api/people/sign-in.ts'
import { CodeField } from './code-field.tsx'
import { NewPasswordField } from './new-password-field.tsx'

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
      <NewPasswordField
        email={email}
        hint="; four unrelated words do well. No mix of signs is demanded, and it never has to be changed on a schedule."
        value={password}
        set={setPassword}
      />
      {generator && <CodeField generator={generator} value={code} set={setCode} />}
      <button type="submit" className="ds-c-button ds-c-button--solid" disabled={busy}>
        {generator ? 'Finish' : 'Go on to the code generator'}
      </button>
    </form>
  )
}
