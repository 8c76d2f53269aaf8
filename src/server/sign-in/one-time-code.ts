import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Codes of RFC 6238 as every code generator makes them: SHA-1, six digits, thirty seconds. */
const STEP_SECONDS = 30
const DIGITS = 6
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 160 random bits, as people type them into a code generator. */
export const newCodeKey = (): string => base32(randomBytes(20))

/** What a code generator reads from the picture. */
export const codeUri = (key: string, issuer: string, email: string): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${email}`)}?${new URLSearchParams({ secret: key, issuer })}`.replaceAll(
    '+',
    '%20',
  )

/**
 * The step whose code this is: now, or one before or after, since clocks differ. Null where there is none after
 * `used`: a code counts once.
 */
export function stepOfCode(key: string, code: string, used: number, now: string): number | null {
  const given = Buffer.from(code.replaceAll(/\s/g, ''))
  const current = Math.floor(Date.parse(now) / 1000 / STEP_SECONDS)
  let found: number | null = null
  for (const step of [current - 1, current, current + 1]) {
    const wanted = Buffer.from(codeAt(key, step))
    if (given.length === wanted.length && timingSafeEqual(given, wanted) && step > used) found = step
  }
  return found
}

export function codeAt(key: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', bytesOf(key)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

const RECOVERY_CODES = 10

/** Eighty random bits each, to be typed from paper. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => (base32(randomBytes(10)).match(/.{4}/g) ?? []).join('-'))

/** However it was typed: small letters, spaces, no hyphens. */
export const recoveryCodeAsWritten = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')

export function base32(bytes: Buffer): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += ALPHABET[(held >>> (bits - 5)) & 31]
    held &= 31
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

function bytesOf(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text) {
    held = (held << 5) | ALPHABET.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >>> bits) & 255)
    held &= 31
  }
  return Buffer.from(bytes)
}
