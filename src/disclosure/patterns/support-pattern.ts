import { sql } from '../../lake/sql.ts'
import { exact } from '../../money.ts'
import type { ShownFigure } from '../../register/rights/disclosure/patterns.ts'
import type { Policy } from '../policy/policy.ts'
import type { Figures, PatternGiven } from './figures.ts'
import { grouped } from './grouped.ts'
import { coarse, type RateRule } from './rate-pattern.ts'

/** What each payer puts in: cents of support, months and people of its members on the panels that any payer supports. */
export type Parts = ReadonlyMap<string, Part>
type Part = { support: number; months: number; people: number }
/** Where members who are no longer a payer's are: with which payer, or with none. */
export type Gone = ReadonlyMap<string, number>

type SupportRule = Pick<Policy, 'fewest_payers' | 'fewest_people_of_others' | 'protected_percent'> & RateRule

/** A payer beside all payers together, in whole percent. */
export type BesideAll = {
  panel_share: string
  support_share: string
  /** Its support per month and member, of what all payers spend per month and member. */
  support_ratio: string
  as_of: string | null
}
/** Of the members who are gone, the share that another payer covers now; the rest has no payer of the region. */
export type GoneShare = { to_other_payers_share: string; as_of: string | null }

/** What payers get of the run's business cases, by period and payer. */
export type SupportPattern = { beside: ReadonlyMap<string, BesideAll>; gone: ReadonlyMap<string, GoneShare> }

export const supportKey = (period: string, payer: string): string => `${period} ${payer}`

/**
 * Whether a sum over payers may be told to each of them, even exactly. Whoever takes off what any two payers know finds at
 * least as many others as the policy wants, and none whose part is known to within the policy's percent: what the other
 * ones add is at least that percent of the largest. A part may be negative, where less is there than before.
 */
export function leavesOthersUnknown(parts: readonly number[], rule: SupportRule): boolean {
  const sizes = parts.map(Math.abs).filter((size) => size > 0)
  if (sizes.length < rule.fewest_payers) return false
  return sizes.every((_, i) =>
    sizes.every((_other, j) => {
      const rest = sizes.filter((_size, place) => place !== i && place !== j)
      const largest = rest.reduce((most, size) => Math.max(most, size), 0)
      const others = rest.reduce((sum, size) => sum + size, 0) - largest
      return others * 100 >= largest * rule.protected_percent
    }),
  )
}

const ASPECTS = ['support', 'months'] as const

/** The sums over all payers may be told: of money and of months; and enough people remain behind any two. */
export function besideAllShown(parts: Parts, rule: SupportRule): boolean {
  const all = [...parts.values()]
  const people = all.reduce((sum, one) => sum + one.people, 0)
  const [first = 0, second = 0] = all.map((one) => one.people).sort((a, b) => b - a)
  return (
    ASPECTS.every((aspect) =>
      leavesOthersUnknown(
        all.map((one) => one[aspect]),
        rule,
      ),
    ) && people - first - second >= rule.fewest_people_of_others
  )
}

/** Sums may follow earlier ones: of each, nothing changed, or so much of so many that no two know what the others did. */
export function partsMayFollow(now: Parts, before: Parts, rule: SupportRule): boolean {
  const payers = [...new Set([...now.keys(), ...before.keys()])]
  const none = { support: 0, months: 0, people: 0 }
  return ASPECTS.every((aspect) => {
    const changes = payers.map((one) => (now.get(one) ?? none)[aspect] - (before.get(one) ?? none)[aspect])
    return changes.every((change) => change === 0) || leavesOthersUnknown(changes, rule)
  })
}

/**
 * Of members who are gone the share that others cover: enough people are behind it without those of any one payer, who
 * would know its own newcomers, and enough are with none. Of an earlier figure so many must have changed.
 */
export function goneShown(gone: Gone, rule: SupportRule, before: Gone = new Map()): boolean {
  const changes = [...new Set([...gone.keys(), ...before.keys()])].map((to): [string, number] => [
    to,
    Math.abs((gone.get(to) ?? 0) - (before.get(to) ?? 0)),
  ])
  if (changes.every(([, change]) => change === 0)) return true
  const to = changes.filter(([payer, people]) => payer !== NONE && people > 0).map(([, people]) => people)
  const rest = to.reduce((sum, people) => sum + people, 0) - Math.max(0, ...to)
  const none = changes.find(([payer]) => payer === NONE)?.[1] ?? 0
  return (
    to.length >= rule.fewest_payers - 1 && rest >= rule.fewest_people_of_others && none >= rule.fewest_people_of_others
  )
}

/** In `other_payer`: nobody. */
export const NONE = '-'

export async function supportPattern(given: PatternGiven, policy: Policy, figures: Figures): Promise<SupportPattern> {
  const beside = new Map<string, BesideAll>()
  for (const period of [given.period.id, given.baseline.id]) await besideIn(given, policy, figures, period, beside)
  return { beside, gone: await goneIn(given, policy, figures) }
}

type PartRow = { payer: string; cents: number; months: number; people: number }

async function besideIn(
  { engine, run_id }: PatternGiven,
  policy: Policy,
  figures: Figures,
  period: string,
  found: Map<string, BesideAll>,
): Promise<void> {
  const rows = await engine.rows<PartRow>(sql`
    select payer, cast(support_usd * 100 as bigint) as cents, cast(shared_months as double) as months, shared_people as people
    from payer_support where period = ${period} and support_usd is not null order by payer`)
  const now: Parts = new Map(
    rows.map(({ payer, cents, months, people }) => [payer, { support: cents, months, people }]),
  )
  const earlier = figures.earlier(BESIDE, 'region', period)
  const same = earlier.find((one) => one.run_id === run_id && one.period === period)
  const follows =
    !same && besideAllShown(now, policy) && earlier.every((one) => partsMayFollow(now, partsOf(one), policy))
  if (follows) figures.add(BESIDE, 'region', period, {}, Object.fromEntries(now))
  const last = same ?? earlier.findLast((one) => one.period === period)
  const parts = follows ? now : last ? partsOf(last) : null
  if (!parts || !besideAllShown(parts, policy)) return
  const as_of = follows || !last ? null : figures.asOf(last)
  for (const payer of parts.keys()) {
    const one = besideOf(parts, payer, policy)
    if (one) found.set(supportKey(period, payer), { ...one, as_of })
  }
}

const BESIDE = 'support-beside'
const GONE = 'support-gone'
const partsOf = ({ behind }: ShownFigure): Parts => new Map(Object.entries(behind as Record<string, Part>))

function besideOf(parts: Parts, payer: string, policy: Policy): Omit<BesideAll, 'as_of'> | null {
  const own = parts.get(payer)
  const sum = (aspect: keyof Part) => [...parts.values()].reduce((all, one) => all + one[aspect], 0)
  const [support, months] = [sum('support'), sum('months')]
  if (!own || own.months === 0 || support <= 0) return null
  const ratio = exact(own.support).div(own.months).div(exact(support).div(months))
  return {
    panel_share: exact(own.months).div(months).toFixed(policy.payer_rate_places),
    support_share: exact(own.support).div(support).toFixed(policy.payer_rate_places),
    support_ratio: ratio.toFixed(policy.payer_rate_places),
  }
}

async function goneIn(given: PatternGiven, policy: Policy, figures: Figures): Promise<Map<string, GoneShare>> {
  const { engine, run_id, period } = given
  const rows = await engine.rows<{ payer: string; other_payer: string; people: number }>(sql`
    select payer, other_payer, people from support_churn where outcome <> 'stayed' order by payer, other_payer`)
  const found = new Map<string, GoneShare>()
  for (const [payer, own] of grouped(rows, (row) => row.payer)) {
    const now: Gone = new Map(own.map((row) => [row.other_payer, row.people]))
    const earlier = figures.earlier(GONE, payer, period.id)
    const same = earlier.find((one) => one.run_id === run_id)
    const goneBehind = ({ behind }: ShownFigure): Gone => new Map(Object.entries(behind as Record<string, number>))
    const follows = !same && goneShown(now, policy) && earlier.every((one) => goneShown(now, policy, goneBehind(one)))
    if (follows) figures.add(GONE, payer, period.id, {}, Object.fromEntries(now))
    const last = same ?? earlier.findLast((one) => one.period === period.id)
    const gone = follows ? now : last ? goneBehind(last) : null
    if (!gone || !goneShown(gone, policy)) continue
    const all = [...gone.values()].reduce((sum, people) => sum + people, 0)
    const to_other_payers_share = coarse(all - (gone.get(NONE) ?? 0), all, policy).rate_share
    found.set(supportKey(period.id, payer), {
      to_other_payers_share,
      as_of: follows || !last ? null : figures.asOf(last),
    })
  }
  return found
}
