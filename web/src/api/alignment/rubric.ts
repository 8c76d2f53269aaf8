/** Payers held to a rubric, criterion by criterion. */
import type { Level } from '../../../../src/alignment/rubric/judge.ts'
import type { CriterionAsked, RubricOfPayers } from '../../../../src/disclosure/reads/alignment/rubric.ts'
import { asking, at } from '../queries.ts'

export type Standing = {
  payer: string
  payer_name: string
  criterion: string
  label: string
  reading: string | null
  line: string | null
  level: Level
  preferred_by: string | null
  late: boolean | null
  unconfirmed: boolean | null
  because: string
  silent: string
}
export type RubricFound = Omit<RubricOfPayers, 'standings'> & { standings: Standing[] }
export type { CriterionAsked, Level }

export const rubricPath = (rubric: string | undefined) => `/api/alignment/rubric${asking({ rubric })}`
export const rubricQuery = (rubric: string | undefined) => at<RubricFound>(rubricPath(rubric))
