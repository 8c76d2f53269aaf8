import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import type { EventRow } from '../../src/register/log/event-chain.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { spoken } from './spoken.ts'

let path: string
let register: Register
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'logged-'))
  Region.create(join(path, 'valley'), { region: 'Valley' })
  register = await openPglite()
  await registerPayer(register, { payer: 'summit' }, '2026-01-05T10:00:00Z')
})
afterAll(async () => {
  await register?.close()
  rmSync(path, { recursive: true, force: true })
})

const say = (line: string | readonly string[]) =>
  spoken(line, { cwd: path, held: { region: Region.open(join(path, 'valley')), register } })
const all = () =>
  register.engine((tx) => tx.selectFrom('event').selectAll().orderBy('number').execute()) as Promise<EventRow[]>

test('a command that changes something is recorded as the operator’s, by its beginning and its end', async () => {
  await say('thresholds set code 0.05 --payer summit --source letter --from 2025-01-01')
  const common = { actor: 'operator', role: 'operator', participant: null, purpose: 'oversight', act: 'set-threshold' }
  expect(await all()).toMatchObject([
    { ...common, about: '', detail: { command: 'thresholds set', outcome: 'begun' } },
    { ...common, about: 'payer:summit', detail: { command: 'thresholds set', outcome: 'done', begun: 1 } },
  ])
})

test('a command that fails says so, and nothing of what it was about', async () => {
  await say('feeds add nobody claims --tables medical_claim --first 2025-01-31')
  const [begun, failed] = (await all()).slice(-2)
  expect(begun).toMatchObject({ act: 'record-feed', detail: { outcome: 'begun' } })
  expect(failed).toMatchObject({
    about: '',
    detail: { outcome: 'failed', code: 'input-argument', begun: begun?.number },
  })
})

test('looking changes nothing, and is recorded where people are shown', async () => {
  const before = (await all()).length
  for (const line of [
    'feeds',
    'thresholds',
    'waivers',
    'agreements',
    'runs',
    'submissions',
    'settings',
    'models',
    'log',
  ])
    await say(line)
  expect((await all()).length).toBe(before)
  await say('arrangements')
  const [read, ...more] = (await all()).slice(before)
  expect(more).toEqual([])
  expect(read).toMatchObject({ act: 'read-arrangements', detail: { command: 'arrangements', release: 1 } })
})

test('no person, file or text that was typed is in an event', async () => {
  for (const line of [
    ['purge', '--person', 'summit:canary-member', '--authority', 'canary'],
    ['ingest', 'summit', '/tmp/canary-name.csv', '--name', 'canary'],
    ['explain', 'attribution:2025:canary'],
    ['record', '--claim', 'canary'],
    [
      'waivers',
      'ask',
      'summit',
      '--rule',
      'code',
      '--reason',
      'canary',
      '--from',
      '2025-01-01',
      '--until',
      '2025-02-01',
    ],
    ['agreements', 'opt-in', 'summit', 'canary', '--from', '2025-01-01', '--document', 'canary'],
    ['agreements', 'withdraw', 'canary of Jane Doe', '--on', '2025-01-01'],
  ])
    await say(line)
  const events = await all()
  expect(new Set(events.map((one) => one.act))).toContain('ask-waiver')
  expect(new Set(events.map((one) => one.act))).toContain('purge')
  expect(JSON.stringify(events)).not.toMatch(/canary|Jane/)
})

test('what cannot be recorded is not done', async () => {
  const asOwner = (statement: string) =>
    register.db.connection().execute(async (db) => {
      for (const one of ['reset role', statement, 'set role wholepanel_closed']) await sql.raw(one).execute(db)
    })
  const before = await say('thresholds --json')
  await asOwner('revoke insert on wholepanel.event from wholepanel_engine')
  const { code } = await say('thresholds set other 0.05 --source letter --from 2025-01-01')
  await asOwner('grant insert on wholepanel.event to wholepanel_engine')
  expect(code).toBe(1)
  expect((await say('thresholds --json')).out).toBe(before.out)
})

test('the log is listed newest first, narrowed, and as JSON with its hashes', async () => {
  const listed = JSON.parse((await say('log --json --kind change --limit 2')).out) as EventRow[]
  expect(listed).toHaveLength(2)
  expect(listed[0]?.number).toBeGreaterThan(listed[1]?.number ?? 0)
  expect(listed[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  const { out } = await say('log --act set-threshold --actor operator --since 2026-01-05 --until 2026-01-05')
  expect(out).toMatch(/^number +at +actor +role +purpose +act +about +outcome\n/)
  expect(out).toMatch(/set-threshold +payer:summit +done\n$/)
  expect((await say('log --since 2026-01-06 --json')).out).toBe('[]\n')
  expect((await say('log --since yesterday')).said).toContain('want a day')
  expect((await say('log --csv --limit 1')).out.split('\r\n')[0]).toBe(
    'number,at,actor,role,participant,purpose,act,about,detail,hash',
  )
})

test('the log is exported to a new file only its owner reads, and verified there and here', async () => {
  const file = join(path, 'log.ndjson')
  const exported = await say('log export log.ndjson')
  expect(exported).toMatchObject({ code: 0, out: '' })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const head = (await say('log head')).out.trim()
  expect(exported.said).toContain(head)
  expect(JSON.parse((await say('log head --json')).out)).toEqual({
    number: Number(head.split(':')[0]),
    hash: head.split(':')[1],
  })
  for (const line of ['log verify log.ndjson', `log verify log.ndjson --head ${head}`, `log verify --head ${head}`])
    expect((await say(line)).said).toMatch(/none changed, missing or moved; head/)
  expect((await say('log export log.ndjson')).said).toContain('already there')
  expect((await say('log export nowhere/log.ndjson')).said).toContain('cannot be written')
  expect((await say('log verify --head 3')).said).toContain('NUMBER:HASH')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"actor":"operator"', '"actor":"somebody"'))
  const broken = await say('log verify log.ndjson')
  expect(broken).toMatchObject({ code: 1, out: '' })
  expect(broken.said).toMatch(/conflict-log: the log is broken: its text was changed.*\n {2}at event 1\n/)
})

test('a file is verified where there is no region', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'outside-'))
  const file = join(path, 'again.ndjson')
  await say('log export again.ndjson')
  expect((await spoken(['log', 'verify', file], { cwd: empty })).said).toContain('events of Valley')
  expect(existsSync(join(empty, 'register'))).toBe(false)
  rmSync(empty, { recursive: true })
})

test('a new region’s log begins with its making', async () => {
  expect((await spoken('init coast', { cwd: path })).code).toBe(0)
  const cwd = join(path, 'coast')
  const acts = JSON.parse((await spoken('log --json', { cwd })).out) as EventRow[]
  expect(acts.map((one) => [one.number, one.act, one.detail.outcome])).toEqual([[2, 'init', 'done']])
  expect((await spoken('log verify', { cwd })).said).toContain('2 events and 0 releases')
})
