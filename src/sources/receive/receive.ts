import {
  createReadStream,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { WholepanelError } from '../../error.ts'
import { type ArchiveEntry, broken, readGzip, readZip, SEND_AGAIN } from './archive.ts'
import { documentOf, type Foreign } from './foreign.ts'
import { Measure, type Measured } from './measure.ts'
import { Quota, type ReceiveLimits, USUAL_LIMITS } from './quota.ts'
import { isNoise, safeName, shown } from './sent-name.ts'

/** A file of a delivery as it came, byte for byte. */
export type ReceivedFile = Measured & {
  /** The sender's name for it, without folders. */
  file_name: string
  /** Where it stood in the delivery: archive and folder. */
  place: string
  /** Its name under received/<submission>/. */
  stored_as: string
  path: string
  /** What it is, where that is known before it is read and holds no records: a workbook, a link. */
  foreign?: Foreign
}

const DEEPEST_ARCHIVE = 3

/**
 * Takes files, folders and archives (known by their content, not their name) and copies each file that holds records
 * into one folder; an archive is kept beside what was in it. An archive that cannot be read to its end, or that unpacks
 * to more than the region takes in, stops the whole delivery. Names in a delivery never become paths of ours.
 */
export async function receive(
  paths: readonly string[],
  into: string,
  limits: ReceiveLimits = USUAL_LIMITS,
): Promise<ReceivedFile[]> {
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const received: ReceivedFile[] = []
  const quota = new Quota(limits, into)
  const keepNothing = (place: string, foreign: Foreign) => {
    const { stored_as, path } = nextName(place)
    writeFileSync(path, '', { mode: 0o600, flag: 'wx' })
    received.push({ ...new Measure().result(), file_name: basename(place), place, stored_as, path, foreign })
  }
  const nextName = (place: string) => {
    const stored_as = `${String(received.length + 1).padStart(4, '0')}-${safeName(place)}`
    return { stored_as, path: join(into, stored_as) }
  }
  const keep = async (open: () => Promise<Readable>, place: string, depth: number, entry?: ArchiveEntry) => {
    quota.addFile(place)
    const { stored_as, path } = nextName(place)
    const measured = await copy(await open(), path, place, depth)
    if (entry?.crc32 !== undefined && measured.crc32 !== entry.crc32)
      throw broken(place, 'its checksum does not match what is in it')
    const kind = archiveKind(measured.head)
    const foreign = kind === 'zip' ? documentOf(await readZip.names(path, place, quota)) : null
    if (!kind || foreign) {
      if (!kind && /\.(?:zip|gz)$/i.test(place)) throw broken(place, 'it is not an archive from its first byte')
      received.push({
        ...measured,
        file_name: basename(place),
        place,
        stored_as,
        path,
        ...(foreign ? { foreign } : {}),
      })
      return
    }
    if (depth >= DEEPEST_ARCHIVE) throw broken(place, `archives lie ${depth} deep`)
    const each = (inner: ArchiveEntry) =>
      inner.foreign
        ? Promise.resolve(keepNothing(inner.place, inner.foreign))
        : keep(inner.open, inner.place, depth + 1, inner)
    const archive = asSent(path, into, `${measured.sha256.slice(0, 8)}-${safeName(place)}`)
    if (kind === 'zip') await readZip(archive, place, quota, each)
    else await readGzip(archive, place, quota, measured.bytes, each)
  }
  for (const { path, place, foreign } of paths.flatMap(filesUnder)) {
    if (foreign) keepNothing(place, foreign)
    else await keep(async () => createReadStream(path), place, 0)
  }
  return received
}

/** The archive itself stays, beside what is in it. */
function asSent(path: string, into: string, name: string): string {
  const kept = join(into, 'as-sent')
  mkdirSync(kept, { recursive: true, mode: 0o700 })
  renameSync(path, join(kept, name))
  return join(kept, name)
}

type Found = { path: string; place: string; foreign?: Foreign }

const LINK: Foreign = {
  got: 'a symbolic link: links are not followed, they may lead out of the delivery',
  fix: 'send the file itself',
}
const DEVICE: Foreign = { got: 'a pipe, socket or device', fix: 'send a file' }

/** A path that the operator typed may be a link; what lies in a folder may not. */
function filesUnder(path: string): Found[] {
  if (!existsSync(path)) throw new WholepanelError('input-file', { at: shown(path), got: 'nothing is there' })
  const is = statSync(path)
  if (is.isFile()) return [{ path, place: shown(basename(path)) }]
  if (!is.isDirectory()) throw new WholepanelError('input-file', { at: shown(path), got: DEVICE.got, fix: DEVICE.fix })
  const found: Found[] = []
  const walk = (folder: string) => {
    for (const name of readdirSync(folder).sort()) {
      if (isNoise(name)) continue
      const inner = join(folder, name)
      const place = shown(relative(path, inner))
      const kind = lstatSync(inner)
      if (kind.isSymbolicLink()) found.push({ path: inner, place, foreign: LINK })
      else if (kind.isDirectory()) walk(inner)
      else if (kind.isFile()) found.push({ path: inner, place })
      else found.push({ path: inner, place, foreign: DEVICE })
    }
  }
  walk(path)
  return found
}

function archiveKind(head: Buffer): 'zip' | 'gzip' | null {
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return 'zip'
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 ? 'gzip' : null
}

async function copy(from: Readable, path: string, place: string, depth: number): Promise<Measured> {
  const measure = new Measure()
  try {
    await pipeline(from, measure, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  } catch (cause) {
    if (cause instanceof WholepanelError || (cause as NodeJS.ErrnoException).code === 'ENOSPC') throw cause
    if (depth > 0) throw broken(place, 'it cannot be unpacked', cause)
    const { code } = cause as NodeJS.ErrnoException
    throw new WholepanelError('input-file', { at: place, ...(code ? { got: code } : {}), fix: SEND_AGAIN }, cause)
  }
  return measure.result()
}
