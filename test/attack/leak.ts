import type { Found } from './counts.ts'
import type { Answer } from './observe.ts'
import type { Year } from './year.ts'

/** A fault of the product, made in what one viewer gets, by one path; `truth` is the same answer as it would be without any border. */
export type Leak = {
  path: string
  who: string
  where: RegExp
  plant: (answer: Answer, truth: Answer | undefined) => Partial<Answer>
  attack: (year: Year) => readonly Found[]
}

export type Json = { [key: string]: unknown }
export const json =
  (edit: (body: Json, truth: Json) => void): Leak['plant'] =>
  (answer, truth) => {
    const body = JSON.parse(answer.body) as Json
    edit(body, JSON.parse(truth?.body ?? '{}') as Json)
    return { body: JSON.stringify(body) }
  }
export const items = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
