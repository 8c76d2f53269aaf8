/** The plan: what, for which measure or question, whose it is, by when, and how it stands. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import {
  type CoachingTask,
  coachingQuery,
  type PracticeCoaching,
  practiceCoachingPath,
  practiceCoachingQuery,
} from '../../api/convening/coaching.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Download } from '../../design/tables/download.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'

const STATE: Record<CoachingTask['state'], { tone: Tone; words: string }> = {
  open: { tone: 'open', words: 'Open' },
  late: { tone: 'bad', words: 'Late' },
  done: { tone: 'good', words: 'Done' },
  dropped: { tone: 'quiet', words: 'Dropped' },
}

type Props = { practice_id: string; found: PracticeCoaching }

export function Plan({ practice_id, found }: Props) {
  return (
    <section className="card" aria-labelledby="coaching-plan">
      <div className="section-head">
        <h2 id="coaching-plan">Plan</h2>
        {found.tasks.length > 0 && <Download path={practiceCoachingPath(practice_id)} about="the plan" />}
      </div>
      {found.tasks.length === 0 ? (
        <p className="quiet">No task yet.</p>
      ) : (
        <Table
          caption="Tasks by their days"
          quietCaption
          columns={[
            {
              key: 'says',
              label: 'Task',
              names: true,
              cell: (row: CoachingTask) => (
                <>
                  {row.says}
                  {row.serves && <span className="under quiet">For {row.serves}</span>}
                </>
              ),
            },
            { key: 'who', label: 'Who', cell: (row) => `${row.who} (${row.whose})` },
            { key: 'due', label: 'By', cell: (row) => day(row.due_on) },
            {
              key: 'state',
              label: 'State',
              cell: (row) => (
                <>
                  <Badge tone={STATE[row.state].tone}>{STATE[row.state].words}</Badge>
                  {row.done_on && <span className="under">on {day(row.done_on)}</span>}
                  {row.because && <span className="under">{row.because}</span>}
                </>
              ),
            },
            {
              key: 'change',
              label: 'Change',
              cell: (row) =>
                row.state === 'open' || row.state === 'late' ? <Change practice_id={practice_id} task={row} /> : null,
            },
          ]}
          rows={found.tasks}
          rowKey={({ coaching_task }) => String(coaching_task)}
        />
      )}
      {found.coaches.length > 0 && <Add practice_id={practice_id} found={found} />}
    </section>
  )
}

function Change({ practice_id, task }: { practice_id: string; task: CoachingTask }) {
  const change = useChange<unknown>(practiceCoachingQuery(practice_id), coachingQuery)
  const [due_on, setDue] = useState(task.due_on)
  const [because, setBecause] = useState('')
  const send = (body: object) =>
    change.mutate({ path: `${practiceCoachingPath(practice_id)}/tasks/${task.coaching_task}`, body })
  const submitting = (body: object) => (event: FormEvent) => {
    event.preventDefault()
    send(body)
  }
  return (
    <details className="change-form">
      <summary>
        Change<span className="ds-u-visibility--screen-reader">: {task.says}</span>
      </summary>
      <Button size="small" variation="solid" disabled={change.isPending} onClick={() => send({ done: true })}>
        It is done
      </Button>
      <form onSubmit={submitting({ due_on })}>
        <TextField label="By when" type="date" value={due_on} set={setDue} />
        <Button type="submit" size="small" disabled={change.isPending}>
          Move it
        </Button>
      </form>
      <form onSubmit={submitting({ dropped: true, because: because.trim() })}>
        <WordsField label="Why it is dropped" least={1} value={because} set={setBecause} />
        <Button type="submit" size="small" disabled={change.isPending}>
          Drop it
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}

function Add({ practice_id, found: { gaps, elements, coaches } }: Props) {
  const add = useChange<unknown>(practiceCoachingQuery(practice_id), coachingQuery)
  const [says, setSays] = useState('')
  const [serves, setServes] = useState('')
  const [whose, setWhose] = useState('practice')
  const [who, setWho] = useState('')
  const [due_on, setDue] = useState('')
  const [coach, setCoach] = useState(coaches[0]?.participant ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [kind, key] = serves.split(' ')
    const about = {
      measure: kind === 'measure' ? (key ?? null) : null,
      element: kind === 'element' ? (key ?? null) : null,
    }
    add.mutate(
      {
        path: `${practiceCoachingPath(practice_id)}/tasks`,
        body: { says: says.trim(), ...about, whose, who: who.trim(), due_on, participant: coach },
      },
      { onSuccess: () => setSays('') },
    )
  }
  return (
    <details className="change-form">
      <summary>Add a task</summary>
      <form onSubmit={submit}>
        <WordsField label="What is to be done" least={1} value={says} set={setSays} />
        <ChoiceField
          label="For which measure or question"
          value={serves}
          set={setServes}
          choices={[
            { key: '', name: 'Neither' },
            ...gaps.map(({ measure, title }) => ({ key: `measure ${measure}`, name: title })),
            ...elements.map(({ element, label }) => ({ key: `element ${element}`, name: label })),
          ]}
        />
        <ChoiceField
          label="Whose it is"
          value={whose}
          set={setWhose}
          choices={[
            { key: 'practice', name: 'The practice’s' },
            { key: 'coach', name: 'The coach’s' },
          ]}
        />
        <TextField label="Who does it" value={who} set={setWho} />
        <TextField label="By when" type="date" value={due_on} set={setDue} />
        {coaches.length > 1 && (
          <ChoiceField
            label="With which coach"
            value={coach}
            set={setCoach}
            choices={coaches.map((one) => ({ key: one.participant, name: one.participant_name }))}
          />
        )}
        <Button type="submit" variation="solid" disabled={add.isPending}>
          Add
        </Button>
      </form>
      {add.isError && <FormProblem error={add.error} />}
    </details>
  )
}
