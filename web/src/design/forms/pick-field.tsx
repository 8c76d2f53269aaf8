/** One of many by name, in the browser's own list; where there are more than fit on a screen, typing narrows the list. */
import { useId, useState } from 'react'
import { type Fault, marked } from './fields.tsx'
import './filters.css'
import './forms.css'

export type Named = { key: string; name: string /** Under which heading it stands in the list. */; group?: string }

type Props = {
  label: string
  value: string
  set: (value: string) => void
  choices: Named[]
  optional?: boolean
  fault?: Fault
}

/** More than these are searched. */
const FEW = 12

export function PickField({ label, value, set, choices, optional = false, fault }: Props) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const narrows = choices.length > FEW
  // What was chosen stays in the list, whatever is typed.
  const shown = narrows ? choices.filter((one) => one.key === value || matches(one, typed)) : choices
  const groups = [...new Set(shown.map(({ group }) => group))]
  return (
    <div className="filter pick">
      {narrows && (
        <>
          <label htmlFor={`${id}-search`}>Search: {label}</label>
          <input
            id={`${id}-search`}
            className="ds-c-field"
            type="search"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <p role="status" className="quiet">
            {typed.trim() && `${shown.filter((one) => matches(one, typed)).length} of ${choices.length} in the list`}
          </p>
        </>
      )}
      <label htmlFor={id}>{label}</label>
      <select
        {...marked(fault)}
        id={id}
        required={!optional}
        value={value}
        onChange={(event) => set(event.target.value)}
      >
        <option value="">
          {choices.length === 0 ? 'Nobody to choose from' : optional ? 'Nothing named' : 'Choose one'}
        </option>
        {groups.map((group) => {
          const options = shown
            .filter((one) => one.group === group)
            .map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))
          return group === undefined ? (
            options
          ) : (
            <optgroup key={group} label={group}>
              {options}
            </optgroup>
          )
        })}
      </select>
    </div>
  )
}

/** Every word that is typed begins some word of the name or its heading, whatever its accents. */
function matches({ name, group = '' }: Named, typed: string): boolean {
  const words = folded(`${name} ${group}`).split(/[^\p{L}\p{N}]+/u)
  return folded(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)))
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
