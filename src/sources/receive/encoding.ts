import { isAscii, isUtf8 } from 'node:buffer'

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

/** UTF-16 by its mark, or because nearly every second byte of the beginning is zero: text of our languages has no other reason. */
export function wideEncodingOf(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const looked = head.subarray(0, 4096)
  const pairs = Math.floor(looked.length / 2)
  if (pairs < FEWEST_PAIRS) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < looked.length; i++) if (looked[i] === 0) i % 2 === 0 ? even++ : odd++
  if (odd > pairs * 0.7 && even < pairs * 0.1) return 'utf-16le'
  return even > pairs * 0.7 && odd < pairs * 0.1 ? 'utf-16be' : null
}
const FEWEST_PAIRS = 8

/**
 * Whether bytes are UTF-8, chunk by chunk. Where some are not, the file is UTF-8 with broken characters if it has more
 * characters of several bytes than bytes that fit nowhere; else it is in the older encoding of one byte a character.
 */
export class Utf8Check {
  #open: Buffer = Buffer.alloc(0)
  #whole = 0
  #misfits = 0

  add(chunk: Buffer): void {
    if (this.#open.length === 0 && isAscii(chunk)) return
    const bytes = this.#open.length > 0 ? Buffer.concat([this.#open, chunk]) : chunk
    const end = endOfLastCharacter(bytes)
    this.#look(bytes.subarray(0, end))
    this.#open = Buffer.from(bytes.subarray(end))
  }

  result(): { is_valid: boolean; is_mostly: boolean } {
    const misfits = this.#misfits + this.#open.length
    return { is_valid: misfits === 0, is_mostly: this.#whole > misfits }
  }

  /** A chunk of valid text is not looked at character by character. */
  #look(bytes: Buffer): void {
    if (isUtf8(bytes)) {
      if (!isAscii(bytes)) this.#whole += 1
      return
    }
    for (let i = 0; i < bytes.length; ) {
      const byte = bytes[i] ?? 0
      const length = lengthOf(byte)
      if (byte < 0x80) i++
      else if (length > 1 && isUtf8(bytes.subarray(i, i + length)) && i + length <= bytes.length) {
        this.#whole++
        i += length
      } else {
        this.#misfits++
        i++
      }
    }
  }
}

const lengthOf = (byte: number) => (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1)

/** A character may be cut by the end of a chunk: its first bytes wait for the next one. */
function endOfLastCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    return lengthOf(byte) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}
