import { sql } from '../../lake/sql.ts'
import type { Added, Before, ShownFigure } from '../../register/rights/disclosure/patterns.ts'
import type { Policy } from '../policy/policy.ts'
import { cellPattern } from './cell-pattern.ts'
import { anyone, enough, enoughForAnyone, pairsOf, payerOf } from './contributors.ts'
import type { Test } from './cost-pattern.ts'
import { CELL, countTables } from './count-tables.ts'
import { type CostFigures, Figures, type PatternGiven } from './figures.ts'
import { grouped } from './grouped.ts'
import { type MarketGrowth, marketGrowth, marketSums } from './market-pattern.ts'
import { type Behind, type PayerRate, payerRate, rateMayFollow } from './rate-pattern.ts'
import { regionCost, spendOf } from './spend.ts'
import { standardPrices } from './standard-prices.ts'
import { type SupportPattern, supportPattern } from './support-pattern.ts'

export type RateFigure = PayerRate & { as_of: string | null }

/** What of a run is shown to whom, decided once for every viewer of a class. */
export type Patterns = {
  policy: Policy
  /** Keys of counts withheld from those without a right to the people. */
  withheld: ReadonlySet<string>
  /** To a practice, by practice. */
  practices: ReadonlyMap<string, CostFigures>
  /** To those who oversee, by practice; over all payers. */
  overseers: ReadonlyMap<string, CostFigures>
  /** The region's, to practices. */
  region: CostFigures | null
  /** To those who oversee: only where every practice's is shown, so that none can be taken off. */
  region_to_overseers: boolean
  /** Rates over all payers, to payers, by `rateKey`. */
  rates: ReadonlyMap<string, RateFigure>
  /** Mean prices of the region by kind of service, where the policy has them: the first of a period stays. */
  standard_prices: ReadonlyMap<string, string>
  /** A payer's support of practices beside all payers', and where its members went, to that payer. */
  support: SupportPattern
  /** Growth over all payers, to everybody who may look at costs. */
  market: MarketGrowth | null
}

export const rateKey = (period: string, measure: string, practice_id: string): string =>
  `${period} ${measure} ${practice_id}`

/** Decides everything that may not depend on the one who looks, with what was met in earlier runs. */
export async function patternsOf(
  given: PatternGiven,
  policy: Policy,
  before: Before = { cells: [], figures: [], prices: [] },
): Promise<{ patterns: Patterns; added: Added }> {
  const known = new Set(before.cells)
  const withheld = cellPattern(await countTables(given), policy.smallest_cell, known)
  const figures = new Figures(given, policy, before.figures)
  const costs = await costsOf(given, figures, withheld)
  const rates = await ratesOf(given, policy, figures)
  const support = await supportPattern(given, policy, figures)
  const market = await marketGrowth(given, policy, figures)
  const kept = before.prices.filter((one) => one.period === given.period.id)
  const first = policy.standard_prices === 'yes' && kept.length === 0 ? await standardPrices(given, policy) : new Map()
  const prices = [...first].map(([category, price_usd]) => ({ period: given.period.id, category, price_usd }))
  const standard = policy.standard_prices === 'yes' ? [...kept, ...prices] : []
  const standard_prices = new Map(standard.map((one) => [one.category, one.price_usd]))
  return {
    patterns: { policy, withheld, ...costs, rates, standard_prices, support, market },
    added: { cells: [...withheld].filter((one) => !known.has(one)), figures: figures.added, prices },
  }
}

async function costsOf(given: PatternGiven, figures: Figures, withheld: ReadonlySet<string>) {
  const { engine, period } = given
  const payers = given.payers.map((one) => one.payer)
  const spend = await spendOf(given)
  const rows = await engine.rows<{ practice_id: string; payer: string; people: number; pmpm_usd: string | null }>(sql`
    select practice_id, payer, people, pmpm_usd from practice_cost where period = ${period.id}
    order by practice_id, payer`)
  const values = grouped(rows, (row) => row.practice_id)
  const practices = new Map<string, CostFigures>()
  const overseers = new Map<string, CostFigures>()
  let every = true
  for (const [practice_id, own] of values) {
    const pairs = spend.practices.get(practice_id) ?? new Map()
    const by = Object.fromEntries(own.map((row) => [row.payer, row.pmpm_usd]))
    const organization = spend.organizationOf.get(practice_id) ?? null
    const toPractice = { pairs, payers, own: organization, test: enough, values: by }
    const shown = figures.costs('practice-cost', practice_id, toPractice)
    if (shown) practices.set(practice_id, shown)
    const over = figures.costs('overseer-cost', practice_id, { ...toPractice, payers: [], own: null })
    const people = withheld.has(CELL.people(period.id, practice_id, 'all'))
    if (over && !people) overseers.set(practice_id, over)
    if (!over || people || over.as_of !== null) every = false
  }
  const region = await engine.rows<{ payer: string; pmpm_usd: string | null }>(regionCost(given))
  const test: Test = (pairs, rule) => {
    const some = new Set([...pairs.keys()].map(payerOf))
    return enoughForAnyone(pairs, rule) && enoughForAnyone(pairsOf(spend.panels, some, null), rule)
  }
  const shown = figures.costs('region-cost', 'region', {
    pairs: spend.region,
    payers,
    own: null,
    knowers: anyone(spend.region),
    beside: marketSums(figures, period.id),
    test,
    values: Object.fromEntries(region.map((row) => [row.payer, row.pmpm_usd])),
  })
  return { practices, overseers, region: shown, region_to_overseers: every && values.size > 0 }
}

async function ratesOf(given: PatternGiven, policy: Policy, figures: Figures): Promise<Map<string, RateFigure>> {
  type Counts = { period: string; measure: string; practice_id: string; payer: string } & Record<
    'numerator' | 'denominator',
    number
  >
  const rows = await given.engine.rows<Counts>(sql`
    select period, measure, practice_id, payer, numerator, denominator from measure_rate
    where payer <> 'all' order by period, measure, practice_id, payer`)
  const found = new Map<string, RateFigure>()
  for (const [key, own] of grouped(rows, (row) => rateKey(row.period, row.measure, row.practice_id))) {
    const period = own[0]?.period ?? given.period.id
    const behind: Behind = new Map(own.map(({ payer, numerator, denominator }) => [payer, { numerator, denominator }]))
    const earlier = figures.earlier('payer-rate', key, period)
    const behindOf = (one: ShownFigure): Behind => new Map(Object.entries(one.behind as Record<string, never>))
    const same = earlier.find((one) => one.run_id === given.run_id)
    const follows = !same && earlier.every((one) => rateMayFollow(behind, behindOf(one), policy))
    const rate = follows ? payerRate(behind, policy) : null
    if (rate) {
      figures.add('payer-rate', key, period, rate, Object.fromEntries(behind))
      found.set(key, { ...rate, as_of: null })
      continue
    }
    const last = same ?? earlier.at(-1)
    const kept = last ? payerRate(behindOf(last), policy) : null
    if (last && kept) found.set(key, { ...kept, as_of: figures.asOf(last) })
  }
  return found
}
