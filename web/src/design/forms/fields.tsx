/** Fields of the forms that change something: a label and a control. */
import { type ReactNode, useId } from 'react'
import './filters.css'
import './forms.css'

/** The id of the message that says what is wrong with a field; nothing where nothing is. */
export type Fault = string | undefined

/** How a control looks and sounds whose value the server refused. */
export const marked = (fault: Fault) =>
  fault === undefined
    ? { className: 'ds-c-field' }
    : { className: 'ds-c-field ds-c-field--error', 'aria-invalid': true, 'aria-describedby': fault }

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
  fault?: Fault
}

export function TextField({ label, hint, value, set, type = 'text', least, optional = false, fault }: TextProps) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <input
        {...marked(fault)}
        id={id}
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
type ChoiceProps = { label: string; value: string; set: (value: string) => void; choices: Choice[]; fault?: Fault }

export function ChoiceField({ label, value, set, choices, fault }: ChoiceProps) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <select {...marked(fault)} id={id} value={value} onChange={(event) => set(event.target.value)}>
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
  fault?: Fault
}

export function WordsField(props: WordsProps) {
  const { label, value, set, least = 10, most = 500, rows = 2, optional = false, fault } = props
  const id = useId()
  return (
    <div className="filter wide">
      <label htmlFor={id}>{label}</label>
      <textarea
        {...marked(fault)}
        id={id}
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
  fault?: Fault
}

export function Ticks<Key extends string>({ legend, all, chosen, set, fault }: TicksProps<Key>) {
  return (
    <fieldset className="ticks" aria-describedby={fault}>
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
