/** One of a few ways to narrow a list. */
import { useId } from 'react'
import './filters.css'

type Props = {
  label: string
  value: string | undefined
  all: string
  options: [code: string, words: string][]
  choose: (code: string | undefined) => void
}

export function Choice({ label, value, all, options, choose }: Props) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="ds-c-field"
        value={value ?? ''}
        onChange={(event) => choose(event.target.value || undefined)}
      >
        <option value="">{all}</option>
        {options.map(([code, said]) => (
          <option key={code} value={code}>
            {said}
          </option>
        ))}
      </select>
    </div>
  )
}
