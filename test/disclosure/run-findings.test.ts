import { expect, test } from 'vitest'
import { COVERAGE_FINDINGS } from '../../src/cost/coverage/coverage-rule.ts'
import { readRunFindings } from '../../src/disclosure/reads/received/run-findings.ts'
import { doorOf, smallRegion, VIEWERS } from './small-region.ts'
import type { Rows } from './tables.ts'

type Row = Rows[string][number]

const of = (payer: string, record_number: number) => ({
  data_source: 'test',
  submission_id: `s-${payer}`,
  file_id: `s-${payer}/1`,
  record_number,
  payer,
  plan: '-',
  line_of_business: 'commercial',
})
const span = (payer: string, record_number: number, member_id: string, days: string, more: Row = {}) => {
  const [enrollment_start_date = '', enrollment_end_date = ''] = days.split(' ')
  return {
    ...of(payer, record_number),
    ...{ member_id, enrollment_start_date, enrollment_end_date, birth_date: '1970-01-01' },
    ...more,
  }
}
const member = (
  payer: string,
  record_number: number,
  member_id: string,
  person_id: string,
  birth_date = '1970-01-01',
) => ({
  ...{ person_id, payer, member_id, birth_date: birth_date === '' ? null : birth_date },
  ...{ rule: 'alone', reason: 'r', file_id: `s-${payer}/1`, record_number },
})
const line = (payer: string, record_number: number, member_id: string, person_id: string, service_date: string) => ({
  ...{ person_id, data_source: 'test', payer, plan: '-', line_of_business: 'commercial', member_id },
  ...{ claim_id: `c${record_number}`, claim_line_number: 1, claim_type: 'professional', service_date },
  ...{ primary_care_visit: false, file_id: `s-${payer}/2`, record_number },
})

/** What amber sent, under numbers each of which is odd in a way of its own. `as`: which numbers are one person. */
const amber = (as: (member_id: string) => string): Rows => ({
  eligibility: [
    span('amber', 2, 'A1', '2025-01-01 2025-03-31'),
    span('amber', 3, 'A1', '2025-07-01 2025-12-31'),
    span('amber', 4, 'A2', '2025-02-01 2025-08-31'),
    span('amber', 5, 'A3', '2025-01-01 2025-06-30'),
    span('amber', 6, 'A3', '2025-06-01 2025-12-31'),
    span('amber', 7, 'A4', '2025-05-01 2025-04-01'),
    span('amber', 8, 'A5', '2025-01-01 2025-12-31', { death_date: '2025-06-01' }),
    span('amber', 9, 'A6', '2025-01-01 2025-12-31'),
    span('amber', 10, 'A7', '2025-01-01 2025-12-31', { birth_date: null }),
    span('amber', 11, 'A8', '2025-01-01 2025-01-20'),
  ],
  person_member: ['A1 2', 'A2 4', 'A3 5', 'A4 7', 'A5 8', 'A6 9', 'A7 10', 'A8 11'].map((one) => {
    const [id = '', record = ''] = one.split(' ')
    return member('amber', Number(record), id, as(id), id === 'A7' ? '' : undefined)
  }),
  person_line: [
    line('amber', 1, 'A1', as('A1'), '2025-05-05'),
    line('amber', 2, 'A1', as('A1'), '2025-05-06'),
    line('amber', 3, 'A2', as('A2'), '2025-03-03'),
    line('amber', 4, 'A2', as('A2'), '2025-10-10'),
  ],
})
const together = (...all: Rows[]): Rows => {
  const rows: Record<string, Row[]> = {}
  for (const one of all)
    for (const [table, some] of Object.entries(one)) rows[table] = [...(rows[table] ?? []), ...some]
  return rows
}

/** Amber alone: each of its numbers is a person, and nobody is known to have died but by its word. */
const ALONE = amber((id) => `p-${id}`)
/** Birch covers two of amber's numbers as one member, in the gap too, has claims of it, and tells of deaths. */
const BESIDE_BIRCH = together(
  amber((id) => (id === 'A1' || id === 'A2' ? 'p-one' : `p-${id}`)),
  {
    eligibility: [
      span('birch', 2, 'B1', '2025-01-01 2025-12-31', { death_date: '2025-09-09' }),
      span('birch', 3, 'B6', '2025-01-01 2025-02-28', { death_date: '2025-02-02' }),
      span('birch', 4, 'B7', '2025-01-01 2024-12-01'),
    ],
    person_member: [
      member('birch', 2, 'B1', 'p-one'),
      member('birch', 3, 'B6', 'p-A6'),
      member('birch', 4, 'B7', 'p-A7', '1970-01-01'),
    ],
    person: [
      { person_id: 'p-one', death_date: '2025-09-09', members: 3, payers: 2 },
      { person_id: 'p-A6', death_date: '2025-02-02', members: 2, payers: 2 },
    ],
    person_line: [line('birch', 9, 'B1', 'p-one', '2025-05-05')],
    coverage_finding: [
      {
        ...{
          finding: 'after-death-told-elsewhere',
          severity: 'warned',
          payer: 'amber',
          line_of_business: 'commercial',
        },
        ...{ plan: '-', person_id: 'p-A6', member_id: 'A6', first_date: '2025-02-03', last_date: '2025-12-31' },
        ...{ months: 11, months_counted: 11, treatment: 'counted-as-sent', reason: 'r', rule: 'r' },
        ...{ file_id: 's-amber/1', record_number: 9 },
      },
    ],
  },
)

const FILES = ['s-amber/1', 's-amber/2', 's-birch/1', 's-birch/2'].map((file_id) => ({
  file_id,
  submission_id: file_id.slice(0, -2),
  file_name: `${file_id.replace('/', '-')}.csv`,
}))

async function told(rows: Rows, who: keyof typeof VIEWERS, most = 100) {
  const reading = await smallRegion(rows)
  const door = doorOf(VIEWERS[who], { action: 'read-findings' })
  const { organization_id } = VIEWERS[who]
  // As row-level security of the register answers.
  const filesOf = async () =>
    FILES.filter(({ submission_id }) => organization_id === null || submission_id === `s-${organization_id}`)
  const found = await readRunFindings(reading, door, { filesOf, most })
  reading.engine.close()
  return { ...found, released: door.released }
}

test('a payer reads what its own records alone show, with file, record and how to mend it', async () => {
  const { coverage } = await told(ALONE, 'amber')
  expect(
    coverage.map(
      (row) =>
        `${row.finding} ${row.member_id} ${row.first_date} ${row.last_date} ${row.file_name} ${row.record_number}`,
    ),
  ).toEqual([
    'after-death A5 2025-06-02 2025-12-31 s-amber-1.csv 8',
    'claims-without-coverage A1 2025-05-01 2025-05-31 s-amber-2.csv 1',
    'claims-without-coverage A2 2025-10-01 2025-10-31 s-amber-2.csv 4',
    'ends-before-start A4 2025-05-01 2025-04-01 s-amber-1.csv 7',
    'gap A1 2025-04-01 2025-06-30 s-amber-1.csv 3',
    'no-birth-date A7 2025-01-01 2025-12-31 s-amber-1.csv 10',
    'overlap A3 2025-06-01 2025-06-30 s-amber-1.csv 6',
  ])
  expect(coverage[0]).toMatchObject({ severity: 'note', fix: 'end the span on the day of death', of_kind: 1 })
  expect(coverage.every((row) => row.withheld.length === 0)).toBe(true)
})

test('whatever another payer covers, claims, joins or tells of a death, the answer is the same to the letter', async () => {
  const [alone, beside] = [await told(ALONE, 'amber'), await told(BESIDE_BIRCH, 'amber')]
  expect(JSON.stringify(beside.coverage)).toBe(JSON.stringify(alone.coverage))
  const birch = await told(BESIDE_BIRCH, 'birch')
  expect(JSON.stringify(birch.coverage)).not.toMatch(/amber|A\d/)
  expect(birch.coverage.map((row) => row.finding)).toEqual(['after-death', 'after-death', 'ends-before-start'])
})

test('nothing is told that rests on what is known elsewhere', async () => {
  const { coverage } = await told(BESIDE_BIRCH, 'operator')
  const kinds = new Set(coverage.map((row) => row.finding))
  for (const one of ['after-death-told-elsewhere', 'no-month-counts', 'coverage-without-claims'])
    expect([COVERAGE_FINDINGS.includes(one as never), kinds.has(one)]).toEqual([true, false])
})

test('a release says whose records it held, of a kind no more rows than asked for leave, and who counts reads none', async () => {
  const { coverage, released } = await told(ALONE, 'amber', 1)
  expect(coverage.filter((row) => row.finding === 'claims-without-coverage')).toMatchObject([{ of_kind: 2 }])
  expect(released[0]?.person_ids).toContain('p-A5')
  for (const who of ['convener', 'state', 'elm', 'cedar'] as const) {
    const { coverage: rows, directory } = await told(BESIDE_BIRCH, who)
    expect(JSON.stringify([rows, directory])).not.toMatch(/A\d|B\d|2025-/)
  }
})

test('of the directory a payer reads what one record of its own says of itself, and the operator all of it', async () => {
  const finding = (finding: string, sender: string, record_number: number) => ({
    ...{ finding, severity: 'warned', practice_id: 'elm', npi: '9000000001', others: 1, treatment: 'left-out' },
    ...{ reason: 'r', rule: 'r', sender, file_id: `s-${sender}/1`, record_number },
  })
  const rows = {
    directory_finding: [
      finding('affiliation-ends-before-start', 'amber', 1),
      finding('affiliation-overlap', 'amber', 2),
      finding('affiliation-ends-before-start', 'birch', 3),
    ],
  }
  const numbers = async (who: keyof typeof VIEWERS) => (await told(rows, who)).directory.map((row) => row.record_number)
  expect(await numbers('amber')).toEqual([1])
  expect(await numbers('birch')).toEqual([3])
  expect(await numbers('operator')).toEqual([1, 3, 2])
})
