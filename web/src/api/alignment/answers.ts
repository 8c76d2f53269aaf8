/** What payers are asked, what they answer, and what that comes to at one practice. */
import type { AskedByPayers, PayersOfPractice } from '../../../../src/disclosure/reads/alignment/practice.ts'
import type { Question, Questions } from '../../../../src/disclosure/reads/alignment/questions.ts'
import { at, practicePath } from '../queries.ts'

export type { AskedByPayers, PayersOfPractice, Question, Questions }

export const questionsPath = (payer: string) => `/api/alignment/payers/${encodeURIComponent(payer)}`
export const questionsQuery = (payer: string) => at<Questions>(questionsPath(payer))
export const payersOfPracticeQuery = (practiceId: string) =>
  at<PayersOfPractice>(`${practicePath(practiceId)}/alignment`)
