import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WholepanelError } from '../../src/error.ts'
import { openLake } from '../../src/lake/lake.ts'
import { sql } from '../../src/lake/sql.ts'
import { storageFault } from '../../src/lake/storage-fault.ts'
import { Region } from '../../src/region.ts'
import { ingest } from '../../src/sources/ingest.ts'
import { NOW, storeInMemory } from '../sources/region-with.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = 65534
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'storage-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const HEADER = 'member_id,enrollment_start_date,enrollment_end_date,first_name,birth_date'
const write = (name: string, from: number, count: number) => {
  const rows = Array.from({ length: count }, (_, i) => `m${from + i},2025-01-01,2025-12-31,Ann${i * 7919},1970-01-01`)
  writeFileSync(join(folder, name), `${[HEADER, ...rows].join('\n')}\n`)
  return join(folder, name)
}
const members = async (region: Region) => {
  const engine = await openLake(region)
  try {
    return (await engine.one<{ n: number }>(sql`select count(*) as n from eligibility`))?.n
  } finally {
    engine.close()
  }
}
const taker = (region: Region) => {
  const { store, recorded } = storeInMemory()
  const take = (file: string, now = NOW) =>
    ingest(
      region,
      { payer: 'acme', line_of_business: 'commercial', files: [file] },
      { register: store, now: () => now },
    )
  return { take, recorded }
}
/** The code by which the user is told. */
const codeOf = (error: unknown) =>
  error instanceof WholepanelError && error.code !== 'state-unexpected'
    ? error.code
    : storageFault(error, 'ingest')?.code
const leftOver = (region: Region) =>
  [region.lake, region.received].flatMap((path) => readdirSync(path).filter((name) => name.startsWith('.')))

/** A disk of 16 MB, where the system lets this process make one. */
function smallDisk(): string | null {
  const path = mkdtempSync(join(tmpdir(), 'small-disk-'))
  const done = isRoot ? spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', path]) : null
  if (done?.status === 0) return path
  rmSync(path, { recursive: true })
  return null
}
const disk = smallDisk()
if (!disk) test.skip('not tested, this process may not mount a small disk: a full disk', () => {})

describe.runIf(disk)('a full disk', () => {
  afterEach(() => {
    spawnSync('umount', [disk ?? ''])
    rmSync(disk ?? '', { recursive: true, force: true })
  })

  test('at whatever moment it fills, the last good state stands, and the same command mends it once there is room', async () => {
    const region = Region.create(join(disk ?? '', 'region'))
    const { take, recorded } = taker(region)
    await take(write('first.csv', 1, 100))
    let there = 100
    const seen = new Set<string | undefined>()
    const filler = join(disk ?? '', 'filler')
    for (const free of [3500, 2500, 1800, 1200, 800, 500, 350, 250, 150, 80, 30]) {
      const file = write(`f${free}.csv`, 1_000_000 + free * 100_000, 8_000)
      const { stdout } = spawnSync('df', ['--output=avail', '-k', disk ?? ''], { encoding: 'utf8' })
      const available = Number(stdout.trim().split('\n').at(-1))
      writeFileSync(filler, Buffer.alloc(Math.max(0, available - free) * 1024))
      const failure = await take(file).catch((error: unknown) => error)
      const code = failure instanceof Error ? codeOf(failure) : undefined
      if (failure instanceof Error) expect([free, code]).toEqual([free, 'state-disk-full'])
      seen.add(code)
      expect([there, there + 8_000]).toContain(await members(region))
      rmSync(filler)
      const mended = await take(file)
      expect(mended.files.map((f) => f.status)).not.toContain('refused')
      there += 8_000
      expect(await members(region)).toBe(there)
      expect(leftOver(region)).toEqual([])
      expect(recorded.size).toBe(readdirSync(join(region.lake, 'acme')).length)
    }
    expect(seen).toContain('state-disk-full')
  })
})

describe('a folder that is closed on the way', () => {
  const as = async <Result>(user: number, work: () => Promise<Result>): Promise<Result> => {
    if (!isRoot) return work()
    process.setegid?.(user)
    process.seteuid?.(user)
    try {
      return await work()
    } finally {
      process.seteuid?.(0)
      process.setegid?.(0)
    }
  }

  test.each(['lake', 'received', 'lake/acme'])(
    '%s: the last good state stands, and the same command mends it',
    async (closed) => {
      chownSync(folder, isRoot ? NOBODY : (process.getuid?.() ?? 0), -1)
      await as(NOBODY, async () => {
        const region = Region.create(join(folder, 'region'))
        const { take } = taker(region)
        await take(write('first.csv', 1, 10))
        chmodSync(join(region.path, closed), 0o500)
        const failure = await take(write('second.csv', 100, 20)).catch((error: unknown) => error)
        chmodSync(join(region.path, closed), 0o700)
        expect(codeOf(failure)).toBe('state-no-permission')
        expect(await members(region)).toBe(10)
        await take(join(folder, 'second.csv'))
        expect(await members(region)).toBe(30)
        expect(leftOver(region)).toEqual([])
        expect(readdirSync(region.received).length).toBe(2)
      })
    },
  )

  test('a file that may not be read is told, and nothing of its delivery lands', async () => {
    chownSync(folder, isRoot ? NOBODY : (process.getuid?.() ?? 0), -1)
    await as(NOBODY, async () => {
      const region = Region.create(join(folder, 'region'))
      const file = write('closed.csv', 1, 10)
      chmodSync(file, 0)
      await expect(taker(region).take(file)).rejects.toMatchObject({ code: 'input-file', detail: { got: 'EACCES' } })
      expect(readdirSync(region.lake)).toEqual([])
    })
  })
})

describe('while others look on', () => {
  test('a reader sees the state before or the one after, never both versions of a record', async () => {
    const region = Region.create(join(folder, 'region'))
    const { take } = taker(region)
    mkdirSync(join(folder, 'again'))
    await take(write('e.csv', 1, 3_000))
    let isDone = false
    const correcting = take(write('again/e.csv', 1, 2_000)).finally(() => {
      isDone = true
    })
    const seen = new Set<number | undefined>()
    while (!isDone) seen.add(await members(region))
    await correcting
    seen.add(await members(region))
    for (const n of seen) expect([3_000, 2_000]).toContain(n)
    expect(seen).toContain(2_000)
  })

  test('when the clock goes backwards the later arrival still replaces the earlier one', async () => {
    const region = Region.create(join(folder, 'region'))
    const { take } = taker(region)
    mkdirSync(join(folder, 'again'))
    const first = await take(write('e.csv', 1, 10), '2026-03-01T00:00:00.000Z')
    const second = await take(write('again/e.csv', 1, 4), '2025-12-31T00:00:00.000Z')
    expect([first.submission_id.slice(0, 7), second.submission_id.slice(0, 7)]).toEqual(['s000001', 's000002'])
    expect(await members(region)).toBe(4)
  })
})
