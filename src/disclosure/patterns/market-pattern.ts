import { sql } from '../../lake/sql.ts'
import { exact } from '../../money.ts'
import type { Period } from '../../period.ts'
import type { ShownFigure } from '../../register/rights/disclosure/patterns.ts'
import type { Policy } from '../policy/policy.ts'
import { anyone, difference, enoughForAnyone, nothing, type Pairs, pair, pairsOf } from './contributors.ts'
import type { Figures, PatternGiven } from './figures.ts'
import { leavesOpen } from './price-system.ts'
import { leavesOthersUnknown } from './support-pattern.ts'

/** Growth of spending per person over all payers, to a tenth of a percent: the same for everybody who may look. */
export type MarketGrowth = {
  growth: string
  low_share: string | null
  high_share: string | null
  completeness: string
  as_of: string | null
}

/** What each payer puts into the growth: cents of spending and months of coverage in both years, and people. */
export type MarketPart = Record<(typeof ASPECTS)[number] | 'people', number>
const ASPECTS = ['cents', 'baseline_cents', 'months', 'baseline_months'] as const

/** What stands behind a growth: the parts of payers, and cents by payer and biller in both years. */
export type MarketBehind = {
  parts: Readonly<Record<string, MarketPart>>
  now: Readonly<Record<string, number>>
  before: Readonly<Record<string, number>>
}

const pairsIn = (cents: Readonly<Record<string, number>>): Pairs => new Map(Object.entries(cents))

/**
 * Whether the growth may be told as if its four sums were told to the cent. Whoever takes off what two payers know finds
 * others enough, and eleven of their people; and whoever takes off what one organization was paid finds other ones enough.
 */
export function marketShown(behind: MarketBehind, rule: Policy): boolean {
  const parts = Object.values(behind.parts)
  const people = parts.map((one) => one.people).sort((a, b) => b - a)
  const rest = people.slice(2).reduce((sum, one) => sum + one, 0)
  return (
    rest >= rule.fewest_people_of_others &&
    ASPECTS.every((aspect) =>
      leavesOthersUnknown(
        parts.map((one) => one[aspect]),
        rule,
      ),
    ) &&
    [behind.now, behind.before].every((cents) => enoughForAnyone(pairsIn(cents), rule))
  )
}

/** It may follow an earlier one where of each sum nothing changed, or so much of so many that the change may be told too. */
export function marketMayFollow(now: MarketBehind, before: MarketBehind, rule: Policy): boolean {
  const payers = [...new Set([...Object.keys(now.parts), ...Object.keys(before.parts)])]
  const ofPayers = ASPECTS.every((aspect) => {
    const changes = payers.map((one) => (now.parts[one]?.[aspect] ?? 0) - (before.parts[one]?.[aspect] ?? 0))
    return changes.every((change) => change === 0) || leavesOthersUnknown(changes, rule)
  })
  return (
    ofPayers &&
    (['now', 'before'] as const).every((year) => {
      const changed = difference(pairsIn(now[year]), pairsIn(before[year]))
      return nothing(changed) || enoughForAnyone(changed, rule)
    })
  )
}

/** All that was shown of the region's spending, growth and cost, must leave every price open; a year has prices of its own. */
function pricesStayOpen(all: readonly MarketBehind[], costs: readonly Pairs[], rule: Policy): boolean {
  const earlierYear = (pairs: Pairs): Pairs => new Map([...pairs].map(([key, cents]) => [`${key} before`, cents]))
  const last = all.at(-1)
  return [...anyone(pairsIn(last?.now ?? {}))].every((who) =>
    leavesOpen(
      [
        ...all.map(({ now }) => pairsOf(pairsIn(now), 'all', who)),
        ...all.map(({ before }) => earlierYear(pairsOf(pairsIn(before), 'all', who))),
        ...costs.map((pairs) => pairsOf(pairs, 'all', who)),
      ],
      rule.protected_percent,
    ),
  )
}

const KIND = 'market-growth'
const behindOf = ({ behind }: ShownFigure): MarketBehind => behind as MarketBehind

/** This year's sums behind the growths that were told, for other figures over the same prices. */
export const marketSums = (figures: Figures, period: string): Pairs[] =>
  figures.earlier(KIND, 'region', period).map((one) => pairsIn(behindOf(one).now))

/** The growth of this run if it may be told, and may follow what was told before; else the last one that was. */
export async function marketGrowth(given: PatternGiven, rule: Policy, figures: Figures): Promise<MarketGrowth | null> {
  const { run_id, period } = given
  const earlier = figures.earlier(KIND, 'region', period.id)
  const same = earlier.find((one) => one.run_id === run_id && one.period === period.id)
  const growth = same ? null : await growthOf(given)
  if (growth) {
    const behind = await behindIn(given)
    const costs = figures.shownOf('region-cost', 'region', period.id)
    const may =
      marketShown(behind, rule) &&
      earlier.every((one) => marketMayFollow(behind, behindOf(one), rule)) &&
      beside(behind, costs, rule) &&
      pricesStayOpen([...earlier.map(behindOf), behind], costs, rule)
    if (may) {
      figures.add(KIND, 'region', period.id, growth, behind)
      return { ...growth, as_of: null }
    }
  }
  const last = same ?? earlier.findLast((one) => one.period === period.id)
  if (!last || !marketShown(behindOf(last), rule)) return null
  return { ...(last.shown as Omit<MarketGrowth, 'as_of'>), as_of: figures.asOf(last) }
}

/** Cost per member and month is of people on a panel: what the others cost could be worked out, and must be safe too. */
const beside = ({ now }: MarketBehind, costs: readonly Pairs[], rule: Policy): boolean =>
  costs.every((pairs) => {
    const rest = difference(pairsIn(now), pairs)
    return nothing(rest) || enoughForAnyone(rest, rule)
  })

async function growthOf({ engine, period }: PatternGiven): Promise<Omit<MarketGrowth, 'as_of'> | null> {
  const row = await engine.one<Record<'growth' | 'low_share' | 'high_share' | 'completeness', string | null>>(sql`
    select growth, low_share, high_share, completeness from cost_growth
    where period = ${period.id} and payer = 'all' and line_of_business = 'all'`)
  if (!row?.growth) return null
  const tenth = (share: string | null) => (share === null ? null : exact(share).toFixed(3))
  return {
    growth: exact(row.growth).toFixed(3),
    low_share: tenth(row.low_share),
    high_share: tenth(row.high_share),
    completeness: row.completeness ?? 'unknown',
  }
}

async function behindIn(given: PatternGiven): Promise<MarketBehind> {
  const { engine, period, baseline } = given
  const rows = await engine.rows<{ payer: string } & MarketPart>(sql`
    select payer, cast(sum(tme_usd) * 100 as bigint) as cents, cast(sum(baseline_tme_usd) * 100 as bigint) as baseline_cents,
      cast(sum(member_months) as double) as months, cast(sum(baseline_member_months) as double) as baseline_months,
      cast(max(people) as bigint) as people
    from cost_growth where period = ${period.id} and payer <> 'all' group by payer order by payer`)
  return {
    parts: Object.fromEntries(rows.map(({ payer, ...part }) => [payer, part])),
    now: await billedIn(given, period),
    before: await billedIn(given, baseline),
  }
}

/** Cents by payer and biller, of everybody who is covered, on a panel or not. */
async function billedIn({ engine }: PatternGiven, { id, start, end }: Period): Promise<Record<string, number>> {
  const rows = await engine.rows<{ payer: string; biller: string; cents: string | number }>(sql`
    select l.payer, coalesce(l.organization_id, l.billing_tin, l.billing_npi, '-') as biller,
      cast(sum(l.spend_usd) * 100 as bigint) as cents
    from person_line l
    join person_cost c on c.period = ${id} and c.payer = l.payer and c.line_of_business = l.line_of_business
      and c.person_id = l.person_id
    where l.service_date >= ${start}::date and l.service_date < ${end}::date and l.spend_usd is not null
    group by 1, 2 order by 1, 2`)
  return Object.fromEntries(rows.map(({ payer, biller, cents }) => [pair(payer, biller), Number(cents)]))
}
