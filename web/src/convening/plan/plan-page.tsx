/** The plan: what is stuck first, then what is to come by day, then what is over. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { conveningQuery } from '../../api/convening/convening.ts'
import { PLAN_PATH, type PlanStep, planQuery } from '../../api/convening/plan.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { words } from '../../design/words/words.ts'
import { ConveningNav } from '../convening-nav.tsx'
import { keepsProcess } from '../who.ts'
import { AddStep, ChangeStep } from './step-forms.tsx'

const STATE: Readonly<Record<PlanStep['state'], { tone: Tone; words: string }>> = {
  open: { tone: 'open', words: 'To come' },
  late: { tone: 'bad', words: 'Late' },
  done: { tone: 'good', words: 'Done' },
  dropped: { tone: 'quiet', words: 'Given up' },
}

export function PlanPage() {
  const viewer = useQuery(sessionQuery).data?.viewer
  const query = useQuery(planQuery)
  const initiatives = useQuery(conveningQuery).data ?? []
  if (!viewer) return null
  const keeps = keepsProcess(viewer)
  return (
    <div className="page convening">
      <ConveningNav />
      <Page
        title="Plan"
        lead="Who does what by when, and what it serves. What is stuck stands first."
        actions={<Download path={PLAN_PATH} about="the plan" />}
      >
        <Answer query={query} what="the plan">
          {(steps) => <Shown steps={steps} keeps={keeps} />}
        </Answer>
        {keeps && initiatives.length > 0 && <AddStep initiatives={initiatives} />}
      </Page>
    </div>
  )
}

function Shown({ steps, keeps }: { steps: PlanStep[]; keeps: boolean }) {
  const stuck = steps.filter((one) => one.stuck !== null)
  const open = steps.filter((one) => one.stuck === null && (one.state === 'open' || one.state === 'late'))
  const over = steps.filter(({ state }) => state === 'done' || state === 'dropped')
  if (steps.length === 0) return <EmptyState heading="The plan has no step yet." />
  return (
    <>
      <Steps id="stuck" title="Stuck" steps={stuck} keeps={keeps} />
      <Steps id="to-come" title="To come" steps={open} keeps={keeps} />
      <Steps id="over" title="Done or given up" steps={over} keeps={false} />
    </>
  )
}

type StepsProps = { id: string; title: string; steps: PlanStep[]; keeps: boolean }

function Steps({ id, title, steps, keeps }: StepsProps) {
  if (steps.length === 0) return null
  const columns: Column<PlanStep>[] = [
    { key: 'step', label: 'Step', names: true, cell: (row) => <Step row={row} /> },
    {
      key: 'owner',
      label: 'Who sees to it',
      cell: ({ owner, resources }) => (
        <>
          {owner}
          {resources && <span className="under">{resources}</span>}
        </>
      ),
    },
    { key: 'due', label: 'By', cell: (row) => day(row.due_date) },
    { key: 'state', label: 'State', cell: (row) => <State row={row} /> },
    ...(keeps
      ? [{ key: 'change', label: 'Change', cell: (row: PlanStep) => <ChangeStep key={row.plan_step} of={row} /> }]
      : []),
  ]
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Table
        caption={`Steps of the plan: ${title.toLowerCase()}`}
        quietCaption
        columns={columns}
        rows={steps}
        rowKey={(row) => String(row.plan_step)}
      />
    </section>
  )
}

function Step({ row }: { row: PlanStep }) {
  const { title, goal_title, recommendation, recommendation_title, action_says, action_state } = row
  return (
    <>
      {title}
      {goal_title && (
        <span className="under">
          Serves:{' '}
          <Link to="/convening" hash="goals">
            {goal_title}
          </Link>
        </span>
      )}
      {recommendation && recommendation_title && (
        <span className="under">
          Serves:{' '}
          <Link to="/convening/recommendations/$recommendation" params={{ recommendation }}>
            {recommendation_title}
          </Link>
        </span>
      )}
      {action_says && (
        <span className="under">
          Serves:{' '}
          <Link to="/alignment/steps" hash="alignment-actions">
            {action_says}
          </Link>{' '}
          ({words(action_state).toLowerCase()})
        </span>
      )}
      {row.waits_for_title && <span className="under">After: {row.waits_for_title}</span>}
    </>
  )
}

function State({ row: { state, stuck, waits, done_on, dropped_on, because } }: { row: PlanStep }) {
  const on = done_on ?? dropped_on
  return (
    <>
      <Badge tone={STATE[state].tone}>{STATE[state].words}</Badge>
      {on && <span className="under">{day(on)}</span>}
      {(stuck ?? waits) && <span className="under">{sentence(stuck ?? waits ?? '')}</span>}
      {because && <span className="under">{sentence(because)}</span>}
    </>
  )
}
