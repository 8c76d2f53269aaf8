import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Value } from '../../src/model/expression/evaluate.ts'
import type { Fact } from '../../src/model/model-file.ts'
import type { Model } from '../../src/model/read-model.ts'
import { models } from '../../src/model/read-model.ts'
import { cents, type Exact, exact } from '../../src/money.ts'
import { type Amounts, parameterIn } from '../../src/payment/parameters.ts'
import type { Part, Slot } from '../../src/payment/part.ts'
import { PARTS } from '../../src/payment/parts.ts'
import { type Plan, planOf } from '../../src/payment/plan.ts'
import { evaluateRows, linesOf, type Row, rowOf, totalOf } from '../../src/payment/settle-rows.ts'
import { type Period, period } from '../../src/period.ts'

/** What holds of every part and every model of the library, whatever stands in its slots and its facts. */
const RUNS = { numRuns: 30 }

const between = (least: number, most: number, places: number) =>
  fc
    .integer({ min: Math.ceil(least * 10 ** places), max: Math.floor(most * 10 ** places) })
    .map((whole) => exact(whole).div(10 ** places))

const byName = (name: string): Part => {
  const part = PARTS.find((one) => one.name === name)
  if (!part) throw new Error(`no part ${name}`)
  return part
}
const worth = (name: string, given: Record<string, Value | Value[]>): Exact => {
  const part = byName(name)
  const empty = Object.fromEntries(Object.entries(part.slots).map(([slot, { list }]) => [slot, list ? [] : null]))
  return part.evaluate({ ...empty, ...given } as Record<string, never>, []) as Exact
}

describe('every part, on anything its slots take,', () => {
  const one = (slot: Slot): fc.Arbitrary<Value> => {
    if (slot.is === 'flag') return fc.boolean()
    if (slot.is === 'code') return fc.constantFrom('a', 'b')
    return fc
      .oneof(between(0, 1, 4), between(-1000, 1000, 2), between(-1e9, 1e9, 2))
      .filter((value) => !slot.check || slot.check(value) === null)
  }
  const filled = (slot: Slot, length: number): fc.Arbitrary<Value | Value[]> => {
    const known = one(slot)
    if (slot.list)
      return fc.array(slot.gaps ? fc.option(known, { nil: null }) : known, { minLength: length, maxLength: length })
    return slot.optional ? fc.option(known, { nil: null }) : known
  }
  test.each(PARTS.map((part) => [part.name, part] as const))('%s gives one exact result or none', (_, part) => {
    const slots = fc
      .integer({ min: 0, max: 4 })
      .chain((length) =>
        fc.record(Object.fromEntries(Object.entries(part.slots).map(([name, slot]) => [name, filled(slot, length)]))),
      )
    fc.assert(
      fc.property(slots, fc.array(between(-1000, 1000, 1), { maxLength: 6 }), (given, others) => {
        const own = given.value
        const peers = [...others, ...(isNumber(own) ? [own] : [])].sort((a, b) => a.cmp(b))
        const value = part.evaluate(given as Record<string, never>, peers)
        expect(value === null || typeof value !== 'object' || value.isFinite()).toBe(true)
        expect(['string', 'undefined']).toContain(typeof part.says?.(given as Record<string, never>, peers))
      }),
      { numRuns: 150 },
    )
  })
})

describe('what is divided is all there and nothing more:', () => {
  const amount = between(-1e9, 1e9, 2)
  const rate = between(0, 1, 4)

  test('a share lies between nothing and the amount, and the payer has the rest', () => {
    fc.assert(
      fc.property(amount, rate, rate, between(0, 1e9, 2), (whole, gain, loss, limit) => {
        const provider = worth('share', {
          amount: whole,
          savings_rate: gain,
          loss_rate: loss,
          savings_limit: limit,
          loss_limit: limit,
        })
        const payer = whole.minus(provider)
        expect(provider.plus(payer).eq(whole)).toBe(true)
        expect(provider.times(whole).gte(0) && payer.times(whole).gte(0)).toBe(true)
        expect(provider.abs().lte(limit)).toBe(true)
      }),
    )
  })

  test('what is held back is what is released and what is lost', () => {
    fc.assert(
      fc.property(amount, rate, rate, (whole, withheld, released) => {
        const atOnce = worth('withhold', { amount: whole, withheld })
        const paid = worth('withhold', { amount: whole, withheld, released })
        const [free, lost] = [paid.minus(atOnce), whole.minus(paid)]
        expect(free.plus(lost).eq(whole.times(withheld))).toBe(true)
        expect(free.eq(whole.times(withheld).times(released))).toBe(true)
      }),
    )
  })

  test('what is converted and what stays on claims is what claims paid before', () => {
    fc.assert(
      fc.property(between(0, 1000, 2), rate, between(0, 9000, 0), (history, fraction, months) => {
        const ahead = worth('convert', { history, fraction, months })
        const claims = worth('fee-for-service', { paid: history.times(months), share: exact(1).minus(fraction) })
        expect(ahead.plus(claims).eq(history.times(months))).toBe(true)
      }),
    )
  })

  test('a percentage stays between its bounds', () => {
    fc.assert(
      fc.property(between(0, 1e9, 2), between(-2, 2, 4), rate, rate, (of, percent, down, most) => {
        const adjusted = worth('percent', { of, percent, least: down.neg(), most })
        expect(adjusted.gte(of.times(down.neg())) && adjusted.lte(of.times(most))).toBe(true)
      }),
    )
  })

  test('of an advance no more is taken back than is earned, and what is not is owed on', () => {
    fc.assert(
      fc.property(between(0, 1e7, 2), fc.array(between(-1e6, 1e7, 2), { maxLength: 8 }), (paid, years) => {
        let [owed, back] = [paid, exact(0)]
        for (const earned of years) {
          const taken = worth('advance', { earned, owed })
          expect(taken.gte(0) && taken.lte(owed) && (taken.isZero() || taken.lte(earned))).toBe(true)
          owed = owed.minus(taken)
          back = back.plus(taken)
        }
        expect(owed.plus(back).eq(paid)).toBe(true)
      }),
    )
  })

  test('ranks of a cohort lie around the middle, and the best has the largest', () => {
    fc.assert(
      fc.property(fc.array(between(0, 20, 0), { minLength: 2, maxLength: 12 }), (values) => {
        const peers = values.toSorted((a, b) => a.cmp(b))
        const ranks = peers.map((value) =>
          byName('peer-rank').evaluate({ value } as unknown as Record<string, never>, peers),
        )
        const all = ranks.reduce<Exact>((sum, rank) => sum.plus(rank as Exact), exact(0))
        expect(all.div(peers.length).minus(exact('0.5')).abs().lt('1e-20')).toBe(true)
        expect(ranks).toEqual((ranks as Exact[]).toSorted((a, b) => a.cmp(b)))
      }),
    )
  })
})

const isNumber = (value: unknown): value is Exact => typeof value === 'object' && value !== null && 'plus' in value

// --- the library ---

type Facts = Record<string, Value>

/** A fact within its bounds; small, so that rows differ in more than size. */
function factOf({ unit, least, most, codes, optional }: Fact): fc.Arbitrary<Value> {
  const [low, high] = [
    least ?? (unit === 'usd' ? -1e6 : 0),
    most ?? { usd: 1e7, share: 1, factor: 3 }[unit as 'usd'] ?? 9000,
  ]
  const known: fc.Arbitrary<Value> =
    unit === 'flag'
      ? fc.boolean()
      : unit === 'code'
        ? fc.constantFrom(...(codes ?? ['north', 'south']))
        : between(low, high, unit === 'count' || unit === 'months' ? 0 : 2)
  return optional ? fc.option(known, { nil: null }) : known
}

/** What a contract has to give, made up; of a table the same for every code and number. */
function amountsOf(model: Model, of: Period): Amounts {
  const missing = Object.entries(model.parameters).filter(
    ([name]) => parameterIn(model, name, { period: of })?.isMissing,
  )
  const made = { usd: '50', share: '0.5', factor: '1', count: '2', months: '3', text: 'a', flag: 'yes' }
  return Object.fromEntries(missing.map(([name, { unit }]) => [name, { value: made[unit], source: 'made up' }]))
}

type Settling = { model: Model; under: string; plan: Plan }

/**
 * Every model under every track and every reading of its choices, in the last year up to 2025 in which a period of the
 * track may begin.
 */
const settlings: Settling[] = models().flatMap((model) =>
  model.readiness === 'card'
    ? []
    : model.tracks.flatMap(({ track, until = '9999' }) => {
        const of = period(until < '2025' ? until.slice(0, 4) : '2025')
        return readingsOf(model).map((readings) => ({
          model,
          under: [track, ...Object.values(readings)].join(', '),
          plan: planOf(model, { track, period: of, amounts: amountsOf(model, of), readings }),
        }))
      }),
)

/** The usual readings, and each other one alone. */
function readingsOf({ choices }: Model): Record<string, string>[] {
  const others = Object.entries(choices).flatMap(([choice, { used, readings }]) =>
    readings.filter(({ reading }) => reading !== used).map(({ reading }) => ({ [choice]: reading })),
  )
  return [{}, ...others]
}

const factsOf = ({ plan }: Settling): fc.Arbitrary<Facts> =>
  fc.record(Object.fromEntries(plan.facts.map(({ name, fact }) => [name, factOf(fact)])))

function settled({ plan }: Settling, all: readonly Facts[]): Row[] {
  const rows = all.map((facts) => {
    const row = rowOf(plan)
    for (const { name, place } of plan.facts) row.values[place] = facts[name] ?? null
    return row
  })
  evaluateRows(rows)
  return rows
}

const totalsOf = (one: Settling, all: readonly Facts[]) => settled(one, all).map((row) => totalOf(linesOf(row)))
const text = (total: Exact | null | undefined) => total?.toFixed(2) ?? null

describe.each(settlings.map((one) => [`${one.model.id}, ${one.under},`, one] as const))('%s', (_, one) => {
  const cohort = fc.array(factsOf(one), { minLength: 1, maxLength: 5 })

  test('a statement is the sum of its lines, each in cents', () => {
    fc.assert(
      fc.property(cohort, (all) => {
        for (const row of settled(one, all)) {
          const lines = linesOf(row)
          expect(lines.every(({ amount }) => amount === null || amount.eq(cents(amount)))).toBe(true)
          const known = lines.flatMap(({ amount }) => (amount === null ? [] : [amount]))
          const sum = known.reduce((total, amount) => total.plus(amount), exact(0))
          expect(text(totalOf(lines))).toBe(known.length < lines.length ? null : text(sum))
        }
      }),
      RUNS,
    )
  })

  test('the order of rows does not matter', () => {
    fc.assert(
      fc.property(cohort, (all) => {
        expect(totalsOf(one, all.toReversed()).reverse().map(text)).toEqual(totalsOf(one, all).map(text))
      }),
      RUNS,
    )
  })
})

/** Models whose statement doubles when everything of a kind does: all money, or the people and what they used. */
const DOUBLES: Record<string, 'money' | 'people'> = {
  'cms/mssp': 'money',
  'cms/aco-reach': 'people',
  'cms/next-generation-aco': 'money',
  'cms/lead': 'people',
  'cms/ahead-hospital-budget': 'money',
  'states/pennsylvania-rural': 'money',
  'states/maryland-hospital-budget': 'money',
  'states/maine-accountable-communities': 'money',
  'cms/esrd-treatment-choices': 'money',
  'plans/iha-amp': 'people',
  'ptac/antonucci': 'people',
  'ptac/asco-pcop': 'people',
  'states/arkansas-pcmh': 'people',
  'states/pennsylvania-chronic-care': 'people',
  'cms/cpc': 'people',
  'cms/cpc-plus': 'people',
  'cms/mapcp': 'people',
  'cms/primary-care-first': 'people',
  'demo/common-model': 'people',
  'states/rhode-island-csi': 'people',
}
/** Counts of something else than people and what they used, and money of one person: they stay as they are. */
const STAYS =
  /_pbpm$|^stated_visit_fee$|^(contract_year|improvement_level|benchmarks|benchmarks_met|thresholds_met|assigned_beneficiaries|agreement_performance_year)$/

describe.each(
  settlings.filter(({ model }) => model.id in DOUBLES).map((one) => [`${one.model.id}, ${one.under},`, one] as const),
)('%s', (_, one) => {
  const kind = DOUBLES[one.model.id]
  test(`twice ${kind} is twice the statement`, () => {
    const doubled = (facts: Facts): Facts =>
      Object.fromEntries(
        one.plan.facts.map(({ name, fact: { unit } }) => {
          const value = facts[name] ?? null
          const scales = unit === 'usd' || (kind === 'people' && (unit === 'months' || unit === 'count'))
          return [name, isNumber(value) && scales && !STAYS.test(name) ? value.times(2) : value]
        }),
      )
    fc.assert(
      fc.property(factsOf(one), (facts) => {
        // A pool that grows past the least size may share what it could not before.
        fc.pre(!isNumber(facts.pool_beneficiaries) || facts.pool_beneficiaries.gte(5000))
        const [once] = totalsOf(one, [facts])
        const [twice] = totalsOf(one, [doubled(facts)])
        if (!once || !twice) {
          expect(text(twice)).toBe(text(once))
          return
        }
        // Lines are rounded before and after: to dollars in some models.
        expect(
          twice
            .minus(once.times(2))
            .abs()
            .lte(one.plan.lines.length * 1.5),
        ).toBe(true)
      }),
      RUNS,
    )
  })
})

/**
 * Who does better is never paid less: the fact, and whether more or less of it is better. A benchmark is no such fact
 * in two-sided tracks of `cms/mssp`: with it grows the limit of losses.
 */
const BETTER: [id: string, fact: string, better: 'more' | 'less'][] = [
  ['cms/mssp', 'expenditure_usd', 'less'],
  ['cms/cpc', 'region_cost_usd', 'less'],
  ['cms/aco-reach', 'expenditure_usd', 'less'],
  ['cms/lead', 'expenditure_usd', 'less'],
  ['cms/next-generation-aco', 'expenditure_usd', 'less'],
  ['cms/enhancing-oncology', 'expenditure_usd', 'less'],
  ['cms/enhancing-oncology', 'gain_multiplier', 'more'],
  ['cms/enhancing-oncology', 'loss_multiplier', 'less'],
  ['cms/kidney-care-choices', 'expenditure_usd', 'less'],
  ['cms/iota', 'final_score', 'more'],
  ['cms/esrd-treatment-choices', 'rate/home-dialysis', 'more'],
  ['cms/esrd-treatment-choices', 'rate/transplant', 'more'],
  ['states/arkansas-episodes', 'average_cost_usd', 'less'],
  ['states/maine-accountable-communities', 'expenditure_usd', 'less'],
  ['states/maine-accountable-communities', 'quality_score', 'more'],
  ['plans/medicare-advantage-full-risk', 'hospital_cost_usd', 'less'],
  ['plans/medicare-advantage-full-risk', 'stars_rating', 'more'],
  ['cms/cpc', 'quality_part', 'more'],
  ['cms/cpc-plus', 'quality_retained', 'more'],
  ['cms/cpc-plus', 'utilization_retained', 'more'],
  ['cms/mapcp', 'performance_earned', 'more'],
  ['cms/primary-care-first', 'improvement_level', 'more'],
  ['cms/primary-care-first', 'regional_standing', 'more'],
  ['plans/iha-amp', 'stated_quality_score', 'more'],
  ['ptac/antonucci', 'benchmarks_met', 'more'],
  ['ptac/asco-pcop', 'performance_adjustment', 'more'],
  ['states/arkansas-pcmh', 'cost_usd', 'less'],
  ['states/pennsylvania-chronic-care', 'thresholds_met', 'more'],
  ['states/pennsylvania-chronic-care', 'savings_usd', 'more'],
]

describe.each(
  BETTER.flatMap(([id, fact, better]) =>
    settlings
      .filter(({ model, plan }) => model.id === id && plan.facts.some(({ name }) => name === fact))
      .map((one) => [`${id}, ${one.under}: ${better} ${fact}`, one, fact, better] as const),
  ),
)('%s', (_, one, name, better) => {
  test('never pays less', () => {
    const fact = one.plan.facts.find((each) => each.name === name)?.fact as Fact
    const { optional: _may, ...known } = fact
    fc.assert(
      fc.property(factsOf(one), factOf(known), factOf(known), (facts, a, b) => {
        const [worse, best] = [a as Exact, b as Exact].sort((x, y) => (better === 'more' ? x.cmp(y) : y.cmp(x)))
        const [first] = totalsOf(one, [{ ...facts, [name]: worse ?? null }])
        const [second] = totalsOf(one, [{ ...facts, [name]: best ?? null }])
        if (first && second) expect(second.gte(first)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
