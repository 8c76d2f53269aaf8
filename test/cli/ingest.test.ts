import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { spoken } from './spoken.ts'

let folder: string
let region: Region
let register: Register

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-ingest-'))
  region = Region.create(join(folder, 'valley'))
  register = await openPglite()
  writeFileSync(
    join(folder, 'practice.csv'),
    'practice_id,practice_name,organization_id,tin\np1,Hill Practice,o1,990000001\n',
  )
  writeFileSync(join(folder, 'other.csv'), 'one,two\n1,2\n')
})
afterAll(async () => {
  await register.close()
  rmSync(folder, { recursive: true, force: true })
})

const ingest = (files: string) => spoken(`ingest convener ${files}`, { cwd: folder, held: { region, register } })

test('a delivery without a refused file ends with 0', async () => {
  const { code, said } = await ingest('practice.csv')
  expect(said).toMatch(/submission s000001-\w+ of convener: accepted/)
  expect(code).toBe(0)
})

test('one refused file among others ends with 1, and the others land', async () => {
  writeFileSync(
    join(folder, 'again.csv'),
    'practice_id,practice_name,organization_id,tin\np2,Dale Practice,o1,990000002\n',
  )
  const { code, out, said } = await ingest('again.csv other.csv')
  expect(said).toMatch(/submission s000002-\w+ of convener: accepted/)
  expect(out).toMatch(/other\.csv.*refused/)
  expect(code).toBe(1)
})

test('a file that repeats an earlier one is not refused', async () => {
  expect((await ingest('practice.csv')).code).toBe(0)
})
