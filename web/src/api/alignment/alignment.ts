/** How far payers are from each other: those of the region, and those of initiatives of which texts are public. */
import type { Answered, AreaRow, ElementRow, Overview } from '../../../../src/alignment/degree/overview.ts'

import type { RegionMatrix } from '../../../../src/disclosure/reads/alignment/matrix.ts'
import type { Plan } from '../../../../src/disclosure/reads/alignment/plan.ts'
import type { ElementChange, StandingOfDay, Trend } from '../../../../src/disclosure/reads/alignment/trend.ts'

export type { AreaCell, Text } from '../../../../src/alignment/degree/matrix.ts'
export type { Degree } from '../../../../src/alignment/elements/degree.ts'
export type { Single, Step } from '../../../../src/alignment/pathway/pathway.ts'
export type { Answered, AreaRow, ElementChange, ElementRow, Overview, Plan, RegionMatrix, StandingOfDay, Trend }

type Source = {
  initiative: string
  key: string
  title: string
  by: string
  published: string | null
  url: string | null
  read: string | null
}

export type InitiativeEntry = {
  initiative: string
  title: string
  about: string
  as_of: string
  reference: string
  payers: { payer: string; name: string }[]
}

export type InitiativeMatrix = Omit<InitiativeEntry, 'payers'> &
  Overview & { model: string | null; sources: Source[]; not_read: string[] }

/** Two models as payers are compared, each as of a day. */
export type ModelsAligned = Overview & { days: string[] }

export type ActionState = 'open' | 'late' | 'done' | 'drifted' | 'ended'

/** What was agreed that a payer changes, and how it stands. */
export type AlignmentAction = {
  action: number
  payer: string
  payer_name: string
  element: string
  label: string
  says: string
  target_says: string
  now_says: string
  owner: string
  due_date: string
  state: ActionState
  since: string | null
  recorded_at: string
  recorded_by: string
  ended_on: string | null
  because: string | null
}
