import { createHash } from 'node:crypto'

/** Crockford's base 32: no letter that is taken for a digit (https://www.crockford.com/base32.html). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS_OF_SECRET = 19

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const letter = (byte: number | undefined): string => LETTERS[(byte ?? 0) % LETTERS.length] ?? '0'
const checkLetter = (secret: string): string => letter(digest(`check ${secret}`)[0])

/**
 * The code by which a patient takes a statement back: 95 bits, which nobody guesses, and a letter by which a slip of the
 * pen is seen without asking the register. It follows from the form that was sent, so that the same form twice has one.
 */
export function receiptOf(form: string): string {
  const secret = [...digest(`receipt ${form}`).subarray(0, LETTERS_OF_SECRET)].map(letter).join('')
  return ((secret + checkLetter(secret)).match(/.{5}/g) ?? []).join('-')
}

/** As it is compared: without hyphens and spaces, and with the letters that were meant. Null where it can be no receipt. */
export function readReceipt(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  const secret = plain.slice(0, LETTERS_OF_SECRET)
  const is = plain.length === LETTERS_OF_SECRET + 1 && [...plain].every((one) => LETTERS.includes(one))
  return is && plain.at(-1) === checkLetter(secret) ? plain : null
}

/** What the register keeps of a receipt. */
export const receiptHash = (receipt: string): string => digest(`kept ${receipt.replaceAll('-', '')}`).toString('hex')

/** The key of a statement in the register and the log: it tells nothing of the receipt, nor of the person. */
export const statementKey = (form: string): string => `a-${digest(`statement ${form}`).toString('hex').slice(0, 16)}`
