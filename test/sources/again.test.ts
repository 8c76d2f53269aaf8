import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from '../../src/lake/sql.ts'
import { OUTCOME_NAMES, submissionCounts } from '../../src/sources/landing/submissions.ts'
import { counts, ELIGIBILITY, eligibilityOf, regionWith } from './region-with.ts'

let here: ReturnType<typeof regionWith>
beforeEach(() => {
  here = regionWith()
})
afterEach(() => here.remove())

const adds = (of: ReturnType<typeof counts>) =>
  of.received === OUTCOME_NAMES.filter((name) => name !== 'received').reduce((sum, name) => sum + of[name], 0)

test('the same file twice changes nothing: its records are duplicates', async () => {
  const file = here.file('e.csv', eligibilityOf('m1', 'm2'))
  const first = await here.ingest('acme', [file])
  const before = await here.content()
  const second = await here.ingest('acme', [file])
  expect(second.status).toBe('duplicate')
  expect(second.submission_id).not.toBe(first.submission_id)
  expect(second.files[0]).toMatchObject({ because: `repeats ${first.files[0]?.file_id}`, received: 3, duplicate: 3 })
  expect(await here.content()).toEqual(before)
})

test('the same file under two names in one delivery counts once', async () => {
  const text = eligibilityOf('m1')
  const report = await here.ingest('acme', [here.file('a.csv', text), here.file('b.csv', text)])
  expect(report.files.map((f) => [f.accepted, f.duplicate])).toEqual([
    [1, 0],
    [0, 2],
  ])
})

test('a corrected file supersedes every record of the earlier one, and history keeps them', async () => {
  const first = await here.ingest('acme', [here.file('e.csv', eligibilityOf('m1', 'm2'))])
  const second = await here.ingest('acme', [here.file('e.csv', eligibilityOf('m2', 'm3'))])
  expect(second.files[0]).toMatchObject({ because: `corrects ${first.files[0]?.file_id}`, accepted: 2 })
  expect(second.findings.map((f) => f.rule)).toEqual(['corrects-file'])
  expect(here.restated.get(first.files[0]!.file_id)).toMatchObject({
    received: 3,
    accepted: 0,
    superseded: 2,
    control: 1,
  })
  await here.lake(async (engine) => {
    expect(await engine.rows(sql`select member_id from eligibility order by 1`)).toEqual([
      { member_id: 'm2' },
      { member_id: 'm3' },
    ])
    expect(await engine.one(sql`select count(*) as n from eligibility_history`)).toEqual({ n: 4 })
    const all = await submissionCounts(engine, here.region.lake)
    expect(all.map((row) => [counts(row).superseded, adds(row)])).toEqual([
      [2, true],
      [0, true],
    ])
  })
})

test('the first version sent again after its correction is in force again', async () => {
  const old = eligibilityOf('m1')
  await here.ingest('acme', [here.file('e.csv', old)])
  const before = await here.content()
  await here.ingest('acme', [here.file('e.csv', eligibilityOf('m2'))])
  await here.ingest('acme', [here.file('e.csv', old)])
  expect(await here.content()).toEqual(before)
})

test('a record with a known key and other content supersedes the earlier one; with the same content it is a duplicate', async () => {
  await here.ingest('acme', [here.file('jan.csv', eligibilityOf('m1', 'm2'))])
  const second = await here.ingest('acme', [
    here.file(
      'feb.csv',
      `${ELIGIBILITY}\nm1,2025-01-01,2025-06-30,Ann,1970-01-01\nm2,2025-01-01,2025-12-31,Ann,1970-01-01\n`,
    ),
  ])
  expect(counts(second.files[0]!)).toMatchObject({ received: 3, accepted: 1, duplicate: 1, control: 1 })
  const rows = await here.lake((e) =>
    e.rows(sql`select member_id, enrollment_end_date as until from eligibility order by 1`),
  )
  expect(rows).toEqual([
    { member_id: 'm1', until: '2025-06-30' },
    { member_id: 'm2', until: '2025-12-31' },
  ])
})

test('one key twice in a file: the same content is a duplicate, other content gives way to the later record', async () => {
  const report = await here.ingest('acme', [
    here.file(
      'e.csv',
      `${ELIGIBILITY}\nm1,2025-01-01,2025-12-31,Ann,1970-01-01\nm1,2025-01-01,2025-12-31,Ann,1970-01-01\nm2,2025-01-01,2025-03-31,Bo,1970-01-01\nm2,2025-01-01,2025-12-31,Bo,1970-01-01\n`,
    ),
  ])
  expect(counts(report.files[0]!)).toEqual({
    received: 5,
    accepted: 1,
    warned: 1,
    quarantined: 0,
    superseded: 1,
    duplicate: 1,
    control: 1,
  })
  expect(report.findings.map((f) => [f.rule, f.first_record])).toEqual([['same-key-twice', 5]])
})

test('two payers may use the same member numbers', async () => {
  await here.ingest('acme', [here.file('e.csv', eligibilityOf('m1'))])
  await here.ingest('other', [here.file('e.csv', eligibilityOf('m1'))])
  expect((await here.content()).length).toBe(2)
})

test('a practice sends results about members of registered payers only', async () => {
  await here.ingest('acme', [here.file('e.csv', eligibilityOf('m1'))])
  const header = 'payer,lab_result_id,member_id,source_code_type,source_code,result,result_value,collection_date'
  const report = await here.ingest(
    'elm-street',
    [
      here.file(
        'labs.csv',
        `${header}\nAcme,r1,m1,loinc,4548-4,7.1,7.1,2025-05-01\nNobody,r2,m1,loinc,4548-4,7,7,2025-05-01\n`,
      ),
    ],
    { kind: 'practice', line_of_business: undefined },
  )
  expect(counts(report.files[0]!)).toMatchObject({ accepted: 1, quarantined: 1 })
  const rows = await here.lake((e) =>
    e.rows(sql`select data_source, payer, line_of_business, result_value from lab_result`),
  )
  expect(rows).toEqual([
    { data_source: 'wholepanel/elm-street', payer: 'acme', line_of_business: 'commercial', result_value: '7.1000' },
  ])
})

test('the order of rows, columns and files does not matter, and no record is lost', async () => {
  const rows = fc.uniqueArray(
    fc.record({
      member: fc.integer({ min: 1, max: 40 }),
      until: fc.constantFrom('2025-06-30', '2025-12-31', 'never', ''),
    }),
    {
      selector: (row) => row.member,
      minLength: 1,
      maxLength: 12,
    },
  )
  await fc.assert(
    fc.asyncProperty(rows, fc.infiniteStream(fc.nat()), async (members, numbers) => {
      const lines = members.map((row) => `m${row.member},2025-01-01,${row.until},Ann,1970-01-01`)
      const shuffled = lines
        .map((line) => [numbers.next().value ?? 0, line] as const)
        .toSorted((a, b) => a[0] - b[0])
        .map(([, line]) => line)
      const [one, other] = [regionWith(), regionWith()]
      try {
        const half = Math.ceil(lines.length / 2)
        const a = await one.ingest('acme', [one.file('all.csv', [ELIGIBILITY, ...lines].join('\n'))])
        const b = await other.ingest('acme', [
          other.file('second.csv', [ELIGIBILITY, ...shuffled.slice(half)].join('\r\n')),
          other.file('first.csv', [ELIGIBILITY, ...shuffled.slice(0, half)].join('\n')),
        ])
        expect(await one.content()).toEqual(await other.content())
        for (const file of [...a.files, ...b.files]) expect(adds(file)).toBe(true)
        expect(a.files[0]?.received).toBe(lines.length + 1)
        expect(b.files.reduce((sum, file) => sum + file.received, 0)).toBe(lines.length + 2)
      } finally {
        one.remove()
        other.remove()
      }
    }),
    { numRuns: 4, seed: 7 },
  )
})

test('a file that waited for its line of business is taken in once that is registered', async () => {
  const file = here.file('e.csv', eligibilityOf('m1'))
  const first = await here.ingest('acme', [file], { line_of_business: undefined })
  expect(first.findings.map((f) => f.rule)).toEqual(['line-of-business-unknown'])
  expect(counts(first.files[0]!)).toMatchObject({ received: 2, quarantined: 1, control: 1 })
  const second = await here.ingest('acme', [file])
  expect(counts(second.files[0]!)).toMatchObject({ received: 2, accepted: 1, control: 1 })
})

test('a submission that landed without being recorded is recorded at the next ingest', async () => {
  const first = await here.ingest('acme', [here.file('a.csv', eligibilityOf('m1'))])
  const stated = here.recorded.get(first.submission_id)
  here.recorded.clear()
  await here.ingest('acme', [here.file('b.csv', eligibilityOf('m2'))])
  expect(here.recorded.get(first.submission_id)).toEqual(stated)
})
