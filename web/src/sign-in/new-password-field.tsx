import { Field } from './field.tsx'

type Props = { email: string; hint: string; value: string; set: (password: string) => void }

/** A password to be set, beside the account that it is for: a password manager keeps the two together. */
export function NewPasswordField({ email, hint, value, set }: Props) {
  return (
    <>
      <input aria-label="Account" type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label="New password"
        hint={`At least 12 characters${hint}`}
        name="new-password"
        type="password"
        complete="new-password"
        least={12}
        value={value}
        set={set}
      />
    </>
  )
}
