import type { Policy } from '../policy/policy.ts'

/** How many stand behind a rate, by payer. */
export type Behind = ReadonlyMap<string, { numerator: number; denominator: number }>
export type RateRule = Pick<
  Policy,
  'payer_rate_places' | 'payer_rate_end' | 'reliable_from' | 'fewest_payers' | 'fewest_people_of_others'
>
export type Reliability = 'low' | 'moderate' | 'high'

/** What a payer gets of a rate over all payers. */
export type PayerRate = { rate_share: string; end: 'low' | 'high' | null; reliability: Reliability }

/** Null where the denominator is under the least that is called reliable at all. */
export function reliability(
  denominator: number,
  { reliable_from }: Pick<RateRule, 'reliable_from'>,
): Reliability | null {
  if (denominator >= reliable_from.high) return 'high'
  if (denominator >= reliable_from.moderate) return 'moderate'
  return denominator >= reliable_from.low ? 'low' : null
}

/** In whole percent, or what the policy says; the last ones at each end are one. Halves go up. */
export function coarse(numerator: number, denominator: number, rule: RateRule): Omit<PayerRate, 'reliability'> {
  const scale = 10 ** rule.payer_rate_places
  const units = Math.floor((2 * numerator * scale + denominator) / (2 * denominator))
  const end = Math.round(Number(rule.payer_rate_end) * scale)
  const text = (of: number) => (of / scale).toFixed(rule.payer_rate_places)
  if (units <= end) return { rate_share: text(end), end: 'low' }
  if (units >= scale - end) return { rate_share: text(scale - end), end: 'high' }
  return { rate_share: text(units), end: null }
}

/**
 * The rate over all payers as payers get it, or null. It is shown to all of them or to none: enough payers stand behind
 * it, enough people remain when any two put what they know together, and what these two then know leaves several
 * answers for every count of the others.
 */
export function payerRate(behind: Behind, rule: RateRule): PayerRate | null {
  const payers = [...behind].filter(([, { denominator }]) => denominator > 0)
  const numerator = payers.reduce((sum, [, one]) => sum + one.numerator, 0)
  const denominator = payers.reduce((sum, [, one]) => sum + one.denominator, 0)
  const reliable = denominator > 0 ? reliability(denominator, rule) : null
  if (reliable === null || payers.length < rule.fewest_payers) return null
  const shown = { ...coarse(numerator, denominator, rule), reliability: reliable }
  const safe = pairsOf(payers.map(([, one]) => one)).every((known) => {
    if (denominator - known.denominator < rule.fewest_people_of_others) return false
    return leavesSeveral(known, shown, rule)
  })
  return safe ? shown : null
}

type Known = { numerator: number; denominator: number }
const pairsOf = (all: readonly Known[]): Known[] =>
  all.flatMap((a, i) => [
    a,
    ...all.slice(i + 1).map((b) => ({
      numerator: a.numerator + b.numerator,
      denominator: a.denominator + b.denominator,
    })),
  ])

/** Fewest answers that must be possible for each count. */
const SEVERAL = 3
/** How far past the last step a denominator is tried; more only adds answers. */
const FAR = 400

/** Every met and not met of the others that fits what two payers know and see. */
function leavesSeveral(known: Known, shown: PayerRate, rule: RateRule): boolean {
  const { low, moderate, high } = rule.reliable_from
  const [least, most] = {
    low: [low, moderate - 1] as const,
    moderate: [moderate, high - 1] as const,
    high: [high, Math.max(high, known.denominator) + FAR] as const,
  }[shown.reliability]
  const found = { met: new Set<number>(), unmet: new Set<number>(), all: new Set<number>() }
  for (let all = Math.max(least, known.denominator); all <= most; all += 1) {
    const about = Math.round(Number(shown.rate_share) * all)
    const reach = shown.end === null ? 1 + Math.ceil(all / 10 ** rule.payer_rate_places) : all
    for (let met = Math.max(known.numerator, about - reach); met <= Math.min(all, about + reach); met += 1) {
      if (all - met < known.denominator - known.numerator) break
      const as = coarse(met, all, rule)
      if (as.rate_share !== shown.rate_share || as.end !== shown.end) continue
      found.met.add(met - known.numerator)
      found.unmet.add(all - met - (known.denominator - known.numerator))
      found.all.add(all - known.denominator)
    }
    if ([found.met, found.unmet, found.all].every((one) => one.size >= SEVERAL)) return true
  }
  return false
}

/** Whether a rate may follow an earlier one: enough payers changed that no two of them know what the others did. */
export function rateMayFollow(now: Behind, before: Behind, { fewest_payers }: RateRule): boolean {
  const payers = new Set([...now.keys(), ...before.keys()])
  const changed = [...payers].filter((payer) => {
    const [a, b] = [now.get(payer), before.get(payer)]
    return (a?.numerator ?? 0) !== (b?.numerator ?? 0) || (a?.denominator ?? 0) !== (b?.denominator ?? 0)
  })
  return changed.length === 0 || changed.length >= fewest_payers
}
