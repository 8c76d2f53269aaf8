/** What a number is made of. */
import type { Explained } from '../../../../src/explain/explained.ts'
import type { Withheld } from '../answer.ts'

export type { Explained, SourceRecord, Step, Term, Unit } from '../../../../src/explain/explained.ts'

export type ExplainedHere = Explained & { withheld?: Withheld[] }
