import { afterAll, beforeAll, expect, test } from 'vitest'
import { memberMonth } from '../../src/cost/tables.ts'
import { type Identifying, matchStatements, type StatementMatch } from '../../src/identity/match-statements.ts'
import { linkPersons } from '../../src/identity/person-member.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

const bob: Row = {
  ...{ member_id: '1AB2-CD3', first_name: 'Robert', last_name: 'Lee', birth_date: '1950-03-02', gender: 'male' },
  ...{ zip_code: '04101-2233', phone: '2075551234', address: '12 North Mill Street' },
}
const twin = { ...bob, member_id: 'T1', first_name: 'Ana', gender: 'female', birth_date: '2010-06-01', phone: null }
const eligibility: Row[] = [
  bob,
  { ...bob, payer: 'oak-health', member_id: 'OAK7', first_name: 'Bob' },
  {
    ...bob,
    member_id: 'OLD',
    birth_date: '1940-01-01',
    enrollment_start_date: '2023-01-01',
    enrollment_end_date: '2023-12-31',
  },
  twin,
  { ...twin, payer: 'oak-health', member_id: 'T2', address: '9 Far Road', phone: '2075559999' },
  { ...bob, member_id: 'S', first_name: 'Ann', birth_date: '1960-01-01' },
  { ...bob, member_id: 'S', first_name: 'Mary', birth_date: '1961-01-01' },
]
const months = [
  ...['1AB2-CD3', 'T1', 'S'].map((member_id) => ({ payer: 'elm-health', member_id, month_start: '2025-12-01' })),
  ...['OAK7', 'T2'].map((member_id) => ({ payer: 'oak-health', member_id, month_start: '2025-06-01' })),
  { payer: 'elm-health', member_id: 'OLD', month_start: '2023-12-01' },
].map((row) => ({ person_id: 'p', year_month: '202512', primary_coverage: true, ...row }))

let engine: Engine
beforeAll(async () => {
  engine = await lakeOf({ eligibility })
  await fill(engine, [linkPersons()])
  await fillRows(engine, memberMonth, months)
})
afterAll(() => engine.close())

const typed: Identifying = {
  ...{ statement: 'a-1', first_name: 'Robert', last_name: 'Lee', birth_date: '1950-03-02' },
  ...{ member_number: null, zip_code: null, phone_last_four: null },
}
const match = async (given: Partial<Identifying>): Promise<Partial<StatementMatch>> => {
  const [one] = await matchStatements(engine, [{ ...typed, ...given }], '2025-01-01')
  const { state, because, payer, member_id } = one ?? {}
  return { state, because, ...(payer ? { payer, member_id } : {}) } as Partial<StatementMatch>
}

test('a member number is enough beside birth date and first name, however it is written', async () => {
  const found = { state: 'matched', because: 'member-number', payer: 'elm-health', member_id: '1AB2-CD3' }
  expect(await match({ member_number: '1ab2cd3' })).toEqual(found)
  expect(await match({ member_number: '1AB2 CD3', first_name: ' bob ', last_name: 'Newname' })).toEqual(found)
  expect(await match({ member_number: 'oak-7' })).toMatchObject({ payer: 'oak-health', member_id: 'OAK7' })
})

test('a number with another birth date or another first name is nobody', async () => {
  const nobody = { state: 'not-matched', because: 'nobody-covered' }
  expect(await match({ member_number: '1AB2-CD3', birth_date: '1950-03-03' })).toEqual(nobody)
  expect(await match({ member_number: '1AB2-CD3', first_name: 'Mary' })).toEqual(nobody)
  expect(await match({ member_number: 'NONE' })).toEqual(nobody)
})

test('ZIP code and the end of the telephone number are enough; of several members the one covered last counts', async () => {
  expect(await match({ zip_code: '04101', phone_last_four: '1234' })).toEqual({
    ...{ state: 'matched', because: 'zip-and-phone', payer: 'elm-health', member_id: '1AB2-CD3' },
  })
})

test('a ZIP code alone leaves it to staff, and so does a telephone number that is another', async () => {
  const weak = { state: 'ambiguous', because: 'too-little-agrees' }
  expect(await match({ zip_code: '04101' })).toEqual(weak)
  expect(await match({ zip_code: '04101', phone_last_four: '0000' })).toEqual(weak)
  expect(await match({ zip_code: '99999', phone_last_four: '1234' })).toMatchObject({ state: 'not-matched' })
})

test('two people of one name, birth date and ZIP code are told apart by the telephone only', async () => {
  const ana = { first_name: 'Ana', birth_date: '2010-06-01', zip_code: '04101' }
  expect(await match(ana)).toEqual({ state: 'ambiguous', because: 'several-people' })
  expect(await match({ ...ana, phone_last_four: '9999' })).toMatchObject({ state: 'matched', member_id: 'T2' })
})

test('whose coverage ended before the period, or whose number two people used, is not matched', async () => {
  expect(await match({ member_number: 'OLD', birth_date: '1940-01-01' })).toMatchObject({ state: 'not-matched' })
  expect(await match({ member_number: 'S', first_name: 'Ann', birth_date: '1960-01-01' })).toMatchObject({
    state: 'not-matched',
  })
})

test('nothing that is typed is read as SQL, and odd letters match nobody', async () => {
  for (const first_name of ["Robert'; drop table eligibility; --", '<script>alert(1)</script>', '🏥', '%', ''])
    expect(await match({ first_name, member_number: '1AB2-CD3' }), first_name).toMatchObject({ state: 'not-matched' })
})

test('each statement has one row, and a thousand at once have theirs', async () => {
  const many = Array.from({ length: 1100 }, (_, i) => ({ ...typed, statement: `a-${i}`, zip_code: '04101' }))
  const rows = await matchStatements(engine, many, '2025-01-01')
  expect(new Set(rows.map((row) => row.statement)).size).toBe(1100)
  expect(rows).toHaveLength(1100)
})
