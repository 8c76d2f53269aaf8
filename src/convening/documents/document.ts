/** What a document holds: its text, seen or not, and where it has text that a reader does not see. */
export type DocumentText = {
  text: string
  hidden: Hidden[]
  /** The words of its properties, which no page shows. */
  about: string
  /** Author, company, who saved it last. */
  made_by: string[]
}
export type Hidden = { what: string; where: string }

/** Why a document's text cannot be read. It is nobody's but the steward's to judge. */
export class Unreadable extends Error {
  readonly why: string
  constructor(why: string, cause?: unknown) {
    super(why, { cause })
    this.why = why
  }
}

/** Nobody could judge it either: it is sent back, and nothing of it is kept. */
export class NoDocument extends Unreadable {
  readonly fix: string
  constructor(why: string, fix: string, cause?: unknown) {
    super(why, cause)
    this.fix = fix
  }
}

/** A file of another program. */
export const noKind = (cause?: unknown): NoDocument =>
  new NoDocument('it is of no kind that is read', 'send a Word, Excel, PDF or plain text file', cause)

export const MOST_DOCUMENT_BYTES = 10_000_000
/** Of text; what is longer is no paper for a meeting. */
export const MOST_TEXT = 2_000_000

/** One finding of a kind and place is enough. */
export function once(hidden: readonly Hidden[]): Hidden[] {
  return hidden.filter(
    (one, place) => hidden.findIndex((other) => other.what === one.what && other.where === one.where) === place,
  )
}
