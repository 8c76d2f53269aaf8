/** Narrows the log. Each choice goes into the address, so that it can be sent to a colleague. */
import { useEffect, useId, useState } from 'react'
import type { LogAsked } from '../api/queries.ts'
import { Choice } from '../design/forms/choice.tsx'
import { KINDS } from './acts.ts'

type Props = { asked: LogAsked; change: (said: LogAsked) => void; clear: () => void }

export function LogFilters({ asked, change, clear }: Props) {
  const narrowed = Boolean(asked.kind || asked.actor || asked.since || asked.until)
  return (
    <div className="filters">
      <Choice label="Acts" value={asked.kind} all="All acts" options={KINDS} choose={(kind) => change({ kind })} />
      <Typed label="Who" value={asked.actor} change={(actor) => change({ actor })} />
      <Typed label="From" type="date" value={asked.since} change={(since) => change({ since })} />
      <Typed label="Until" type="date" value={asked.until} change={(until) => change({ until })} />
      {narrowed && (
        <button type="button" className="plain" onClick={clear}>
          Clear filters
        </button>
      )}
    </div>
  )
}

type TypedProps = {
  label: string
  type?: 'text' | 'date'
  value: string | undefined
  change: (said: string | undefined) => void
}

/** Taken when the field is left or Enter is pressed: half a key or half a day finds nothing. */
function Typed({ label, type = 'text', value, change }: TypedProps) {
  const id = useId()
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  const take = () => {
    if (typed !== (value ?? '')) change(typed || undefined)
  }
  return (
    <form
      className="filter"
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="ds-c-field"
        type={type}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
      />
    </form>
  )
}
