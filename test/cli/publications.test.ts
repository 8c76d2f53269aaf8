import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { publish } from '../../src/register/rights/disclosure/publications.ts'
import { spoken } from './spoken.ts'

let path: string
let register: Register
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'publications-'))
  Region.create(join(path, 'valley'))
  register = await openPglite()
})
afterAll(async () => {
  await register?.close()
  rmSync(path, { recursive: true, force: true })
})

const say = (...line: string[]) =>
  spoken(line, { cwd: path, held: { region: Region.open(join(path, 'valley')), register } })

test('before a period was computed there is nothing to publish, and the command says what to do', async () => {
  const { code, said } = await say('publications', 'publish', '2025')
  expect(code).toBe(1)
  expect(said).toContain('wholepanel run --period')
  expect((await say('publications', '--json')).out).toBe('[]\n')
})

test('what is published is listed, and withdrawn once, with a reason', async () => {
  const rate = { measure: 'hba1c-control', title: 'Control', rate_share: '0.41', end: null, reliability: 'high' }
  const given = { period: '2025', run_id: 'r1', policy: 'strictest@1', figures: [rate], published_by: 'operator' }
  await publish(register, given, '2026-01-04T10:00:00Z')
  const withdraw = ['publications', 'withdraw', '2025', '--because']
  expect(JSON.parse((await say('publications', '--json')).out)).toMatchObject([
    { period: '2025', rates: 1, withdrawn_at: null, because: null },
  ])
  expect((await say('publications', 'withdraw', '2025')).code).toBe(2)
  expect((await say(...withdraw, 'A payer sent its claims twice.')).code).toBe(0)
  expect((await say(...withdraw, 'Once more.')).said).toContain('a period that is published')
  expect(JSON.parse((await say('publications', '--json')).out)).toMatchObject([
    { withdrawn_at: '2026-01-05T10:00:00Z', because: 'A payer sent its claims twice.' },
  ])
})
