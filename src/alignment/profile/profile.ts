import type { Answer } from './answer.ts'

/** One answer of a payer, and where it stands. Where texts say two things, each is a reading of its own name. */
export type Reading = {
  reading: string | null
  answer: Answer
  source: string
  status: 'stated' | 'unconfirmed'
  /** By which equivalences the text became this answer. */
  by: readonly string[]
  /** Steps of it that can decide for nobody among the payer's members. */
  never_decides: readonly string[]
}

/** What one payer does, element by element; an element without readings is not stated. */
export type Profile = {
  payer: string
  name: string
  lines: readonly string[]
  answers: ReadonlyMap<string, readonly Reading[]>
}

export const readingsOf = ({ answers }: Profile, element: string): readonly Reading[] => answers.get(element) ?? []
