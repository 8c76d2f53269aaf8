import { createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** Every entry bears this time, so that one seed gives one archive. */
const WRITTEN = new Date('2026-01-01T00:00:00Z')

/** Packs files into one zip under their own names. */
export async function archive(paths: readonly string[], into: string): Promise<void> {
  const zip = new ZipFile()
  for (const path of paths) zip.addFile(path, basename(path), { mtime: WRITTEN, mode: 0o100600, compressionLevel: 1 })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(into, { mode: 0o600 }))
}
