/** Agreeing on criteria. They stand on steps, so that no bound can be moved to measure what it only has to tell apart. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type Question, recruitmentPath, recruitmentQuery } from '../../api/convening/recruitment.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, TextField, Ticks } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { count, percent } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { SHARES, SIZES } from './words.ts'

export function CriteriaForm({ recruitment, questions }: { recruitment: string; questions: Question[] }) {
  const agree = useChange<{ version: number; found: number }>(recruitmentQuery)
  const [least_share, setShare] = useState('0.50')
  const [least_people, setLeast] = useState('250')
  const [most_people, setMost] = useState('')
  const [least_payers, setPayers] = useState('3')
  const [ready, setReady] = useState<string[]>([])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = {
      ...{ least_share, least_people: Number(least_people), least_payers: Number(least_payers), ready },
      most_people: most_people === '' ? null : Number(most_people),
    }
    agree.mutate({ path: `${recruitmentPath(recruitment)}/criteria`, body })
  }
  const sizes = SIZES.map((one) => ({ key: String(one), name: count(one) }))
  return (
    <details className="change-form">
      <summary>Agree on criteria, and find practices</summary>
      <p className="quiet">
        They are asked of all payers that take part today. Each agreement is a version that stays.
      </p>
      <form onSubmit={submit}>
        <ChoiceField
          label="Least share of the panel"
          value={least_share}
          set={setShare}
          choices={SHARES.map((one) => ({ key: one, name: percent(one, 0) }))}
        />
        <ChoiceField label="Fewest people" value={least_people} set={setLeast} choices={sizes} />
        <ChoiceField
          label="Most people"
          value={most_people}
          set={setMost}
          choices={[{ key: '', name: 'No limit' }, ...sizes]}
        />
        <TextField label="Fewest payers with a contract" type="number" value={least_payers} set={setPayers} />
        <Ticks
          legend="To be answered with yes before payers are told"
          all={questions.map(({ question, asks }) => ({ key: question, name: asks }))}
          chosen={ready}
          set={setReady}
        />
        <Button type="submit" variation="solid" disabled={agree.isPending}>
          Agree and find
        </Button>
      </form>
      {agree.data && (
        <p role="status">
          Version {agree.data.version}: {agree.data.found}{' '}
          {plural(agree.data.found, 'practice meets', 'practices meet')} it.
        </p>
      )}
      {agree.isError && <FormProblem error={agree.error} />}
    </details>
  )
}
