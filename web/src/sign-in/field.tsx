import { useId, useState } from 'react'

type Props = {
  label: string
  hint?: string
  name: string
  type: 'text' | 'email' | 'password'
  /** What a password manager may fill in. */
  complete: string
  value: string
  set: (value: string) => void
  least?: number
}

/** A field that may be pasted into, filled by a password manager, and, for a password, looked at. */
export function Field({ label, hint, name, type, complete, value, set, least }: Props) {
  const id = useId()
  const [shown, setShown] = useState(false)
  return (
    <div className="sign-in-field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="quiet">
          {hint}
        </p>
      )}
      <input
        id={id}
        className="ds-c-field"
        name={name}
        type={type === 'password' && shown ? 'text' : type}
        autoComplete={complete}
        autoCapitalize="none"
        spellCheck={false}
        required
        minLength={least}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
      {type === 'password' && (
        <button type="button" className="show-password" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'} <span className="ds-u-visibility--screen-reader">{label.toLowerCase()}</span>
        </button>
      )}
    </div>
  )
}
