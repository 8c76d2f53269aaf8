import type { Policy } from '../policy/policy.ts'

/** What an amount is made of: cents by payer and biller. A key holds both, so that a pair stays a pair. */
export type Pairs = ReadonlyMap<string, number>

export type Rule = Pick<Policy, 'fewest_organizations' | 'largest_share' | 'protected_percent'>

const BETWEEN = '\u001f'
export const pair = (payer: string, biller: string): string => `${payer}${BETWEEN}${biller}`
export const payerOf = (key: string): string => key.slice(0, key.indexOf(BETWEEN))
const billerOf = (key: string): string => key.slice(key.indexOf(BETWEEN) + 1)

/** Pairs of these payers only; without the viewer's own organization, whose amounts it knows. */
export function pairsOf(pairs: Pairs, payers: ReadonlySet<string> | 'all', own: string | null): Pairs {
  return new Map([...pairs].filter(([key]) => (payers === 'all' || payers.has(payerOf(key))) && billerOf(key) !== own))
}

/** What changed from one time to another, by pair. */
export function difference(now: Pairs, before: Pairs): Pairs {
  const keys = new Set([...now.keys(), ...before.keys()])
  return new Map([...keys].map((key) => [key, (now.get(key) ?? 0) - (before.get(key) ?? 0)]))
}

/**
 * Enough organizations stand behind an amount, none with too large a part, and the others are at least so many percent
 * of the largest: whoever takes off what is known still cannot say what the largest got to within that percent. A part
 * may be negative, where a claim was taken back; it counts by its size. By organization, and by pair with a payer.
 */
export function enough(pairs: Pairs, rule: Rule): boolean {
  const billers = new Map<string, number>()
  for (const [key, cents] of pairs) billers.set(billerOf(key), (billers.get(billerOf(key)) ?? 0) + cents)
  return spread([...billers.values()], rule) && spread([...pairs.values()], rule)
}

function spread(amounts: readonly number[], rule: Rule): boolean {
  const sizes = amounts.map(Math.abs).filter((size) => size > 0)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0)
  return (
    sizes.length >= rule.fewest_organizations &&
    largest <= total * Number(rule.largest_share) &&
    total - largest >= (largest * rule.protected_percent) / 100
  )
}

export const nothing = (pairs: Pairs): boolean => [...pairs.values()].every((cents) => cents === 0)

/** The rule with any one organization taken out, for a figure that every organization sees. */
export const enoughForAnyone = (pairs: Pairs, rule: Rule): boolean =>
  anyone(pairs).every((own) => enough(pairsOf(pairs, 'all', own), rule))

/** Whose own part of an amount that everybody sees may be known: nobody's, or that of one of the two largest. */
export function anyone(pairs: Pairs): (string | null)[] {
  const billers = new Map<string, number>()
  for (const [key, cents] of pairs) billers.set(billerOf(key), (billers.get(billerOf(key)) ?? 0) + Math.abs(cents))
  const largest = [...billers].toSorted((a, b) => b[1] - a[1]).slice(0, 2)
  return [null, ...largest.map(([biller]) => biller)]
}
