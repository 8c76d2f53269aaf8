import { expect, test } from 'vitest'
import { type CriticalMass, readCriticalMass } from '../../src/alignment/extent/critical-mass.ts'
import { extents, type PayerDegree } from '../../src/alignment/extent/extents.ts'
import { readMarketBounds } from '../../src/alignment/market/concentration.ts'
import { markets } from '../../src/alignment/market/markets.ts'
import { kindSpend } from '../../src/cost/drivers/tables.ts'
import { practiceMonth } from '../../src/cost/pmpm/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import type { OpenArrangement } from '../../src/model/arrangement.ts'
import { period } from '../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

type Found = Record<string, string | number | null>

const YEAR = period('2025')
const MASS = readCriticalMass()

/** Months of the last month of the year, by line and for all lines of the payer. */
const months = (practice_id: string, payer: string, line: string, people: number): Row[] =>
  [line, 'all'].map((line_of_business) => ({
    ...{ period: '2025', payer, line_of_business, practice_id, year_month: '202512', people, member_months: people },
  }))
const spend = (practice_id: string, payer: string, line_of_business: string, spend_usd: string): Row => ({
  ...{ period: '2025', payer, line_of_business, practice_id, kind: 'k', specialty: '-', claim_type: 'professional' },
  ...{ lines: 1, lines_without_amount: 0, spend_usd },
})
const contract = (payer: string, organization_id: string, more: Partial<OpenArrangement> = {}): OpenArrangement => ({
  ...{ payer, organization_id, model: 'm', track: 't', start_date: '2025-01-01', end_date: null },
  ...more,
})

const LAKE = {
  organization: [
    { organization_id: 'river', organization_name: 'River', parent_organization_id: 'aco' },
    { organization_id: 'hill', organization_name: 'Hill' },
    { organization_id: 'aco', organization_name: 'ACO', organization_type: 'aco' },
  ],
  practice: [
    { practice_id: 'elm', practice_name: 'Elm', organization_id: 'river', tin: '1', zip_code: '04101' },
    { practice_id: 'oak', practice_name: 'Oak', organization_id: 'hill', tin: '2', zip_code: '04430' },
    { practice_id: 'ash', practice_name: 'Ash', organization_id: 'hill', tin: '3' },
  ],
}
/** Elm: amber 70, birch 20, cedar 10. Oak: amber 50, birch 50. On no panel: cedar 40. */
const MONTHS = [
  ...[months('elm', 'amber', 'commercial', 70), months('elm', 'birch', 'medicaid-ffs', 20)],
  ...[months('elm', 'cedar', 'self-funded', 10), months('oak', 'amber', 'commercial', 50)],
  ...[months('oak', 'birch', 'medicaid-ffs', 50), months('none', 'cedar', 'self-funded', 40)],
].flat()
const SPEND = [
  ...[spend('elm', 'amber', 'commercial', '700.00'), spend('elm', 'birch', 'medicaid-ffs', '300.00')],
  ...[spend('oak', 'amber', 'commercial', '10.00'), spend('-', 'cedar', 'self-funded', '40.00')],
]

type Given = {
  contracts: OpenArrangement[]
  degrees: PayerDegree[]
  months?: Row[]
  spend?: Row[]
  mass?: CriticalMass
  areas?: string[]
}

async function reached({
  contracts,
  degrees,
  months: of = MONTHS,
  spend: spent = SPEND,
  mass = MASS,
  areas = ['measures'],
}: Given) {
  const engine = await lakeOf(LAKE)
  await fillRows(engine, practiceMonth, of)
  await fillRows(engine, kindSpend, spent)
  await fill(engine, [
    ...extents({ areas, degrees, contracts, mass }, YEAR),
    ...markets(mass, readMarketBounds(), YEAR),
  ])
  const practices = await engine.rows<Found>(sql`select * from extent_practice order by practice_id, area`)
  const lines = await engine.rows<Found>(sql`select * from extent order by area, line_of_business`)
  const shares = await engine.rows<Found>(sql`select * from market_share order by place, line_of_business, by_size`)
  const places = await engine.rows<Found>(sql`select * from market order by place, line_of_business`)
  engine.close()
  return { practices, lines, shares, places }
}

const near = (payer: string, degree: PayerDegree['degree']): PayerDegree => ({ payer, area: 'measures', degree })
const CONTRACTS = [contract('amber', 'aco'), contract('birch', 'river'), contract('birch', 'hill')]

test('a practice’s share in aligned arrangements, of panel and spend, under its ACO’s contract too', async () => {
  const { practices, lines } = await reached({
    contracts: CONTRACTS,
    degrees: [near('amber', 'exact'), near('birch', 'divergent')],
  })
  expect(practices).toMatchObject([
    {
      ...{ practice_id: 'elm', payers: 3, aligned_payers: 1, open_payers: 0, aligned_lines: 1, type: 'alone' },
      ...{ panel_share: '0.700000000', spend_share: '0.700000000', critical_mass: 'reached' },
    },
    // Amber has no contract with Oak's organization: what it does there is not aligned, whatever its degree.
    {
      practice_id: 'oak',
      payers: 2,
      aligned_payers: 0,
      panel_share: '0.000000000',
      critical_mass: 'not-reached',
      type: 'none',
    },
  ])
  expect(lines.find((row) => row.line_of_business === 'all')).toMatchObject({
    ...{ payers: 3, aligned_payers: 1, lives: 240, aligned_lives: 70, aligned_share: '0.291666667' },
    ...{ spend_share: '0.666666667', practices: 2, practices_reached: 1, type: 'alone' },
  })
  expect(lines.find((row) => row.line_of_business === 'medicaid-ffs')).toMatchObject({
    aligned_payers: 0,
    type: 'none',
  })
})

test('what hangs on a payer of whom nothing is stated is open, and neither reached nor missed', async () => {
  const { practices } = await reached({
    contracts: [...CONTRACTS, contract('cedar', 'river')],
    degrees: [near('amber', 'not-stated'), near('birch', 'directional')],
  })
  expect(practices).toMatchObject([
    {
      practice_id: 'elm',
      aligned_payers: 1,
      open_payers: 2,
      panel_share: '0.200000000',
      open_panel_share: '0.800000000',
      critical_mass: 'open',
    },
    {
      practice_id: 'oak',
      aligned_payers: 1,
      panel_share: '0.500000000',
      spend_share: '0.000000000',
      critical_mass: 'not-reached',
    },
  ])
})

test('across payers, within a payer of several lines, and alone', async () => {
  const degrees = ['amber', 'birch'].map((payer) => near(payer, 'exact'))
  expect((await reached({ contracts: CONTRACTS, degrees })).practices[0]).toMatchObject({
    type: 'across-payers',
    aligned_lines: 2,
  })
  const more = [
    ...MONTHS.filter((row) => row.payer !== 'amber'),
    ...months('elm', 'amber', 'commercial', 60).slice(0, 1),
  ]
  const within = [
    ...more,
    ...months('elm', 'amber', 'medicare-advantage', 10).slice(0, 1),
    ...months('elm', 'amber', 'x', 70).slice(1),
  ]
  const { practices, lines } = await reached({
    contracts: CONTRACTS,
    degrees: [near('amber', 'exact')],
    months: within,
  })
  expect(practices[0]).toMatchObject({ type: 'within-payer', aligned_payers: 1, aligned_lines: 2 })
  expect(lines.find((row) => row.line_of_business === 'all')).toMatchObject({ type: 'within-payer' })
})

test('a contract that has ended or not begun aligns nothing; without contracts and areas there is nothing to align', async () => {
  const degrees = [near('amber', 'exact')]
  for (const contracts of [
    [contract('amber', 'aco', { end_date: '2024-12-31' })],
    [contract('amber', 'aco', { start_date: '2026-01-01' })],
    [],
  ])
    expect((await reached({ contracts, degrees })).practices[0]).toMatchObject({ aligned_payers: 0, type: 'none' })
  expect((await reached({ contracts: CONTRACTS, degrees, areas: [] })).lines).toEqual([])
})

test('the degree that counts and the share are the file’s', async () => {
  const degrees = [near('amber', 'directional')]
  const strict = { ...MASS, least_degree: 'exact' as const }
  expect((await reached({ contracts: CONTRACTS, degrees, mass: strict })).practices[0]).toMatchObject({
    critical_mass: 'not-reached',
  })
  const later = { ...MASS, share: { ...MASS.share, values: [{ from: '2030-01-01', value: '0.5', source: 'made up' }] } }
  const { practices, places } = await reached({ contracts: CONTRACTS, degrees, mass: later })
  expect(practices[0]).toMatchObject({ critical_mass: 'not-set' })
  expect(places[0]).toMatchObject({ movers: null })
})

test('shares, concentration and who could move the market, by place and line', async () => {
  const { shares, places } = await reached({ contracts: [], degrees: [] })
  // Of 240 months amber has 120, birch 70, cedar 50: half, 29.17 and 20.83 percent.
  expect(
    shares.filter((row) => row.place === 'all' && row.line_of_business === 'all').map((row) => [row.payer, row.share]),
  ).toEqual([
    ['amber', '0.500000000'],
    ['birch', '0.291666667'],
    ['cedar', '0.208333333'],
  ])
  const all = places.find((row) => row.place === 'all' && row.line_of_business === 'all')
  expect(all).toMatchObject({
    payers: 3,
    lives: 240,
    hhi: '3784.7222',
    concentration: 'high',
    movers: 2,
    practices: 2,
    shared_practices: 2,
  })
  // Commercial 120 and self-funded 50.
  expect(all?.self_funded_share).toBe('0.294117647')
  expect(places.filter((row) => row.line_of_business === 'all').map((row) => [row.place, row.payers])).toEqual([
    ['041', 3],
    ['044', 2],
    ['all', 3],
    ['no-panel', 1],
  ])
  expect(places.find((row) => row.place === '044' && row.line_of_business === 'all')).toMatchObject({
    ...{ hhi: '5000.0000', movers: 2, self_funded_share: null },
  })
})

test('the index of the Department of Justice’s example', async () => {
  // justice.gov, Herfindahl-Hirschman Index: shares of 30, 30, 20 and 20 percent make 2,600.
  const rows = ['a', 'b', 'c', 'd'].flatMap((payer, i) => months('ash', payer, 'commercial', i < 2 ? 30 : 20))
  const { places } = await reached({ contracts: [], degrees: [], months: rows, spend: [] })
  expect(places).toMatchObject([
    { place: 'all', line_of_business: 'all', hhi: '2600.0000', concentration: 'high', movers: 3 },
    { place: 'all', line_of_business: 'commercial', hhi: '2600.0000' },
    { place: 'unknown', line_of_business: 'all', practices: 1 },
    { place: 'unknown', line_of_business: 'commercial' },
  ])
})

test('a payer without members, and the order of rows, change no figure', async () => {
  const degrees = [near('amber', 'exact'), near('birch', 'directional')]
  const first = await reached({ contracts: CONTRACTS, degrees })
  const more = { contracts: [...CONTRACTS, contract('zebra', 'river')], degrees: [...degrees, near('zebra', 'exact')] }
  expect(await reached(more)).toEqual(first)
  expect(
    await reached({
      contracts: CONTRACTS.toReversed(),
      degrees: degrees.toReversed(),
      months: MONTHS.toReversed(),
      spend: SPEND.toReversed(),
    }),
  ).toEqual(first)
})
