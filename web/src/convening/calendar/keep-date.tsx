/** The convener keeps dates that no other part has: a hearing, a deadline of the state, an event. */
import { Button } from '@cmsgov/design-system'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { send } from '../../api/client.ts'
import { calendarQuery, type KeptDate } from '../../api/convening/calendar.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, TextField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { day } from '../../design/words/format.ts'

export const AUDIENCE: Readonly<Record<string, string>> = {
  all: 'For everybody who takes part',
  payer: 'For payers',
  'provider-organization': 'For practices',
  purchaser: 'For purchasers',
  coach: 'For coaches',
  state: 'For the state',
  convener: 'For the convener',
}

export function KeepDate({ dates }: { dates: KeptDate[] }) {
  return (
    <section className="card" aria-labelledby="keep-date">
      <h2 id="keep-date">Dates you keep</h2>
      <p className="quiet">Those that no other part has: a rule-making, a deadline of somebody else, an event.</p>
      {dates.map((one) => (
        <Kept key={one.calendar_date} kept={one} />
      ))}
      <details className="change-form">
        <summary>Add a date</summary>
        <DateForm path="/api/calendar/dates" done="Add" />
      </details>
    </section>
  )
}

function Kept({ kept }: { kept: KeptDate }) {
  const queries = useQueryClient()
  const path = `/api/calendar/dates/${kept.calendar_date}`
  const drop = useMutation({
    mutationFn: () => send<unknown>('DELETE', path),
    onSuccess: () => queries.invalidateQueries({ queryKey: calendarQuery.queryKey }),
  })
  return (
    <details className="change-form">
      <summary>
        {day(kept.day)}: {kept.title}
      </summary>
      <DateForm path={path} kept={kept} done="Save" />
      <Button size="small" disabled={drop.isPending} onClick={() => drop.mutate()}>
        Take it out<span className="ds-u-visibility--screen-reader">: {kept.title}</span>
      </Button>
      {drop.isError && <FormProblem error={drop.error} />}
    </details>
  )
}

function DateForm({ path, kept, done }: { path: string; kept?: KeptDate; done: string }) {
  const change = useChange(calendarQuery)
  const [title, setTitle] = useState(kept?.title ?? '')
  const [first, setFirst] = useState(kept?.day ?? '')
  const [last, setLast] = useState(kept?.end_date ?? '')
  const [about, setAbout] = useState(kept?.about ?? '')
  const [source, setSource] = useState(kept?.source_url ?? '')
  const [audience, setAudience] = useState(kept?.audience ?? 'all')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = {
      ...{ title: title.trim(), day: first, about: about.trim(), audience },
      ...{ end_date: last || null, source_url: source.trim() || null },
    }
    change.mutate(
      { path, body },
      {
        onSuccess: () => {
          if (kept) return
          for (const set of [setTitle, setFirst, setLast, setAbout, setSource]) set('')
        },
      },
    )
  }
  return (
    <form onSubmit={submit}>
      <TextField label="What" value={title} set={setTitle} />
      <TextField label="Day" type="date" value={first} set={setFirst} />
      <TextField label="Last day, if it takes several" type="date" least={first} value={last} set={setLast} optional />
      <TextField label="What it is about" value={about} set={setAbout} optional />
      <TextField label="Where it is published" type="url" hint="https://" value={source} set={setSource} optional />
      <ChoiceField
        label="For whom"
        value={audience}
        set={setAudience}
        choices={Object.entries(AUDIENCE).map(([key, name]) => ({ key, name }))}
      />
      <Button type="submit" size="small" variation="solid" disabled={change.isPending}>
        {done}
      </Button>
      {change.isError && <FormProblem error={change.error} />}
    </form>
  )
}
