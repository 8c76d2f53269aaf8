import { createReadStream } from 'node:fs'
import { type Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { WholepanelError } from '../../error.ts'
import type { Foreign } from './foreign.ts'
import type { Quota } from './quota.ts'
import { isNoise, shown } from './sent-name.ts'

export type ArchiveEntry = {
  place: string
  open: () => Promise<Readable>
  crc32?: number
  /** No file at all: a link. */
  foreign?: Foreign
}

type Keep = (entry: ArchiveEntry) => Promise<void>

/** Entries in the archive's own order. The names in it never become paths of ours; one that climbs out of it is refused. */
export async function readZip(path: string, place: string, quota: Quota, keep: Keep): Promise<void> {
  const zip = await openZip(path, place)
  let last = 'the first entry'
  let unpacked = 0
  try {
    quota.holdFiles(place, zip.entryCount)
    for await (const entry of zip.eachEntry()) {
      last = shown(entry.fileName)
      if (entry.fileName.endsWith('/') || entry.fileName.split('/').some(isNoise)) continue
      const inner = `${place}/${last}`
      refuseUnreadable(entry, inner)
      unpacked += entry.uncompressedSize
      quota.addBytes(inner, entry.uncompressedSize, unpacked, zip.fileSize)
      await keep({
        place: inner,
        open: () => zip.openReadStreamPromise(entry),
        crc32: entry.crc32,
        ...(isLink(entry) ? { foreign: LINK } : {}),
      })
    }
  } catch (cause) {
    throw understood(cause, place, last)
  } finally {
    zip.close()
  }
}

/** What the archive says of its entries, without unpacking one. */
readZip.names = async (path: string, place: string, quota: Quota): Promise<{ name: string; bytes: number }[]> => {
  const zip = await openZip(path, place)
  try {
    quota.holdFiles(place, zip.entryCount)
    const found: { name: string; bytes: number }[] = []
    for await (const { fileName, uncompressedSize } of zip.eachEntry())
      found.push({ name: fileName, bytes: uncompressedSize })
    return found
  } catch (cause) {
    throw understood(cause, place, 'the directory of entries')
  } finally {
    zip.close()
  }
}

/** An archive of one file, named as the archive without its ending; several members are one file (RFC 1952, 2.2). */
export async function readGzip(path: string, place: string, quota: Quota, packed: number, keep: Keep): Promise<void> {
  const inner = `${place}/${(place.split('/').at(-1) ?? '').replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar')}`
  let unpacked = 0
  const counted = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      unpacked += chunk.length
      try {
        quota.addBytes(inner, chunk.length, unpacked, packed)
        done(null, chunk)
      } catch (error) {
        done(error as Error)
      }
    },
  })
  const open = async () => {
    const gunzip = createGunzip()
    const from = createReadStream(path)
    from.on('error', (error) => gunzip.destroy(error))
    gunzip.on('error', (error) => counted.destroy(error))
    return from.pipe(gunzip).pipe(counted)
  }
  await keep({ place: inner, open })
}

const LINK: Foreign = {
  got: 'a symbolic link in an archive: links are not followed',
  fix: 'put the file itself into the archive',
}

function openZip(path: string, place: string): Promise<ZipFile> {
  return openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false }).catch((cause: unknown) => {
    throw broken(place, 'its directory of entries is missing or damaged: it may end too soon', cause)
  })
}

/** Unix keeps the kind of a file in the upper half of the entry's attributes (APPNOTE.TXT 4.4.2, 4.4.15). */
const isLink = (entry: Entry): boolean =>
  entry.versionMadeBy >> 8 === 3 && ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000

function refuseUnreadable(entry: Entry, at: string): void {
  if (entry.isEncrypted())
    throw new WholepanelError('unsupported-archive', {
      at,
      got: 'an encrypted entry',
      fix: 'nothing of this delivery was taken in; unpack the archive with its password and send what is in it',
    })
  if (!entry.canDecodeFileData())
    throw new WholepanelError('unsupported-archive', {
      at,
      got: `compression method ${entry.compressionMethod}`,
      want: 'stored or deflated',
      fix: 'nothing of this delivery was taken in; pack the files again as an ordinary zip',
    })
}

function understood(cause: unknown, place: string, last: string): unknown {
  const { code, message = '' } = cause as NodeJS.ErrnoException
  if (cause instanceof WholepanelError || code === 'ENOSPC') return cause
  if (/^(?:absolute path|invalid relative path|invalid characters in fileName)/.test(message))
    return broken(`${place}, after ${last}`, 'the name of an entry leads out of the archive', cause)
  return broken(`${place}, at or after ${last}`, 'it cannot be unpacked', cause)
}

export const SEND_AGAIN = 'nothing of this delivery was taken in; ask the sender for the file again'

export function broken(at: string, got: string, cause?: unknown): WholepanelError {
  return new WholepanelError('input-archive', { at, got, fix: SEND_AGAIN }, cause)
}
