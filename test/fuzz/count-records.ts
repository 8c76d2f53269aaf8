/**
 * An independent counter: plain Node over raw bytes, sharing no line with the product. It says how many physical records
 * a file has by the written rules of docs/concepts/sources.md and safety.md, so that the product's counts can be held to it.
 */
export type Form = {
  kind: 'lines' | 'csv' | 'parquet' | 'json'
  /** Where it is agreed with the sender, and not to be seen from the header. */
  delimiter?: string
}

/** Physical records of a file that was read in this form. */
export function countRecords(bytes: Buffer, { kind, delimiter }: Form): number {
  if (kind === 'parquet') return parquetRows(bytes)
  if (kind === 'json') return jsonRecords(bytes)
  const lines = linesOf(textOf(bytes))
  return kind === 'lines' ? lines.length : csvRecords(lines, delimiter ?? delimiterOf(lines[0] ?? ''))
}

/** Records of a file that is refused whole: its lines as bytes. A last line without an end counts. */
export function countLines(bytes: Buffer): number {
  let ends = 0
  for (const byte of bytes) if (byte === 0x0a) ends++
  return ends + (bytes.length > 0 && bytes[bytes.length - 1] !== 0x0a ? 1 : 0)
}

/** Entries of a Bundle, one for a resource that is written on several lines, else the lines, blank ones too. */
function jsonRecords(bytes: Buffer): number {
  const text = textOf(bytes)
  const lines = linesOf(text)
  const whole = parsed(text)
  if (whole?.resourceType === 'Bundle') return Array.isArray(whole.entry) ? whole.entry.length : 0
  const first = lines.find((line) => line.trim() !== '') ?? ''
  return (whole && !parsed(first)) || isOneBroken(first, lines) ? 1 : lines.length
}

/** An object that goes on over the lines and that no JSON reader takes: no line of it is an object by itself. */
const isOneBroken = (first: string, lines: readonly string[]): boolean =>
  /^\s*\{[^}]*$/.test(first) && lines.every((line) => parsed(line) === null || !line.trimStart().startsWith('{'))

function parsed(text: string): { resourceType?: unknown; entry?: unknown } | null {
  try {
    return JSON.parse(text) as { resourceType?: unknown }
  } catch {
    return null
  }
}

function textOf(bytes: Buffer): string {
  // Half a character at the end is a broken one.
  const end = bytes.length % 2 === 1 ? '\ufffd' : ''
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le').slice(1) + end
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return swapped(bytes).toString('utf16le').slice(1) + end
  const wide = zerosAt(bytes)
  if (wide === 'little') return bytes.toString('utf16le') + end
  if (wide === 'big') return swapped(bytes).toString('utf16le') + end
  // Bytes and characters have the same line ends, commas and quotes in every other encoding that is taken.
  const text = bytes.toString('latin1')
  return text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text
}

const swapped = (bytes: Buffer) => Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16()

/** UTF-16 without a mark: nearly every second byte of the beginning is zero. */
function zerosAt(bytes: Buffer): 'little' | 'big' | null {
  const head = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const pairs = Math.floor(head.length / 2)
  if (pairs < 8) return null
  const [even = 0, odd = 0] = zeros
  if (odd > pairs * 0.7 && even < pairs * 0.1) return 'little'
  return even > pairs * 0.7 && odd < pairs * 0.1 ? 'big' : null
}

/** Lines end in LF or CRLF; in CR only where the file has no LF at all. */
function linesOf(text: string): string[] {
  const end = text.includes('\n') ? '\n' : '\r'
  const lines = text.split(end)
  if (lines.at(-1) === '') lines.pop()
  return end === '\n' ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines
}

/**
 * A record goes on over line ends while a quote is open, if it then reads as the header's number of fields; else its
 * first line is a record of its own.
 */
function csvRecords(lines: readonly string[], delimiter: string): number {
  const width = fieldsOf(lines[0] ?? '', delimiter) ?? (lines[0] ?? '').split(delimiter).length
  let records = 0
  for (let i = 0; i < lines.length; i++) {
    records++
    if (quotesIn(lines[i] ?? '') % 2 === 0) continue
    let quotes = 0
    let last = i
    for (; last < lines.length; last++) {
      quotes += quotesIn(lines[last] ?? '')
      if (quotes % 2 === 0) break
    }
    if (last < lines.length && fieldsOf(lines.slice(i, last + 1).join('\n'), delimiter) === width) i = last
  }
  return records
}

const quotesIn = (line: string) => line.split('"').length - 1

function delimiterOf(header: string): string {
  const counted = [',', '|', '\t', ';'].map((delimiter) => ({ delimiter, n: header.split(delimiter).length }))
  return counted.reduce((a, b) => (b.n > a.n ? b : a)).delimiter
}

/** Character by character: null where a quote stands inside an unquoted field, or text after a closing one. */
function fieldsOf(record: string, delimiter: string): number | null {
  let fields = 1
  let at = 0
  for (;;) {
    if (record[at] === '"') {
      at++
      for (;;) {
        if (at >= record.length) return null
        if (record[at] !== '"') at++
        else if (record[at + 1] === '"') at += 2
        else break
      }
      at++
      if (at < record.length && record[at] !== delimiter) return null
    } else {
      while (at < record.length && record[at] !== delimiter) {
        if (record[at] === '"') return null
        at++
      }
    }
    if (at >= record.length) return fields
    fields++
    at++
  }
}

/** `num_rows` of the footer (Apache Parquet, FileMetaData, field 3, Thrift compact protocol). */
function parquetRows(bytes: Buffer): number {
  const length = bytes.readUInt32LE(bytes.length - 8)
  const reader = new Compact(bytes.subarray(bytes.length - 8 - length, bytes.length - 8))
  let field = 0
  for (;;) {
    const header = reader.byte()
    const type = header & 0x0f
    if (type === 0) throw new Error('the footer has no number of rows')
    field = header >> 4 ? field + (header >> 4) : reader.signed()
    if (field === 3) return reader.signed()
    reader.skip(type)
  }
}

/** As much of the Thrift compact protocol as passing over a field needs. */
class Compact {
  readonly #bytes: Buffer
  #at = 0
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }
  byte(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw new Error('the footer ends too soon')
    return byte
  }
  unsigned(): number {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = this.byte()
      value += (byte & 0x7f) * shift
      if (byte < 0x80) return value
    }
  }
  signed(): number {
    const value = this.unsigned()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  skip(type: number): void {
    if (type <= 2) return
    if (type === 3) this.#at++
    else if (type <= 6) this.unsigned()
    else if (type === 7) this.#at += 8
    else if (type === 8) {
      // The length moves the place as well: it is read before the place is.
      const length = this.unsigned()
      this.#at += length
    } else if (type === 9 || type === 10) {
      const header = this.byte()
      const size = header >> 4 === 15 ? this.unsigned() : header >> 4
      for (let i = 0; i < size; i++) this.#skipElement(header & 0x0f)
    } else if (type === 12) {
      for (let header = this.byte(); (header & 0x0f) !== 0; header = this.byte()) {
        if (header >> 4 === 0) this.signed()
        this.skip(header & 0x0f)
      }
    } else throw new Error(`the footer has a field of type ${type}`)
  }
  /** Inside a list a boolean takes a byte. */
  #skipElement(type: number): void {
    if (type <= 2) this.#at++
    else this.skip(type)
  }
}
