import type { Term } from '../../../explain/explained.ts'
import type { Permitted } from '../../../governance/permitted.ts'
import type { Door, Withheld } from '../../release.ts'
import { BECAUSE } from '../../right.ts'
import type { Reading } from '../reading.ts'
import type { Values } from '../terms.ts'

/** What of an explanation stays behind. Without a rule of its own a part leaves as it is. */
export type Cut = {
  value?: (value: string | null) => string | null
  because?: string
  hideReason?: boolean
  terms?: (term: Term) => Term[]
  /** Of a working whose values depend on each other, terms and steps together. */
  working?: (values: Values) => Values
  hideMore?: boolean
  records?: 'own' | 'none'
  /** Told of this payer's records alone. */
  payer?: string | null
  border?: string
  withheld?: Withheld[]
}

export type At = { reading: Reading; door: Door; viewer: Permitted; keys: readonly string[]; column: string | null }
export type Fence = (at: At) => Promise<Cut | null>

export const nothing = (): null => null
export const noTerms = (): Term[] => []
/** Of an amount that may not be seen, that it is there. */
export const withoutAmount = (term: Term): Term[] => (term.unit === 'usd' ? [{ ...term, value: null }] : [term])

export const HIDDEN: Cut = {
  value: nothing,
  terms: noTerms,
  hideMore: true,
  records: 'none',
  because: 'The amount is not shown to this viewer.',
}

export const ONLY_OWN_EVIDENCE: Cut = {
  because: 'Decided from the records of all payers; the evidence is for the practice.',
  terms: noTerms,
  hideMore: true,
  records: 'none',
  border: 'The evidence may rest on what another payer sent and is not shown to a payer.',
  withheld: [{ field: 'terms', because: BECAUSE.evidence }],
}
