/**
 * The disclosure policy, as data. Counsel of an initiative chooses it; there is no hidden default, and this one is the
 * strictest that is built.
 */
export type Policy = {
  name: string
  /** Fewest people in a cell shown to viewers without a right to those people. Zero is a cell too. */
  smallest_cell: number
  /** Decimal places of a rate's share that a payer gets about a shared provider: 2 is whole percent. */
  payer_rate_places: number
  /** Fewest organizations outside the viewer's own behind an amount that would otherwise give a price away. */
  fewest_other_organizations: number
  /** Largest part one of them may have in it. */
  largest_other_share: string
}

/**
 * Cells under 11: CMS cell size suppression policy, https://resdac.org/articles/cms-cell-size-suppression-policy (zero
 * is withheld as well, which is stricter). Contributors: after the agencies' former statement 6 on exchanges of price
 * and cost information among providers (1996), which asks for five and a quarter; three and a half is the least that
 * keeps one contributor from working out another's price.
 */
export const STRICTEST: Policy = {
  name: 'strictest',
  smallest_cell: 11,
  payer_rate_places: 2,
  fewest_other_organizations: 3,
  largest_other_share: '0.5',
}
