import { describe, expect, test } from 'vitest'
import { persons } from '../../src/identity/person.ts'
import { linkPersons } from '../../src/identity/person-member.ts'
import { sql } from '../../src/lake/sql.ts'
import { fill, lakeOf, type Row } from '../run/small-lake.ts'

const ann: Row = {
  first_name: 'Ann',
  last_name: 'Smith',
  birth_date: '1960-05-01',
  gender: 'female',
  zip_code: '04101',
  address: '12 North Main Street Apt 4',
}

type Linked = { payer: string; member_id: string; person_id: string; rule: string }

async function link(eligibility: Row[], member_crosswalk: Row[] = []): Promise<Record<string, Linked>> {
  const engine = await lakeOf({ eligibility, member_crosswalk })
  await fill(engine, [linkPersons(), persons()])
  const rows = await engine.rows<Linked>(sql`select payer, member_id, person_id, rule from person_member`)
  engine.close()
  return Object.fromEntries(rows.map((row) => [row.member_id, row]))
}

/** Whether a and b came out as one person, and by which rule. */
async function joined(a: Row, b: Row): Promise<string | null> {
  const rows = await link([
    { ...ann, member_id: 'a', ...a },
    { ...ann, member_id: 'b', payer: 'oak-health', ...b },
  ])
  return rows.a?.person_id === rows.b?.person_id ? (rows.b?.rule ?? null) : null
}

describe('two members are one person when', () => {
  test('social security number and birth date agree, whatever the name', async () => {
    const ssn = { social_security_number: '212345678' }
    expect(await joined(ssn, { ...ssn, last_name: 'Jones', zip_code: '99999', address: null })).toBe(
      'ssn-and-birth-date',
    )
  })
  test('everything agrees, in another spelling', async () => {
    expect(await joined({}, { first_name: 'ANN M.', last_name: 'smith', address: '12 n. main st #4' })).toBe(
      'all-agree',
    )
  })
  test('name, birth date, gender and ZIP code agree and no address differs', async () => {
    expect(await joined({}, { address: null, zip_code: '04101-2233' })).toBe('name-birth-date-zip')
  })
  test('the first name is a short form and the telephone agrees', async () => {
    const phone = '2075551234'
    expect(await joined({ first_name: 'Robert', phone }, { first_name: 'Bob', phone, zip_code: '99999' })).toBe(
      'nickname-phone',
    )
  })
  test('the short form stands for one name of a man and another of a woman', async () => {
    const chris = { first_name: 'Chris', phone: '2075551234', address: null, zip_code: null }
    expect(await joined(chris, { ...chris, first_name: 'Christine' })).toBe('nickname-phone')
    expect(await joined({ ...chris, gender: 'male' }, { ...chris, gender: 'male', first_name: 'Christine' })).toBeNull()
  })
  test('two letters of the name stand in the wrong order', async () => {
    expect(await joined({ first_name: 'Margaret' }, { first_name: 'Magraret' })).toBe('letters-swapped-address')
  })
  test('the last name changed and the address stayed', async () => {
    expect(await joined({}, { last_name: 'Jones' })).toBe('last-name-changed-address')
  })
})

describe('two members stay two people when', () => {
  test('only name and birth date agree', async () => {
    expect(await joined({}, { zip_code: '99999', address: '9 Other Road' })).toBeNull()
  })
  test('they share name, birth date and ZIP code and live at two addresses', async () => {
    expect(await joined({}, { address: '9 Other Road' })).toBeNull()
  })
  test('they are twins of one sex', async () => {
    expect(await joined({ phone: '2075551234' }, { first_name: 'Beth', phone: '2075551234' })).toBeNull()
  })
  test('one payer covers both on one day, even under one name and address', async () => {
    expect(await joined({ payer: 'oak-health' }, {})).toBeNull()
    const before = { payer: 'oak-health', enrollment_end_date: '2024-12-31', enrollment_start_date: '2024-01-01' }
    expect(await joined(before, {})).toBe('all-agree')
  })
  test('they are father and son of one name', async () => {
    expect(await joined({ last_name: 'Smith Sr.' }, { last_name: 'Smith Jr.', birth_date: '1990-05-01' })).toBeNull()
  })
  test('their social security numbers differ', async () => {
    expect(await joined({ social_security_number: '212345678' }, { social_security_number: '212345679' })).toBeNull()
  })
  test('the shared number is a placeholder', async () => {
    const none = { social_security_number: '111111111' }
    expect(await joined(none, { ...none, last_name: 'Jones', address: null })).toBeNull()
  })
  test('one payer counts both, and only name, birth date and ZIP code agree', async () => {
    expect(await joined({ payer: 'oak-health' }, { address: null })).toBeNull()
  })
  test("they are twins under their parent's number", async () => {
    const ssn = { social_security_number: '212345678' }
    expect(await joined({ payer: 'oak-health', ...ssn }, { ...ssn, first_name: 'Beth' })).toBeNull()
  })
})

test('a number that two people used is joined to nobody', async () => {
  const ben = { ...ann, first_name: 'Ben', birth_date: '1971-02-03', gender: 'male' }
  const rows = await link([
    { ...ann, member_id: 'reused', enrollment_start_date: '2024-01-01' },
    { ...ben, member_id: 'reused', enrollment_start_date: '2025-01-01' },
    { ...ben, member_id: 'ben', payer: 'oak-health' },
  ])
  expect(rows.reused?.rule).toBe('member-number-shared')
  expect(rows.ben?.rule).toBe('alone')
  expect(rows.reused?.person_id).not.toBe(rows.ben?.person_id)
})

test('a number that the payer replaced leads to the person of the new one', async () => {
  const rows = await link(
    [
      { ...ann, member_id: 'new' },
      { ...ann, member_id: 'other', payer: 'oak-health' },
    ],
    [
      { previous_member_id: 'oldest', current_member_id: 'old' },
      { previous_member_id: 'old', current_member_id: 'new' },
      { previous_member_id: 'stray', current_member_id: 'unknown' },
    ],
  )
  expect(new Set(['oldest', 'old', 'new', 'other'].map((m) => rows[m]?.person_id)).size).toBe(1)
  expect(rows.oldest?.rule).toBe('member-number-replaced')
  expect(rows.stray).toBeUndefined()
})

test('a rule that would put two social security numbers into one person joins nobody of them', async () => {
  const rows = await link([
    { ...ann, member_id: 'a', social_security_number: '212345678' },
    { ...ann, member_id: 'b', payer: 'oak-health' },
    { ...ann, member_id: 'c', payer: 'pine-health', social_security_number: '212345679' },
  ])
  expect(new Set(Object.values(rows).map((r) => r.person_id)).size).toBe(3)
})

test('a chain of agreements is one person', async () => {
  const rows = await link([
    { ...ann, member_id: 'a', phone: '2075551234', address: '1 A St', zip_code: '04101' },
    { ...ann, member_id: 'b', payer: 'oak-health', phone: '2075551234', address: '2 B St', zip_code: '04102' },
    { ...ann, member_id: 'c', payer: 'pine-health', last_name: 'Jones', address: '2 B St', zip_code: '04102' },
  ])
  expect(new Set(Object.values(rows).map((r) => r.person_id)).size).toBe(1)
  expect(rows.c?.rule).toBe('last-name-changed-address')
})

test('an earlier address of a member still speaks for it after a move', async () => {
  const rows = await link([
    { ...ann, member_id: 'a', enrollment_start_date: '2023-01-01' },
    { ...ann, member_id: 'a', enrollment_start_date: '2025-01-01', address: '9 New Road', zip_code: '99999' },
    { ...ann, member_id: 'b', payer: 'oak-health' },
  ])
  expect(rows.a?.person_id).toBe(rows.b?.person_id)
  expect(rows.b?.rule).toBe('all-agree')
})
