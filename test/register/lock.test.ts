import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Region, Settings } from '../../src/region.ts'
import { acquireLock, type Holder, lockHolder } from '../../src/register/lock.ts'

const NOW = '2026-01-05T10:00:00Z'
let region: Region
let child: ChildProcess | undefined

beforeEach(() => {
  region = new Region(mkdtempSync(join(tmpdir(), 'lock-')), Settings.parse({}))
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(region.path, { recursive: true, force: true })
})

const file = () => join(region.path, 'lock')
const heldBy = (holder: Partial<Holder>) =>
  writeFileSync(
    file(),
    JSON.stringify({ id: 'other', pid: 1, process_started: null, since: NOW, purpose: 'ingest', ...holder }),
  )
/** Node 20 runs no TypeScript: the lock is compiled beside the test's own program. */
function compile(module: string): void {
  const source = readFileSync(new URL(`../../src/${module}.ts`, import.meta.url), 'utf8')
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    rewriteRelativeImportExtensions: true,
  }
  const path = join(region.path, `${module}.js`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, ts.transpileModule(source, { compilerOptions }).outputText)
}
async function runningProcess(): Promise<number> {
  child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000); console.log("up")'])
  if (child.stdout) await once(child.stdout, 'data')
  return child.pid ?? 0
}

test('a second lock is refused and the error names who holds the first', () => {
  const lock = acquireLock(region, 'ingest', NOW)
  expect(() => acquireLock(region, 'run', NOW)).toThrow(
    `another process holds the region: ingest, process ${process.pid}, since ${NOW}`,
  )
  lock.release()
  acquireLock(region, 'run', NOW).release()
  expect(readdirSync(region.path)).toEqual([])
})

test('a lock file can be read by its owner only', () => {
  const lock = acquireLock(region, 'serve', NOW)
  lock.announce({ address: 'http://127.0.0.1:4400', token: 'secret' })
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(lockHolder(region)).toMatchObject({ address: 'http://127.0.0.1:4400', token: 'secret', purpose: 'serve' })
  expect(() => acquireLock(region, 'run', NOW)).toThrow('another process holds the region: serve')
  lock.release()
  expect(lockHolder(region)).toBeNull()
})

test('the lock of a process that was killed is taken over', async () => {
  const pid = await runningProcess()
  heldBy({ pid })
  expect(() => acquireLock(region, 'run', NOW)).toThrow(`process ${pid}`)
  child?.kill('SIGKILL')
  if (child) await once(child, 'exit')
  const lock = acquireLock(region, 'run', NOW)
  expect(lockHolder(region)?.pid).toBe(process.pid)
  lock.release()
  expect(readdirSync(region.path)).toEqual([])
})

test('a process number that the system gave to another process does not hold the lock', async () => {
  heldBy({ pid: await runningProcess(), process_started: '1' })
  expect(lockHolder(region)).toBeNull()
  acquireLock(region, 'run', NOW).release()
})

test('a lock file that cannot be read is taken over', () => {
  writeFileSync(file(), '{"pid":')
  const lock = acquireLock(region, 'run', NOW)
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ pid: process.pid, purpose: 'run' })
  lock.release()
})

test('of many processes that find a stale lock, exactly one takes it over', async () => {
  heldBy({ pid: 999_999_999 })
  compile('error')
  compile('register/lock')
  writeFileSync(join(region.path, 'package.json'), '{"type":"module"}')
  const runner = join(region.path, 'race.js')
  writeFileSync(
    runner,
    `import { acquireLock } from './register/lock.js'
    let won = true
    try { acquireLock({ path: ${JSON.stringify(region.path)} }, 'race', '${NOW}') }
    catch (error) { if (error.code !== 'state-locked') throw error; won = false }
    process.send(won)
    setTimeout(() => process.exit(0), 60000)`,
  )
  const racers = Array.from({ length: 6 }, () =>
    spawn(process.execPath, [runner], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  )
  const won = await Promise.all(racers.map(async (racer) => (await once(racer, 'message'))[0] as boolean))
  for (const racer of racers) racer.kill('SIGKILL')
  expect(won.filter(Boolean)).toHaveLength(1)
})
