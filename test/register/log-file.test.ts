import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendEvent, type EventGiven, eventHead } from '../../src/register/events.ts'
import { canonicalText, type EventRow, eventHash } from '../../src/register/log/event-chain.ts'
import { checkLogFile, logLines } from '../../src/register/log/log-file.ts'
import { recordRelease } from '../../src/register/log/releases.ts'
import { verifyLog } from '../../src/register/log/verify-log.ts'
import { openPglite, type Register } from '../../src/register/open.ts'

const NOW = '2026-01-05T10:00:00Z'
const event = (i: number): EventGiven => ({
  at: NOW,
  actor: 'dana',
  role: 'practice',
  participant: 'elm-group',
  purpose: 'treatment',
  act: 'ask-waiver',
  about: `waiver:${i}`,
  detail: { route: 'POST /api/waivers', outcome: 'döne "quoted"', begun: i },
})

let folder: string
let register: Register
let lines: string[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
  register = await openPglite()
  for (let i = 1; i <= 6; i++) await appendEvent(register, event(i))
  lines = []
  for await (const line of logLines(register, 'Valley', await eventHead(register))) lines.push(line.trimEnd())
})
afterAll(async () => {
  await register?.close()
  rmSync(folder, { recursive: true, force: true })
})

const events = () => lines.slice(1).map((line) => JSON.parse(line) as EventRow)
/** Writes the lines, with a header that was made to fit, as somebody who hides a change would. */
function written(body: readonly string[], fitting = true): string {
  const path = join(folder, 'log.ndjson')
  const header = JSON.parse(lines[0] ?? '') as Record<string, unknown>
  const last = JSON.parse(body.at(-1) ?? '{}') as Partial<EventRow>
  const fit = fitting ? { last: last.number, head: last.hash } : {}
  writeFileSync(path, `${[canonicalText({ ...header, ...fit }), ...body].join('\n')}\n`)
  return path
}
const script = (path: string, ...more: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/verify-log.mjs', path, ...more], {
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}
const published = (number: number) => {
  const hash = events()[number - 1]?.hash ?? ''
  return { head: { number, hash }, text: `${number}:${hash}` }
}

/** What somebody with the file may do to it, and the event that gives it away. */
const rehashed = (row: EventRow): string => canonicalText({ ...row, hash: eventHash(row) })
const put = (i: number, line: string) => lines.slice(1).map((one, at) => (at === i ? line : one))
const WRONG: [string, () => string[], number][] = [
  ['an edited field', () => put(2, canonicalText({ ...(events()[2] as EventRow), actor: 'ana' })), 3],
  ['an edited detail', () => put(2, (lines[3] ?? '').replace('döne', 'done')), 3],
  ['an edited field with a new hash', () => put(2, rehashed({ ...(events()[2] as EventRow), actor: 'ana' })), 4],
  ['an edited hash', () => put(2, (lines[3] ?? '').replace(/"hash":"./, '"hash":"x')), 3],
  ['a removed event', () => lines.slice(1).filter((_line, i) => i !== 2), 3],
  ['a removed first event', () => lines.slice(2), 1],
  ['events in another order', () => [0, 2, 1, 3, 4, 5].map((i) => lines[i + 1] ?? ''), 2],
  ['an event twice', () => [0, 1, 1, 2, 3, 4, 5].map((i) => lines[i + 1] ?? ''), 3],
  [
    'an inserted event',
    () => {
      const [first, second, ...rest] = lines.slice(1)
      const before = events()[1] as EventRow
      return [first, second, rehashed({ ...before, number: 3, previous_hash: before.hash }), ...rest] as string[]
    },
    4,
  ],
  ['a field that is added', () => put(2, (lines[3] ?? '').replace('{', '{"aaa":1,')), 3],
  ['a field twice', () => put(2, (lines[3] ?? '').replace('{', '{"act":"sign-in",')), 3],
  ['a space', () => put(2, (lines[3] ?? '').replace(',', ', ')), 3],
  ['a line that is no event', () => put(2, 'null'), 3],
]

describe('an exported log', () => {
  test('that nobody touched passes, with and without a published head', async () => {
    const path = written(lines.slice(1), false)
    expect(readFileSync(path, 'utf8')).toBe(`${lines.join('\n')}\n`)
    const { head, text } = published(4)
    expect(await checkLogFile(path)).toMatchObject({ format: 'wholepanel-log/1', region: 'Valley', last: 6 })
    expect(await checkLogFile(path, head)).toMatchObject({ last: 6 })
    expect(script(path)).toMatchObject({ status: 0, said: expect.stringMatching(/^6 events of Valley, none changed/) })
    expect(script(path, text).status).toBe(0)
  })

  test.each(WRONG)('with %s is found, and the event named', async (_what, body, number) => {
    const path = written(body())
    const at = `event ${number}`
    await expect(checkLogFile(path)).rejects.toMatchObject({ code: 'conflict-log', detail: { at } })
    expect(script(path)).toMatchObject({ status: 1, said: expect.stringMatching(new RegExp(`^${at}: `)) })
  })

  test('that was cut off is found by its header; with a fitting header, by a published head alone', async () => {
    const cut = lines.slice(1, 5)
    const plainly = written(cut, false)
    await expect(checkLogFile(plainly)).rejects.toMatchObject({ code: 'conflict-log', detail: { at: 'event 5' } })
    expect(script(plainly)).toMatchObject({ status: 1, said: expect.stringContaining('event 5: the file ends') })
    const fitting = written(cut)
    expect((await checkLogFile(fitting)).last).toBe(4)
    expect(script(fitting).status).toBe(0)
    const { head, text } = published(6)
    await expect(checkLogFile(fitting, head)).rejects.toMatchObject({ code: 'conflict-log', detail: { at: 'event 5' } })
    expect(script(fitting, text)).toMatchObject({ status: 1, said: expect.stringContaining('6 were published') })
  })

  test('that was written anew from some event on is found by a published head alone', async () => {
    let previous_hash = events()[1]?.hash ?? ''
    const anew = events()
      .slice(2)
      .map((row) => {
        const line = rehashed({ ...row, actor: 'ana', previous_hash })
        previous_hash = (JSON.parse(line) as EventRow).hash
        return line
      })
    const path = written([...lines.slice(1, 3), ...anew])
    expect(script(path).status).toBe(0)
    const { head, text } = published(4)
    await expect(checkLogFile(path, head)).rejects.toMatchObject({ detail: { at: 'event 4' } })
    expect(script(path, text)).toMatchObject({ status: 1, said: expect.stringContaining('event 4: its hash is not') })
  })

  test('whose last line is cut in the middle, or that is something else, is refused', async () => {
    const path = written(lines.slice(1), false)
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -30))
    await expect(checkLogFile(path)).rejects.toMatchObject({ code: 'conflict-log', detail: { at: 'event 6' } })
    expect(script(path).status).toBe(1)
    writeFileSync(path, 'number,at\n1,2\n')
    await expect(checkLogFile(path)).rejects.toMatchObject({ code: 'input-file' })
    expect(script(path).said).toContain('no header')
    await expect(checkLogFile(join(folder, 'nothing.ndjson'))).rejects.toMatchObject({ code: 'input-file' })
    expect(script(path, '4:short')).toMatchObject({ status: 1, said: expect.stringContaining('usage') })
  })

  test('is checked with nothing but sed and sha256sum, as the guide says', () => {
    const line = `${lines[3]}`
    const text = execFileSync('sed', ['s/,"hash":"[0-9a-f]*","number"/,"number"/'], { input: line, encoding: 'utf8' })
    expect(execFileSync('sha256sum', { input: text.trimEnd(), encoding: 'utf8' }).split(' ')[0]).toBe(events()[2]?.hash)
  })
})

test('a release that is changed or taken away behind the log is found by the event that tells of it', async () => {
  const store = await openPglite()
  const given = {
    ...{ viewer: 'dana', role: 'practice', organization_id: 'elm-group', purpose: 'treatment' },
    ...{ path: '/api/practices/elm/panel/p000017', policy: 'strictest', withheld: ['a.b: c (1)'], released_at: NOW },
  }
  for (let i = 0; i < 3; i++)
    await recordRelease(store, given, { act: 'read-person', about: 'practice:elm', detail: { route: 'GET /x' } })
  expect(await verifyLog(store)).toMatchObject({ number: 3, releases: 3 })
  const hashes = await store.engine((tx) => tx.selectFrom('event').select(['detail', 'about']).execute())
  // The same read twice has two hashes: nobody can try whose page it was.
  expect(new Set(hashes.map((one) => one.detail.release_hash)).size).toBe(3)
  const behind = (statement: string) =>
    store.db.connection().execute(async (db) => {
      for (const one of ['reset role', 'set session_replication_role = replica', statement])
        await sql.raw(one).execute(db)
      for (const one of ['set session_replication_role = origin', 'set role wholepanel_closed'])
        await sql.raw(one).execute(db)
    })
  for (const statement of [`update wholepanel.release set viewer = 'ana'`, 'delete from wholepanel.release'])
    await expect(store.engine((tx) => sql.raw(statement).execute(tx))).rejects.toMatchObject({ code: '42501' })
  await behind(`update wholepanel.release set viewer = 'ana' where release_id = 2`)
  await expect(verifyLog(store)).rejects.toMatchObject({
    detail: { at: 'event 2', got: 'release 2, which it tells of, was changed' },
  })
  await behind('delete from wholepanel.release where release_id = 2')
  await expect(verifyLog(store)).rejects.toMatchObject({ detail: { got: 'release 2, which it tells of, is gone' } })
  await behind(`update wholepanel.event set actor = 'ana' where number = 1`)
  await expect(verifyLog(store)).rejects.toMatchObject({
    detail: { at: 'event 1', got: 'its text was changed: the hash does not fit it' },
  })
  await store.close()
})
