import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Region } from '../../region.ts'
import type { Purge } from './target.ts'

/** A purge that was begun: what it does, by whose authority. It stands in the folder until everything is done. */
export type Begun = { purge: Purge; authority: string; purged_at: string; purged_by: string }

const fileOf = (region: Pick<Region, 'path'>): string => join(region.path, '.purge.json')

export function begin(region: Region, begun: Begun): void {
  writeWhole(fileOf(region), Buffer.from(JSON.stringify(begun)))
}

/** The purge that was cut short, or null. */
export function begunPurge(region: Pick<Region, 'path'>): Begun | null {
  const file = fileOf(region)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Begun) : null
}

export const end = (region: Region): void => rmSync(fileOf(region), { force: true })

/** Beside, on the disk, and then in place: a reader meets the old or the new, never half. */
export function writeWhole(path: string, bytes: Buffer): void {
  const beside = `${path}.purging`
  const file = openSync(beside, 'w', 0o600)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
}
