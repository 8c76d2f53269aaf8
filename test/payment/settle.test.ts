import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Arrangement } from '../../src/model/arrangement.ts'
import { type Model, readModel } from '../../src/model/read-model.ts'
import { exact, usd } from '../../src/money.ts'
import type { FactRow } from '../../src/payment/fact-row.ts'
import { factsOf } from '../../src/payment/facts-of.ts'
import type { Working } from '../../src/payment/part.ts'
import { settle } from '../../src/payment/settle.ts'
import { period } from '../../src/period.ts'

const year2025 = period('2025')
const model = readModel('demo/common-model')
const own = (value: string) => ({ value, unit: 'usd' as const, source: 'contract, clause 4' })

const arrangement = (more: Partial<Arrangement> = {}): Arrangement => ({
  arrangement: 'elm-health/river',
  payer: 'elm-health',
  organization_id: 'river',
  model: model.id,
  track: 'hybrid',
  start_date: '2025-01-01',
  end_date: null,
  amounts: { base_pmpm: own('100'), direct_services_pmpm: own('100') },
  ...more,
})

const PERFECT: Record<string, string | null> = {
  member_months: '1000',
  direct_services_paid_usd: '81234.56',
  lines_without_amount: '0',
  'rate/hba1c-control': '0.9',
  'rate/colorectal-cancer-screening': '0.9',
  'rate/follow-up-after-stay': '0.9',
  'baseline_rate/hba1c-control': '0.5',
  'baseline_rate/colorectal-cancer-screening': '0.5',
  'baseline_rate/follow-up-after-stay': '0.5',
}

const facts = (values: Record<string, string | null> = {}, practice_id = 'oak'): FactRow[] =>
  Object.entries({ ...PERFECT, ...values }).map(([fact, value]) => ({
    period: '2025',
    payer: 'elm-health',
    practice_id,
    organization_id: 'river',
    model: model.id,
    fact,
    value,
    unit: 'count',
    explain_id: null,
    reason: null,
  }))

const one = (values: Record<string, string | null> = {}, more: Partial<Arrangement> = {}, of: Model = model) => {
  const { statements, lines } = settle(facts(values), of, [arrangement(more)], year2025)
  return {
    ...statements[0]!,
    amounts: Object.fromEntries(lines.map((line) => [line.component, line.amount_usd])),
    lines,
  }
}

test('with both recommended shares and a perfect score, pay is 30 % above base', () => {
  // IHA: "the recommended total amount of up to 30%", 15 % prospective and at most 15 % for performance.
  const settled = one()
  expect(settled.amounts).toEqual({
    'direct-services': '100000.00',
    'population-health': '15000.00',
    incentive: '15000.00',
  })
  expect(settled.total_usd).toBe(usd(exact('100').times(1000).times('1.30')))
  expect(settled.status).toBe('settled')
})

test('on the fee-for-service track the direct services are what the claims paid', () => {
  expect(one({}, { track: 'ffs-plus' }).amounts['direct-services']).toBe('81234.56')
})

test("a payer's own share goes before the recommended one, and the working says so", () => {
  const amounts = {
    ...arrangement().amounts,
    incentive_share: { value: '0.10', unit: 'share' as const, source: 'contract, clause 6' },
  }
  const settled = one({}, { amounts })
  expect(settled.amounts.incentive).toBe('10000.00')
  const terms = (JSON.parse(settled.lines.at(-1)?.working ?? '') as Working).terms
  expect(terms.find(({ name }) => name === 'incentive_share')).toMatchObject({
    kind: 'own',
    source: 'contract, clause 6',
  })
  expect(terms.find(({ name }) => name === 'base_pmpm')).toMatchObject({ kind: 'own', value: '100' })
})

test('a recommended share carries its citation, a fact its explain id', () => {
  const terms = one().lines.flatMap((line) => (JSON.parse(line.working) as Working).terms)
  expect(terms.find(({ name }) => name === 'population_health_share')).toMatchObject({
    kind: 'recommended',
    value: '0.15',
    source: expect.stringContaining('IHA response to PTAC'),
  })
  expect(terms.find(({ name }) => name === 'rate/hba1c-control')?.explain_id).toBe(
    'payment_fact:2025:elm-health:oak:demo/common-model:rate/hba1c-control',
  )
})

test('an arrangement without a required amount gives no total and says exactly which is missing', () => {
  const settled = one({}, { amounts: { base_pmpm: own('100') } })
  expect(settled).toMatchObject({ status: 'incomplete', total_usd: null })
  expect(settled.reason).toBe(
    'direct_services_pmpm is missing (Prospective payment for direct services, per member per month; the arrangement gives it)',
  )
  expect(settled.amounts).toEqual({ 'direct-services': null, 'population-health': '15000.00', incentive: '15000.00' })
})

test('an amount that two components need is named once', () => {
  expect(one({}, { amounts: { direct_services_pmpm: own('50') } }).reason.match(/base_pmpm/g)).toHaveLength(1)
})

test('no rate of any measure leaves the incentive open instead of zero', () => {
  const none = Object.fromEntries(
    Object.keys(PERFECT)
      .filter((name) => name.includes('/'))
      .map((name) => [name, null]),
  )
  expect(one(none)).toMatchObject({
    status: 'incomplete',
    reason: 'Score on the common measure set: no score is known',
    amounts: { incentive: null },
  })
})

test('the California model itself does not settle: what nobody published is named, not made up', () => {
  const california = readModel('states/california-advanced-primary-care')
  const rows = facts().map((row) => ({ ...row, model: california.id }))
  const { statements } = settle(rows, california, [arrangement({ model: california.id })], year2025)
  expect(statements[0]?.total_usd).toBeNull()
  expect(statements[0]?.reason).toContain('social_risk_factor is missing')
  expect(statements[0]?.reason).toContain('the model gives it')
})

test.each([
  [{ track: 'hybird' }, 'did you mean hybrid?'],
  [{ amounts: { base_pmpn: own('100') } }, 'did you mean base_pmpm?'],
  [{ amounts: { rate_step: { ...own('0.05'), unit: 'share' as const } } }, 'rate_step is structure'],
  [{ amounts: { incentive_share: { ...own('15'), unit: 'share' as const } } }, 'incentive_share: want 1 or less'],
  [{ amounts: { incentive_share: own('0.15') } }, 'incentive_share is in usd; want share'],
  [{ amounts: { base_pmpm: own('-1') } }, 'base_pmpm: want 0 or more'],
  [{ amounts: { base_pmpm: own('1,000') } }, 'base_pmpm is not a decimal number'],
  [{ start_date: '2025-07-01', end_date: '2025-06-01' }, 'it ends before it begins'],
])('an arrangement with %j is refused', (more, message) => {
  expect(() => one({}, more)).toThrow(message)
})

test('a model that would pay by exact rates over all payers is refused: an amount would tell the others’ members', () => {
  const etc = readModel('cms/esrd-treatment-choices')
  const own = arrangement({ model: etc.id, track: 'facility', amounts: {} })
  expect(() => settle([], etc, [own], year2025)).toThrow('a rate over the members of all payers, exact')
})

test('two arrangements of a payer and an organization in one period are refused', () => {
  const two = [arrangement(), arrangement({ arrangement: 'second', start_date: '2025-07-01' })]
  expect(() => settle(facts(), model, two, year2025)).toThrow('elm-health/river is in force in 2025 too')
})

test('an arrangement that ended before the period settles nothing', () => {
  const ended = arrangement({ start_date: '2023-01-01', end_date: '2024-12-31' })
  expect(settle(facts(), model, [ended], year2025)).toEqual({ statements: [], lines: [] })
})

test('the model names the facts it needs, with unit and definition', () => {
  expect(factsOf(model).map(({ name, unit }) => `${name} ${unit}`)).toEqual([
    'rate/hba1c-control share',
    'rate/colorectal-cancer-screening share',
    'rate/follow-up-after-stay share',
    'baseline_rate/hba1c-control share',
    'baseline_rate/colorectal-cancer-screening share',
    'baseline_rate/follow-up-after-stay share',
    'direct_services_paid_usd usd',
    'member_months months',
  ])
})

const rate = fc.integer({ min: 0, max: 1000 }).map((n) => exact(n).div(1000).toFixed())
const maybeRate = fc.option(rate, { nil: null })
const months = fc.integer({ min: 0, max: 100_000 })
const pmpm = fc.integer({ min: 0, max: 50_000 }).map((n) => exact(n).div(100).toFixed())
const any = fc.record({
  member_months: months.map(String),
  'rate/hba1c-control': rate,
  'rate/colorectal-cancer-screening': maybeRate,
  'rate/follow-up-after-stay': maybeRate,
  'baseline_rate/hba1c-control': maybeRate,
  'baseline_rate/colorectal-cancer-screening': maybeRate,
  'baseline_rate/follow-up-after-stay': maybeRate,
})
const amountsOf = (base: string, direct: string) => ({ base_pmpm: own(base), direct_services_pmpm: own(direct) })

test('a statement is the sum of its lines', () => {
  fc.assert(
    fc.property(any, pmpm, pmpm, (values, base, direct) => {
      const { amounts, total_usd } = one(values, { amounts: amountsOf(base, direct) })
      const sum = Object.values(amounts).reduce((all, amount) => all.plus(amount ?? NaN), exact(0))
      expect(total_usd).toBe(usd(sum))
    }),
  )
})

test('the incentive never exceeds its share of the base and never takes money away', () => {
  fc.assert(
    fc.property(any, pmpm, (values, base) => {
      const { amounts } = one(values, { amounts: amountsOf(base, '0') })
      const most = exact(base).times('0.15').times(values.member_months)
      expect(exact(amounts.incentive ?? NaN).lte(most.plus('0.005'))).toBe(true)
      expect(exact(amounts.incentive ?? NaN).gte(0)).toBe(true)
    }),
  )
})

test('a higher rate never pays less', () => {
  fc.assert(
    fc.property(any, rate, rate, (values, a, b) => {
      const [low, high] = exact(a).lt(b) ? [a, b] : [b, a]
      const paid = (value: string) => exact(one({ ...values, 'rate/hba1c-control': value }).amounts.incentive ?? NaN)
      expect(paid(high).gte(paid(low))).toBe(true)
    }),
  )
})

test('twice the member months pay exactly twice, before rounding', () => {
  // A base in whole hundreds and a score in simple fractions leave no part of a cent.
  fc.assert(
    fc.property(months, fc.integer({ min: 1, max: 50 }), (count, hundreds) => {
      const of = (member_months: number) =>
        one({ member_months: String(member_months) }, { amounts: amountsOf(String(hundreds * 100), String(hundreds)) })
      expect(of(2 * count).total_usd).toBe(usd(exact(of(count).total_usd ?? NaN).times(2)))
    }),
  )
})

test('the order of facts and arrangements changes nothing', () => {
  const rows = [...facts({}, 'oak'), ...facts({ member_months: '7' }, 'ash')]
  const other = arrangement({ arrangement: 'other', payer: 'oak-health' })
  const expected = settle(rows, model, [arrangement(), other], year2025)
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(settle(shuffled, model, [other, arrangement()], year2025)).toEqual(expected)
    }),
  )
})
