import { expect, test } from 'vitest'
import type { Engine } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import type { Arrangement, GivenFact } from '../../../src/model/arrangement.ts'
import { LIBRARY } from '../../../src/model/read-model.ts'
import type { Working } from '../../../src/payment/part.ts'
import { period } from '../../../src/period.ts'
import { plan } from '../../../src/run/plan.ts'
import { fill, lakeOf, type Rows } from '../../run/small-lake.ts'
import { AGED, DIRECTORY, DISABLED, member, together } from './small-medicare.ts'

const given = (facts: Record<string, string>): GivenFact[] =>
  Object.entries(facts).map(([fact, value]) => ({ fact, period: '2026', value, source: 'a benchmark report' }))

const ONE = ['first', 'second', 'third', 'year'].flatMap((year) =>
  ['aged-non-dual', 'disabled'].flatMap((of) => [`${year}_risk_score/${of}`, `region_${year}_risk_score/${of}`]),
)

const GIVEN = {
  ...Object.fromEntries(ONE.map((name) => [name, '1'])),
  'year_risk_score/disabled': '1.05',
  'national_first_trend/aged-non-dual': '1.2',
  'national_second_trend/aged-non-dual': '1.1',
  'national_update/aged-non-dual': '1.04',
  'prospective_update/aged-non-dual': '1.06',
  'national_per_capita_usd/aged-non-dual': '7000',
  'national_first_trend/disabled': '1',
  'national_second_trend/disabled': '1',
  'national_update/disabled': '1',
  'prospective_update/disabled': '1',
  'national_per_capita_usd/disabled': '8000',
  prior_savings_usd: '200',
  agreement_period_number: '1',
  minimum_rate: '0.02',
  met_quality_standard: 'yes',
}

const contract = (more: Partial<Arrangement> = {}): Arrangement => ({
  arrangement: 'medicare/valley',
  payer: 'medicare',
  organization_id: 'valley',
  model: 'cms/mssp',
  track: 'basic-e',
  start_date: '2026-01-01',
  end_date: null,
  amounts: {},
  facts: given(GIVEN),
  ...more,
})

const PEOPLE = together(
  DIRECTORY,
  member('Ann', { codes: AGED, practice: 'oak', spend: { 2023: '8000', 2024: '9000', 2025: '10000', 2026: '10500' } }),
  member('Ben', {
    codes: DISABLED,
    practice: 'oak',
    spend: { 2023: '6000', 2024: '6000', 2025: '6000', 2026: '5000' },
  }),
  member('Cora', {
    codes: AGED,
    practice: 'elm',
    spend: { 2023: '10000', 2024: '11000', 2025: '12000', 2026: '12600' },
  }),
  member('Dan', {
    codes: DISABLED,
    practice: 'elm',
    spend: { 2023: '7000', 2024: '7000', 2025: '7000', 2026: '7700' },
  }),
)

async function settled(rows: Rows, arrangement = contract()): Promise<Engine> {
  const engine = await lakeOf(rows)
  await fill(engine, plan(period('2026'), { folders: [LIBRARY], arrangements: [arrangement] }))
  return engine
}

const statementOf = (engine: Engine) =>
  engine.one<{ practice_id: string; status: string; reason: string; total_usd: string | null }>(
    sql`select practice_id, status, reason, total_usd from statement where model = 'cms/mssp'`,
  )

async function stepsOf(engine: Engine, component = 'earned-savings'): Promise<Record<string, string | null>> {
  const line = await engine.one<{ working: string }>(
    sql`select working from statement_line where model = 'cms/mssp' and component = ${component}`,
  )
  const { steps } = JSON.parse(line?.working ?? '{}') as Working
  return Object.fromEntries(steps.map((step) => [step.component, step.value]))
}

/**
 * Worked by hand, with weights, caps and parts of 42 CFR 425.652 and 425.656. Aged and not dual: the region's mean is 9,000,
 * 10,000, 11,000 and 11,550; half of its people are the ACO's.
 * First year: growth ½ × 1.2 + ½ × 11,000 ÷ 9,000 = 1.2111…; 8,000 × it = 9,688.89. Second: 9,000 × 1.1 = 9,900.
 * Historical 0.1 × 9,688.89 + 0.3 × 9,900 + 0.6 × 10,000 = 9,938.89. The region is above: 35 % of 1,061.11 is 371.39, and
 * 5 % of 7,000 is the most: 10,288.89. Update (1.06 + 2 × (½ × 1.04 + ½ × 1.05)) ÷ 3 = 1.05: 10,803.33.
 * Disabled: 6,000; the region 6,500: 6,175. Update (1 + 2 × (½ + ½ × 6,350 ÷ 6,500)) ÷ 3 = 129 ÷ 130; the risk score grew by
 * 5 % and counts with 3 %: 6,311.325. Savings 17,114.66 − 15,500 = 1,614.66, shared at 50 % and less 2 %.
 */
test('an ACO’s benchmark is made from the claims of three years, and its savings are shared, as worked by hand', async () => {
  const engine = await settled(PEOPLE)
  expect(await statementOf(engine)).toEqual({
    practice_id: 'valley',
    status: 'settled',
    reason: 'complete',
    total_usd: '791.00',
  })
  expect(await stepsOf(engine)).toMatchObject({
    'first_in_third/aged-non-dual': '9688.888888889',
    'second_in_third/aged-non-dual': '9900',
    'historical/aged-non-dual': '9938.888888889',
    'blended/aged-non-dual': '10288.888888889',
    'updated/aged-non-dual': '10803.333333333',
    'updated/disabled': '6311.325',
    regional_adjustment: '262.5',
    adjustment: '262.5',
    benchmark: '17114.658333333',
    expenditure: '15500',
    savings: '1614.658333333',
  })
  engine.close()
})

test('prior savings go before a smaller regional adjustment, and move every enrollment type alike', async () => {
  const engine = await settled(PEOPLE, contract({ facts: given({ ...GIVEN, prior_savings_usd: '300' }) }))
  expect(await stepsOf(engine)).toMatchObject({ adjustment: '300', 'adjusted/disabled': '6300' })
  engine.close()
})

test('a figure that the contract gives carries its source into the working', async () => {
  const engine = await settled(PEOPLE)
  const line = await engine.one<{ working: string }>(
    sql`select working from statement_line where component = 'earned-savings'`,
  )
  const { terms } = JSON.parse(line?.working ?? '{}') as Working
  expect(terms.find(({ name }) => name === 'year_risk_score/disabled')).toMatchObject({
    value: '1.05',
    source: 'a benchmark report',
  })
  expect(terms.find(({ name }) => name === 'third_expenditure_usd/disabled')).toMatchObject({
    value: '6000',
    source: null,
    explain_id: 'payment_fact:2026:medicare:valley:cms/mssp:third_expenditure_usd/disabled',
  })
  engine.close()
})

test('a base year of which the lake holds nothing is unknown, and so is the statement, which says so', async () => {
  const later = together(
    DIRECTORY,
    member('Ann', { codes: AGED, practice: 'oak', from: '2024-01-01', spend: { 2024: '9000', 2025: '1', 2026: '1' } }),
    member('Cora', { codes: AGED, practice: 'elm', from: '2024-01-01', spend: { 2024: '1', 2025: '1', 2026: '1' } }),
  )
  const engine = await settled(later)
  const found = await statementOf(engine)
  expect(found).toMatchObject({ status: 'incomplete', total_usd: null })
  expect(found?.reason).toContain('the lake holds no coverage of medicare in 2023')
  engine.close()
})

test('coverage from July on is half a year, and half a base year is none', async () => {
  const later = together(
    DIRECTORY,
    member('Ann', {
      codes: AGED,
      practice: 'oak',
      from: '2023-07-01',
      spend: { 2023: '1', 2024: '1', 2025: '1', 2026: '1' },
    }),
    member('Cora', { codes: AGED, practice: 'elm', from: '2023-07-01', spend: { 2024: '1', 2025: '1', 2026: '1' } }),
  )
  const engine = await settled(later)
  expect((await statementOf(engine))?.reason).toContain(
    'of 2023 the lake holds coverage of medicare only from 2023-07 to 2023-12',
  )
  engine.close()
})

test('months that do not say whose they are leave the year unknown; nobody is put into a type by guess', async () => {
  const unsaid = together(PEOPLE, member('Eve', { practice: 'oak', spend: { 2025: '4000' } }))
  const engine = await settled(unsaid)
  expect((await statementOf(engine))?.reason).toContain(
    '12 member months of 2023 do not say which population they belong to',
  )
  engine.close()
})

test('a year without claims is unknown; what the contract gives of it goes before the lake', async () => {
  const withoutFirst: Rows = {
    ...PEOPLE,
    medical_claim: (PEOPLE.medical_claim ?? []).filter((row) => !String(row.claim_id).endsWith('2023')),
  }
  const engine = await settled(withoutFirst)
  expect((await statementOf(engine))?.reason).toContain('the lake holds no claims of medicare in 2023')
  engine.close()
  const figures = {
    'first_member_months/aged-non-dual': '12',
    'first_expenditure_usd/aged-non-dual': '8000',
    'region_first_member_months/aged-non-dual': '24',
    'region_first_expenditure_usd/aged-non-dual': '18000',
    'first_member_months/disabled': '12',
    'first_expenditure_usd/disabled': '6000',
    'region_first_member_months/disabled': '24',
    'region_first_expenditure_usd/disabled': '13000',
  }
  const told = await settled(withoutFirst, contract({ facts: given({ ...GIVEN, ...figures }) }))
  expect(await statementOf(told)).toMatchObject({ status: 'settled', total_usd: '791.00' })
  told.close()
})
