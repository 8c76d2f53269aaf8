/** A payer asks that a feed be let off for a time, with a reason and an end. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { ExpectedDelivery } from '../../api/received/feeds.ts'
import { ChoiceField, TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { useWaiverChange } from './use-waiver-change.ts'

export function AskWaiver({ expected, today }: { expected: ExpectedDelivery[]; today: string }) {
  const ask = useWaiverChange()
  const feeds = [...new Map(expected.map((one) => [one.feed, one.about]))]
  const [feed, setFeed] = useState(feeds[0]?.[0] ?? '')
  const [reason, setReason] = useState('')
  const [start_date, setStart] = useState(today)
  const [end_date, setEnd] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { feed, reason: reason.trim(), start_date, end_date }
    ask.mutate({ path: '/api/waivers', body }, { onSuccess: () => setReason('') })
  }
  if (feeds.length === 0) return null
  return (
    <details className="change-form">
      <summary>Ask for a waiver</summary>
      <p className="quiet">
        It lets off the periods that fall due between the two days. The convener grants or refuses it, with a reason.
      </p>
      <form onSubmit={submit}>
        <ChoiceField
          label="Feed"
          value={feed}
          set={setFeed}
          choices={feeds.map(([key, about]) => ({ key, name: about }))}
        />
        <TextField label="First day" type="date" value={start_date} set={setStart} />
        <TextField label="Last day" type="date" least={start_date} value={end_date} set={setEnd} />
        <WordsField label="Why it cannot be met" least={1} value={reason} set={setReason} />
        <Button type="submit" variation="solid" disabled={ask.isPending}>
          Ask the convener
        </Button>
      </form>
      <p role="status" className="quiet">
        {ask.isSuccess ? 'Asked. The convener sees it now.' : ''}
      </p>
      {ask.isError && <FormProblem error={ask.error} />}
    </details>
  )
}
