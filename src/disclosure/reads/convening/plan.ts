import type { PlanStepRow } from '../../../register/convening/adoption-schema.ts'
import { type Door, type Released, release } from '../../release.ts'
import { readActions } from '../alignment/actions.ts'
import type { OnPaper } from '../alignment/seen.ts'
import { each, partyOf } from '../received/received.ts'

export const PLAN_COLUMNS = [
  ...['plan_step', 'initiative', 'title', 'owner', 'resources', 'due_date', 'goal', 'goal_title', 'alignment_action'],
  ...[
    'action_says',
    'action_state',
    'recommendation',
    'recommendation_title',
    'state',
    'stuck',
    'done_on',
    'dropped_on',
  ],
  ...['because', 'recorded_at'],
] as const
const PLAN = { name: 'plan of the initiative', columns: each(PLAN_COLUMNS, 'public'), parties: () => ({}) }

export const STEP_STATES = ['open', 'late', 'done', 'dropped'] as const
type StepState = (typeof STEP_STATES)[number]

/** The plan in the order of its days, with what each step serves, and why one is stuck. */
export async function readPlan(door: Door, paper: OnPaper): Promise<Released[]> {
  const { viewer } = door
  const found = await paper.register.as(partyOf(viewer), async (tx) => ({
    steps: await tx.selectFrom('plan_step').selectAll().orderBy('due_date').orderBy('plan_step').execute(),
    goals: await tx.selectFrom('shared_goal').select(['goal', 'title']).execute(),
    recommendations: await tx.selectFrom('recommendation').select(['recommendation', 'title']).execute(),
  }))
  // An agreed step of the pathway is its payer's and the overseers' to read; of another's only that there is one.
  const seesActions = ['payer', 'convener', 'state', 'operator'].includes(viewer.role)
  const actions = seesActions ? await readActions({ ...door, record: async () => undefined }, paper) : []
  const rows = found.steps.map((step) => {
    const action = actions.find((one) => one.action === step.alignment_action)
    const state = stateOf(step, paper.day)
    return {
      ...withoutWriter(step),
      goal_title: found.goals.find(({ goal }) => goal === step.goal)?.title ?? null,
      recommendation_title:
        found.recommendations.find(({ recommendation }) => recommendation === step.recommendation)?.title ?? null,
      alignment_action: action ? step.alignment_action : null,
      action_says: action ? String(action.says) : null,
      action_state: action ? String(action.state) : null,
      state,
      stuck: stuckOf(state, action ? String(action.state) : null),
    }
  })
  return release(door, PLAN, rows)
}

const withoutWriter = ({ recorded_by: _by, ...step }: Omit<PlanStepRow, 'plan_step'> & { plan_step: number }) => step

function stateOf(
  { done_on, dropped_on, due_date }: Pick<PlanStepRow, 'done_on' | 'dropped_on' | 'due_date'>,
  day: string,
): StepState {
  if (done_on !== null) return 'done'
  if (dropped_on !== null) return 'dropped'
  return due_date < day ? 'late' : 'open'
}

/** Why nothing moves; null where it does. */
function stuckOf(state: StepState, action: string | null): string | null {
  if (state === 'done' || state === 'dropped') return null
  if (action === 'ended') return 'the agreed step that it serves was given up'
  if (action === 'drifted') return 'the payer did so, and does not any more'
  return state === 'late' ? 'its day has passed' : null
}
