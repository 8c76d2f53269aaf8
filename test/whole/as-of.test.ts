import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerPayer } from '../../src/register/payers.ts'
import { lastFinishedRun, listRuns } from '../../src/register/runs.ts'
import { agreeWith } from '../run/small-lake.ts'
import { claimsCsv, type Line } from '../sources/claim-life/sent.ts'
import { RegionOverTime } from './region-over-time.ts'

/**
 * A region over three deliveries: January as first sent; February corrects the coverage file, takes one claim back and
 * brings a late one; March replaces a claim by one with fewer lines. What each day's commands said is kept, and must be
 * what `--as-of` says after everything has come.
 */
let here: RegionOverTime
beforeAll(async () => {
  here = await RegionOverTime.open()
  await registerPayer(here.register, { payer: 'acme', line_of_business: 'commercial' }, '2026-01-05T10:00:00Z')
  await agreeWith(here.register, 'acme')
})
afterAll(() => here.remove())

const say = (line: string) => here.say(line)
const done = (line: string) => here.done(line)
const on = (day: string) => here.on(day)
const file = (name: string, text: string) => here.file(name, text)
const coverage = (until: (member: number) => string): string =>
  `member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,gender,birth_date\n${[...Array(12).keys()]
    .map((n) => `m${n},2025-01-01,${until(n)},Ann${n},Day,female,19${60 + n}-03-04\n`)
    .join('')}`
const claim = (n: number, more: Partial<Line> = {}): Line => ({
  claim_id: `C${n}`,
  control: `K${n}`,
  member: `m${n}`,
  paid_on: '2025-02-03',
  paid: `${100 + n}.25`,
  ...more,
})
const numbers = [...Array(12).keys()]

/** The fingerprint of each result table of the newest run of that name. */
async function fingerprints(as_of: string | null): Promise<Record<string, string>> {
  const of = (await listRuns(here.register)).filter((run) => run.status === 'finished' && run.as_of === as_of)
  const newest = of.toSorted((a, b) => ((a.finished_at ?? '') < (b.finished_at ?? '') ? 1 : -1))[0]
  const steps = newest?.steps as { table: string; fingerprint: string }[]
  return Object.fromEntries(steps.map(({ table, fingerprint }) => [table, fingerprint]))
}

/** What the commands say on a day, or as of it. */
async function stand(as_of?: string) {
  const then = as_of ? ` --as-of ${as_of}` : ''
  await done(`run --period 2025${then}`)
  const listed = JSON.parse(await done(`submissions --json${then}`)) as Record<string, unknown>[]
  return {
    results: await fingerprints(as_of ?? null),
    submissions: listed,
    claims: await done(`claims --payer acme --csv${then}`),
    attributed: await done(`attribute --rule plurality --json${then}`),
  }
}

const stood: Record<string, Awaited<ReturnType<typeof stand>>> = {}

test('three deliveries come, and each day’s results are kept', async () => {
  on('2026-01-10')
  const both = numbers.flatMap((n) => [claim(n), claim(n, { line: 2, paid: '10.00' })])
  await done(
    `ingest acme ${file(
      'coverage.csv',
      coverage(() => '2025-12-31'),
    )} ${file('claims.csv', claimsCsv(both))}`,
  )
  on('2026-01-31')
  stood['2026-01-31'] = await stand()

  on('2026-02-10')
  const ended = coverage((n) => (n === 3 ? '2025-06-30' : '2025-12-31'))
  const void5 = claim(5, { claim_id: 'V5', status: 'cancellation', paid_on: '2026-02-01', paid: '-105.25' })
  const late = claim(7, { claim_id: 'L7', control: 'KL7', paid_on: '2025-12-20', paid: '77.77' })
  await done(`ingest acme ${file('coverage.csv', ended)} ${file('february.csv', claimsCsv([void5, late]))}`)
  on('2026-02-20')
  stood['2026-02-20'] = await stand()

  on('2026-03-10')
  const fewer = claim(2, { status: 'adjustment', paid_on: '2026-03-01', paid: '50.00' })
  await done(`ingest acme ${file('march.csv', claimsCsv([fewer]))}`)
  on('2026-03-31')
  stood['2026-03-31'] = await stand()
}, 300_000)

test.each(['2026-01-31', '2026-02-20'])(
  'as of %s, everything is as it was that day',
  async (day) => {
    on('2026-04-15')
    expect(await stand(day)).toEqual(stood[day])
  },
  300_000,
)

test('a day between two deliveries stands as the delivery before it left it', async () => {
  on('2026-04-16')
  const between = await stand('2026-02-25')
  expect(between.results).toEqual(stood['2026-02-20']?.results)
  expect((await stand('2026-02-09')).results).toEqual(stood['2026-01-31']?.results)
}, 300_000)

test('what came in between shows: the three days differ, and today stays what readers see', async () => {
  const lines = Object.values(stood).map(({ results }) => results.person_line)
  expect(new Set(lines).size).toBe(3)
  expect((await lastFinishedRun(here.register))?.as_of).toBeNull()
  expect(await fingerprints(null)).toEqual(stood['2026-03-31']?.results)
})

test('the final action of a claim is the one of the day', async () => {
  on('2026-04-20')
  const of = async (claim_id: string, day: string) => {
    const rows = JSON.parse(await done(`claims --payer acme --claim ${claim_id} --as-of ${day} --json`)) as {
      final_action: string
      paid_amount: string
      versions: number
      records_out: number
    }[]
    return rows.map((row) => [row.final_action, row.paid_amount, row.versions, row.records_out])
  }
  expect(await of('K5', '2026-01-31')).toEqual([['original', '115.25', 1, 0]])
  expect(await of('V5', '2026-02-10')).toEqual([['void', '0.00', 2, 3]])
  expect(await of('C2', '2026-03-09')).toEqual([['original', '112.25', 1, 0]])
  expect(await of('C2', '2026-03-10')).toEqual([['adjustment', '50.00', 2, 2]])
  expect(await of('L7', '2026-01-31')).toEqual([])
})

test('the counts of a day know only what had replaced a record by then', async () => {
  const superseded = (day: string) => stood[day]?.submissions.map((row) => row.superseded)
  expect(superseded('2026-01-31')).toEqual([0])
  expect(superseded('2026-02-20')).toEqual([14, 1])
  expect(superseded('2026-03-31')).toEqual([16, 1, 0])
})

test('a day without a run says how to make one; a day to come is refused', async () => {
  on('2026-04-20')
  const none = await say('attribute --rule plurality --as-of 2026-01-12')
  expect(none.code).toBe(1)
  expect(none.said).toContain('state-no-run')
  expect(none.said).toContain('wholepanel run --period YEAR --as-of 2026-01-12')
  const later = await say('run --period 2025 --as-of 2026-04-21')
  expect([later.code, later.said]).toEqual([1, expect.stringContaining('not after 2026-04-20')])
})

test('a record tells what replaced it, and which runs look at it', async () => {
  on('2026-04-20')
  const records = JSON.parse(await done('record --claim C2 --json')) as {
    standing: string
    file_id: string
    record_number: number
  }[]
  expect(records.map(({ standing }) => standing)).toEqual(['superseded', 'superseded', 'in force'])
  const [first, , last] = records
  const old = JSON.parse(await done(`record ${first?.file_id} ${first?.record_number} --json`))
  expect(old.replaced_by).toMatchObject({ file_name: 'march.csv', rule: 'claim-replaced' })
  const readOld = old.read_by.map((run: { as_of: string | null; rows: unknown[] }) => [run.as_of, run.rows.length > 0])
  expect(readOld).toContainEqual(['2026-01-31', true])
  expect(readOld).toContainEqual([null, false])
  const now = JSON.parse(await done(`record ${last?.file_id} ${last?.record_number} --json`))
  expect(now).toMatchObject({
    outcome: 'accepted',
    replaced: [{ file_name: 'claims.csv' }, { file_name: 'claims.csv' }],
  })
  expect(now.read_by).toHaveLength(1)
  expect(await done(`record ${first?.file_id} ${first?.record_number}`)).toContain('no longer in force')
})
