import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'wholepanel.js')
let folder: string
let region: string

/** A region of this file's own, so that what is interrupted here disturbs no other test. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'))
  region = join(folder, 'region')
  cpSync(inject('region'), region, { recursive: true, filter: (path) => !path.endsWith('/lock') })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function wholepanel(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, '--region', region, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { status, stdout, stderr }
}

/** A run of a period that no test has made, stopped as soon as it has begun its third step. */
async function stopped(signal: NodeJS.Signals): Promise<number | null> {
  const child = spawn(process.execPath, [BIN, '--region', region, 'run', '--period', '2024'], { stdio: 'pipe' })
  await said(child, /step 3 of/)
  child.kill(signal)
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
}
const said = (child: ChildProcess, text: RegExp) =>
  new Promise<void>((resolve, reject) => {
    let all = ''
    child.stderr?.on('data', (part) => {
      all += part
      if (text.test(all)) resolve()
    })
    child.once('exit', () => reject(new Error(`ended before ${text}:\n${all}`)))
  })

test('the records of every submission add up, as JSON and nothing else', () => {
  const { status, stdout } = wholepanel('submissions', '--json')
  const rows = JSON.parse(stdout) as Record<string, number>[]
  expect(status).toBe(0)
  expect(rows.length).toBeGreaterThan(6)
  for (const {
    received,
    accepted = 0,
    warned = 0,
    quarantined = 0,
    superseded = 0,
    duplicate = 0,
    control = 0,
  } of rows)
    expect(accepted + warned + quarantined + superseded + duplicate + control).toBe(received)
})

test('attribution by the rule of the run gives each person a row with a reason', () => {
  const { status, stdout } = wholepanel('attribute', '--rule', 'attested-then-plurality', '--json')
  const rows = JSON.parse(stdout) as { person_id: string; reason: string; practice_id: string | null }[]
  expect(status).toBe(0)
  expect(new Set(rows.map((row) => row.person_id)).size).toBe(rows.length)
  expect(new Set(rows.map((row) => row.reason))).toEqual(new Set(['attested', 'plurality', 'no-primary-care']))
  for (const row of rows) expect(row.practice_id === null).toBe(row.reason === 'no-primary-care')
})

test('a rule of events gives each event whole to those who took part, and has no lists', () => {
  const { status, stdout } = wholepanel('attribute', '--rule', 'patient-relationship', '--json')
  const rows = JSON.parse(stdout) as { person_id: string; event_start: string; share: string; explain_id: string }[]
  expect(status).toBe(0)
  const shares = new Map<string, number>()
  for (const { person_id, event_start, share } of rows) {
    const event = `${person_id} ${event_start}`
    shares.set(event, (shares.get(event) ?? 0) + Math.round(Number(share) * 1e9))
  }
  expect(shares.size).toBeGreaterThan(0)
  expect(new Set(shares.values())).toEqual(new Set([1e9]))
  expect(wholepanel('explain', rows[0]?.explain_id ?? '', '--json').status).toBe(0)
  expect(wholepanel('attribute', '--rule', 'patient-relationship', '--candidates').status).not.toBe(0)
})

test('a member month is explained down to fields of a sent record', () => {
  const seen = new Set<string>()
  let id = 'practice_cost:2025:elm-street:all'
  for (let depth = 0; depth < 8; depth++) {
    const { status, stdout } = wholepanel('explain', id, '--json')
    expect(status).toBe(0)
    const found = JSON.parse(stdout) as {
      terms: { explain_id: string | null }[]
      records: { file_name: string; fields: { name: string }[] }[]
    }
    if (found.records.length > 0) {
      expect(found.records[0]?.fields.length).toBeGreaterThan(3)
      return
    }
    const next = found.terms.map((term) => term.explain_id).find((one) => one !== null && !seen.has(one))
    expect(next).toBeTypeOf('string')
    id = next ?? ''
    seen.add(id)
  }
  throw new Error(`no record within eight levels: ${[...seen].join(' → ')}`)
})

test('an interrupted run ends with 130, gives the region back and leaves the last run in place', async () => {
  expect(await stopped('SIGINT')).toBe(130)
  expect(existsSync(join(region, 'lock'))).toBe(false)
  expect(wholepanel('explain', 'practice_cost:2025:elm-street:all').status).toBe(0)
})

test('after kill -9 the lock is taken over, nothing is left half done, and the run goes on', async () => {
  expect(await stopped('SIGKILL')).toBeNull()
  expect(existsSync(join(region, 'lock'))).toBe(true)
  const { status, stderr } = wholepanel('run', '--period', '2024')
  expect(status).toBe(0)
  expect(stderr).toContain('kept from before')
  expect(readdirSync(join(region, 'runs')).filter((name) => name.startsWith('.'))).toEqual([])
  expect(existsSync(join(region, 'spill')) ? readdirSync(join(region, 'spill')) : []).toEqual([])
})
