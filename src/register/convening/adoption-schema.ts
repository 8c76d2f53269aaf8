import type { Generated } from 'kysely'

/** Payers are asked for a measurement year: what they intend, and afterwards what they did. */
export type AdoptionCallRow = {
  recommendation: string
  year: number
  intent_by: string
  actual_by: string
  recorded_at: string
  recorded_by: string
}

/** What a payer says of one element. The newest of a stage counts; earlier ones stay to be read. */
export type AdoptionRow = {
  adoption: Generated<number>
  recommendation: string
  year: number
  payer: string
  element: string
  /** intent, before the year; actual, after it */
  stage: string
  /** full, partial or none */
  degree: string
  because: string | null
  stated_at: string
  stated_by: string
}

export type PlanStepRow = {
  plan_step: Generated<number>
  initiative: string
  title: string
  /** Who sees to it: one of the participants, or a name from before they were chosen among them. */
  participant: string | null
  owner: string | null
  resources: string | null
  due_date: string
  /** What it serves: a shared goal, an agreed step of the pathway, a recommendation. */
  goal: number | null
  alignment_action: number | null
  recommendation: string | null
  /** A step written down earlier that has to be done first. */
  waits_for: number | null
  done_on: string | null
  dropped_on: string | null
  because: string | null
  recorded_at: string
  recorded_by: string
}

export type AdoptionSchema = { adoption_call: AdoptionCallRow; adoption: AdoptionRow; plan_step: PlanStepRow }
