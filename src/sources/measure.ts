import { isUtf8 } from 'node:buffer'
import { createHash, type Hash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'
import { crc32 } from 'node:zlib'

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

export type Measured = {
  sha256: string
  bytes: number
  /** Physical lines: a last line without its end counts. */
  lines: number
  encoding: Encoding
  /** The first bytes, by which a file's kind is known. */
  head: Buffer
  crc32: number
}

const HEAD_BYTES = 65_536
const LINE_FEED = 10

/** Measures a file while its bytes pass through unchanged. */
export class Measure extends Transform {
  readonly #hash: Hash = createHash('sha256')
  readonly #heads: Buffer[] = []
  #headBytes = 0
  #bytes = 0
  #lineEnds = 0
  #lastByte = LINE_FEED
  #crc = 0
  #validUtf8 = true
  #open: Buffer = Buffer.alloc(0)

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk)
    this.#crc = crc32(chunk, this.#crc)
    this.#bytes += chunk.length
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) this.#lineEnds++
    this.#lastByte = chunk.at(-1) ?? this.#lastByte
    if (this.#headBytes < HEAD_BYTES) {
      const first = Buffer.from(chunk.subarray(0, HEAD_BYTES - this.#headBytes))
      this.#heads.push(first)
      this.#headBytes += first.length
    }
    if (this.#validUtf8) this.#checkUtf8(chunk)
    done(null, chunk)
  }

  result(): Measured {
    const head = Buffer.concat(this.#heads)
    return {
      sha256: this.#hash.digest('hex'),
      bytes: this.#bytes,
      lines: this.#lineEnds + (this.#lastByte === LINE_FEED ? 0 : 1),
      encoding: encodingOf(head, this.#validUtf8 && this.#open.length === 0),
      head,
      crc32: this.#crc,
    }
  }

  /** A character may be cut by the end of a chunk: its first bytes wait for the next one. */
  #checkUtf8(chunk: Buffer): void {
    const bytes = this.#open.length > 0 ? Buffer.concat([this.#open, chunk]) : chunk
    const whole = endOfLastCharacter(bytes)
    this.#validUtf8 = isUtf8(bytes.subarray(0, whole))
    this.#open = Buffer.from(bytes.subarray(whole))
  }
}

function endOfLastCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

function encodingOf(head: Buffer, isValidUtf8: boolean): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return isValidUtf8 ? 'utf-8' : 'windows-1252'
}
