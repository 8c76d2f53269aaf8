import { type Held, held, STEP_STATES, stateOf } from '../../../convening/plan/stuck.ts'
import { onDay, type State } from '../../../convening/recommendation/process.ts'
import type { PlanStepRow } from '../../../register/convening/adoption-schema.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { type Door, type Released, release } from '../../release.ts'
import { readActions } from '../alignment/actions.ts'
import type { OnPaper } from '../alignment/seen.ts'
import { each, partyOf } from '../received/received.ts'

export { STEP_STATES }

export const PLAN_COLUMNS = [
  ...[
    'plan_step',
    'initiative',
    'title',
    'owner',
    'participant',
    'resources',
    'due_date',
    'goal',
    'goal_title',
    'alignment_action',
  ],
  ...['action_says', 'action_state', 'recommendation', 'recommendation_title', 'recommendation_state'],
  ...['waits_for', 'waits_for_title', 'state', 'stuck', 'stuck_rule', 'waits', 'done_on', 'dropped_on'],
  ...['because', 'recorded_at'],
] as const
const PLAN = { name: 'plan of the initiative', columns: each(PLAN_COLUMNS, 'public'), parties: () => ({}) }

/** The plan in the order of its days, with what each step serves, what it waits for, and why one is stuck. */
export async function readPlan(door: Door, paper: OnPaper): Promise<Released[]> {
  const { viewer } = door
  const { steps, goals, recommendations, names } = await paper.register.as(partyOf(viewer), (tx) =>
    planIn(tx, paper.day),
  )
  // An agreed step of the pathway is its payer's and the overseers' to read; of another's only that there is one.
  const seesActions = ['payer', 'convener', 'state', 'operator'].includes(viewer.role)
  const actions = seesActions ? await readActions({ ...door, record: async () => undefined }, paper) : []
  const rows = steps.map((step) => {
    const action = actions.find((one) => one.action === step.alignment_action)
    const recommendation = recommendations.find((one) => one.recommendation === step.recommendation) ?? null
    const before = steps.find(({ plan_step }) => plan_step === step.waits_for)
    const state = stateOf(step, paper.day)
    const action_state = action ? String(action.state) : null
    const leaning: Held = held({
      ...{ state, action: action_state, recommendation },
      before: before ? { ...before, state: stateOf(before, paper.day) } : null,
    })
    return {
      ...withoutWriter(step),
      owner: step.participant === null ? step.owner : (names.get(step.participant) ?? step.participant),
      goal_title: goals.find(({ goal }) => goal === step.goal)?.title ?? null,
      recommendation_title: recommendation?.title ?? null,
      recommendation_state: recommendation?.state ?? null,
      waits_for_title: before?.title ?? null,
      alignment_action: action ? step.alignment_action : null,
      action_says: action ? String(action.says) : null,
      ...{ action_state, state },
      ...leaning,
    }
  })
  return release(door, PLAN, rows)
}

const withoutWriter = ({ recorded_by: _by, ...step }: Omit<PlanStepRow, 'plan_step'> & { plan_step: number }) => step

async function planIn(tx: RegisterTransaction, day: string) {
  const recommendations = await tx
    .selectFrom('recommendation as r')
    .leftJoin('comment_window as w', (join) =>
      join.onRef('w.recommendation', '=', 'r.recommendation').onRef('w.round', '=', 'r.round'),
    )
    .select(['r.recommendation', 'r.title', 'r.state', 'r.round', 'r.by_member', 'w.closes_on'])
    .execute()
  const participants = await tx.selectFrom('participant').select(['participant', 'participant_name']).execute()
  return {
    steps: await tx.selectFrom('plan_step').selectAll().orderBy('due_date').orderBy('plan_step').execute(),
    names: new Map(participants.map((one) => [one.participant, one.participant_name])),
    goals: await tx.selectFrom('shared_goal').select(['goal', 'title']).execute(),
    recommendations: recommendations.map((one) => ({
      ...one,
      state: onDay({ ...one, state: one.state as State, waiting: 0, unanswered: 0 }, day).state,
    })),
  }
}
