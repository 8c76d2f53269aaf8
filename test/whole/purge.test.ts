import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLake } from '../../src/lake/lake.ts'
import { literal, sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { listTombstones } from '../../src/register/rights/tombstones.ts'
import { listSubmissions, OUTCOMES } from '../../src/register/submissions.ts'
import { begin, begunPurge } from '../../src/rights/purge/journal.ts'
import { listPurge } from '../../src/rights/purge/list-purge.ts'
import { membersOf } from '../../src/rights/purge/members-of.ts'
import { purge, resumePurge } from '../../src/rights/purge/purge.ts'
import type { Target } from '../../src/rights/purge/target.ts'
import { openRun } from '../../src/run/open-run.ts'
import { run } from '../../src/run/run.ts'
import { ingest } from '../../src/sources/ingest.ts'
import { agreeWith } from '../run/small-lake.ts'

const NOW = '2026-01-15T08:00:00.000Z'
const year = period('2025')
const GONE = 'GONE-4711'
const AUTHORITY = 'agreement 7.2, destruction on demand'
let register: Register
let made: string
const folders: string[] = []

beforeAll(async () => {
  register = await openPglite()
  made = mkdtempSync(join(tmpdir(), 'purge-'))
  folders.push(made)
  const region = Region.create(join(made, 'region'))
  const send = async (payer: string, files: Record<string, string>) => {
    const paths = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(made, name), text)
      return join(made, name)
    })
    await ingest(region, { payer, line_of_business: 'commercial', files: paths }, { register, now: () => NOW })
    await agreeWith(register, payer)
  }
  await send('elm', {
    'eligibility.csv': lines(
      'member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,birth_date,gender,social_security_number',
      `${GONE},2025-01-01,2025-12-31,Zebulon,Quagmire,1961-02-03,male,412563789`,
      'STAY-1,2025-01-01,2025-12-31,"An\nn",Smith,1970-01-01,female,',
      `${GONE},not-a-day,2025-12-31,Zebulon,Quagmire,1961-02-03,male,412563789`,
      'STAY-2,2025-01-01,2025-12-31,Bob,Jones,1971-01-01,male,',
    ),
    'medical_claim.csv': lines(
      'claim_id,claim_line_number,claim_type,member_id,claim_start_date,paid_amount',
      `c1,1,professional,${GONE},2025-03-01,10.00`,
      'c2,1,professional,STAY-1,2025-03-02,20.00',
      `c3,1,professional,${GONE},2025-03-03,30.00`,
    ),
  })
  await send('oak', {
    'eligibility-oak.csv': lines(
      'member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,birth_date,gender,social_security_number',
      'OAK-9,2025-01-01,2025-12-31,Zebulon,Quagmire,1961-02-03,male,412563789',
      'OAK-8,2025-01-01,2025-12-31,Cy,Young,1972-01-01,male,',
    ),
  })
  await run(region, year, { register, now: () => NOW })
})
afterAll(async () => {
  await register.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
const lines = (...all: string[]) => `${all.join('\n')}\n`

/** A copy of the region as it was made, over the one register: each test purges its own. */
function regionAgain(): Region {
  const folder = mkdtempSync(join(tmpdir(), 'purge-'))
  folders.push(folder)
  cpSync(join(made, 'region'), join(folder, 'region'), { recursive: true })
  return Region.open(join(folder, 'region'))
}

/** Files of the region that hold the text, Parquet read as rows. */
async function filesWith(region: Region, text: string): Promise<string[]> {
  const engine = await openLake(region)
  const found: string[] = []
  for (const entry of readdirSync(region.path, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || path.includes('/spill/')) continue
    const content = path.endsWith('.parquet')
      ? JSON.stringify(await engine.rows(sql`select * from read_parquet(${literal(path)})`))
      : readFileSync(path, 'latin1')
    if (content.includes(text)) found.push(path.slice(region.path.length + 1))
  }
  engine.close()
  return found
}

async function personOf(region: Region): Promise<Target> {
  const engine = await openLake(region)
  const [last] = readdirSync(region.runs)
  await openRun(engine, region, last ?? '')
  const [row] = await engine.rows<{ person_id: string }>(
    sql`select person_id from person_member where member_id = ${GONE}`,
  )
  const members = await membersOf(engine, row?.person_id ?? '')
  engine.close()
  return { kind: 'person', members }
}

test('a person goes from lake, runs and received files, under every number; everybody else stays where they were', async () => {
  const region = regionAgain()
  const target = await personOf(region)
  expect(target).toEqual({
    kind: 'person',
    members: [
      { payer: 'elm', member_id: GONE },
      { payer: 'oak', member_id: 'OAK-9' },
    ],
  })
  const before = readFileSync(join(region.received, first(region, 'elm'), '0001-eligibility.csv'))
  const listed = await listPurge(region, register, target)
  expect(await filesWith(region, GONE)).not.toEqual([])
  expect(
    listed.items.filter((item) => item.action === 'blank').map(({ records, numbers }) => ({ records, numbers })),
  ).toEqual([
    { records: 2, numbers: [2, 4] },
    { records: 2, numbers: [2, 4] },
    { records: 1, numbers: [2] },
  ])
  await purge(region, register, { purge: listed, authority: AUTHORITY, now: '2026-02-01T00:00:00.000Z' })
  for (const text of [GONE, 'OAK-9', 'Zebulon', 'Quagmire']) expect(await filesWith(region, text)).toEqual([])
  expect(begunPurge(region)).toBeNull()
  const after = readFileSync(join(region.received, first(region, 'elm'), '0001-eligibility.csv'))
  expect(after.length).toBe(before.length)
  expect(
    after
      .toString()
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual([
    'member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,birth_date,gender,social_security_number',
    '',
    'STAY-1,2025-01-01,2025-12-31,"An',
    'n",Smith,1970-01-01,female,',
    '',
    'STAY-2,2025-01-01,2025-12-31,Bob,Jones,1971-01-01,male,',
    '',
  ])
  const engine = await openLake(region)
  expect(await engine.rows(sql`select claim_id, record_number from medical_claim`)).toEqual([
    { claim_id: 'c2', record_number: 3 },
  ])
  engine.close()
  const stones = await listTombstones(register)
  expect(stones.length).toBe(listed.items.length)
  expect(JSON.stringify(stones)).not.toMatch(/GONE|OAK-9|Zebulon|Quagmire/)
  expect(new Set(stones.map((one) => one.authority))).toEqual(new Set([AUTHORITY]))
  for (const one of await listSubmissions(register))
    expect(one.received).toBe(OUTCOMES.filter((name) => name !== 'received').reduce((sum, name) => sum + one[name], 0))
})

const first = (region: Region, payer: string) => readdirSync(join(region.lake, payer))[0] ?? ''

test('the next run is another one, without the person', async () => {
  const region = regionAgain()
  const [before] = readdirSync(region.runs)
  await purge(region, register, {
    ...{ purge: await listPurge(region, register, await personOf(region)), authority: AUTHORITY },
    now: '2026-02-02T00:00:00.000Z',
  })
  const again = await run(region, year, { register, now: () => NOW })
  expect(await filesWith(region, GONE)).toEqual([])
  expect(again.state).toBe('finished')
  expect(again.run_id).not.toBe(before)
  expect(again.tables.find((one) => one.table === 'person')?.rows).toBe(3)
})

test('killed after any file, the purge is finished by the next command', async () => {
  const items = (await listPurge(regionAgain(), register, await personOf(regionAgain()))).items.length
  for (const stop of [1, Math.floor(items / 2), items - 1]) {
    const region = regionAgain()
    const listed = await listPurge(region, register, await personOf(region))
    begin(region, {
      purge: listed,
      authority: AUTHORITY,
      purged_at: `2026-02-03T00:00:0${stop % 10}.000Z`,
      purged_by: 'operator',
    })
    const killed = resumePurge(region, register, (done) => {
      if (done === stop) throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    expect(begunPurge(region)).not.toBeNull()
    expect(await resumePurge(region, register)).toBe(true)
    for (const text of [GONE, 'OAK-9', 'Quagmire']) expect(await filesWith(region, text)).toEqual([])
    expect(await resumePurge(region, register)).toBe(false)
  }
})

test('a delivery goes whole with the runs that read it; that it came stays, and it may come again', async () => {
  const region = regionAgain()
  const submission_id = first(region, 'elm')
  const listed = await listPurge(region, register, { kind: 'submission', submission_id })
  expect(listed.runs.length).toBeGreaterThan(0)
  expect(listed.elsewhere.at(-1)).toBe('backups, exports and mail outside the region are yours to destroy')
  await purge(region, register, { purge: listed, authority: AUTHORITY, now: '2026-02-04T00:00:00.000Z' })
  expect(readdirSync(join(region.lake, 'elm', submission_id)).sort()).toEqual([
    'file.parquet',
    'finding.parquet',
    'record.parquet',
  ])
  expect(readdirSync(region.runs)).toEqual([])
  expect(existsSync(join(region.received, submission_id, '0001-eligibility.csv'))).toBe(false)
  expect(await filesWith(region, GONE)).toEqual([])
  const again = await ingest(
    region,
    { payer: 'elm', files: [join(made, 'eligibility.csv')] },
    { register, now: () => '2026-02-05T00:00:00.000Z' },
  )
  expect({ status: again.status, same: again.submission_id === submission_id }).toEqual({
    status: 'accepted',
    same: false,
  })
})

test('a payer goes with what others sent about its members', async () => {
  const region = regionAgain()
  writeFileSync(
    join(made, 'attestation.csv'),
    lines(
      'payer,member_id,practice_id,attested_on,method',
      'elm,STAY-1,p1,2025-01-02,paper',
      'oak,OAK-8,p1,2025-01-02,paper',
    ),
  )
  await ingest(
    region,
    { payer: 'convener', kind: 'convener', files: [join(made, 'attestation.csv')] },
    { register, now: () => NOW },
  )
  await purge(region, register, {
    ...{ purge: await listPurge(region, register, { kind: 'payer', payer: 'elm' }), authority: AUTHORITY },
    now: '2026-02-06T00:00:00.000Z',
  })
  for (const text of ['STAY-1', 'STAY-2', GONE]) expect(await filesWith(region, text)).toEqual([])
  expect((await filesWith(region, 'OAK-8')).length).toBeGreaterThan(0)
})

test('what nobody sent cannot be purged', async () => {
  await expect(
    listPurge(regionAgain(), register, { kind: 'submission', submission_id: 's999999-00000000' }),
  ).rejects.toMatchObject({ code: 'input-argument' })
})
