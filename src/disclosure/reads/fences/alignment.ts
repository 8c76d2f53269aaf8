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

/** Where the payer stands in an id of these kinds. */
export const PAYER_OF_ALIGNMENT: Readonly<Record<string, number>> = { effect_attribution: 1, market_share: 3 }

export const OF_ALIGNMENT: Readonly<Record<string, Fence>> = {
  effect_attribution: effectOfAttribution,
  extent_practice: extentOfPractice,
  market_share: shareOfMarket,
}
