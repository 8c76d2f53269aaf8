/**
 * What a room of competitors does not say (15 U.S.C. 1): each kind with why it is held and how it is mended. No kind's
 * words repeat anything of a text.
 */
export const KINDS = {
  'named-amount': {
    why: 'names a payer beside an amount of money',
    fix: 'say how the model works and leave the amount out, or give the recommended or published amount and its source',
  },
  'own-amount': {
    why: 'a payer says its own amount of money',
    fix: 'say how the model works and leave the amount out, or give the recommended or published amount and its source',
  },
  'compared-amount': {
    why: 'says what a payer pays by comparing it with another amount',
    fix: 'leave the comparison out: whoever knows the one amount knows the other',
  },
  'own-plan': {
    why: 'says what a payer plans in the market',
    fix: 'leave out whom a payer contracts with, what it bids or charges, and where it sells',
  },
  agreement: {
    why: 'has competitors agree on what they pay, charge or with whom they deal',
    fix: 'recommend for voluntary adoption; each payer decides alone',
  },
} as const

export type FindingKind = keyof typeof KINDS
export const FINDING_KINDS = Object.keys(KINDS) as FindingKind[]

/**
 * Where in the text as given, what kind, why, and how to mend it. Where it was weighed and no rule found it, `weighed` are
 * the phrases in it that weighed most, `weight` is what the sentence weighs with its neighbours, and more than `bound` is held.
 */
export type Finding = {
  start: number
  end: number
  kind: FindingKind
  why: string
  fix: string
  weighed?: { start: number; end: number }[]
  weight?: number
  bound?: number
}
