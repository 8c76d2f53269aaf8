/** A payer asks that a feed be let off for a time, with a reason and an end. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useId, useState } from 'react'
import type { ExpectedDelivery } from '../../api/feeds.ts'
import { ErrorNote } from '../../design/answers/error-note.tsx'
import { useAskWaiver } from './use-waivers.ts'

export function AskWaiver({ expected, today }: { expected: ExpectedDelivery[]; today: string }) {
  const id = useId()
  const ask = useAskWaiver()
  const feeds = [...new Map(expected.map((one) => [one.feed, one.about]))]
  const [feed, setFeed] = useState(feeds[0]?.[0] ?? '')
  const [reason, setReason] = useState('')
  const [start_date, setStart] = useState(today)
  const [end_date, setEnd] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate({ feed, reason: reason.trim(), start_date, end_date }, { onSuccess: () => setReason('') })
  }
  if (feeds.length === 0) return null
  return (
    <details className="ask-waiver">
      <summary>Ask for a waiver</summary>
      <p className="quiet">
        It lets off the periods that fall due between the two days. The convener grants or refuses it, with a reason.
      </p>
      <form onSubmit={submit}>
        <div className="filter">
          <label htmlFor={`${id}-feed`}>Feed</label>
          <select
            id={`${id}-feed`}
            className="ds-c-field"
            value={feed}
            onChange={(event) => setFeed(event.target.value)}
          >
            {feeds.map(([key, about]) => (
              <option key={key} value={key}>
                {about}
              </option>
            ))}
          </select>
        </div>
        <DayField id={`${id}-from`} label="First day" value={start_date} set={setStart} />
        <DayField id={`${id}-to`} label="Last day" value={end_date} set={setEnd} least={start_date} />
        <div className="filter waiver-reason">
          <label htmlFor={`${id}-reason`}>Why it cannot be met</label>
          <textarea
            id={`${id}-reason`}
            className="ds-c-field"
            rows={2}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Button type="submit" variation="solid" disabled={ask.isPending}>
          Ask the convener
        </Button>
      </form>
      <p role="status" className="quiet">
        {ask.isSuccess ? 'Asked. The convener sees it now.' : ''}
      </p>
      {ask.isError && <ErrorNote error={ask.error} what="the waiver" />}
    </details>
  )
}

type DayProps = { id: string; label: string; value: string; set: (day: string) => void; least?: string }

function DayField({ id, label, value, set, least }: DayProps) {
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="ds-c-field"
        type="date"
        required
        min={least}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  )
}
