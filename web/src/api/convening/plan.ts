/** The plan of an initiative: who does what by when, and what is stuck. */
import type { StuckRule } from '../../../../src/convening/plan/stuck.ts'
import { at } from '../queries.ts'
import { INITIATIVES_PATH, type State } from './convening.ts'

export type PlanStep = {
  plan_step: number
  initiative: string
  title: string
  /** What who sees to it is called, and which participant that is; null where a name was written before. */
  owner: string
  participant: string | null
  resources: string | null
  due_date: string
  goal: number | null
  goal_title: string | null
  alignment_action: number | null
  action_says: string | null
  action_state: string | null
  recommendation: string | null
  recommendation_title: string | null
  recommendation_state: State | null
  waits_for: number | null
  waits_for_title: string | null
  state: 'open' | 'late' | 'done' | 'dropped'
  stuck: string | null
  stuck_rule: StuckRule | null
  /** What has to be before it, where nothing is wrong yet. */
  waits: string | null
  done_on: string | null
  dropped_on: string | null
  because: string | null
}

export const PLAN_PATH = '/api/plan'
export const planQuery = at<PlanStep[]>(PLAN_PATH)
export const stepsPath = (initiative: string) => `${INITIATIVES_PATH}/${encodeURIComponent(initiative)}/plan-steps`
export const stepPath = (step: number) => `/api/plan-steps/${step}`
