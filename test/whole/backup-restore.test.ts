import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationRegion, demonstrationRegion } from './region.ts'

let region: DemonstrationRegion
let files: string
const file = (name: string) => join(files, name)
const done = (...args: string[]) => {
  const { status, stdout, stderr } = region.wholepanel(...args)
  expect({ status, stderr }).toMatchObject({ status: 0 })
  return stdout
}
/** The hash of each table but those to which every command adds. */
let taken = 0
const fingerprints = () => hashes(done('backup', file(`state-${taken++}`), '--json'))
const hashes = (told: string) =>
  JSON.stringify(JSON.parse(told).filter(({ table }: { table: string }) => table !== 'release' && table !== 'event'))

beforeAll(() => {
  region = demonstrationRegion()
  files = mkdtempSync(join(tmpdir(), 'backups-'))
})
afterAll(() => {
  region.remove()
  rmSync(files, { recursive: true, force: true })
})

test('a region whose register is gone is whole again after one command', () => {
  const asked = [['submissions'], ['runs'], ['arrangements'], ['agreements'], ['feeds']]
  const before = asked.map((command) => done(...command, '--json'))
  const tables = done('backup', file('first'), '--json')
  expect(statSync(file('first')).mode & 0o777).toBe(0o600)
  rmSync(join(region.path, 'register'), { recursive: true })
  expect(region.wholepanel('restore', file('first')).stderr).toMatch(/the register is that of .*: \d+ rows\n/)
  expect(asked.map((command) => done(...command, '--json'))).toEqual(before)
  expect(fingerprints()).toBe(hashes(tables))
  done('log', 'verify')
})

test('a restore that is killed at any moment leaves the state before or after', async () => {
  done('backup', file('before-waiver'))
  done('feeds', 'add', 'summit-health', 'late', '--tables', 'pharmacy_claim', '--first', '2025-01-31')
  const after = fingerprints()
  done('restore', file('before-waiver'), '--replace')
  const before = fingerprints()
  expect(before).not.toBe(after)
  const begun = performance.now()
  done('restore', file(`state-${taken - 2}`), '--replace')
  const whole = performance.now() - begun
  expect(fingerprints()).toBe(after)
  for (const share of [0.3, 0.5, 0.65, 0.8, 0.9]) {
    const restoring = spawn(
      process.execPath,
      ['bin/wholepanel.js', '--region', region.path, 'restore', file('before-waiver'), '--replace'],
      { stdio: 'ignore' },
    )
    const ended = once(restoring, 'exit')
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, share * whole))])
    restoring.kill('SIGKILL')
    await ended
    expect([before, after]).toContain(fingerprints())
  }
})

test('a server that runs is backed up through it, and must be stopped for a restore', async () => {
  const server = await region.serve()
  try {
    done('backup', file('served'))
    expect(existsSync(file('served'))).toBe(true)
    const { status, stderr } = region.wholepanel('restore', file('served'), '--replace')
    expect(status).toBe(1)
    expect(stderr).toContain('state-locked')
    expect(stderr).toContain('or stop it and try again')
  } finally {
    await server.close()
  }
  done('restore', file('served'), '--replace')
})

test('a restore says which submissions the lake lacks', () => {
  rmSync(join(region.path, 'lake'), { recursive: true })
  const { status, stderr } = region.wholepanel('restore', file('first'), '--replace')
  expect(status).toBe(0)
  expect(stderr).toMatch(/\d+ submissions are not in lake\/: s000001-\w+, s\S+, s\S+, …; copy lake\/ and received\//)
  expect(readFileSync(file('first'), 'utf8')).toContain('"kind":"wholepanel register backup"')
})
