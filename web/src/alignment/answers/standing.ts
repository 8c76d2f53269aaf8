/** How far a questionnaire is answered, and what stands in it. */
import type { Question, Questions } from '../../api/alignment/answers.ts'

export type Value = boolean | string | readonly string[]

type Statement = Question['stated'][number]

/** `confirm`: its contracts answer it and it has not said so itself. */
export type Standing = 'answered' | 'confirm' | 'open'

/** The payer's own last word for a day; undefined where it said nothing, or took it back. */
export function inForce({ stated }: Question, day: string): Statement | undefined {
  const last = stated.findLast(({ from_date }) => from_date <= day)
  return last && last.answer !== null ? last : undefined
}

/** Null of an amount: it is not asked. */
export function standingOf(question: Question, day: string): Standing | null {
  if (!question.may_state) return null
  if (question.says.length > 0 || inForce(question, day)) return 'answered'
  return question.contracts.length > 0 ? 'confirm' : 'open'
}

export function countsOf(questions: readonly Question[], { day }: Pick<Questions, 'day'>): Record<Standing, number> {
  const counts = { answered: 0, confirm: 0, open: 0 }
  for (const question of questions) {
    const standing = standingOf(question, day)
    if (standing) counts[standing] += 1
  }
  return counts
}

/** The one value of a statement; undefined where it holds several readings, or a number that changes. */
export function saidValue(answer: unknown): Value | undefined {
  const value = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : undefined
  return typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value) ? value : undefined
}

export const sourceOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'source' in answer && typeof answer.source === 'string'
    ? answer.source
    : ''

/** A value with options by their labels. */
export function inWords({ options, unit }: Question, value: Value): string {
  const label = (word: string) => options?.find(({ option }) => option === word)?.label ?? word
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string') return unit === 'months' ? `${value} months` : label(value)
  return value.length === 0 ? 'None' : value.map(label).join('; ')
}

/** A statement in words, whatever its form. */
export function statementInWords(question: Question, answer: unknown): string {
  if (answer === null) return 'Not stated any more'
  const value = saidValue(answer)
  if (value !== undefined) return inWords(question, value)
  if (typeof answer !== 'object' || !('readings' in answer) || !Array.isArray(answer.readings))
    return 'A number that changes over time'
  return (answer.readings as unknown[])
    .map((one) => inWords(question, saidValue(one) ?? ''))
    .filter(Boolean)
    .join(' / ')
}
