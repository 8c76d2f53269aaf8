import { fromBufferPromise } from 'yauzl'
import { Unreadable } from './document.ts'

const MOST_PARTS = 2_000
/** Of all parts unpacked, whatever the archive says of itself. */
const MOST_UNPACKED = 60_000_000

export type ZipParts = ReadonlyMap<string, Buffer>

/** The parts of a Word or Excel file that hold words; pictures are not unpacked. */
export async function zipParts(bytes: Buffer): Promise<ZipParts> {
  const parts = new Map<string, Buffer>()
  let unpacked = 0
  const zip = await fromBufferPromise(bytes).catch((cause: unknown) => {
    throw new Unreadable('the file is broken or half sent', cause)
  })
  if (zip.entryCount > MOST_PARTS) throw new Unreadable('it unpacks to more than a document holds')
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.replace(/^\/+/, '')
      if ((entry.generalPurposeBitFlag & 1) !== 0) throw new Unreadable('it is encrypted')
      if (parts.has(name)) throw new Unreadable('it holds two parts of one name')
      if (!/\.(?:xml|rels|vml)$/i.test(name)) {
        parts.set(name, Buffer.alloc(0))
        continue
      }
      const chunks: Buffer[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        unpacked += (chunk as Buffer).length
        if (unpacked > MOST_UNPACKED) throw new Unreadable('it unpacks to more than a document holds')
        chunks.push(chunk as Buffer)
      }
      parts.set(name, Buffer.concat(chunks))
    }
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : new Unreadable('the file is broken or half sent', cause)
  } finally {
    zip.close()
  }
  return parts
}
