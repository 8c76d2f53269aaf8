import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { answersFor, type Reading } from '../../src/disclosure/reads/reading.ts'
import { AnswersOf } from '../../src/lake/answers.ts'
import { sql } from '../../src/lake/sql.ts'
import { Region } from '../../src/region.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { listAgreements, withdrawAgreement } from '../../src/register/rights/agreements.ts'
import { recordTombstones } from '../../src/register/rights/tombstones.ts'
import { finishRun, startRun } from '../../src/register/runs.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { Live } from '../../src/server/live.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { tablesOf } from '../disclosure/tables.ts'
import { delivery } from '../register/suite.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const panel = async (who: keyof typeof VIEWERS) => {
  const { status, body } = await house.get(VIEWERS[who], '/api/practices/elm/panel?limit=500')
  return { status, rows: status === 200 ? (JSON.parse(body).rows as { payers: string[] }[]) : [] }
}
const payersShown = async (who: keyof typeof VIEWERS) =>
  [...new Set((await panel(who)).rows.flatMap((row) => row.payers ?? []))].toSorted()

test('who has less right, or none, gets nothing of what was kept for others', async () => {
  for (let i = 0; i < 2; i++) {
    expect(await payersShown('operator')).toEqual(['amber', 'birch'])
    expect(await payersShown('elm')).toEqual(['amber', 'birch'])
    expect(await payersShown('amber')).toEqual(['amber'])
    expect((await panel('oak')).status).toBe(403)
    expect((await panel('convener')).status).toBe(403)
  }
})

test('what is refused asks the lake anew each time, whether it is there or not', async () => {
  const kept = [vi.spyOn(AnswersOf.prototype, 'rows'), vi.spyOn(AnswersOf.prototype, 'one')]
  for (const person of ['a1', 'nobody', 'a1', 'nobody'])
    expect((await house.get(VIEWERS.oak, `/api/practices/elm/panel/${person}`)).status).toBe(403)
  for (const id of ['person_member:amber:amber-a1', 'person_member:amber:nobody', 'attribution:2025:a1'])
    for (let i = 0; i < 2; i++)
      expect((await house.get(VIEWERS.oak, `/api/explain/${encodeURIComponent(id)}`)).status).toBe(403)
  for (const one of kept) expect(one).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

test('when an agreement is withdrawn, what was kept under it is not shown any more', async () => {
  expect(await payersShown('elm')).toEqual(['amber', 'birch'])
  const [birch] = (await listAgreements(house.register)).filter((one) => one.payer === 'birch')
  await withdrawAgreement(house.register, birch?.agreement ?? '', '2026-01-02')
  expect(await payersShown('elm')).toEqual(['amber'])
})

test('a run, a delivery or a purge ends what was kept of the run before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-kept-'))
  const region = Region.create(join(folder, 'region'), {})
  const at = (n: number) => `2026-02-0${n}T00:00:00Z`
  const write = async (run_id: string, person_id: string) => {
    const engine = await tablesOf({ person: [{ person_id, members: 1, payers: 1 }] })
    await engine.writeParquet(sql`select * from person`, join(region.runs, run_id, 'person.parquet'))
    engine.close()
  }
  const finish = async (run_id: string, n: number, person_id: string) => {
    mkdirSync(join(region.runs, run_id))
    await write(run_id, person_id)
    const run = { run_id, period: '2025', inputs_hash: run_id, version: '0', as_of: null, submissions: [] }
    await startRun(house.register, { ...run, started_at: at(n) })
    await finishRun(house.register, run_id, at(n), [])
  }
  const live = new Live(region, house.register, house.house.policy)
  const people = (reading: Reading) =>
    answersFor(reading, VIEWERS.operator).rows<{ person_id: string }>(sql`select person_id from person`)
  const seen = async () => (await live.read(people)).map((one) => one.person_id)

  await finish('2025-a', 1, 'first')
  expect([await seen(), await seen()]).toEqual([['first'], ['first']])
  await finish('2025-b', 2, 'second')
  expect([await seen(), await seen()]).toEqual([['second'], ['second']])
  await write('2025-b', 'after the purge')
  await recordTombstones(house.register, [
    {
      ...{ kind: 'person', payer: 'amber', submission_id: null, file_id: null, what: 'rows', records: 1, bytes: 1 },
      ...{ sha256: 'ab', authority: 'the agreement, 9.1', purged_at: at(3), purged_by: 'operator' },
    },
  ])
  expect(await seen()).toEqual(['after the purge'])
  await registerPayer(house.register, { payer: 'cedar' }, at(4))
  await write('2025-b', 'after the delivery')
  await recordSubmission(house.register, delivery('kept-1', 'cedar'))
  expect(await seen()).toEqual(['after the delivery'])
  await live.close()
  rmSync(folder, { recursive: true })
})
