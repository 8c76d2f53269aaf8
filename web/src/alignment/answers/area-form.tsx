/** The questions of one area, saved together. What was chosen stays where it is until it is taken. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type Question, type Questions, questionsPath, questionsQuery } from '../../api/alignment/answers.ts'
import { Refusal } from '../../api/client.ts'
import { alignmentQuery, trendQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { TextField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { plural } from '../../design/words/words.ts'
import { type Draft, QuestionForm } from './question.tsx'
import { countsOf } from './standing.ts'

type Props = { found: Questions; area: Questions['areas'][number]; questions: readonly Question[] }

export function AreaForm({ found, area, questions }: Props) {
  const change = useChange<Questions>(questionsQuery(found.payer), alignmentQuery(undefined), trendQuery)
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map())
  const [from_date, setFrom] = useState(found.day)
  const faults = change.isError ? faultsOf(change.error) : new Map<string, string>()
  const set = (element: string, draft: Draft | undefined) => {
    const next = new Map(drafts)
    if (draft) next.set(element, draft)
    else next.delete(element)
    setDrafts(next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const answers = [...drafts].map(([element, { value, source }]) => ({
      element,
      value: Array.isArray(value) ? value.map((one: string) => one.trim()).filter(Boolean) : value,
      ...(value === null || source.trim() === '' ? {} : { source: source.trim() }),
    }))
    change.mutate(
      { path: questionsPath(found.payer), body: { from_date, answers } },
      { onSuccess: () => setDrafts(new Map()) },
    )
  }
  const { answered, confirm, open } = countsOf(questions, found)
  return (
    <details className="card answer-area">
      <summary>
        <h2>{area.label}</h2>{' '}
        <span className="quiet">
          {answered} answered, {confirm} to confirm, {open} open
        </span>
      </summary>
      <form onSubmit={submit} noValidate>
        {questions.map((question) => (
          <QuestionForm
            key={question.element}
            found={found}
            question={question}
            draft={drafts.get(question.element)}
            set={(draft) => set(question.element, draft)}
            fault={faults.get(question.element)}
          />
        ))}
        {found.may_answer && (
          <div className="answer-save">
            {change.isError && <FormProblem error={change.error} heading="Nothing was saved" />}
            <TextField label="From which day it is so" type="date" value={from_date} set={setFrom} />
            <Button
              type="submit"
              variation="solid"
              disabled={drafts.size === 0 || from_date === '' || change.isPending}
            >
              {drafts.size === 0
                ? 'Nothing changed yet'
                : `Save ${drafts.size} ${plural(drafts.size, 'answer')} to ${area.label}`}
            </Button>
            <p role="status">{change.isSuccess && drafts.size === 0 ? 'Saved.' : ''}</p>
          </div>
        )}
      </form>
    </details>
  )
}

/** The server names each question at which something is wrong: the first as the place, the others line by line. */
function faultsOf(error: Error): ReadonlyMap<string, string> {
  if (!(error instanceof Refusal)) return new Map()
  const { at, detail } = error.problem
  const [first = '', ...more] = detail.split('\n  ')
  const others = more.flatMap((line): [string, string][] => {
    const end = line.indexOf(': ')
    return end > 0 ? [[line.slice(0, end), line.slice(end + 2)]] : []
  })
  return new Map([...(at ? [[at, first.slice(first.indexOf(': ') + 2)] as const] : []), ...others])
}
