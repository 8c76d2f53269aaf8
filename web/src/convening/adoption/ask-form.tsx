/** Who convenes asks payers what they adopt in a year. */

import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { adoptionQuery, callPath } from '../../api/convening/adoption.ts'
import { recommendationsQuery } from '../../api/convening/convening.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, TextField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'

export function AskForm() {
  const published = (useQuery(recommendationsQuery).data ?? []).filter(({ state }) => state === 'published')
  const [chosen, choose] = useState('')
  const next = new Date().getFullYear() + 1
  const [year, setYear] = useState(String(next))
  const [intent_by, setIntentBy] = useState('')
  const [actual_by, setActualBy] = useState('')
  const change = useChange<unknown>(adoptionQuery)
  const recommendation = chosen || published[0]?.recommendation
  if (recommendation === undefined) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: callPath(recommendation), body: { year: Number(year), intent_by, actual_by } })
  }
  return (
    <section className="card" aria-labelledby="ask-payers">
      <h2 id="ask-payers">Ask payers for a year</h2>
      <p className="quiet">
        What they mean to adopt is said before the year begins, so that practices can act on it. What they did is said
        when it is over. Asked again, days move later, never earlier.
      </p>
      <form onSubmit={submit} className="filters-plain">
        <ChoiceField
          label="Recommendation"
          value={recommendation}
          set={choose}
          choices={published.map((one) => ({ key: one.recommendation, name: one.title }))}
        />
        <TextField label="Year" type="number" value={year} set={setYear} />
        <TextField label="What they mean to adopt, until" type="date" value={intent_by} set={setIntentBy} />
        <TextField label="What they did, until" type="date" value={actual_by} set={setActualBy} />
        <Button type="submit" variation="solid" disabled={change.isPending}>
          Ask the payers
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
      <p role="status" className="convening-done">
        {change.isSuccess ? 'The payers were asked.' : ''}
      </p>
    </section>
  )
}
