import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { spoken } from './spoken.ts'

let path: string
let register: Register
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'people-'))
  Region.create(join(path, 'valley'))
  register = await openPglite()
})
afterAll(async () => {
  await register?.close()
  rmSync(path, { recursive: true, force: true })
})

const say = (line: string) => spoken(line, { cwd: path, held: { region: Region.open(join(path, 'valley')), register } })

test('somebody is invited, given another grant, and has it changed and ended; each grant stays in the list', async () => {
  for (const payer of ['summit', 'keystone']) await say(`participants add ${payer} --name ${payer} --kind payer`)
  const invited = await say('people invite ada --name Ada --email ada@example.org --role payer --participant summit')
  expect(invited.out).toMatch(/\/invitation#\S+\n$/)
  const second = (await say('people grant ada --role payer --participant keystone --administers')).out.trim()
  const third = (await say(`people change-grant ${second} --until 2026-12-31 --no-administers`)).out.trim()
  expect((await say(`people end-grant ${third}`)).code).toBe(0)
  expect(JSON.parse((await say('people list --json')).out)).toMatchObject([
    { participant: 'summit', state: 'holds', administers: false, end_date: null },
    { participant: 'keystone', state: 'ended', administers: true, end_date: null },
    { participant: 'keystone', state: 'ended', administers: false, end_date: '2026-12-31' },
  ])
})

test('what changes nothing is left as it was, and what is no grant is said to be none', async () => {
  const grant = (await say('people grant ada --role payer --participant keystone --administers')).out.trim()
  await say(`people change-grant ${grant} --until 2027-06-30`)
  const [newest] = JSON.parse((await say('people list --json')).out).slice(-1)
  expect(newest).toMatchObject({ administers: true, end_date: '2027-06-30', state: 'holds' })
  expect((await say('people change-grant ada --until 2027-06-30')).said).toContain('the number of a grant')
  expect((await say(`people change-grant ${grant} --until 2027-06-30`)).said).toContain('has ended')
})
