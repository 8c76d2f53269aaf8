import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { Region } from '../../src/region.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import type { Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { listAgreements } from '../../src/register/rights/agreements.ts'
import { listSubmissions, recordSubmission } from '../../src/register/submissions.ts'
import { openRun } from '../../src/run/open-run.ts'
import { resultFingerprint } from '../../src/run/result-fingerprint.ts'
import { RESULT_TABLES } from '../../src/run/results.ts'
import { type RunResult, run } from '../../src/run/run.ts'
import { eventFile, MONTHLY } from '../attribution/events/event-lake.ts'
import { Deliveries, type Delivery } from './deliveries.ts'
import { agreeWith, submissionOf } from './small-lake.ts'

const year2025 = period('2025')
let seconds = 0
/** A clock that goes a second each time it is read. */
const now = () => {
  seconds += 1
  return new Date(Date.UTC(2026, 0, 15, 8) + seconds * 1000).toISOString()
}

/** So that facts and statements are made as well. */
const CONTRACTS = [
  ['summit', 'river'],
  ['summit', 'hill'],
].map(([payer = '', organization_id = '']) => ({
  ...{ arrangement: `${payer}-${organization_id}`, payer, organization_id, model: 'demo/common-model' },
  ...{ track: 'ffs-plus', start_date: '2025-01-01', end_date: null },
  amounts: { base_pmpm: { value: '40.00', unit: 'usd' as const, source: 'made up' } },
}))

/** The library has no rule of events that can be run as it is. */
function giveEvents(region: Region): void {
  mkdirSync(join(region.models, 'events'), { recursive: true })
  writeFileSync(join(region.models, 'events', 'monthly.yaml'), eventFile(MONTHLY))
}

/** Lets deliveries come to a region one by one, each with a run that builds on the one before. */
export async function runAfterEach(register: Register, seed: number, people: number, coming: readonly Delivery[]) {
  const folder = mkdtempSync(join(tmpdir(), 'incremental-'))
  const region = Region.create(join(folder, 'region'))
  giveEvents(region)
  const deliveries = new Deliveries(region.lake, seed)
  await deliveries.start(people)
  const runs: RunResult[] = []
  await recordNew(register, region)
  await saveArrangements(register, CONTRACTS)
  const runNow = async () => {
    await recordNew(register, region)
    runs.push(await run(region, year2025, { register, now, whole_below: 0 }))
  }
  await runNow()
  for (const delivery of coming) {
    await deliveries.come(delivery)
    await runNow()
  }
  return { region, runs, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function recordNew(register: Register, region: Region): Promise<void> {
  const known = new Set((await listSubmissions(register)).map(({ submission_id }) => submission_id))
  const agreed = new Set((await listAgreements(register)).map(({ payer }) => payer))
  for (const payer of readdirSync(region.lake)) {
    await registerPayer(register, { payer }, now())
    if (!agreed.has(payer)) await agreeWith(register, payer)
    for (const submission_id of readdirSync(join(region.lake, payer)).filter((id) => !known.has(id)))
      await recordSubmission(register, submissionOf(payer, submission_id, now()))
  }
}

/** The last run's tables, each read through its view, against a run from scratch over the same lake. */
export async function expectSameAsFromScratch(register: Register, region: Region, last: RunResult): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'scratch-'))
  const other = Region.create(join(folder, 'region'))
  rmSync(other.lake, { recursive: true })
  symlinkSync(region.lake, other.lake)
  giveEvents(other)
  const scratch = await run(other, year2025, { register, now, from_scratch: true })
  expect(scratch.built_on).toBeNull()
  expect(fingerprints(last.tables)).toEqual(fingerprints(scratch.tables))
  const engine = await Engine.open()
  await openRun(engine, region, last.run_id)
  const read: { table: string; rows: number; fingerprint: string }[] = []
  for (const table of RESULT_TABLES.filter(({ name }) => last.tables.some((t) => t.table === name)))
    read.push({ table: table.name, ...(await resultFingerprint(engine, table)) })
  const events = await engine.one<{ rows: number }>(sql`select count(*) as rows from event_share`)
  expect(events?.rows).toBeGreaterThan(0)
  engine.close()
  rmSync(folder, { recursive: true, force: true })
  expect(fingerprints(read)).toEqual(fingerprints(scratch.tables))
}

const fingerprints = (tables: readonly { table: string; rows: number; fingerprint: string }[]) =>
  Object.fromEntries(tables.map(({ table, rows, fingerprint }) => [table, `${rows} ${fingerprint}`]))
