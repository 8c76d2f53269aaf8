import {
  createReadStream,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { WholepanelError } from '../error.ts'
import { Measure, type Measured } from './measure.ts'

/** A file of a delivery as it came, byte for byte. */
export type ReceivedFile = Measured & {
  /** The sender's name for it, without folders. */
  file_name: string
  /** Where it stood in the delivery: archive and folder. */
  place: string
  /** Its name under received/<submission>/. */
  stored_as: string
  path: string
}

const DEEPEST_ARCHIVE = 3

/**
 * Takes files, folders and archives (known by their content, not their name) and copies each file that holds records
 * into one folder; an archive is kept beside what was in it. Anything unreadable stops the whole delivery: nothing of
 * a truncated archive lands.
 */
export async function receive(paths: readonly string[], into: string): Promise<ReceivedFile[]> {
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const received: ReceivedFile[] = []
  const keep = async (open: () => Promise<Readable>, place: string, depth: number, expected?: Entry) => {
    const number = String(received.length + 1).padStart(4, '0')
    const stored_as = `${number}-${safeName(place)}`
    const path = join(into, stored_as)
    const measured = await copy(await open(), path, place)
    if (expected && measured.crc32 !== expected.crc32) throw broken(place, 'its checksum does not match what is in it')
    if (!isArchive(measured.head)) {
      if (/\.zip$/i.test(place)) throw broken(place, 'it is not an archive from its first byte')
      received.push({ ...measured, file_name: basename(place), place, stored_as, path })
      return
    }
    if (depth >= DEEPEST_ARCHIVE) throw broken(place, `archives lie ${depth} deep`)
    const kept = join(into, 'as-sent')
    mkdirSync(kept, { recursive: true, mode: 0o700 })
    await unpack(path, place, into, (entry, zip) =>
      keep(() => zip.openReadStreamPromise(entry), `${place}/${entry.fileName}`, depth + 1, entry),
    )
    await copy(createReadStream(path), join(kept, `${measured.sha256.slice(0, 8)}-${safeName(place)}`), place)
    rmSync(path)
  }
  for (const { path, place } of paths.flatMap(filesUnder)) await keep(async () => createReadStream(path), place, 0)
  return received
}

type Found = { path: string; place: string }

function filesUnder(path: string): Found[] {
  if (!existsSync(path)) throw new WholepanelError('input-file', { at: path, got: 'nothing is there' })
  if (!statSync(path).isDirectory()) return [{ path, place: basename(path) }]
  const found: Found[] = []
  const walk = (folder: string) => {
    for (const name of readdirSync(folder).sort()) {
      const inner = join(folder, name)
      const is = lstatSync(inner)
      if (isNoise(name) || is.isSymbolicLink()) continue
      if (is.isDirectory()) walk(inner)
      else if (is.isFile()) found.push({ path: inner, place: relative(path, inner) })
    }
  }
  walk(path)
  return found
}

/** What operating systems leave in folders and archives; no sender's record is in it. */
const isNoise = (name: string) => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db'

const isArchive = (head: Buffer) => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)

const safeName = (place: string) =>
  basename(place)
    .replaceAll(/[^\w.#-]+/g, '_')
    .slice(-120)

async function copy(from: Readable, path: string, place: string): Promise<Measured> {
  const measure = new Measure()
  try {
    await pipeline(from, measure, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  } catch (cause) {
    throw new WholepanelError(
      place.includes('/') ? 'input-archive' : 'input-file',
      { at: place, fix: SEND_AGAIN },
      cause,
    )
  }
  return measure.result()
}

/** Entries in the archive's own order. The names in it never become paths of ours. */
async function unpack(
  path: string,
  place: string,
  into: string,
  keep: (entry: Entry, zip: ZipFile) => Promise<void>,
): Promise<void> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false }).catch(
    (cause) => {
      throw broken(place, 'its directory of entries is missing or damaged', cause)
    },
  )
  let last = 'the first entry'
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      last = entry.fileName
      if (entry.fileName.endsWith('/') || entry.fileName.split('/').some(isNoise)) continue
      if (entry.isEncrypted())
        throw new WholepanelError('unsupported-archive', { at: `${place}/${last}`, got: 'an encrypted entry' })
      if (!entry.canDecodeFileData())
        throw new WholepanelError('unsupported-archive', {
          at: `${place}/${last}`,
          got: `compression method ${entry.compressionMethod}`,
          want: 'stored or deflated',
        })
      unpacked += entry.uncompressedSize
      const free = statfsSync(into)
      if (entry.uncompressedSize > Number(free.bavail) * Number(free.bsize))
        throw broken(`${place}/${last}`, `it says it holds ${unpacked} bytes, more than the disk has left`)
      await keep(entry, zip)
    }
  } catch (cause) {
    if (cause instanceof WholepanelError) throw cause
    throw broken(`${place}, at or after ${last}`, 'it cannot be unpacked', cause)
  } finally {
    zip.close()
  }
}

const SEND_AGAIN = 'nothing of this delivery was taken in; ask the sender for the file again'

function broken(at: string, got: string, cause?: unknown): WholepanelError {
  return new WholepanelError('input-archive', { at, got, fix: SEND_AGAIN }, cause)
}
