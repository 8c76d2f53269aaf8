/** Publishes a period, or withdraws it with a reason. Folded, since what is out cannot be called back unseen. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import type { Publications } from '../api/people/policies.ts'
import { publicationPreviewQuery, publicationsQuery } from '../api/queries.ts'
import { useChange } from '../api/use-change.ts'
import { WordsField } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { PublicationPreview } from './publication-preview.tsx'

export function PublishForm({ period }: { period: string }) {
  const change = useChange<Publications>(publicationsQuery, publicationPreviewQuery)
  const [opened, setOpened] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: '/api/publications', body: { period } })
  }
  return (
    <details className="change-form" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>Publish {period}</summary>
      <p>
        Everybody then sees the rates of the whole region as the last run computed them, and nothing of any practice or
        payer. Whoever waits for it may read rates and costs of practices. What is out stays as it is: a later run does
        not change it, and it can be withdrawn only with a reason that everybody reads.
      </p>
      {opened && <PublicationPreview />}
      <form onSubmit={submit}>
        <Button type="submit" variation="solid" disabled={change.isPending}>
          Publish {period} for everybody
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}

export function WithdrawForm({ period }: { period: string }) {
  const change = useChange<Publications>(publicationsQuery)
  const [because, setBecause] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: `/api/publications/${encodeURIComponent(period)}/withdrawal`, body: { because } })
  }
  return (
    <details className="change-form">
      <summary>Withdraw {period}</summary>
      <form onSubmit={submit}>
        <WordsField label="Why, in words that everybody reads" value={because} set={setBecause} />
        <Button type="submit" disabled={change.isPending}>
          Withdraw {period}
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
