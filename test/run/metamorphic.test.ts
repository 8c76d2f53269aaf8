import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../src/lake/engine.ts'
import { id, join, literal, type Sql, sql } from '../../src/lake/sql.ts'
import type { Table } from '../../src/lake/table.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'
import { plan } from '../../src/run/plan.ts'
import { RESULT_TABLES } from '../../src/run/results.ts'
import { eventFile, eventFolder, MONTHLY } from '../attribution/events/event-lake.ts'
import { smallRegion } from '../golden/small-region.ts'
import { fill, lakeOf, type Row, type Rows } from './small-lake.ts'

/** What must not change when the same region is told another way: whole runs on two tellings, table by table. */
const PEOPLE = 90
const SUMMIT = { payer: 'summit', line_of_business: 'commercial' }

const CONTRACTS = [
  {
    ...{ arrangement: 'summit-river', payer: 'summit', organization_id: 'river', model: 'demo/common-model' },
    ...{ track: 'ffs-plus', start_date: '2024-01-01', end_date: null },
    amounts: { base_pmpm: { value: '40.00', unit: 'usd' as const, source: 'made up' } },
  },
]

/** The small region, with stays, a payer's list and payments beside claims, so that no table is empty. */
function region(): Record<string, Row[]> {
  const rows = smallRegion(11, PEOPLE) as Record<string, Row[]>
  const members = [
    ...new Set((rows.eligibility ?? []).filter((row) => row.payer === 'summit').map((row) => row.member_id)),
  ]
  const stay = {
    ...SUMMIT,
    claim_type: 'institutional',
    bill_type_code: '111',
    billing_npi: 'h1',
    claim_status: 'original',
  }
  const stays = members.flatMap((member_id, i) =>
    [`2025-0${1 + (i % 9)}-03`, `2025-0${1 + (i % 9)}-20`].slice(0, 1 + (i % 2)).map((from, n) => ({
      ...{
        ...stay,
        member_id: member_id ?? '',
        claim_id: `stay-${i}-${n}`,
        paid_amount: '1000.00',
        allowed_amount: '1200.50',
      },
      ...{
        claim_start_date: from,
        admission_date: from,
        discharge_date: `${from.slice(0, 8)}${n === 0 ? '06' : '24'}`,
      },
      ...{ discharge_disposition_code: '01', paid_date: '2025-11-05' },
    })),
  )
  return {
    ...rows,
    medical_claim: [
      ...(rows.medical_claim ?? []).map((row, i) => ({ paid_date: paidAfter(row, i), ...row })),
      ...stays,
    ],
    provider_attribution: members.map((member_id, i) => ({
      ...{ ...SUMMIT, member_id: member_id ?? '', year_month: '202512' },
      payer_attributed_provider_practice: ['elm', 'oak', 'ash', 'gone'][i % 4] ?? 'elm',
    })),
    non_claims_payment: ['2024', '2025'].map((year) => ({
      ...{ ...SUMMIT, payment_id: year, organization_id: 'river', category: 'population-health' },
      ...{ service_period_start: `${year}-01-01`, service_period_end: `${year}-12-31`, paid_date: `${year}-06-01` },
      paid_amount: '500.00',
    })),
  }
}

/** One to four months later, so that there is something to complete. */
function paidAfter(row: Row, i: number): string {
  const [year = 0, month = 1] = String(row.claim_start_date).split('-').map(Number)
  const at = year * 12 + month - 1 + 1 + (i % 4)
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-10`
}

const FOLDERS = [eventFolder({ monthly: eventFile(MONTHLY) }), LIBRARY]
const ALIGNMENT = {
  reference: 'attested-then-plurality',
  rules: new Map([
    ['summit', 'plurality'],
    ['keystone', 'hcp-lan'],
    ['state', 'attested-then-plurality'],
  ]),
  degrees: [{ payer: 'summit', area: 'measures', degree: 'exact' as const }],
}
const stepsOf = (year: string) =>
  plan(period(year), { folders: FOLDERS, arrangements: CONTRACTS, alignment: ALIGNMENT })

async function ran(rows: Rows, year = '2025'): Promise<Engine> {
  const engine = await lakeOf(rows)
  await fill(engine, stepsOf(year))
  return engine
}

/** Where a record lies in its file is no result. */
const PLACE = /(^|_)(file_id|record_number)$/
const tableOf = (name: string): Table => {
  const table = RESULT_TABLES.find((one) => one.name === name)
  if (!table) throw new Error(`no result table ${name}`)
  return table
}

/** A table's rows as sorted texts, without some columns, of some rows. */
async function said(
  engine: Engine,
  name: string,
  without: readonly string[] = [],
  where: Sql = sql`true`,
): Promise<string[]> {
  const columns = tableOf(name).columns.filter(({ name: column }) => !PLACE.test(column) && !without.includes(column))
  const rows = await engine.rows<Record<string, unknown>>(
    sql`select ${join(columns.map((column) => id(column.name)))} from ${id(name)} where ${where}`,
  )
  return rows.map((row) => JSON.stringify(Object.values(row))).sort()
}

/** The first rows that only one side has. */
function differing(got: readonly string[], want: readonly string[]): string[] {
  const only = (rows: readonly string[], others: readonly string[], sign: string) => {
    const left = new Map<string, number>()
    for (const row of others) left.set(row, (left.get(row) ?? 0) + 1)
    return rows.flatMap((row) => {
      const known = left.get(row) ?? 0
      left.set(row, known - 1)
      return known > 0 ? [] : [`${sign} ${row}`]
    })
  }
  return [...only(got, want, '+').slice(0, 3), ...only(want, got, '-').slice(0, 3)]
}

let first: Engine
beforeAll(async () => {
  first = await ran(region())
}, 120_000)
afterAll(() => first.close())

test('the region has something in each table that is looked at', async () => {
  for (const name of [...OF_COST, ...OF_RULES, ...OF_SUPPORT, ...OF_ALIGNMENT])
    expect((await said(first, name)).length, name).toBeGreaterThan(0)
})
const OF_COST = [
  'member_month',
  'practice_month',
  'cost_month',
  'cost_outlier',
  'person_cost',
  'practice_cost',
  'encounter',
  'completed_month',
  'cost_growth',
  'spending',
]
const OF_ALIGNMENT = [
  'effect_attribution',
  'effect_attribution_practice',
  'effect_measure',
  'effect_rank',
  'effect_rank_practice',
  'extent_practice',
  'extent',
  'market_share',
  'market',
]
const OF_RULES = ['attribution', 'rule_attribution', 'event_share', 'agreement', 'list_reconciliation']
const OF_SUPPORT = [
  'payer_support',
  'support_churn',
  'support_return',
  'statement_line',
  'coverage_finding',
  'member_state',
]

test('the order of rows in their files changes nothing', async () => {
  const shuffled = Object.fromEntries(Object.entries(region()).map(([name, rows]) => [name, shuffle(rows)]))
  const second = await ran(shuffled)
  for (const name of new Set(stepsOf('2025').map(({ table }) => table.name)))
    expect(differing(await said(second, name), await said(first, name)), name).toEqual([])
  second.close()
}, 120_000)

test('a payer that covers nobody changes no figure, whatever it sends', async () => {
  const nobody = { payer: 'nobody', line_of_business: 'commercial', member_id: 'x' }
  const rows = region()
  const second = await ran({
    ...rows,
    medical_claim: [
      ...(rows.medical_claim ?? []),
      { ...nobody, claim_id: 'x1', claim_start_date: '2025-02-03', paid_amount: '9.99' },
    ],
    pharmacy_claim: [
      ...(rows.pharmacy_claim ?? []),
      { ...nobody, claim_id: 'x2', dispensing_date: '2025-02-03', paid_amount: '9.99' },
    ],
    provider_attribution: [
      ...(rows.provider_attribution ?? []),
      { ...nobody, year_month: '202512', payer_attributed_provider_practice: 'elm' },
    ],
    member_crosswalk: [{ payer: 'nobody', previous_member_id: 'x', current_member_id: 'y' }],
    attestation: [...(rows.attestation ?? []), { ...nobody, practice_id: 'elm', attested_on: '2025-02-03' }],
  })
  for (const name of [...OF_COST, ...OF_RULES, ...OF_SUPPORT, ...OF_ALIGNMENT]) {
    const hasPayer = tableOf(name).columns.some((column) => column.name === 'payer')
    const rest = hasPayer ? sql`payer <> 'nobody'` : sql`true`
    expect(differing(await said(second, name, [], rest), await said(first, name)), name).toEqual([])
  }
  second.close()
}, 120_000)

test('a person whom a second payer covers on the same days counts once over payers', async () => {
  const rows = region()
  const again = (rows.eligibility ?? [])
    .filter((row) => row.payer === 'summit')
    .map((row) => ({ ...row, payer: 'zenith', member_id: `again-${row.member_id}` }))
  const second = await ran({ ...rows, eligibility: [...(rows.eligibility ?? []), ...again] })
  const once = async (engine: Engine) => ({
    people: await engine.rows(sql`select count(*) as people from person`),
    primary: await engine.rows(sql`
      select year_month, count(*) as months, count(distinct person_id) as people from member_month where primary_coverage
      group by year_month order by year_month`),
    practices: await engine.rows(sql`
      select period, practice_id, people, member_months, spend_usd from practice_cost where payer = 'all' order by 1, 2`),
    spending: await engine.rows(sql`
      select period, member_months, claims_usd, non_claims_usd, total_pmpm_usd from spending where payer = 'all' order by 1`),
    growth: await engine.rows(sql`
      select people, member_months, baseline_member_months, tme_usd from cost_growth where payer = 'all'`),
    encounters: await said(engine, 'encounter', ['payers']),
    panel: await said(engine, 'attribution'),
    people_of_rules: await engine.rows(
      sql`select rule, list, count(*) as people from rule_attribution group by 1, 2 order by 1, 2`,
    ),
    facts: await engine.rows(sql`
      select sum(cast(value as bigint)) as months from payment_fact where fact = 'member_months'`),
  })
  const [got, want] = [await once(second), await once(first)]
  for (const [name, rows] of Object.entries(want))
    expect(differing(texts(got[name as keyof typeof got]), texts(rows)), name).toEqual([])
  const payers = await second.one(sql`select count(*) as months from member_month where payer = 'zenith'`)
  expect(payers).toEqual(await first.one(sql`select count(*) as months from member_month where payer = 'summit'`))
  second.close()
}, 120_000)

test('a claim split into lines costs the same, and its visits are the same', async () => {
  const rows = region()
  const halves = (amount: Row[string] | undefined): [Row[string], Row[string]] => {
    if (amount === null || amount === undefined) return [null, null]
    const cents = Math.round(Number(amount) * 100)
    const half = Math.trunc(cents / 2)
    return [(half / 100).toFixed(2), ((cents - half) / 100).toFixed(2)]
  }
  const split = (rows.medical_claim ?? []).flatMap((row) => {
    const [paid, allowed] = [halves(row.paid_amount), halves(row.allowed_amount)]
    const line = Number(row.claim_line_number ?? 1)
    return [0, 1].map((i) => ({
      ...{
        ...row,
        claim_line_number: 2 * line - 1 + i,
        paid_amount: paid[i] ?? null,
        allowed_amount: allowed[i] ?? null,
      },
    }))
  })
  const second = await ran({ ...rows, medical_claim: split })
  const LINES = ['lines', 'lines_without_amount']
  for (const name of [
    'person_cost',
    'practice_cost',
    'encounter',
    'completed_month',
    'cost_growth',
    'spending',
    'attribution',
  ])
    expect(differing(await said(second, name, LINES), await said(first, name, LINES)), name).toEqual([])
  for (const name of ['rule_attribution', 'event_share', 'agreement', ...OF_SUPPORT])
    expect(differing(await said(second, name, LINES), await said(first, name, LINES)), name).toEqual([])
  second.close()
}, 120_000)

/** Rules that began, or have a step that began, in these years. */
const DATED = ['colorado', 'making-care-primary', 'mssp', 'mssp-prospective']

test('all days a year later give the same figures a year later', async () => {
  const later = (cell: Row[string]): Row[string] =>
    typeof cell === 'string' && /^(19|20)\d\d(-\d\d-\d\d|\d\d)$/.test(cell)
      ? `${Number(cell.slice(0, 4)) + 1}${cell.slice(4)}`
      : cell
  const moved = Object.fromEntries(
    Object.entries(region()).map(([name, rows]) => [
      name,
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, later(cell)]))),
    ]),
  )
  const second = await ran(moved, '2026')
  const back = (text: string) =>
    text.replace(/"(20\d\d)(-\d\d-\d\d|-Q\d|-\d\d|\d\d|)"/g, (_, year, rest) => `"${Number(year) - 1}${rest}"`)
  // February of 2024 has a day more than that of 2025.
  const DAYS = ['days', 'person_id', 'encounter_id', 'readmission_of']
  for (const name of [...OF_COST, 'attribution', 'list_reconciliation', 'support_churn'])
    expect(differing((await said(second, name, DAYS)).map(back), await said(first, name, DAYS)), name).toEqual([])
  const dated = sql`(${join(DATED.map(literal))})`
  for (const [name, where] of [
    ['rule_attribution', sql`rule not in ${dated}`],
    ['agreement', sql`rule_a not in ${dated} and rule_b not in ${dated}`],
  ] as const) {
    const want = await said(first, name, DAYS, where)
    expect(want.length, name).toBeGreaterThan(100)
    expect(differing((await said(second, name, DAYS, where)).map(back), want), name).toEqual([])
  }
  second.close()
}, 120_000)

const texts = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row))

/** The same other order each time. */
function shuffle<Of>(rows: readonly Of[]): Of[] {
  let state = 5
  const keyed = rows.map((row) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return { row, key: state }
  })
  return keyed.sort((a, b) => a.key - b.key).map(({ row }) => row)
}
