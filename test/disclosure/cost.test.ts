import { expect, test } from 'vitest'
import { readCategoryUse, readCells } from '../../src/disclosure/reads/cost/categories.ts'
import { type Cost, readCost, readPracticeCost } from '../../src/disclosure/reads/cost/cost.ts'
import { type Growth, readGrowth } from '../../src/disclosure/reads/cost/growth.ts'
import { readExplanation } from '../../src/disclosure/reads/explain.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'
import type { Rows } from './tables.ts'

/** Dollars of the two payers, no two alike, so that one in an answer says whose it is. */
const SECRETS = {
  amber: ['1001.11', '1002.11', '1003.11', '1004.11', '1005.11', '1006.11', '0.111000000'],
  birch: ['2001.22', '2002.22', '2003.22', '2004.22', '2005.22', '2006.22', '0.222000000'],
  all: ['9001.99', '9002.99', '9003.99', '9004.99', '9005.99', '9006.99', '0.999000000'],
} as const
type Whose = keyof typeof SECRETS

function rowsOf(payer: Whose): Rows {
  const [a = '', b = '', c = '', d = '', e = '', f = '', share = ''] = SECRETS[payer]
  const line_of_business = payer === 'all' ? 'all' : 'commercial'
  const of = { period: '2025', payer, line_of_business }
  const completed = {
    ...{
      ...of,
      paid_usd: a,
      later_usd: '0',
      completed_usd: b,
      completed_pmpm_usd: c,
      paid_pmpm_usd: d,
      low_pmpm_usd: e,
    },
    ...{
      high_pmpm_usd: f,
      paid_share: share,
      member_months: 30,
      completeness: 'partly',
      reason: 'chain-ladder',
      rule: 'r',
    },
  }
  const driver = {
    ...{ ...of, baseline_pmpm_usd: a, pmpm_usd: b, change_usd: c, price_usd: d, use_usd: e, mix_usd: f, lines: 400 },
    ...{ baseline_lines: 300, member_months: 240, baseline_member_months: 240, reason: 'split', rule: 'r' },
    ...{ baseline_standard_usd: a, standard_usd: b, baseline_spend_usd: a, spend_usd: b, lines_without_amount: 0 },
  }
  return {
    spending: [
      {
        ...{ ...of, member_months: 30, claims_usd: a, lines_without_amount: 0, non_claims_usd: b, total_usd: c },
        ...{ claims_pmpm_usd: d, non_claims_pmpm_usd: e, total_pmpm_usd: f },
      },
    ],
    cost_driver: [
      { ...driver, practice_id: 'all' },
      { ...driver, practice_id: 'elm', line_of_business: 'all' },
    ],
    spending_share: [
      {
        ...{ ...of, line_of_business: 'all', kind: 'primary-care', definition: 'narrow', claims_usd: a },
        ...{ non_claims_usd: b, of_usd: c, share, rule: 'r' },
      },
    ],
    cost_growth: [
      {
        ...{ ...of, people: 20, baseline_member_months: 240, member_months: 240, baseline_tme_usd: a, tme_usd: b },
        ...{
          baseline_tme_per_person_usd: c,
          tme_per_person_usd: d,
          tme_growth: share,
          growth: share,
          low_share: share,
        },
        ...{ high_share: share, completeness: 'partly', reason: 'measured', rule: 'r' },
      },
    ],
    ...(payer === 'all'
      ? {}
      : {
          completed_period: [completed],
          completed_month: [{ ...completed, year_month: '202512', month_start: '2025-12-01', developed_months: 3 }],
          practice_month: [{ ...of, practice_id: 'elm', year_month: '202503', people: 15, member_months: '15' }],
          cost_month: [
            {
              ...{
                ...of,
                practice_id: 'elm',
                category: 'hospital-inpatient',
                year_month: '202503',
                people: 2,
                lines: 4,
              },
              ...{ lines_without_amount: 0, lines_unknown: 0, spend_usd: a, excess_usd: b, rule: 'r' },
            },
          ],
          cost_outlier: [
            {
              ...{
                ...of,
                person_id: payer === 'amber' ? 'a1' : 'b1',
                practice_id: 'elm',
                spend_usd: a,
                cap_usd: '77.77',
              },
              ...{ excess_usd: '66.66', practice_share: share, category: 'hospital-inpatient', category_usd: c },
              ...{ lines_below_zero: 0, lines_above_bound: 0, reason: 'above-truncation-point', rule: 'r' },
            },
          ],
        }),
  }
}

const all = (['amber', 'birch', 'all'] as const).map(rowsOf)
const together = (name: string) => all.flatMap((rows) => rows[name] ?? [])
const NAMES = [...new Set(all.flatMap((rows) => Object.keys(rows)))]
const COST_ROWS: Rows = { ...ROWS, ...Object.fromEntries(NAMES.map((name) => [name, together(name)])) }

type Who = keyof typeof VIEWERS
async function everything(who: Who): Promise<{ reading: Reading; cost: Cost; growth: Growth; text: string }> {
  const reading = await smallRegion(COST_ROWS)
  const door = doorOf(VIEWERS[who], { action: 'read-cost' })
  const cost = await readCost(reading, door)
  const growth = await readGrowth(reading, door, {})
  const more = [await readPracticeCost(reading, door, 'elm'), await readCells(reading, door)]
  return { reading, cost, growth, text: JSON.stringify([cost, growth, more]) }
}

const heldIn = (text: string, of: Whose) => SECRETS[of].filter((secret) => text.includes(secret))

test('a payer reads its own cost to the cent, and nothing of another payer or of all of them', async () => {
  const { cost, growth, text, reading } = await everything('amber')
  expect(heldIn(text, 'amber')).toHaveLength(SECRETS.amber.length)
  expect(heldIn(text, 'birch')).toEqual([])
  expect(heldIn(text, 'all')).toEqual([])
  expect(text).not.toContain('birch')
  expect(cost.spending).toMatchObject([{ payer: 'amber', total_pmpm_usd: '1006.11', withheld: [] }])
  expect(cost.drivers.map((row) => row.practice_id)).toEqual(['all', 'elm'])
  expect(growth.rows.map((row) => row.payer)).toEqual(['all', 'amber'])
  reading.engine.close()
})

test.each(['elm', 'oak', 'convener', 'state', 'cedar', 'public'] as const)(
  '%s reads no payer’s own amount',
  async (who) => {
    const { text, reading } = await everything(who)
    for (const of of ['amber', 'birch', 'all'] as const) expect(heldIn(text, of)).toEqual([])
    reading.engine.close()
  },
)

test('the truncation point and what of one person is above it are in no answer but the operator’s', async () => {
  for (const who of ['amber', 'elm', 'convener'] as const) {
    const { text, reading } = await everything(who)
    expect(text).not.toContain('77.77')
    expect(text).not.toContain('66.66')
    reading.engine.close()
  }
})

test('of two payers no growth is told, and the row says why; per person nothing is told in any case', async () => {
  for (const who of ['elm', 'amber', 'convener', 'state'] as const) {
    const { growth, reading } = await everything(who)
    const [market] = growth.rows
    expect(market).toMatchObject({
      payer: 'all',
      growth: null,
      low_share: null,
      verdict: null,
      tme_per_person_usd: null,
    })
    expect(market?.withheld.find(({ field }) => field === 'growth')?.because).toMatch(/^too few payers/)
    expect(market?.withheld.find(({ field }) => field === 'verdict')?.because).toMatch(/^too few payers/)
    expect(market?.withheld.find(({ field }) => field === 'tme_per_person_usd')?.because).toMatch(/truncation/)
    reading.engine.close()
  }
})

const TOLD = { growth: '0.031', low_share: '0.01', high_share: '0.034', completeness: 'complete', as_of: null }

test('a growth that may be told is the same to everybody, with a verdict by the target that was chosen', async () => {
  const found = await smallRegion(COST_ROWS)
  const reading = { ...found, patterns: { ...found.patterns, market: TOLD } }
  const rows = await Promise.all(
    (['elm', 'amber', 'birch', 'convener', 'state'] as const).map(async (who) => {
      const growth = await readGrowth(reading, doorOf(VIEWERS[who]), {
        target: 'states/spending-growth-targets oregon',
      })
      expect(growth.target).toMatchObject({ track: 'oregon', target_share: '0.034' })
      return growth.rows[0]
    }),
  )
  for (const row of rows) expect(row).toEqual(rows[0])
  expect(rows[0]).toMatchObject({ growth: '0.031', low_share: '0.01', high_share: '0.034', verdict: 'met' })
  reading.engine.close()
})

test('where no target is asked for, the region’s own decides; where it has none in force, nothing does', async () => {
  const found = await smallRegion(COST_ROWS)
  const read = (track: string | null, asked: { target?: string } = {}) =>
    readGrowth(
      {
        ...found,
        patterns: { ...found.patterns, market: TOLD },
        growth_target: track === null ? null : { model: 'states/spending-growth-targets', track },
      },
      doorOf(VIEWERS.amber),
      asked,
    )
  const own = await read('nevada')
  expect(own.region_target).toMatchObject({ track: 'nevada', target_share: '0.0258' })
  expect([own.target?.track, own.rows[0]?.verdict]).toEqual(['nevada', 'not-told'])
  const other = await read('nevada', { target: 'states/spending-growth-targets oregon' })
  expect([other.target?.track, other.rows[0]?.verdict]).toEqual(['oregon', 'met'])
  for (const none of [await read(null), await read('delaware')]) {
    expect([none.target, none.region_target, none.rows[0]?.verdict]).toEqual([null, null, null])
    expect(none.targets.length).toBeGreaterThan(1)
  }
  found.engine.close()
})

test('an embargo holds the market back from the state; an agreement that does not cover the purpose, from everybody', async () => {
  const found = await smallRegion(COST_ROWS)
  const reading = { ...found, patterns: { ...found.patterns, market: TOLD } }
  const state = { ...doorOf(VIEWERS.state), embargo: 'it waits' }
  expect((await readGrowth(reading, state, {})).rows[0]).toMatchObject({ growth: null })
  const without = doorOf(VIEWERS.convener, { unusable_payers: ['birch'] })
  const [row] = (await readGrowth(reading, without, {})).rows
  expect(row).toMatchObject({ growth: null, tme_growth: null })
  expect(row?.withheld[0]?.because).toMatch(/agreement/)
  reading.engine.close()
})

test('who treats reads use of its own people; who counts none of a practice', async () => {
  const elm = await everything('elm')
  const at = await readPracticeCost(elm.reading, doorOf(VIEWERS.elm), 'elm')
  expect(at.use.find((row) => row.practice_id === 'elm')).toMatchObject({ services_per_1000: 20_000, withheld: [] })
  const convener = await readPracticeCost(elm.reading, doorOf(VIEWERS.convener), 'elm')
  expect(convener.use.map((row) => row.practice_id)).toEqual(['all'])
  expect(convener.drivers).toEqual([])
  elm.reading.engine.close()
})

const used = (category: string, payer: string, people: number) =>
  Array.from({ length: people }, (_, i) =>
    ['2025', '2024'].map((period) => ({
      ...{
        period,
        payer,
        line_of_business: 'commercial',
        person_id: `${payer}${i}`,
        year_month: `${period}03`,
        category,
      },
      ...{
        lines: 1,
        lines_without_amount: 0,
        lines_unknown: 0,
        lines_below_zero: 0,
        lines_above_bound: 0,
        spend_usd: '1',
      },
    })),
  ).flat()

test('use of a category of few is withheld, and with it the next smallest, so that no rest tells it', async () => {
  const payers = ['amber', 'birch', 'cedar', 'dune']
  const category_spend = payers.flatMap((payer) => [
    ...used('hospital-inpatient', payer, 10),
    ...used('hospital-outpatient', payer, 30),
    ...used('retail-pharmacy', payer, 40),
    ...used('professional-other', payer, 50),
  ])
  const person_cost = category_spend
    .filter(({ category }) => category === 'professional-other')
    .map(({ period, payer, line_of_business, person_id }) => ({
      ...{ period, payer, line_of_business, person_id, member_months: 12, lines: 1, lines_without_amount: 0 },
      ...{ spend_usd: '1', truncated_usd: '1' },
    }))
  const practice_month = ['2025', '2024'].map((period) => ({
    ...{ period, payer: 'all', line_of_business: 'all', practice_id: 'none', year_month: `${period}01` },
    ...{ people: 200, member_months: '2400' },
  }))
  const found = await smallRegion({ ...ROWS, category_spend, person_cost, practice_month })
  const reading = { ...found, patterns: { ...found.patterns, market: TOLD } }
  const rows = await readCategoryUse(reading, doorOf(VIEWERS.convener), null)
  const shown = Object.fromEntries(rows.map((row) => [row.category, row.lines_per_1000]))
  expect(shown).toEqual({
    'hospital-inpatient': null,
    'hospital-outpatient': null,
    'retail-pharmacy': 800,
    'professional-other': 1000,
  })
  reading.engine.close()
})

const noRecords = async () => []

test('a payer takes its own figures apart; another’s, and those of all payers, are refused alike', async () => {
  const reading = await smallRegion(COST_ROWS)
  const keys = (payer: string) => [
    `spending:2025:${payer}:commercial`,
    `completed_period:2025:${payer}:commercial`,
    `completed_month:${payer}:commercial:202512`,
    `cost_growth:${payer}:commercial`,
    `cost_driver:${payer}:commercial:all`,
    `spending_share:2025:${payer}:all:primary-care:narrow`,
  ]
  const amber = doorOf(VIEWERS.amber, { action: 'read-explanation' })
  for (const id of keys('amber')) {
    const found = await readExplanation(reading, amber, id, noRecords)
    expect(found.formula, id).toBeTruthy()
    expect((found.terms as unknown[]).length).toBeGreaterThan(2)
  }
  const others = [
    ...keys('birch'),
    ...keys('nobody'),
    'spending:2025:all:all',
    'cost_driver:all:all:elm',
    'cost_growth:all:all',
  ]
  const refusals = await Promise.all(
    others.map((id) => readExplanation(reading, amber, id, noRecords).then(String, (error: Error) => error.message)),
  )
  expect(new Set(refusals).size).toBe(1)
  const elm = doorOf(VIEWERS.elm, { action: 'read-explanation' })
  await expect(readExplanation(reading, elm, 'cost_driver:all:all:elm', noRecords)).rejects.toThrow(refusals[0] ?? '')
  reading.engine.close()
})
