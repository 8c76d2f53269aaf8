import type { ColumnType } from 'kysely'

/** A text of a form, by the field it stood in, and what was found there: where, of which kind, and which phrases weighed most. */
export type RefusedText = {
  field: string
  words: string
  findings: {
    start: number
    end: number
    kind: string
    why: string
    fix: string
    weighed?: { start: number; end: number }[]
    weight?: number
    bound?: number
  }[]
}

/** What the check refused of a form that was sent. */
export type RefusalRow = {
  refusal: string
  /** The pattern of the form's address, and the address itself. */
  route: string
  address: string
  texts: ColumnType<RefusedText[], string, never>
  /** The steward reads it only once its author asks. */
  confidential: boolean
  /** Who wrote it, by the name under which the register answers them; `public` where nobody was signed in. */
  party: string
  at: string
  by: string | null
}

/** What became of it: its author asked, the steward released or upheld it, and the same words passed. */
export type RefusalAnswerRow = {
  refusal: string
  what: string
  because: string | null
  /** Of the refusal. */
  party: string
  at: string
  by: string
}

export type RefusalSchema = { refusal: RefusalRow; refusal_answer: RefusalAnswerRow }
