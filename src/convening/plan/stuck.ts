/**
 * Why a step of the plan is stuck. `rule` says by what: the first that holds counts, so that what has to be mended first stands
 * first.
 */
export const STUCK_RULES = [
  ...(['action-given-up', 'action-drifted', 'recommendation-withdrawn', 'recommendation-superseded'] as const),
  ...(['step-given-up', 'step-late', 'day-passed'] as const),
] as const
export type StuckRule = (typeof STUCK_RULES)[number]

export const STEP_STATES = ['open', 'late', 'done', 'dropped'] as const
export type StepState = (typeof STEP_STATES)[number]

export function stateOf(
  { done_on, dropped_on, due_date }: { done_on: string | null; dropped_on: string | null; due_date: string },
  day: string,
): StepState {
  if (done_on !== null) return 'done'
  if (dropped_on !== null) return 'dropped'
  return due_date < day ? 'late' : 'open'
}

/** What a step leans on, as it stands today; null where it names none, or where the reader may not know of it. */
export type Leaning = {
  state: StepState
  action: string | null
  recommendation: { title: string; state: string } | null
  before: { title: string; state: StepState; due_date: string } | null
}

/** Why nothing moves, or what has to be first; nothing of either where the step is its owner's to do. */
export type Held = { stuck: string | null; stuck_rule: StuckRule | null; waits: string | null }

export function held(of: Leaning): Held {
  const { state } = of
  if (state === 'done' || state === 'dropped') return { stuck: null, stuck_rule: null, waits: null }
  const waits = waitsFor(of)
  const found = broken(of)
  if (found) return { stuck: found[1], stuck_rule: found[0], waits: null }
  if (state === 'late')
    return {
      stuck: waits ? `its day has passed; ${waits}` : 'its day has passed',
      stuck_rule: 'day-passed',
      waits: null,
    }
  return { stuck: null, stuck_rule: null, waits }
}

/** What it leans on is gone, or does not come. */
function broken({ action, recommendation, before }: Leaning): [StuckRule, string] | null {
  if (action === 'ended') return ['action-given-up', 'the agreed step that it serves was given up']
  if (action === 'drifted') return ['action-drifted', 'the payer did what was agreed, and does not any more']
  if (recommendation?.state === 'withdrawn')
    return ['recommendation-withdrawn', `the recommendation “${recommendation.title}” was withdrawn`]
  if (recommendation?.state === 'superseded')
    return ['recommendation-superseded', `another took the place of the recommendation “${recommendation.title}”`]
  if (before?.state === 'dropped') return ['step-given-up', `it waits for “${before.title}”, which was given up`]
  if (before?.state === 'late') return ['step-late', `it waits for “${before.title}”, whose day has passed`]
  return null
}

const ON_THE_WAY: Readonly<Record<string, string>> = {
  draft: 'to be put before the public',
  proposed: 'to be put before the public',
  'in-comment': 'to have its comments answered',
  answering: 'to have its comments answered',
  'in-vote': 'to be voted on',
  voted: 'to be decided on',
  accepted: 'to be published',
}

function waitsFor({ recommendation, before }: Leaning): string | null {
  if (before?.state === 'open') return `it waits for “${before.title}”, due ${before.due_date}`
  const way = recommendation ? ON_THE_WAY[recommendation.state] : undefined
  return way && recommendation ? `the recommendation “${recommendation.title}” has yet ${way}` : null
}
