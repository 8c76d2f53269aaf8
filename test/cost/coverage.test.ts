import { expect, test } from 'vitest'
import { readCostModel } from '../../src/cost/cost-model.ts'
import { coverageFindings } from '../../src/cost/coverage/coverage-findings.ts'
import { COVERAGE_FINDINGS, MEMBER_STATES, readCoverageRule } from '../../src/cost/coverage/coverage-rule.ts'
import { memberStates } from '../../src/cost/coverage/member-states.ts'
import { memberMonths } from '../../src/cost/months/member-month.ts'
import { personCosts } from '../../src/cost/person-cost.ts'
import { persons } from '../../src/identity/person.ts'
import { personLines } from '../../src/identity/person-line.ts'
import { linkPersons } from '../../src/identity/person-member.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { fill, lakeOf, type Row, type Rows } from '../run/small-lake.ts'

const [year, before] = [period('2025'), period('2024')]
const rule = readCoverageRule()

async function looked(rows: Rows): Promise<Engine> {
  const engine = await lakeOf(rows)
  const cost = readCostModel()
  await fill(engine, [
    linkPersons(),
    persons(),
    personLines(),
    memberMonths(cost, before.start, year.end),
    ...personCosts(cost, year, before),
    coverageFindings(rule, year, before),
    memberStates(rule, year, before),
  ])
  return engine
}

type Found = Record<string, string | number | null>
async function findings(rows: Rows): Promise<Found[]> {
  const engine = await looked(rows)
  const found = await engine.rows<Found>(sql`
    select finding, member_id, cast(first_date as varchar) as first_date, cast(last_date as varchar) as last_date, days,
      months, months_counted, lines, cast(spend_usd as varchar) as spend_usd, treatment, record_number
    from coverage_finding order by first_date, finding, member_id`)
  engine.close()
  return found
}

const span = (start: string, end: string, rest: Row = {}): Row => ({
  ...{ member_id: 'm', birth_date: '1980-05-06', first_name: 'Ann', last_name: 'Day' },
  ...{ enrollment_start_date: start, enrollment_end_date: end, ...rest },
})
const claim = (day: string, rest: Row = {}): Row => ({
  ...{ claim_id: `c${day}`, member_id: 'm', claim_start_date: day, paid_amount: '10.00', ...rest },
})
/** A claim in each period, so that no other finding is made. */
const SEEN = [claim('2024-02-02'), claim('2025-02-02')]
const short = ({ finding, first_date, last_date, days, months, months_counted }: Found) =>
  `${finding} ${first_date} ${last_date} ${days} ${months} ${months_counted}`

test('coverage in order has no finding', async () => {
  expect(await findings({ eligibility: [span('2024-01-01', '9999-12-31')], medical_claim: SEEN })).toEqual([])
})

test('a gap between two spans of a plan has its days, and the months that count all the same', async () => {
  const eligibility = [span('2024-01-01', '2025-03-10'), span('2025-05-01', '9999-12-31', { plan: '-' })]
  const [gap, ...rest] = await findings({ eligibility, medical_claim: SEEN })
  expect(rest).toEqual([])
  expect(gap).toMatchObject({ finding: 'gap', first_date: '2025-03-11', last_date: '2025-04-30', days: 51 })
  expect(gap).toMatchObject({ months: 2, months_counted: 1, treatment: 'days-not-counted', record_number: 2 })
})

test('spans that follow each other, and spans of two plans, have no gap; nor has one of other years', async () => {
  const eligibility = [
    span('2019-01-01', '2019-12-31'),
    span('2021-01-01', '2025-06-30'),
    span('2025-07-01', '2025-12-31'),
    span('2025-01-01', '2025-01-31', { plan: 'other' }),
  ]
  expect((await findings({ eligibility, medical_claim: SEEN })).map(short)).toEqual([])
})

test('a day between spans is covered where any earlier span covers it', async () => {
  const eligibility = [
    span('2024-01-01', '2025-12-31'),
    span('2025-02-01', '2025-02-28'),
    span('2025-06-01', '2026-03-31'),
  ]
  expect((await findings({ eligibility, medical_claim: SEEN })).map(short)).toEqual([
    'overlap 2025-02-01 2025-02-28 28 1 1',
    'overlap 2025-06-01 2025-12-31 214 7 7',
  ])
})

test('a span that ends before it begins, and one after a death, are left out and told', async () => {
  const eligibility = [
    span('2025-05-01', '2025-04-01', { member_id: 'a' }),
    span('2025-05-01', '2025-06-30', { member_id: 'b', death_date: '2025-03-02' }),
    span('2025-01-01', '2025-12-31', { member_id: 'c', death_date: '2025-03-02' }),
  ]
  const engine = await looked({ eligibility: eligibility.map((row) => ({ ...row, first_name: row.member_id ?? '' })) })
  const rows = await engine.rows<Found>(sql`
    select finding, member_id, days, months, months_counted, treatment from coverage_finding
    where finding <> 'coverage-without-claims' order by member_id`)
  expect(rows).toEqual([
    {
      ...{ finding: 'ends-before-start', member_id: 'a', days: null, months: 0, months_counted: 0 },
      treatment: 'span-left-out',
    },
    {
      ...{ finding: 'starts-after-death', member_id: 'b', days: 61, months: 2, months_counted: 0 },
      treatment: 'span-left-out',
    },
    {
      ...{ finding: 'after-death', member_id: 'c', days: 304, months: 10, months_counted: 1 },
      treatment: 'ended-at-death',
    },
  ])
  engine.close()
})

test('a death that only another payer tells does not end a span, and that shows', async () => {
  const person = { first_name: 'Ann', last_name: 'Day', gender: 'female', address: '1 Elm', zip_code: '02860' }
  const eligibility = [
    span('2024-01-01', '9999-12-31', { payer: 'a', ...person }),
    span('2024-01-01', '2025-03-02', { payer: 'b', ...person, death_date: '2025-03-02' }),
  ]
  const found = await findings({
    eligibility,
    medical_claim: ['a', 'b'].flatMap((payer) => SEEN.map((one) => ({ ...one, payer }))),
  })
  expect(found.map(short)).toEqual(['after-death-told-elsewhere 2025-03-03 9999-12-31 null 10 10'])
})

test('days that cannot be true are told, and count as they were sent', async () => {
  const eligibility = [
    span('1900-01-01', '9999-12-31', { member_id: 'early', birth_date: '1880-01-01' }),
    span('2024-01-01', '2199-12-31', { member_id: 'late' }),
    span('1931-01-01', '2035-12-31', { member_id: 'long', birth_date: '1931-01-01' }),
    span('2024-01-01', '9999-12-31', { member_id: 'young', birth_date: '2024-03-09' }),
    span('2024-03-01', '9999-12-31', { member_id: 'newborn', birth_date: '2024-03-09' }),
  ]
  const found = await findings({
    eligibility: eligibility.map((row) => ({ ...row, first_name: row.member_id ?? '' })),
    medical_claim: eligibility.flatMap(({ member_id }) => SEEN.map((one) => ({ ...one, member_id: member_id ?? '' }))),
  })
  const odd = found.filter(({ finding }) => finding !== 'claims-without-coverage')
  expect(odd.map(({ member_id, finding, days, treatment }) => [member_id, finding, days, treatment])).toEqual([
    ['early', 'starts-too-early', null, 'counted-as-sent'],
    ['long', 'too-long', 38351, 'counted-as-sent'],
    ['young', 'before-birth', 68, 'counted-as-sent'],
    ['late', 'ends-too-late', 64283, 'counted-as-sent'],
  ])
})

test('a span of which no month counts is told', async () => {
  const found = await findings({ eligibility: [span('2025-03-02', '2025-03-30')] })
  expect(found.map(short)).toEqual(['no-month-counts 2025-03-02 2025-03-30 29 1 0'])
})

test('a member without a birth date is told, from the record that speaks for the number', async () => {
  const eligibility = [span('2024-01-01', '9999-12-31', { birth_date: null, record_number: 7 })]
  const found = await findings({ eligibility, medical_claim: SEEN })
  expect(found).toMatchObject([{ finding: 'no-birth-date', months: 24, months_counted: 24, record_number: 7 }])
})

test('lines of a month without coverage are told, with what their spend counts in', async () => {
  const found = await findings({
    eligibility: [span('2025-01-01', '2025-03-31')],
    medical_claim: [
      claim('2024-05-05', { record_number: 31 }),
      claim('2024-05-09', { record_number: 32 }),
      claim('2025-02-02'),
      claim('2025-06-07', { paid_amount: null }),
      claim('2025-02-03', { line_of_business: 'self-funded' }),
    ],
  })
  expect(
    found.map(({ finding, first_date, lines, spend_usd, treatment }) => [
      finding,
      first_date,
      lines,
      spend_usd,
      treatment,
    ]),
  ).toEqual([
    ['claims-without-any-coverage', '2024-05-01', 2, '20.00', 'spend-left-out'],
    ['claims-without-any-coverage', '2025-02-01', 1, '10.00', 'spend-left-out'],
    ['claims-without-coverage', '2025-06-01', 1, null, 'spend-counted-without-month'],
  ])
  expect(found[0]).toMatchObject({ record_number: 31, last_date: '2024-05-31', months: 1, months_counted: 0 })
})

test('what is left out of spend is all that the lines of linked people have more than the people’s cost', async () => {
  const engine = await looked({
    eligibility: [
      span('2025-01-01', '2025-03-31'),
      span('2025-03-01', '2025-03-31', { member_id: 'n', first_name: 'Eve' }),
    ],
    medical_claim: ['2024-05-05', '2025-02-02', '2025-06-07'].flatMap((day) => [
      claim(day),
      claim(day, { member_id: 'n', claim_id: `n${day}` }),
    ]),
  })
  const sums = await engine.one(sql`
    select (select sum(spend_usd) from person_line) as lines, (select sum(spend_usd) from person_cost) as cost,
      (select sum(spend_usd) from coverage_finding where treatment = 'spend-left-out') as left_out`)
  expect(sums).toEqual({ lines: '60.00', cost: '40.00', left_out: '20.00' })
  engine.close()
})

test('every member of every payer is in one state', async () => {
  const of = (member_id: string, start: string, end: string, rest: Row = {}) =>
    span(start, end, { member_id, first_name: member_id, ...rest })
  const same = { first_name: 'Pat', last_name: 'Poe', address: '2 Oak', zip_code: '02860', gender: 'male' }
  const engine = await looked({
    eligibility: [
      of('now', '2024-01-01', '9999-12-31'),
      of('then', '2024-01-01', '2024-12-31'),
      of('part', '2025-03-02', '2025-03-30'),
      of('past', '2019-01-01', '2019-12-31'),
      of('turned', '2025-05-01', '2025-04-01'),
      span('2024-01-01', '2025-12-31', { member_id: 'first', ...same }),
      span('2024-06-01', '2025-06-30', { member_id: 'second', ...same }),
    ],
    member_crosswalk: [
      { previous_member_id: 'old', current_member_id: 'now', record_number: 9 },
      { previous_member_id: 'first', current_member_id: 'second', record_number: 10 },
    ],
  })
  const rows = await engine.rows<Found>(
    sql`select member_id, state, spans, months, months_before from member_state order by member_id`,
  )
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    'first months-in-period 1 12 12',
    'now months-in-period 1 12 12',
    'old number-only 0 0 0',
    'part no-month-counts 1 0 0',
    'past outside-these-years 1 0 0',
    'second months-under-another-number 1 0 0',
    'then months-before-period 1 0 12',
    'turned no-usable-span 1 0 0',
  ])
  const all = await engine.one(
    sql`select (select count(*) from person_member) as members, (select count(*) from member_state) as states`,
  )
  expect(all).toEqual({ members: 8, states: 8 })
  engine.close()
})

test('the rule file says something of every finding and every state', () => {
  expect(Object.keys(rule.findings)).toEqual([...COVERAGE_FINDINGS])
  expect(Object.keys(rule.states)).toEqual([...MEMBER_STATES])
})
