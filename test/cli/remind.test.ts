import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { recordFeed } from '../../src/register/feeds/feeds.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { keepReminding } from '../../src/server/outgoing/reminding.ts'
import { NOW, withPeople } from '../convening/people.ts'
import { spoken } from './spoken.ts'

let folder: string
let region: Region
let register: Register
const say = (line: string) => spoken(line, { cwd: folder, held: { region, register } })
const unread = (kind: string) =>
  register.engine((tx) =>
    tx.selectFrom('notification').select('account').where('kind', '=', kind).where('read_at', 'is', null).execute(),
  )

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wholepanel-remind-'))
  region = Region.create(join(folder, 'valley'), { region: 'Valley' })
  register = await openPglite()
  await withPeople(register)
  await registerPayer(register, { payer: 'summit', payer_name: 'Summit' }, '2025-01-01T00:00:00.000Z')
  const owed = { about: 'Claims', tables: ['medical_claim'], cadence: 'yearly' as const, resubmit_days: 5 }
  for (const [feed, first_period_end] of [
    ['claims', '2025-12-20'],
    ['roster', '2025-12-31'],
  ] as const)
    await recordFeed(register, { payer: 'summit', feed, first_period_end, due_days: 10, ...owed }, NOW)
})
afterAll(async () => {
  await register.close()
  rmSync(folder, { recursive: true, force: true })
})

test('remind says how many people were told of what, and the second time that nobody was', async () => {
  const first = await say('remind --json')
  expect({ code: first.code, rows: JSON.parse(first.out) }).toEqual({
    code: 0,
    rows: [{ kind: 'delivery-late', people: 3 }],
  })
  expect(JSON.parse((await say('remind --json')).out)).toEqual([])
})

test('no name of a person is printed', async () => {
  await register.engine((tx) => tx.updateTable('reminder').set({ mark: '1900-01-01' }).execute())
  expect((await say('remind')).out).not.toMatch(/pam|sol|ann/)
})

test('a day that has not come is refused, and one that is none', async () => {
  for (const day of ['2026-01-06', 'tomorrow']) {
    const { code, out, said } = await say(`remind --day ${day}`)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(said).toContain('--day')
  }
})

test('what is told is an act of the log, with no person in it', async () => {
  const events = await register.engine((tx) =>
    tx.selectFrom('event').select(['act', 'detail']).where('act', '=', 'send-reminders').execute(),
  )
  expect(events.length).toBeGreaterThan(0)
  expect(JSON.stringify(events)).not.toMatch(/pam|sol/)
})

test('a server tells at its start and on the next day, what fails once a day, and nothing once it is closed', async () => {
  await register.engine((tx) => tx.deleteFrom('notification').execute())
  await register.engine((tx) => tx.updateTable('reminder').set({ mark: '1900-01-01' }).execute())
  let now = '2026-01-05T23:59:00.000Z'
  const lines: string[] = []
  const serving = (on: Register) =>
    keepReminding({ region, register: on, now: () => now, say: (line) => lines.push(line) }, 0.02)
  const one = serving(register)
  await expect.poll(() => unread('delivery-late')).toHaveLength(3)
  // The first day of the second feed that is late has not come yet.
  now = '2026-01-11T00:00:10.000Z'
  await expect.poll(() => unread('delivery-late'), { timeout: 5000 }).toHaveLength(6)
  await one.close()
  await register.engine((tx) => tx.deleteFrom('notification').execute())
  now = '2026-03-01T00:00:10.000Z'
  await serving(register).close()
  expect(lines).toEqual([])
  const broken = Object.create(register) as Register
  broken.engine = () => Promise.reject(new Error('a line about Pam'))
  const failing = serving(broken)
  await expect.poll(() => lines.length, { timeout: 5000 }).toBeGreaterThanOrEqual(6)
  await failing.close()
  expect(new Set(lines).size).toBe(lines.length)
  expect(lines.join(' ')).not.toContain('Pam')
})
