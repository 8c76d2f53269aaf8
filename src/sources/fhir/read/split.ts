import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { WholepanelError } from '../../../error.ts'
import type { FhirForm } from './version.ts'

/** A record longer than this is no resource of one person. The engine reads lines of twice this length. */
const LONGEST_RECORD = 16 * 1024 * 1024

const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, QUOTE, BACKSLASH, LINE_FEED, COMMA] = [...'{}[]"\\\n,'].map((letter) =>
  letter.charCodeAt(0),
)
const SPACE = 32

export type Records = {
  /** A file with one record to a line. */
  path: string
  records: number
  /** Records that were too long to keep: their lines are blank in `path`. */
  tooLong: readonly number[]
  /** Bytes of the longest record that is kept. */
  longest: number
}

/**
 * The records of a file, one to a line: the file itself where it is so already, else a copy at `to`. Bytes stream
 * through; nothing but the record at hand is held.
 */
export async function splitRecords(path: string, form: FhirForm, to: string): Promise<Records> {
  if (form === 'lines') {
    const measured = await measureLines(path)
    if (measured.tooLong.length === 0) return { path, ...measured }
  }
  const out = createWriteStream(to, { mode: 0o600 })
  const tooLong: number[] = []
  let records = 0
  let longest = 0
  for await (const record of recordsOf(path, form)) {
    records++
    if (record === null) tooLong.push(records)
    else longest = Math.max(longest, Buffer.byteLength(record))
    if (!out.write(record === null ? '\n' : `${record}\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  return { path: to, records, tooLong, longest }
}

async function measureLines(path: string): Promise<{ records: number; tooLong: number[]; longest: number }> {
  let records = 0
  let length = 0
  let longest = 0
  const tooLong: number[] = []
  const end = () => {
    records++
    if (length > LONGEST_RECORD) tooLong.push(records)
    else longest = Math.max(longest, length)
    length = 0
  }
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      length += at - from
      end()
      from = at + 1
    }
    length += chunk.length - from
  }
  if (length > 0) end()
  return { records, tooLong, longest }
}

/** The text of each record in its order, without line ends; null where it is longer than is read. */
export function recordsOf(path: string, form: FhirForm): AsyncGenerator<string | null> {
  if (form === 'bundle') return entriesOf(path)
  return form === 'lines' ? linesOf(path) : wholeFile(path)
}

/** Bytes of one record as they come; a line end inside becomes a tab: JSON takes both between values, and neither in a text. */
class Kept {
  #parts: Buffer[] = []
  #length = 0
  add(bytes: Buffer): void {
    this.#length += bytes.length
    if (this.#length <= LONGEST_RECORD) this.#parts.push(Buffer.from(bytes))
    else this.#parts = []
  }
  get isEmpty(): boolean {
    return this.#length === 0
  }
  take(): string | null {
    const text = this.#length > LONGEST_RECORD ? null : Buffer.concat(this.#parts).toString('utf8')
    this.#parts = []
    this.#length = 0
    return text === null ? null : text.replaceAll(/[\r\n]+/g, '\t').trim()
  }
}

async function* linesOf(path: string): AsyncGenerator<string | null> {
  const kept = new Kept()
  let isOpen = false
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      kept.add(chunk.subarray(from, at))
      yield kept.take()
      from = at + 1
      isOpen = false
    }
    if (from < chunk.length) {
      kept.add(chunk.subarray(from))
      isOpen = true
    }
  }
  if (isOpen) yield kept.take()
}

async function* wholeFile(path: string): AsyncGenerator<string | null> {
  const kept = new Kept()
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) kept.add(chunk)
  yield kept.take()
}

/** The elements of the outermost `entry` list. A Bundle whose brackets do not close cannot be told apart: it is refused. */
async function* entriesOf(path: string): AsyncGenerator<string | null> {
  const kept = new Kept()
  let depth = 0
  let inText = false
  let escaped = false
  let name = ''
  let naming = false
  let inEntry = false
  let isOver = false
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = inEntry && depth >= 2 && !kept.isEmpty ? 0 : -1
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]
      if (inText) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) {
          inText = false
          naming = false
        }
        if (naming && name.length < 20) name += String.fromCharCode(byte ?? 0)
        continue
      }
      if (byte === QUOTE) {
        inText = true
        if (depth === 1) {
          name = ''
          naming = true
        }
        if (inEntry && depth === 2 && from < 0) from = at
        continue
      }
      if (byte === OPEN || byte === OPEN_LIST) {
        if (depth === 1 && byte === OPEN_LIST && name === 'entry') inEntry = true
        else if (inEntry && depth === 2 && from < 0) from = at
        depth++
        continue
      }
      if (byte === CLOSE || byte === CLOSE_LIST) {
        depth--
        if (inEntry && depth === 1) {
          if (from >= 0) kept.add(chunk.subarray(from, at))
          if (!kept.isEmpty) yield kept.take()
          from = -1
          inEntry = false
          name = ''
        }
        if (depth === 0) isOver = true
        if (depth < 0) throw unclosed(path)
        continue
      }
      if (inEntry && depth === 2) {
        if (byte === COMMA) {
          if (from >= 0) kept.add(chunk.subarray(from, at))
          yield kept.isEmpty ? '' : kept.take()
          from = -1
        } else if (from < 0 && (byte ?? 0) > SPACE && byte !== LINE_FEED) from = at
      }
    }
    if (inEntry && from >= 0) kept.add(chunk.subarray(from))
  }
  if (!isOver || depth !== 0 || inText) throw unclosed(path)
}

const unclosed = (path: string) =>
  new WholepanelError('input-file', {
    at: path.split('/').at(-1) ?? path,
    got: 'a Bundle whose brackets do not close',
    want: 'JSON from the first byte to the last',
    fix: 'the file was cut short or damaged; send it again',
  })
