import { expect, test } from 'vitest'
import { attribute } from '../../src/attribution/attribute.ts'
import { readRule } from '../../src/attribution/rule.ts'
import { memberMonth } from '../../src/cost/tables.ts'
import { personLine, personMember } from '../../src/identity/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

const year2025 = period('2025')
const year2024 = period('2024')

/** `elm 2025-02-01 120` is a visit at elm that day with that spend. */
function visits(person_id: string, ...seen: string[]): Row[] {
  return seen.map((text, i) => {
    const [practice_id = '', service_date = '', spend_usd = ''] = text.split(' ')
    return {
      person_id,
      member_id: person_id,
      claim_id: `${person_id}-${i}`,
      practice_id,
      service_date,
      spend_usd: spend_usd || null,
      primary_care_visit: true,
    }
  })
}

type Decision = Record<string, string | number | null>

async function attributed(
  rule: string,
  lines: Row[],
  attestation: Row[] = [],
  covered: string[] = [...new Set([...lines, ...attestation].map((row) => String(row.member_id)))],
  periods = [year2025],
): Promise<Decision[]> {
  const practice = ['ash', 'elm', 'oak'].map((practice_id) => ({
    practice_id,
    practice_name: practice_id,
    organization_id: 'river',
    tin: '1',
  }))
  const engine = await lakeOf({ attestation, practice })
  await fillRows(
    engine,
    personMember,
    covered.map((m) => ({ person_id: m, member_id: m, rule: 'alone', reason: '-' })),
  )
  await fillRows(engine, personLine, lines)
  await fillRows(
    engine,
    memberMonth,
    covered.map((m) => ({
      person_id: m,
      member_id: m,
      year_month: '202501',
      month_start: '2025-01-01',
      primary_coverage: true,
    })),
  )
  await fill(engine, attribute(readRule(rule), ...periods))
  const rows = await engine.rows<Decision>(sql`select * from attribution order by period, person_id`)
  engine.close()
  return rows
}

const practiceOf = async (lines: Row[], attestation: Row[] = []) =>
  (await attributed('attested-then-plurality', lines, attestation))[0]?.practice_id

test('most visits win, and several lines of a day are one visit', async () => {
  const lines = visits('p', 'elm 2025-02-01 10', 'elm 2025-02-01 500', 'oak 2024-02-01 10', 'oak 2025-03-01 10')
  expect(await practiceOf(lines)).toBe('oak')
})

test('visits tie: the practice with more spend wins, a known spend before an unknown one', async () => {
  expect(await practiceOf(visits('p', 'elm 2025-02-01 10', 'oak 2025-01-01 11'))).toBe('oak')
  expect(await practiceOf(visits('p', 'elm 2025-02-01', 'oak 2025-01-01 1'))).toBe('oak')
})

test('visits and spend tie: the practice seen last wins, then the smaller key', async () => {
  expect(await practiceOf(visits('p', 'elm 2025-02-01 10', 'oak 2025-03-01 10'))).toBe('oak')
  expect(await practiceOf(visits('p', 'oak 2025-03-01 10', 'elm 2025-03-01 10'))).toBe('elm')
})

test('the window is the 24 months that end with the period', async () => {
  const [row] = await attributed(
    'attested-then-plurality',
    visits('p', 'elm 2023-12-31 10', 'elm 2026-01-01 10', 'oak 2024-01-01 10'),
  )
  expect(row).toMatchObject({ practice_id: 'oak', visits: 1, last_visit: '2024-01-01', reason: 'plurality', step: 2 })
})

test('a statement of the patient comes before visits, and carries its record', async () => {
  const [row] = await attributed('attested-then-plurality', visits('p', 'elm 2025-02-01 10'), [
    {
      member_id: 'p',
      practice_id: 'oak',
      attested_on: '2025-05-01',
      npi: 'dr-oak',
      file_id: 'statements',
      record_number: 7,
    },
  ])
  expect(row).toEqual({
    period: '2025',
    person_id: 'p',
    practice_id: 'oak',
    organization_id: 'river',
    npi: 'dr-oak',
    step: 1,
    reason: 'attested',
    rule: 'attested-then-plurality',
    visits: 0,
    allowed_usd: null,
    last_visit: null,
    attested_on: '2025-05-01',
    file_id: 'statements',
    record_number: 7,
  })
})

test('the latest statement counts that was made and not taken back by the end of the period', async () => {
  const say = (practice_id: string, attested_on: string, withdrawn_on: string | null = null) => ({
    member_id: 'p',
    practice_id,
    attested_on,
    withdrawn_on,
  })
  expect(await practiceOf([], [say('elm', '2025-05-01'), say('oak', '2025-06-01')])).toBe('oak')
  expect(await practiceOf([], [say('elm', '2025-05-01'), say('oak', '2025-06-01', '2025-07-01')])).toBe('elm')
  expect(await practiceOf([], [say('elm', '2025-05-01'), say('oak', '2025-06-01', '2026-01-15')])).toBe('oak')
  expect(await practiceOf([], [say('elm', '2025-05-01'), say('oak', '2026-01-01')])).toBe('elm')
  expect(await practiceOf([], [say('elm', '2025-05-01'), say('nowhere', '2025-06-01')])).toBe('elm')
})

test('the rule by plurality alone does not read statements', async () => {
  const [row] = await attributed('plurality', visits('p', 'elm 2025-02-01 10'), [
    { member_id: 'p', practice_id: 'oak', attested_on: '2025-05-01' },
  ])
  expect(row).toMatchObject({ practice_id: 'elm', reason: 'plurality', step: 1, rule: 'plurality', attested_on: null })
})

test('a person with coverage and no visit stays on the list with the reason; one without coverage is not on it', async () => {
  const rows = await attributed('plurality', visits('gone', 'elm 2025-02-01 10'), [], ['quiet'])
  expect(rows).toMatchObject([
    {
      person_id: 'quiet',
      practice_id: null,
      step: null,
      reason: 'no-primary-care',
      visits: null,
      organization_id: null,
    },
  ])
})

test('two periods stand side by side, each with its own window', async () => {
  const lines = visits('p', 'elm 2023-02-01 10', 'oak 2025-02-01 10')
  const rows = await attributed('plurality', lines, [], ['p'], [year2025, year2024])
  expect(rows.map((r) => [r.period, r.practice_id])).toEqual([['2025', 'oak']])
})
