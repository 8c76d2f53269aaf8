import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { takeInStatements } from '../../src/attestation/take-in.ts'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import {
  forgetStatements,
  listStatements,
  mendStatement,
  withdrawByReceipt,
  withdrawStatement,
} from '../../src/register/rights/attestation/statements.ts'
import { lastFinishedRun } from '../../src/register/runs.ts'
import { listSubmissions } from '../../src/register/submissions.ts'
import { listPurge } from '../../src/rights/purge/list-purge.ts'
import { purge } from '../../src/rights/purge/purge.ts'
import { openRun } from '../../src/run/open-run.ts'
import { regionOfThree } from './region.ts'

let at: Awaited<ReturnType<typeof regionOfThree>>
beforeAll(async () => {
  at = await regionOfThree()
})
// What is forgotten in the register goes from the lake with the next delivery, also the last of it.
afterEach(async () => {
  await at.register.engine((tx) => tx.deleteFrom('attestation_statement').execute())
  await takeIn()
  expect(await inLake()).toEqual([])
})
afterAll(() => at.close())

const takeIn = () => takeInStatements(at.region, at.work)
type Row = {
  member_id: string
  practice_id: string
  attested_on: string
  withdrawn_on: string | null
  stated_by: string
}
const inLake = () =>
  at.lake<Row>(sql`select member_id, practice_id, attested_on, withdrawn_on, stated_by, method, npi
    from attestation order by member_id, attested_on, practice_id`)
const standing = async () =>
  Object.fromEntries((await listStatements(at.register)).map((one) => [one.attested_on, one.beside]))
const panel = async () => {
  await at.runAgain()
  const engine = await Engine.open()
  const { run_id = '' } = (await lastFinishedRun(at.register)) ?? {}
  await openRun(engine, at.region, run_id)
  const rows =
    await engine.rows(sql`select a.practice_id, a.reason, a.attested_on, m.member_id, a.file_id is not null as traced
    from attribution a join person_member m on m.person_id = a.person_id and m.payer = 'elm-health'
    where a.period = '2025' order by m.member_id`)
  engine.close()
  return rows
}
const told = () => ({ at: at.now(), actor: 'unknown', role: null, participant: null, purpose: null, detail: {} })

test('a statement that is matched becomes a row of the lake, and the next run goes by it', async () => {
  await at.state('one', { clinician: 'Dr. Grace Ito', stated_by: 'representative', proxy_name: 'Mary Lee' })
  expect(await inLake()).toEqual([])
  const taken = await takeIn()
  expect(taken).toMatchObject({ matched: 1, waiting: 0, submission_id: expect.stringMatching(/^s/) })
  expect(await inLake()).toEqual([
    {
      ...{ member_id: 'M1', practice_id: 'elm', attested_on: '2025-05-01', withdrawn_on: null },
      ...{ stated_by: 'representative', method: 'portal', npi: '1234567893' },
    },
  ])
  expect((await panel())[0]).toEqual({
    ...{ member_id: 'M1', practice_id: 'elm', reason: 'attested', attested_on: '2025-05-01', traced: true },
  })
})

test('again changes nothing: no delivery, no row, and the same form twice is one statement', async () => {
  const [first, second] = [await at.state('one'), await at.state('one', { practice_id: 'oak', first_name: 'Eve' })]
  expect({ ...second, is_new: true }).toEqual({ ...first, is_new: true })
  expect(second.is_new).toBe(false)
  await takeIn()
  const before = [await inLake(), (await listSubmissions(at.register)).length]
  expect((await takeIn()).submission_id).toBeNull()
  expect([await inLake(), (await listSubmissions(at.register)).length]).toEqual(before)
  expect(await inLake()).toHaveLength(1)
})

test('nothing of a statement is used before it is known whose it is', async () => {
  await at.state('nobody', { member_number: 'M9' })
  await at.state('two', {
    first_name: 'Ann',
    last_name: 'Smith',
    birth_date: '1960-05-01',
    member_number: null,
    zip_code: '04102',
  })
  expect(await takeIn()).toMatchObject({ matched: 0, ambiguous: 1, not_matched: 1 })
  expect(await inLake()).toEqual([])
  const [two] = (await listStatements(at.register)).filter((one) => one.state === 'ambiguous')
  expect(two).toMatchObject({ because: 'several-people', payer: null, member_id: null })
  const mended = { statement: two?.statement ?? '', practice_id: 'elm', mended: { phone_last_four: '0001' } }
  expect(await mendStatement(at.register, { ...mended, practice_id: 'oak' }, 'ana', at.now())).toBe(false)
  expect(await mendStatement(at.register, mended, 'ana', at.now())).toBe(true)
  expect(await takeIn()).toMatchObject({ matched: 1, ambiguous: 0 })
  expect((await inLake()).map((row) => row.member_id)).toEqual(['M3'])
  expect(await mendStatement(at.register, mended, 'ana', at.now())).toBe(false)
})

test('a statement that is taken back by its receipt is taken back in the lake, with its day', async () => {
  const { receipt } = await at.state('one')
  await takeIn()
  await withdrawByReceipt(at.register, 'AAAAAAAAAAAAAAAAAAAA', told())
  await withdrawByReceipt(at.register, receipt.replaceAll('-', ''), told())
  await takeIn()
  expect(await inLake()).toMatchObject([{ member_id: 'M1', withdrawn_on: '2026-01-20' }])
  const events = await at.register.engine((tx) =>
    tx
      .selectFrom('event')
      .select(['about', 'detail'])
      .where('act', '=', 'withdraw-statement')
      .orderBy('number')
      .execute(),
  )
  expect(events.map((one) => [one.about !== '', (one.detail as { outcome: string }).outcome])).toEqual([
    [false, 'refused'],
    [true, 'done'],
  ])
})

test('staff take a statement of their own practice back, not before it was made, and once', async () => {
  const { statement } = await at.state('one')
  const of = { statement, practice_id: 'elm', withdrawn_on: '2025-01-01' }
  expect(await withdrawStatement(at.register, { ...of, practice_id: 'oak' }, 'ana', at.now())).toBe(false)
  expect(await withdrawStatement(at.register, of, 'ana', at.now())).toBe(true)
  expect(await withdrawStatement(at.register, of, 'ana', at.now())).toBe(false)
  expect(await listStatements(at.register)).toMatchObject([{ withdrawn_on: '2025-05-01', withdrawn_by: 'ana' }])
})

test('a later statement goes before an earlier one, and staff see how each stands beside the others', async () => {
  await at.state('one', { attested_on: '2025-03-01' })
  await at.state('two', { attested_on: '2025-04-01' })
  await at.state('three', { attested_on: '2025-06-01', practice_id: 'oak', organization_id: 'oak-group' })
  await at.state('four', { attested_on: '2025-07-01', member_number: 'H1', first_name: 'bob' })
  await takeIn()
  expect(await standing()).toEqual({
    ...{ '2025-03-01': 'replaced', '2025-04-01': 'replaced', '2025-06-01': 'replaced', '2025-07-01': 'replaces' },
  })
  expect((await panel())[0]).toMatchObject({ practice_id: 'elm', attested_on: '2025-07-01' })
})

test('a statement made twice for one practice is repeated, and two of one day for two contradict each other', async () => {
  await at.state('one', { attested_on: '2025-03-01' })
  await at.state('two', { attested_on: '2025-04-01' })
  await takeIn()
  expect(await standing()).toEqual({ '2025-03-01': null, '2025-04-01': 'repeated' })
  await at.state('three', { attested_on: '2025-04-01', practice_id: 'oak', organization_id: 'oak-group' })
  await takeIn()
  expect((await listStatements(at.register)).map((one) => one.beside)).toEqual(['same-day', 'same-day', 'replaced'])
  // Of two of one day the smaller practice key counts.
  expect((await panel())[0]).toMatchObject({ practice_id: 'elm', attested_on: '2025-04-01' })
})

test('who is forgotten in the register is gone from the lake with the next delivery', async () => {
  await at.state('one')
  await takeIn()
  expect(await forgetStatements(at.register, [{ payer: 'elm-health', member_id: 'M1' }])).toBe(1)
  await at.state('two', { member_number: 'M9' })
  await takeIn()
  expect(await inLake()).toEqual([])
})

test('a purge of a person takes their statements out of the register too, so that they do not come again', async () => {
  await at.state('one')
  await at.state('two', { ...ANN, phone_last_four: '0000' })
  await takeIn()
  const members = [{ payer: 'elm-health', member_id: 'M1' }]
  const listed = await listPurge(at.region, at.register, { kind: 'person', members })
  await purge(at.region, at.register, { purge: listed, authority: 'a test', now: at.now() })
  await takeIn()
  expect((await inLake()).map((row) => row.member_id)).toEqual(['M2'])
  expect((await listStatements(at.register)).map((one) => one.member_id)).toEqual(['M2'])
})

const ANN = { first_name: 'Ann', last_name: 'Smith', birth_date: '1960-05-01', member_number: null, zip_code: '04102' }
