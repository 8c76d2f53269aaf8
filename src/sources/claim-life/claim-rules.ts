/** What a layout says of the versions of its claims. Example: `claimLife({ feeds: 'tuva/' })`. */
export type ClaimRules = {
  /** How `data_source` of its rows begins: the layout's name and a slash. */
  feeds: string
  /** Only of these feeds rows are looked at. Left out: of all. */
  among?: readonly string[]
  /**
   * What a later version replaces. `claim` (default): a claim comes whole, and lines that the later version does not have
   * go too. `line`: each line is replaced on its own, and lines that are not sent again stand.
   */
  replaces?: 'claim' | 'line'
  /**
   * What an adjustment's amounts are. `whole` (default): what the claim costs now, so that it replaces what came before.
   * `difference`: what is added to or taken from what came before, which stands beside it.
   */
  adjustment?: 'whole' | 'difference'
  /**
   * How a version that takes a claim back is known. `status` (default): claim_status says cancellation. `negative`: its
   * lines say that, or have a negative paid, allowed or charged amount.
   */
  void?: 'status' | 'negative'
  /**
   * The amounts of such a version, held against what it takes back: with the sign turned, zero, or said again as they
   * were. Left out: not looked at. Whatever they are, none of them is counted.
   */
  voidAmounts?: 'negative' | 'zero' | 'repeated'
}

/** The rule that put a record out of force. */
export const CLAIM_LIFE_RULES = {
  'claim-replaced': 'a later version of the claim replaced it',
  'claim-voided': 'a void took the claim back',
  'void-applied': 'a void that took its claim back: it has done its work, and its own amounts count nowhere',
  'void-without-claim':
    'a void whose claim has not come: its own amounts count nowhere, and the claim is void when it comes',
  'same-line-twice': 'the same version of the claim has the line again, and later',
} as const

export type ClaimLifeRule = keyof typeof CLAIM_LIFE_RULES
