import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDemonstration } from '../../src/demo/make-demonstration.ts'
import type { Delivery } from '../../src/demo/send.ts'
import { Engine } from '../../src/lake/engine.ts'
import { literal, sql } from '../../src/lake/sql.ts'

const scratch = mkdtempSync(join(tmpdir(), 'wholepanel-demonstration-'))
const hashes = (deliveries: readonly Delivery[]) =>
  Object.fromEntries(
    deliveries.flatMap((d) =>
      d.paths.map((path) => [
        `${d.payer}/${d.delivery}/${basename(path)}`,
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ]),
    ),
  )

let first: Delivery[]
beforeAll(async () => {
  first = (await makeDemonstration(join(scratch, 'first'), { people: 200, seed: 7 })).deliveries
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test('200 people are enough for every sender to send', () => {
  expect([...new Set(first.map((d) => d.payer))].sort()).toEqual([
    'bridge-health-plan',
    'convener',
    'elm-street',
    'harbor-advantage',
    'keystone-mutual',
    'medicare',
    'state-medicaid',
    'summit-health',
  ])
  expect(first[0]).toMatchObject({ payer: 'convener', delivery: 'directory' })
  expect(first.flatMap((d) => d.paths).every((path) => statSync(path).size > 0)).toBe(true)
})

test('the same seed and size give the same bytes, another seed others', async () => {
  const again = (await makeDemonstration(join(scratch, 'again'), { people: 200, seed: 7 })).deliveries
  expect(hashes(again)).toEqual(hashes(first))
  const other = hashes((await makeDemonstration(join(scratch, 'other'), { people: 200, seed: 8 })).deliveries)
  const changed = Object.entries(hashes(first)).filter(([file, hash]) => other[file] !== hash)
  expect(changed.length).toBeGreaterThan(30)
})

test('deliveries come in the order of their days', () => {
  const days = first.map((d) => d.sent_on)
  expect(days).toEqual([...days].sort())
})

test('nobody else on the machine can read what was sent', () => {
  const modes = readdirSync(join(scratch, 'first', 'sent'), { withFileTypes: true, recursive: true }).map(
    (entry) => statSync(join(entry.parentPath, entry.name)).mode & 0o077,
  )
  expect(new Set(modes)).toEqual(new Set([0]))
})

test('the file that is sent twice is the same byte for byte, the corrected one is not', () => {
  const hash = hashes(first)
  const file = (payer: string, delivery: string, name: string) => hash[`${payer}/${delivery}/${payer}-${name}-2024.csv`]
  expect(file('bridge-health-plan', '2024-again', 'medical-claim')).toBe(
    file('bridge-health-plan', '2024', 'medical-claim'),
  )
  expect(file('summit-health', '2024-corrected', 'pharmacy-claim')).not.toBe(
    file('summit-health', '2024', 'pharmacy-claim'),
  )
})

test('the planted faults stand in the file in the number that the truth states', async () => {
  const engine = await Engine.open()
  try {
    const truth = literal(join(scratch, 'first', 'truth', 'fault.parquet'))
    const planted = await engine.rows<{ fault: string; records: number }>(
      sql`select fault, records from read_parquet(${truth}) where payer = 'summit-health' and file = 'medical_claim' order by fault`,
    )
    const path =
      first
        .find((d) => d.payer === 'summit-health' && d.delivery === '2025')
        ?.paths.find((p) => p.includes('medical-claim')) ?? ''
    const sent = await engine.one<Record<string, number>>(sql`
      select count(*) filter (where claim_line_start_date = '2025-13-45') as days, count(*) filter (where paid_amount = '1,234.50') as commas,
        count(*) filter (where claim_id is null) as unnumbered, count(*) filter (where claim_id like 'SX3-%') as reversed
      from read_csv(${literal(path)}, all_varchar = true)`)
    expect(planted).toEqual([
      { fault: 'a day that no calendar has', records: sent?.days },
      { fault: 'an amount with a comma', records: sent?.commas },
      { fault: 'claim ends before it starts', records: sent?.reversed },
      { fault: 'no claim number', records: sent?.unnumbered },
    ])
    expect(sent).toEqual({ days: 5, commas: 4, unnumbered: 3, reversed: 2 })
  } finally {
    engine.close()
  }
})
