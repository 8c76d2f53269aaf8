import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { listThresholds } from '../../src/register/feeds/thresholds.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { spoken } from './spoken.ts'

let path: string
let register: Register
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'owed-'))
  Region.create(join(path, 'valley'))
  register = await openPglite()
  await registerPayer(register, { payer: 'summit' }, '2026-01-05T10:00:00Z')
})
afterAll(async () => {
  await register?.close()
  rmSync(path, { recursive: true, force: true })
})

const say = (line: string) => spoken(line, { cwd: path, held: { region: Region.open(join(path, 'valley')), register } })

test('a feed is added, listed by period, waived with a reason, and the listing says so', async () => {
  const added = await say(
    'feeds add summit claims --tables medical_claim --first 2025-01-31 --last 2025-01-31 --due-days 9',
  )
  expect(added).toMatchObject({ code: 0, out: '' })
  const listed = await say('feeds --csv')
  expect(listed.out).toContain('summit,claims,claims,monthly,2025-01-01,2025-01-31,2025-02-09,late,late by')
  const asked = await say('waivers ask summit --feed claims --reason moving --from 2025-01-01 --until 2025-03-31')
  expect(asked.said).toContain('waivers grant 1')
  expect((await say('waivers grant 1 --because agreed')).code).toBe(0)
  expect(JSON.parse((await say('feeds --json')).out)).toMatchObject([{ state: 'waived', waiver: 1 }])
  expect((await say('waivers refuse 1 --because no')).said).toContain('access-denied')
  expect((await say('waivers end 1 --because done')).code).toBe(0)
  expect(JSON.parse((await say('waivers --json')).out)).toMatchObject([{ decision: 'ended', because: 'done' }])
})

test('a feed of nobody, a share past one and a waiver of nothing are refused', async () => {
  expect((await say('feeds add sumit claims --tables medical_claim --first 2025-01-31')).said).toContain(
    'input-argument',
  )
  expect((await say('thresholds set code 1.5 --source letter --from 2025-01-01')).said).toContain('input-argument')
  expect((await say('waivers ask summit --reason x --from 2025-01-01 --until 2025-02-01')).said).toContain(
    'neither a feed nor a rule',
  )
  expect((await say('thresholds set code 0.05 --payer summit --source letter --from 2025-01-01')).code).toBe(0)
  expect(await listThresholds(register)).toMatchObject([{ threshold: 'summit-code-2025-01-01', most_share: '0.05' }])
})
