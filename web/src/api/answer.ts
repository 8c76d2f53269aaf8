/**
 * What every answer may hold: fields that were held back, or the problem that came in its place.
 * Column names of all answers are the lake's; amounts and shares are text, unknown is null.
 */

/** A field that the door held back: its value is null and this says why, in plain words. */
export type Withheld = { field: string; because: string }

/** application/problem+json */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  at?: string | null
  fix?: string | null
  /** Which of what was sent is at fault, by its path. */
  fields?: readonly string[]
  /** Of refused words: the key by which their author asks the convener. */
  refusal?: string | null
}
