/** What payers are asked, what they answer, and what that comes to at one practice. */
import type { AskedByPayers, PayersOfPractice } from '../../../../src/disclosure/reads/alignment/practice.ts'
import type { Asked, Question, Questions } from '../../../../src/disclosure/reads/alignment/questions.ts'
import { at, practicePath } from '../queries.ts'

export type { Asked, AskedByPayers, PayersOfPractice, Question, Questions }

export const questionsPath = (payer: string) => `/api/alignment/payers/${encodeURIComponent(payer)}`
export const questionsQuery = (payer: string) => at<Questions>(questionsPath(payer))
export const elementsQuery = at<Asked[]>('/api/alignment/elements')
export const payersOfPracticeQuery = (practiceId: string) =>
  at<PayersOfPractice>(`${practicePath(practiceId)}/alignment`)
