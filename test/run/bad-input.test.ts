import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { viewLake } from '../../src/lake/lake.ts'
import { type Sql, sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { openRun } from '../../src/run/open-run.ts'
import { run } from '../../src/run/run.ts'
import type { Row, Rows } from './small-lake.ts'
import { now, openRegisterForTests, regionOf, register } from './small-runs.ts'

const year2025 = period('2025')
openRegisterForTests()

const OAK = { payer: 'oak-health', line_of_business: 'medicaid-ffs' }
const span = (member_id: string, start: string, end: string, rest: Row = {}): Row => ({
  ...{ member_id, first_name: `First${member_id}`, last_name: `Last${member_id}`, birth_date: '1980-05-06' },
  ...{ gender: 'female', zip_code: '04101', address: `1 ${member_id} St` },
  ...{ enrollment_start_date: start, enrollment_end_date: end, ...rest },
})
const whole = (member_id: string, rest: Row = {}) => span(member_id, '2025-01-01', '2025-12-31', rest)
const claim = (member_id: string, paid_amount: string | null, rest: Row = {}): Row => ({
  ...{ claim_id: `${member_id} ${paid_amount}`, member_id, claim_start_date: '2025-02-03', paid_amount },
  ...{ rendering_npi: 'n1', billing_tin: '1', place_of_service_code: '11', ...rest },
})
const listed = (member_id: string, practice: string, rest: Row = {}): Row => ({
  ...{ member_id, year_month: '202512', payer_attributed_provider_practice: practice, ...rest },
})

/** One of everything that a sender can get wrong and that is taken in all the same. */
const WRONG: Rows = {
  organization: [{ organization_id: 'river', organization_name: 'River', tin: '1' }],
  practice: ['elm', 'oak', 'fir'].map((practice_id) => ({
    ...{ practice_id, practice_name: practice_id, organization_id: 'river', tin: '1' },
  })),
  // The clinician's affiliations overlap; fir has nobody.
  affiliation: [
    { npi: 'n1', practice_id: 'elm', start_date: '2020-01-01', end_date: '2025-03-31' },
    { npi: 'n1', practice_id: 'oak', start_date: '2025-02-01' },
  ],
  eligibility: [
    span('gap', '2025-01-01', '2025-03-10'),
    span('gap', '2025-06-01', '2025-12-31'),
    span('overlap', '2025-01-01', '2025-06-30'),
    span('overlap', '2025-04-01', '2025-12-31'),
    whole('ageless', { birth_date: null }),
    whole('negative'),
    whole('absurd'),
    whole('unknown-amount'),
    span('backwards', '2025-06-01', '2025-02-01'),
    span('elsewhen', '2019-01-01', '2019-12-31'),
    span('brief', '2025-03-05', '2025-03-20'),
    ...[{}, OAK].map((of) => whole('differs', of)),
    ...[{}, OAK].map((of) => whole('twice', of)),
  ],
  medical_claim: [
    claim('gap', '100.00'),
    claim('gap', '25.00', { claim_start_date: '2025-04-02' }),
    claim('overlap', '100.00'),
    claim('ageless', '100.00'),
    claim('negative', '-50.00'),
    claim('absurd', '20000000.00'),
    claim('unknown-amount', null),
    claim('backwards', '7.00'),
    claim('elsewhen', '8.00'),
    claim('brief', '9.00'),
    claim('differs', '100.00'),
    claim('twice', '100.00', OAK),
  ],
  provider_attribution: [
    listed('differs', 'elm'),
    listed('differs', 'oak', OAK),
    ...[{}, OAK].flatMap((of) => [
      listed('twice', 'elm', { ...of, plan: 'one' }),
      listed('twice', 'oak', { ...of, plan: 'two' }),
    ]),
    listed('stranger', 'elm'),
  ],
}

async function ran(): Promise<{ engine: Engine; ask: (statement: Sql) => Promise<string[]> }> {
  const region = await regionOf(WRONG)
  const { run_id } = await run(region, year2025, { register, now })
  const engine = await Engine.open()
  await viewLake(engine, region.lake)
  await openRun(engine, region, run_id)
  const ask = async (statement: Sql) =>
    (await engine.rows<Row>(statement)).map((row) =>
      Object.values(row)
        .map((value) => value ?? '-')
        .join(' '),
    )
  return { engine, ask }
}

test('wrong input runs through: everybody has a state, every odd thing a finding, and no cent is lost', async () => {
  const { engine, ask } = await ran()
  expect(await ask(sql`select member_id, payer, state, months from member_state order by member_id, payer`)).toEqual([
    'absurd elm-health months-in-period 12',
    'ageless elm-health months-in-period 12',
    'backwards elm-health no-usable-span 0',
    'brief elm-health no-month-counts 0',
    'differs elm-health months-in-period 12',
    'differs oak-health months-in-period 12',
    'elsewhen elm-health outside-these-years 0',
    'gap elm-health months-in-period 10',
    'negative elm-health months-in-period 12',
    'overlap elm-health months-in-period 12',
    'twice elm-health months-in-period 12',
    'twice oak-health months-in-period 12',
    'unknown-amount elm-health months-in-period 12',
  ])
  expect(
    await ask(sql`select member_id, finding, treatment, spend_usd from coverage_finding
      where finding <> 'coverage-without-claims' order by member_id, finding`),
  ).toEqual([
    'ageless no-birth-date kept-alone -',
    'backwards claims-without-any-coverage spend-left-out 7.00',
    'backwards ends-before-start span-left-out -',
    'brief claims-without-any-coverage spend-left-out 9.00',
    'brief no-month-counts days-not-counted -',
    'elsewhen claims-without-any-coverage spend-left-out 8.00',
    'gap claims-without-coverage spend-counted-without-month 25.00',
    'gap gap days-not-counted -',
    'overlap overlap counted-once -',
  ])
  expect(
    await ask(sql`select reason, spend_usd, lines_below_zero, lines_above_bound from cost_outlier
    where reason in ('spend-below-zero', 'line-above-bound') order by reason`),
  ).toEqual(['line-above-bound 20000000.00 0 1', 'spend-below-zero -50.00 1 0'])
  expect(
    await ask(sql`select finding, practice_id, treatment from directory_finding order by finding, practice_id`),
  ).toEqual([
    'affiliation-overlap elm last-begun-counts',
    'affiliation-overlap oak last-begun-counts',
    'practice-without-clinicians fir no-visits',
  ])
  expect(
    await ask(sql`
      select cast((select sum(spend_usd) from person_cost) as varchar) as cost,
        (select sum(spend_usd) from coverage_finding where treatment = 'spend-left-out') as left_out,
        (select sum(spend_usd) from person_line) as lines, (select sum(paid_amount) from medical_claim) as sent,
        (select count(*) from person_line where spend_usd is null) as unknown,
        (select sum(lines_without_amount) from person_cost) as told`),
  ).toEqual(['20000475.00 24.00 20000499.00 20000499.00 1 1'])
  engine.close()
}, 120_000)

test('a person whom two lists place apart, or each twice, has a state, and each record one', async () => {
  const { engine, ask } = await ran()
  expect(
    await ask(sql`
      select m.member_id, r.state, r.plan_lists, r.plan_practices, r.named_twice from list_reconciliation r
      join person_member m on m.person_id = r.person_id and m.payer = 'elm-health'
      where m.member_id in ('differs', 'twice', 'gap') order by m.member_id`),
  ).toEqual(['differs two-payers-differ 2 2 false', 'gap claims-only 0 0 false', 'twice one-list-twice 2 2 true'])
  expect(
    await ask(
      sql`select member_id, payer, state, count(*) from list_record group by all order by member_id, payer, state`,
    ),
  ).toEqual([
    'differs elm-health counted 1',
    'differs oak-health counted 1',
    'stranger elm-health unknown-member 1',
    'twice elm-health counted 2',
    'twice oak-health counted 2',
  ])
  engine.close()
}, 120_000)

const STEP = (more: string) => `title: t
about: a
sources: [{ title: s, by: b }]
lists: { kind: retrospective, source: s }
steps:
  - step: claims
    source: s
    services: [primary-care-visit]
    clinicians: primary-care
    order: [visits, practice_id]
    window: { label: w, kind: structure, unit: months, values: [{ from: 2019-01-01, value: 24, source: s }] }
${more}`
const value = (unit: string, of: string) =>
  `{ label: l, kind: structure, unit: ${unit}, values: [{ from: 2019-01-01, value: ${of}, source: s }] }`

test.each([
  [
    'a share that nobody can reach',
    `    wins: minimum-share\n    least_share: ${value('share', '1.2')}\n`,
    /a share of 1\.2 can never decide; want more than 0 and at most 1/,
  ],
  [
    'windows that contradict each other',
    `    recent: { months: ${value('months', '24')}, weight: ${value('share', '1')}, earlier_weight: ${value('share', '1')} }\n`,
    /the last 24 months of a window of 24: the windows contradict each other/,
  ],
])(
  'a region’s rule with %s is refused where it stands, before anything is made',
  async (_, more, message) => {
    const region = await regionOf(WRONG)
    const folder = joinPath(region.models, 'attribution')
    mkdirSync(folder, { recursive: true })
    const file = joinPath(folder, 'ours.yaml')
    writeFileSync(file, STEP(more))
    const refused = run(region, year2025, { register, now })
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.toMatchObject({ code: 'input-model' })
    rmSync(file)
    expect((await run(region, year2025, { register, now })).state).toBe('finished')
  },
  120_000,
)
