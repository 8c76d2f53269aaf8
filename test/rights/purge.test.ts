import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { listTombstones } from '../../src/register/rights/tombstones.ts'
import { listPurge } from '../../src/rights/purge/list-purge.ts'
import { purge } from '../../src/rights/purge/purge.ts'
import { ingest } from '../../src/sources/ingest.ts'

const NOW = '2026-01-15T08:00:00.000Z'
let register: Register
let folder: string
beforeAll(async () => {
  register = await openPglite()
  folder = mkdtempSync(join(tmpdir(), 'purge-'))
})
afterAll(async () => {
  await register.close()
  rmSync(folder, { recursive: true, force: true })
})

// What a purge takes from runs, from other senders' files, and after it was killed: test/whole/purge.test.ts.
test('a delivery goes whole; that it came stays, with a tombstone; what nobody sent cannot be purged', async () => {
  const region = Region.create(join(folder, 'region'))
  const file = join(folder, 'eligibility.csv')
  writeFileSync(
    file,
    'member_id,enrollment_start_date,enrollment_end_date,birth_date,gender\nGONE-1,2025-01-01,2025-12-31,1961-02-03,male\n',
  )
  const given = { payer: 'elm', line_of_business: 'commercial', files: [file] }
  const { submission_id } = await ingest(region, given, { register, now: () => NOW })
  const listed = await listPurge(region, register, { kind: 'submission', submission_id })
  expect(existsSync(join(region.lake, 'elm', submission_id, 'eligibility.parquet'))).toBe(true)
  await purge(region, register, { purge: listed, authority: 'agreement 7.2', now: NOW })
  expect(readdirSync(join(region.lake, 'elm', submission_id)).sort()).toEqual([
    'file.parquet',
    'finding.parquet',
    'record.parquet',
  ])
  expect(existsSync(join(region.received, submission_id, '0001-eligibility.csv'))).toBe(false)
  const stones = await listTombstones(register)
  expect(stones).toHaveLength(listed.items.length)
  expect(new Set(stones.map((one) => [one.submission_id, one.authority].join(' ')))).toEqual(
    new Set([`${submission_id} agreement 7.2`]),
  )
  await expect(
    listPurge(region, register, { kind: 'submission', submission_id: 's999999-00000000' }),
  ).rejects.toMatchObject({ code: 'input-argument' })
})
