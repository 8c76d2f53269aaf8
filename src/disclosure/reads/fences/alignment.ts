import { hasRightToPeople } from '../../right.ts'
import { isSpendShown } from '../alignment/reach/extent.ts'
import type { Fence } from './cut.ts'

/** A payer's own members by its own rule and the reference's; whose people a rule places where, the rule's own fence says. */
const effectOfAttribution: Fence = async ({ viewer, keys: [, payer = '', , other = '', , members = ''] }) => {
  const isOwn = viewer.role === 'payer' && payer === viewer.organization_id
  if (!isOwn || other !== 'reference' || members !== 'own') return null
  return { terms: (term) => [/^placed_/.test(term.name) ? { ...term, value: null } : term] }
}

/** A practice's own panel. Whether it reaches the critical mass rests on what was spent too. */
const extentOfPractice: Fence = async ({ reading, viewer, keys: [period = '', practice_id = ''] }) => {
  if (viewer.role === 'payer' || !hasRightToPeople(viewer, { practice_id }) || period !== reading.period.id) return null
  return { hideReason: !isSpendShown(reading, practice_id) }
}

const shareOfMarket: Fence = async ({ viewer, keys: [, , , payer = ''] }) =>
  viewer.role === 'payer' && payer === viewer.organization_id ? {} : null

/** Definitions and orders of two payers tell of both: for the operator alone. */
const ofTwoPayers: Fence = async () => null

/** The order of its own members' cost is a payer's. */
const rankOfPractice: Fence = async ({ viewer, keys: [, payer = ''] }) =>
  viewer.role === 'payer' && payer === viewer.organization_id ? {} : null

/** A structure of the library under made-up performance: nobody's, and as public as the library. */
const structure: Fence = async () => ({})

/** Where the payer stands in an id of these kinds. */
export const PAYER_OF_ALIGNMENT: Readonly<Record<string, number>> = {
  effect_attribution: 1,
  effect_rank_practice: 1,
  market_share: 3,
}

export const OF_ALIGNMENT: Readonly<Record<string, Fence>> = {
  effect_attribution: effectOfAttribution,
  effect_measure: ofTwoPayers,
  effect_rank: ofTwoPayers,
  effect_rank_practice: rankOfPractice,
  effect_payment: structure,
  extent_practice: extentOfPractice,
  market_share: shareOfMarket,
}
