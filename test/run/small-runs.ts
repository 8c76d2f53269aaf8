import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { type Row, type Rows, recordLake, writeLake } from './small-lake.ts'

export let register: Register
const folders: string[] = []
let clock = 0

/** A clock that goes a second each time it is read. */
export const now = () => {
  clock += 1
  return `2026-01-15T08:${String(Math.floor(clock / 60)).padStart(2, '0')}:${String(clock % 60).padStart(2, '0')}.000Z`
}

/** One register for all tests of a file; the regions go when they are done. */
export function openRegisterForTests(): void {
  beforeAll(async () => {
    register = await openPglite()
  })
  afterAll(async () => {
    await register.close()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
}

export async function regionOf(rows: Rows, parts?: (row: Row) => string): Promise<Region> {
  const folder = mkdtempSync(join(tmpdir(), 'run-'))
  folders.push(folder)
  const region = Region.create(join(folder, 'region'))
  await writeLake(region.lake, rows, parts)
  await recordLake(register, region.lake)
  return region
}
