/** Fields of the forms that change something: a label and a control. */
import { type ReactNode, useId } from 'react'
import './filters.css'
import './forms.css'

type TextProps = {
  label: string
  /** An example, shown while nothing is typed. */
  hint?: string
  value: string
  set: (value: string) => void
  type?: string
  /** The first day that a date may be. */
  least?: string
  optional?: boolean
}

export function TextField({ label, hint, value, set, type = 'text', least, optional = false }: TextProps) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="ds-c-field"
        type={type}
        placeholder={hint}
        min={least}
        required={!optional}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  )
}

type Choice = { key: string; name: string }
type ChoiceProps = { label: string; value: string; set: (value: string) => void; choices: Choice[] }

export function ChoiceField({ label, value, set, choices }: ChoiceProps) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="ds-c-field" value={value} onChange={(event) => set(event.target.value)}>
        {choices.map((one) => (
          <option key={one.key} value={one.key}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  )
}

type WordsProps = {
  label: string
  value: string
  set: (value: string) => void
  least?: number
  most?: number
  rows?: number
  optional?: boolean
}

export function WordsField({ label, value, set, least = 10, most = 500, rows = 2, optional = false }: WordsProps) {
  const id = useId()
  return (
    <div className="filter wide">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="ds-c-field"
        rows={rows}
        required={!optional}
        minLength={least}
        maxLength={most}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  )
}

type TicksProps<Key extends string> = {
  legend: string
  all: { key: Key; name: ReactNode }[]
  chosen: readonly Key[]
  set: (chosen: Key[]) => void
}

export function Ticks<Key extends string>({ legend, all, chosen, set }: TicksProps<Key>) {
  return (
    <fieldset className="ticks">
      <legend>{legend}</legend>
      {all.map(({ key, name }) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={chosen.includes(key)}
            onChange={(event) => set(event.target.checked ? [...chosen, key] : chosen.filter((one) => one !== key))}
          />{' '}
          {name}
        </label>
      ))}
    </fieldset>
  )
}
