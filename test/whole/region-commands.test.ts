import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { acquireLock, lockHolder } from '../../src/register/lock.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { spoken } from '../cli/spoken.ts'
import { agreeWith } from '../run/small-lake.ts'

const NOW = '2026-01-05T10:00:00Z'
const none = { accepted: 0, warned: 0, quarantined: 0, superseded: 0, duplicate: 0, control: 0 }
let folder: string
let path: string
let region: Region
let register: Register

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'))
  path = join(folder, 'valley')
  expect(await spoken('init valley --name Valley', { cwd: folder })).toMatchObject({ code: 0, out: '' })
  region = Region.open(path)
  register = await openPglite()
  await registerPayer(register, { payer: 'summit' }, NOW)
  await agreeWith(register, 'summit')
  await recordSubmission(register, {
    submission_id: 's1',
    payer: 'summit',
    layout: 'tuva',
    status: 'accepted',
    received_at: NOW,
    content_hash: 'h',
    newest_service_date: null,
    because: null,
    files: [
      {
        file_id: 's1/1',
        file_name: 'eligibility.csv',
        layout_file: 'eligibility',
        data_source: 'tuva',
        sha256: 'a',
        bytes: 10,
        ...none,
        received: 4,
        accepted: 2,
        warned: 1,
        control: 1,
      },
    ],
    findings: [
      {
        file_id: 's1/1',
        rule: 'date-order',
        severity: 'warned',
        column: 'birth_date',
        records: 1,
        expected: 'a day, not after the delivery',
        fix: 'send the record again',
        first_record: 3,
      },
    ],
  })
})
afterAll(async () => {
  await register?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a new region is for its owner only, and says its settings', () => {
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(statSync(join(path, 'register')).mode & 0o777).toBe(0o700)
  expect(readFileSync(join(path, 'wholepanel.yaml'), 'utf8')).toBe('region: Valley\n')
})

test('a region where one is already is refused, with the way to look at it', async () => {
  const { code, out, said } = await spoken('init valley', { cwd: folder })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(said).toContain('a region is already there; want a new or empty folder')
  expect(said).toContain('wholepanel --region valley submissions')
})

test.each(['submissions', 'settings', 'run --period 2025', 'explain statement:2025', 'ingest summit a.csv', 'serve'])(
  '%s in a folder that is no region says how to make one',
  async (line) => {
    const { code, out, said } = await spoken(line, { cwd: folder })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(said).toContain('state-no-region')
    expect(said).toContain('wholepanel init DIR')
  },
)

test('a period that is none is told before the region is opened', async () => {
  const { code, said } = await spoken('run --period 2025-13', { cwd: folder })
  expect(code).toBe(1)
  expect(said).toContain('input-period')
})

describe('settings', () => {
  test('shows each value and where it came from', async () => {
    const { code, out } = await spoken('settings --json --region valley', { cwd: folder })
    const rows = JSON.parse(out) as { setting: string; value: unknown; from: string }[]
    expect(code).toBe(0)
    expect(rows.map(({ setting, value, from }) => [setting, value, from])).toEqual([
      ['region', 'Valley', 'wholepanel.yaml'],
      ['demonstration', false, 'default'],
      ['host', '127.0.0.1', 'default'],
      ['port', 4400, 'default'],
      ['memory', '3GB', 'default'],
      ['sensitive', null, 'default'],
      ['most_files', 20_000, 'default'],
      ['most_unpacked_gb', 500, 'default'],
      ['most_expansion', 250, 'default'],
      ['keep_runs', 3, 'default'],
      ['threads', 2, 'default'],
      ['growth_target', null, 'default'],
      ['most_reads_a_minute', 600, 'default'],
      ['public_url', null, 'default'],
      ['trusted_proxies', [], 'default'],
      ['mail_from', null, 'default'],
      ['identity_provider', null, 'default'],
      ['register', join(path, 'register'), 'default'],
    ])
  })

  test('never shows the password of a server', async () => {
    const environment = { WHOLEPANEL_DATABASE_URL: 'postgres://panel:hush-hush@db.example:5432/valley' }
    const { out } = await spoken('settings', { cwd: path, environment })
    expect(out).toMatch(/register +postgresql db.example:5432\/valley +WHOLEPANEL_DATABASE_URL/)
    expect(out).not.toContain('hush-hush')
  })
})

describe('submissions', () => {
  const held = () => ({ held: { region, register }, cwd: path })

  test('as JSON are nothing but JSON', async () => {
    const { code, out, said } = await spoken('submissions --json', held())
    expect({ code, said }).toEqual({ code: 0, said: '' })
    expect(JSON.parse(out)).toEqual([
      {
        submission_id: 's1',
        payer: 'summit',
        payer_name: 'summit',
        layout: 'tuva',
        status: 'accepted',
        state: 'in-use',
        received_at: NOW,
        ...none,
        received: 4,
        accepted: 2,
        warned: 1,
        control: 1,
        because: null,
      },
    ])
  })

  test('as CSV have the same columns and nothing else', async () => {
    const { out, said } = await spoken('submissions --csv', held())
    expect(said).toBe('')
    expect(out).toBe(
      'submission_id,payer,payer_name,layout,status,state,received_at,received,accepted,warned,quarantined,superseded,duplicate,control,because\r\n' +
        `s1,summit,summit,tuva,accepted,in-use,${NOW},4,2,1,0,0,0,1,\r\n`,
    )
  })

  test('for people come with what was found', async () => {
    const { out } = await spoken('submissions', held())
    expect(out).toContain(
      'eligibility.csv  date-order  warned    birth_date        1             3  send the record again',
    )
  })

  test('of a region where nothing came in are an empty list', async () => {
    const { code, out } = await spoken('submissions --json', { cwd: path })
    expect({ code, out }).toEqual({ code: 0, out: '[]\n' })
  })
})

test('models need no region and give id, name, family, readiness and tracks', async () => {
  const { code, out, said } = await spoken('models --json', { cwd: folder })
  expect({ code, said }).toEqual({ code: 0, said: '' })
  const rows = JSON.parse(out) as Record<string, unknown>[]
  expect(rows.map((row) => row.id)).toContain('demo/common-model')
  for (const row of rows) expect(Object.keys(row)).toEqual(['id', 'name', 'family', 'readiness', 'tracks'])
})

describe('the lock', () => {
  test('of another command is named, and nothing is written to standard output', async () => {
    const lock = acquireLock(region, 'ingest', NOW)
    const { code, out, said } = await spoken('submissions --json', { cwd: path })
    lock.release()
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(said).toContain(
      `state-locked: another process holds the region: ingest, process ${process.pid}, since ${NOW}`,
    )
    expect(said).toContain('try again')
  })

  test('of a process that is gone does not stop a command', async () => {
    const stale = { id: 'gone', pid: 999_999_999, process_started: null, since: NOW, purpose: 'run' }
    writeFileSync(join(path, 'lock'), JSON.stringify(stale))
    expect(await spoken('submissions --json', { cwd: path })).toMatchObject({ code: 0, out: '[]\n' })
  })

  test('of a server sends the command through it, and its answer comes back by channel', async () => {
    const asked: unknown[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        asked.push({ url: request.url, token: request.headers.authorization, ...JSON.parse(body) })
        for (const line of [{ progress: 'looking' }, { say: 'by the server' }, { out: '["é"]\n' }, { exit: 3 }])
          response.write(`${JSON.stringify(line)}\n`)
        response.end()
      })
    })
    const address = await listening(server)
    const lock = acquireLock(region, 'serve', NOW)
    lock.announce({ address, token: 'secret' })
    const answer = await spoken('submissions --json', { cwd: path })
    lock.release()
    server.close()
    expect(answer).toEqual({ code: 3, out: '["é"]\n', said: 'by the server\n', progress: ['looking'] })
    expect(asked).toEqual([
      { url: '/api/local/command', token: 'Bearer secret', argv: ['submissions', '--json'], cwd: path },
    ])
  })

  test('of a server that does not answer is named', async () => {
    const lock = acquireLock(region, 'serve', NOW)
    lock.announce({ address: 'http://127.0.0.1:9', token: 'secret' })
    const { code, said } = await spoken('submissions', { cwd: path })
    lock.release()
    expect(code).toBe(1)
    expect(said).toContain('it serves http://127.0.0.1:9')
  })
})

describe('a server', () => {
  const serving = async () => {
    const stop = new AbortController()
    const ended = spoken('serve --port 0 --no-open', { cwd: path, signal: stop.signal })
    while (lockHolder({ path })?.address === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
    return { stop, ended, holder: lockHolder({ path }) }
  }

  test('holds the lock, carries out commands that start meanwhile, and ends on Ctrl-C', async () => {
    const { stop, ended, holder } = await serving()
    expect(holder).toMatchObject({ purpose: 'serve', token: expect.any(String) })
    const json = await spoken('submissions --json', { cwd: path })
    expect(json).toEqual({ code: 0, out: '[]\n', said: '', progress: [] })
    const unknown = await spoken('explain nothing:1', { cwd: path })
    expect({ code: unknown.code, out: unknown.out }).toEqual({ code: 1, out: '' })
    stop.abort()
    const { code, out, said } = await ended
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(said).toMatch(/is served at http:\/\/localhost:\d+/)
    expect(said).toMatch(/make the first operator's account, once: http:\/\/localhost:\d+\/invitation#\S+/)
    expect(lockHolder({ path })).toBeNull()
  })

  test('on a taken port says so, and gives the region back', async () => {
    const other = createServer()
    const address = await listening(other)
    const { code, said } = await spoken(`serve --no-open --port ${new URL(address).port}`, { cwd: path })
    other.close()
    expect(code).toBe(1)
    expect(said).toContain('is taken by another program; want a free one')
    expect(lockHolder({ path })).toBeNull()
  })
})

test('a server carries out one change at a time', async () => {
  const held = { region, register, changing: `run since ${NOW}` }
  const { code, said } = await spoken('ingest summit a.csv', { held, cwd: folder })
  expect(code).toBe(1)
  expect(said).toContain(`another process holds the region: run since ${NOW}, through the server`)
})

test('a server carries out no command that makes a region', async () => {
  const { code, said } = await spoken('init another', { held: { region, register }, cwd: folder })
  expect({ code, said }).toEqual({ code: 1, said: 'wholepanel init does not go through a server\n' })
})

test('an unexpected error says where, not what a record held', async () => {
  const broken = { region, register: failing() }
  const { code, out, said } = await spoken('submissions', { held: broken, cwd: path })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(said).toBe(
    'state-unexpected: something failed that should not have: TypeError\n  at submissions\n  see all of it with: WHOLEPANEL_DEBUG=1 wholepanel …\n',
  )
  const all = await spoken('submissions', { held: broken, cwd: path, environment: { WHOLEPANEL_DEBUG: '1' } })
  expect(all.said).toContain('TypeError: could not convert')
})

test('an interrupted command ends with 130 and says that the last good state stands', async () => {
  const stop = new AbortController()
  stop.abort()
  const { code, said } = await spoken('submissions', {
    held: { region, register: failing() },
    cwd: path,
    signal: stop.signal,
  })
  expect(code).toBe(130)
  expect(said).toContain('the last good state stands')
})

function failing(): Register {
  const fail = () => Promise.reject(new TypeError('could not convert the name of a member'))
  return Object.assign(Object.create(null) as Register, { engine: fail, as: fail })
}

const listening = (server: Server) =>
  new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
