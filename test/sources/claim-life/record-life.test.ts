import { afterAll, beforeAll, expect, test } from 'vitest'
import { lifeText } from '../../../src/cli/commands/received/record.ts'
import { lifeOfRecord, type RecordLife } from '../../../src/explain/record-life.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { openLake } from '../../../src/lake/lake.ts'
import { claimRecords } from '../../../src/sources/claim-life/claim-records.ts'
import type { IngestReport } from '../../../src/sources/ingest.ts'
import { regionWith } from '../region-with.ts'
import { claimsCsv } from './sent.ts'

let here: ReturnType<typeof regionWith>
let engine: Engine
const sent: IngestReport[] = []

/** January: two claims and one that cannot be read. February: one again, one corrected, one odd. March: the January file again. */
beforeAll(async () => {
  here = regionWith()
  const january = claimsCsv([
    { claim_id: 'A', paid_on: '2025-02-03', paid: '10.00' },
    { claim_id: 'B', paid_on: '2025-02-03', paid: '20.00' },
    { claim_id: 'C', paid_on: '2025-02-03', paid: 'twenty' },
  ])
  const february = claimsCsv([
    { claim_id: 'A', paid_on: '2025-02-03', paid: '10.00' },
    { claim_id: 'B', paid_on: '2025-03-03', paid: '25.00' },
    { claim_id: 'D', paid_on: '2025-03-03', paid: '-5.00' },
  ])
  sent.push(await here.ingest('acme', [here.file('january.csv', january)]))
  sent.push(await here.ingest('acme', [here.file('february.csv', february)]))
  sent.push(await here.ingest('acme', [here.file('again.csv', january)]))
  engine = await openLake(here.region)
})
afterAll(() => {
  engine.close()
  here.remove()
})

const fileOf = (delivery: number) => sent[delivery]!.files[0]!
async function life(delivery: number, record: number): Promise<RecordLife> {
  const found = await lifeOfRecord(engine, here.region, fileOf(delivery).file_id, record)
  if (!found) throw new Error(`no record ${record}`)
  return found
}

test('an accepted record leads from the received file to its row', async () => {
  const { file, outcome, became, sent: fields, replaced_by, read_by } = await life(1, 3)
  expect(file).toMatchObject({
    payer: 'acme',
    file_name: 'february.csv',
    layout: 'tuva',
    layout_file: 'medical_claim',
    records: 4,
  })
  expect(file.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(outcome).toBe('accepted')
  expect(became.map((row) => [row.table, row.key.claim_id, row.in_force])).toEqual([['medical_claim', 'B', true]])
  expect(fields?.fields).toContainEqual({ name: 'paid_amount', value: '25.00' })
  expect([replaced_by, read_by]).toEqual([null, []])
})

test('a replaced record says what replaced it and when, and the other end says what it replaced', async () => {
  const old = await life(0, 3)
  expect(old).toMatchObject({
    outcome: 'superseded',
    became: [{ table: 'medical_claim', in_force: false }],
    replaced_by: {
      file_id: fileOf(1).file_id,
      record_number: 3,
      file_name: 'february.csv',
      rule: 'claim-replaced',
      decided_in: sent[1]!.submission_id,
      decided_at: '2026-01-15T08:00:00.000Z',
    },
  })
  expect((await life(1, 3)).replaced).toEqual([
    { file_id: fileOf(0).file_id, record_number: 3, file_name: 'january.csv', rule: 'claim-replaced' },
  ])
})

test('a duplicate names the record that said it, of the same claim or of a file that came again', async () => {
  expect(await life(1, 2)).toMatchObject({
    outcome: 'duplicate',
    became: [],
    repeats: { file_id: fileOf(0).file_id, record_number: 2, file_name: 'january.csv' },
  })
  expect(await life(2, 3)).toMatchObject({
    outcome: 'duplicate',
    repeats: { file_id: fileOf(0).file_id, record_number: 3, file_name: 'january.csv' },
  })
})

test('a quarantined, a warned and a control record each say why', async () => {
  const quarantined = await life(0, 4)
  expect(quarantined).toMatchObject({ outcome: 'quarantined', rule: 'amount-unreadable', became: [] })
  expect(quarantined.findings).toContainEqual(
    expect.objectContaining({ column: 'paid_amount', rule: 'amount-unreadable' }),
  )
  const warned = await life(1, 4)
  expect(warned).toMatchObject({ outcome: 'warned', became: [{ table: 'medical_claim', in_force: true }] })
  expect(warned.findings.map(({ rule }) => rule)).toContain('amount-negative')
  expect(await life(0, 1)).toMatchObject({ outcome: 'control', sent: null, became: [] })
})

test('there is no life of a record that did not come', async () => {
  expect(await lifeOfRecord(engine, here.region, fileOf(0).file_id, 9)).toBeUndefined()
  expect(await lifeOfRecord(engine, here.region, 'nothing/1', 1)).toBeUndefined()
})

test('the records of a claim are found from its number', async () => {
  const rows = await engine.rows(claimRecords('B', 'acme'))
  expect(rows.map(({ standing, paid_amount, record_number }) => [standing, paid_amount, record_number])).toEqual([
    ['superseded', '20.00', 3],
    ['in force', '25.00', 3],
  ])
  expect(await engine.rows(claimRecords('B', 'other'))).toEqual([])
})

test('as text it reads from the file to the results', async () => {
  const text = lifeText(await life(0, 3))
  expect(text).toContain(`Record 3 of january.csv (${fileOf(0).file_id})`)
  expect(text).toContain('medical_claim tuva/acme / acme / - / commercial / B / 1, no longer in force')
  expect(text).toContain(`Replaced by record 3 of february.csv (${fileOf(1).file_id}): claim-replaced`)
  expect(text).toContain('Read by\n  no run')
})
