import { createHash, type Hash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Encoding, Utf8Check, wideEncodingOf } from './encoding.ts'

export type Measured = {
  sha256: string
  bytes: number
  /** Physical lines: a last line without its end counts. */
  lines: number
  encoding: Encoding
  /** What of the text no reader takes as it stands: it is read from a copy, and such records are quarantined. */
  oddities: Oddities
  /** The longest physical line and its number, so that a reader can be told before it tries. */
  longest_line: { bytes: number; number: number }
  /** The first bytes, by which a file's kind is known. */
  head: Buffer
  crc32: number
}

export type Oddities = {
  /** Carriage returns that no line feed follows. */
  lone_returns: boolean
  /** No line feed at all, but carriage returns: they end the lines. */
  ends_in_return: boolean
  /** NUL, or the one character that the readers use as a mark of their own. */
  control_characters: boolean
  /** Some bytes are no UTF-8, most of those that could tell are. */
  broken_utf8: boolean
}

const HEAD_BYTES = 65_536
const LINE_FEED = 10
const RETURN = 13

/** Measures a file while its bytes pass through unchanged. Memory does not grow with the file or with its lines. */
export class Measure extends Transform {
  readonly #hash: Hash = createHash('sha256')
  readonly #heads: Buffer[] = []
  readonly #utf8 = new Utf8Check()
  #headBytes = 0
  #bytes = 0
  #lineEnds = 0
  #lineStart = 0
  #longest = { bytes: 0, number: 0 }
  #lastByte = LINE_FEED
  #crc = 0
  /** In UTF-16 the ends of lines are looked for in the text: their bytes stand in other characters too. */
  #wide: 'utf-16le' | 'utf-16be' | null | undefined
  #decoder = new TextDecoder()
  #text = { feeds: 0, lone: 0, control: false, endsInReturn: false }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk)
    this.#crc = crc32(chunk, this.#crc)
    this.#countLines(chunk)
    if (this.#headBytes < HEAD_BYTES) {
      const first = Buffer.from(chunk.subarray(0, HEAD_BYTES - this.#headBytes))
      this.#heads.push(first)
      this.#headBytes += first.length
    }
    if (this.#wide === undefined) {
      this.#wide = wideEncodingOf(chunk)
      this.#decoder = new TextDecoder(this.#wide ?? 'utf-8')
    }
    if (this.#wide) this.#lookAt(Buffer.from(this.#decoder.decode(chunk, { stream: true })))
    else {
      this.#utf8.add(chunk)
      this.#lookAt(chunk)
    }
    this.#bytes += chunk.length
    this.#lastByte = chunk.at(-1) ?? this.#lastByte
    done(null, chunk)
  }

  result(): Measured {
    const head = Buffer.concat(this.#heads)
    if (this.#text.endsInReturn) this.#text.lone++
    this.#longer(this.#bytes - this.#lineStart)
    const { is_valid, is_mostly } = this.#utf8.result()
    const { lone, feeds, control } = this.#text
    return {
      sha256: this.#hash.digest('hex'),
      bytes: this.#bytes,
      lines: this.#lineEnds + (this.#lastByte === LINE_FEED ? 0 : 1),
      encoding: this.#wide ?? (is_valid || is_mostly ? 'utf-8' : 'windows-1252'),
      oddities: {
        lone_returns: lone > 0,
        ends_in_return: lone > 0 && feeds === 0,
        control_characters: control,
        broken_utf8: !this.#wide && !is_valid && is_mostly,
      },
      longest_line: this.#longest,
      head,
      crc32: this.#crc,
    }
  }

  #countLines(chunk: Buffer): void {
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) {
      this.#longer(this.#bytes + at - this.#lineStart)
      this.#lineEnds++
      this.#lineStart = this.#bytes + at + 1
    }
  }

  #longer(bytes: number): void {
    if (bytes > this.#longest.bytes) this.#longest = { bytes, number: this.#lineEnds + 1 }
  }

  /** A return may be the last byte of one chunk, and its line feed the first of the next. */
  #lookAt(text: Buffer): void {
    if (text.length === 0) return
    const seen = this.#text
    if (seen.endsInReturn && text[0] !== LINE_FEED) seen.lone++
    seen.endsInReturn = text[text.length - 1] === RETURN
    if (text.includes(LINE_FEED)) seen.feeds++
    if (!seen.control) seen.control = text.includes(0) || text.includes(1)
    if (seen.lone > 0) return
    for (let at = text.indexOf(RETURN); at >= 0 && at < text.length - 1; at = text.indexOf(RETURN, at + 1)) {
      if (text[at + 1] === LINE_FEED) continue
      seen.lone++
      return
    }
  }
}
