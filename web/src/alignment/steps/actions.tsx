/** What was agreed that payers change: who sees to it, by when, and whether the payer does so. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ActionState, AlignmentAction } from '../../api/alignment/alignment.ts'
import { type PlanStep, planQuery } from '../../api/convening/plan.ts'
import { ACTIONS_PATH, actionsQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Download } from '../../design/tables/download.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'

const STATE: Record<ActionState, { tone: Tone; words: string }> = {
  open: { tone: 'open', words: 'Open' },
  late: { tone: 'bad', words: 'Late' },
  done: { tone: 'good', words: 'Done' },
  drifted: { tone: 'bad', words: 'Drifted' },
  ended: { tone: 'quiet', words: 'Ended' },
}

type Props = { actions: AlignmentAction[]; mayChange: boolean; path: string }

export function Actions({ actions, mayChange, path }: Props) {
  const plan = useQuery(planQuery).data ?? []
  const stuck = actions.filter(({ state }) => state === 'late' || state === 'drifted').length
  return (
    <section className="card alignment-table" aria-labelledby="alignment-actions">
      <div className="section-head">
        <h2 id="alignment-actions">What was agreed</h2>
        {actions.length > 0 && <Download path={path} about="what was agreed" />}
      </div>
      {actions.length === 0 ? (
        <p className="quiet">Nothing yet.</p>
      ) : (
        <>
          {stuck > 0 && (
            <p>
              <b>
                {stuck} {plural(stuck, 'step')} late or drifted.
              </b>
            </p>
          )}
          <Table
            caption="Actions by their days"
            quietCaption
            columns={[
              {
                key: 'says',
                label: 'What',
                names: true,
                cell: (row: AlignmentAction) => (
                  <>
                    {sentence(row.says)}
                    <span className="under quiet">Now: {row.now_says || 'not stated'}</span>
                    <InPlan steps={plan.filter(({ alignment_action }) => alignment_action === row.action)} />
                  </>
                ),
              },
              { key: 'owner', label: 'Who sees to it', cell: (row) => row.owner },
              { key: 'due', label: 'By', cell: (row) => day(row.due_date) },
              {
                key: 'state',
                label: 'State',
                cell: (row) => (
                  <>
                    <Badge tone={STATE[row.state].tone}>{STATE[row.state].words}</Badge>
                    {row.state === 'done' && row.since && <span className="under">since {day(row.since)}</span>}
                    {row.because && <span className="under">{sentence(row.because)}</span>}
                  </>
                ),
              },
              ...(mayChange
                ? [
                    {
                      key: 'change',
                      label: 'Change',
                      cell: (row: AlignmentAction) => (row.ended_on === null ? <Change of={row} /> : null),
                    },
                  ]
                : []),
            ]}
            rows={actions}
            rowKey={({ action }) => String(action)}
          />
        </>
      )}
    </section>
  )
}

/** Steps of an initiative's plan that serve it. */
const InPlan = ({ steps }: { steps: PlanStep[] }) =>
  steps.map(({ plan_step, title, state }) => (
    <span key={plan_step} className="under">
      In the plan: <Link to="/convening/plan">{title}</Link>
      {state === 'done' ? ' (done)' : state === 'dropped' ? ' (given up)' : ''}
    </span>
  ))

function Change({ of }: { of: AlignmentAction }) {
  const change = useChange<AlignmentAction>(actionsQuery)
  const [owner, setOwner] = useState(of.owner)
  const [due_date, setDue] = useState(of.due_date)
  const [because, setBecause] = useState('')
  const path = `${ACTIONS_PATH}/${of.action}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path, body: { owner: owner.trim(), due_date } })
  }
  return (
    <details className="change-form">
      <summary>
        Change<span className="ds-u-visibility--screen-reader">: {of.says}</span>
      </summary>
      <form onSubmit={submit}>
        <TextField label="Who sees to it" value={owner} set={setOwner} />
        <TextField label="By when" type="date" value={due_date} set={setDue} />
        <Button type="submit" size="small" variation="solid" disabled={change.isPending}>
          Save
        </Button>
      </form>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ path, body: { because: because.trim() } })
        }}
      >
        <WordsField label="Why it ends" least={1} value={because} set={setBecause} />
        <Button type="submit" size="small" disabled={change.isPending}>
          End it
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
