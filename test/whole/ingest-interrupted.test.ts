import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLake } from '../../src/lake/lake.ts'
import { sql } from '../../src/lake/sql.ts'
import { Region } from '../../src/region.ts'

const folder = mkdtempSync(join(tmpdir(), 'interrupted-'))
const region = join(folder, 'region')
const command = (...words: string[]) => ['bin/wholepanel.js', '--region', region, ...words]
const run = (...words: string[]) => spawnSync(process.execPath, command(...words), { encoding: 'utf8' })
const ingest = (file: string): ChildProcess & { said: () => string } => {
  const child = spawn(process.execPath, command('ingest', 'acme', file, '--line-of-business', 'commercial'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  return Object.assign(child, { said: () => said })
}
const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) =>
    child.exitCode !== null ? resolve(child.exitCode) : child.once('exit', resolve),
  )
const until = async (holds: () => boolean, child: ChildProcess) => {
  while (!holds()) {
    if (child.exitCode !== null) throw new Error('the ingest ended before it could be interrupted')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
const members = async () => {
  const engine = await openLake(Region.open(region))
  const found = await engine.one<{ n: number }>(sql`select count(*) as n from eligibility`)
  engine.close()
  return found?.n
}
const names = (path: string) => (existsSync(path) ? readdirSync(path) : [])
const isStaging = (name: string) => name.startsWith('.staging-')
const staged = (inside: string) =>
  names(join(region, 'lake'))
    .filter(isStaging)
    .some((name) => existsSync(join(region, 'lake', name, inside)))

const write = (name: string, from: number, count: number) => {
  const rows = Array.from({ length: count }, (_, i) => `m${from + i},2025-01-01,2025-12-31,Ann,1970-01-01`)
  const header = 'member_id,enrollment_start_date,enrollment_end_date,first_name,birth_date'
  writeFileSync(join(folder, name), `${[header, ...rows].join('\n')}\n`)
  return join(folder, name)
}

beforeAll(() => {
  expect(spawnSync(process.execPath, ['bin/wholepanel.js', 'init', region], { encoding: 'utf8' }).status).toBe(0)
  const first = run('ingest', 'acme', write('first.csv', 1, 3), '--line-of-business', 'commercial')
  expect(first.stderr + first.stdout).toContain('acme')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['while it receives', () => names(join(region, 'received')).some(isStaging)],
  ['while it reads', () => staged('scratch')],
  ['while it writes tables', () => staged('eligibility.parquet')],
])('a process killed %s leaves what was there, and the next ingest takes everything in', async (when, holds) => {
  const before = await members()
  const file = write(`${when.replaceAll(' ', '-')}.csv`, 1000 * (before ?? 0), 40_000)
  const child = ingest(file)
  await until(holds, child)
  child.kill('SIGKILL')
  await ended(child)
  expect(await members()).toBe(before)
  const again = ingest(file)
  expect([await ended(again), again.said()]).toEqual([0, expect.anything()])
  expect(await members()).toBe((before ?? 0) + 40_000)
  for (const place of ['received', 'lake']) expect(names(join(region, place)).filter(isStaging)).toEqual([])
  const listed = JSON.parse(run('submissions', '--json').stdout) as {
    received: number
    accepted: number
    control: number
  }[]
  expect(listed.at(-1)).toMatchObject({ received: 40_001, accepted: 40_000, control: 1 })
  expect(listed.length).toBe(names(join(region, 'lake', 'acme')).length)
  expect(listed.length).toBe(names(join(region, 'received')).length)
})

test('of two processes at once one is refused by name, and the other lands whole', async () => {
  const before = await members()
  const both = [ingest(write('one.csv', 5_000_000, 30_000)), ingest(write('two.csv', 6_000_000, 30_000))]
  const codes = await Promise.all(both.map(ended))
  const refused = both.filter((_, i) => codes[i] !== 0)
  expect(refused.length).toBe(1)
  expect(refused[0]?.said()).toContain('state-locked')
  expect(await members()).toBe((before ?? 0) + 30_000)
})
