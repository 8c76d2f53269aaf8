import { createPublicKey } from 'node:crypto'
import { wrong } from './act.ts'

export type PublicKey = Record<string, unknown> & { kty: string; kid: string }

export const LONGEST_KEY_SET = 32_768
const MOST_KEYS = 10
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']
const WANT = 'public keys for RS384 (RSA of 2048 bits or more) or ES384 (EC on P-384), each with its own kid'

/** The public keys of a JSON Web Key Set by which a program's assertions are checked. Anything private is refused. */
export function readKeySet(text: string): PublicKey[] {
  if (text.length > LONGEST_KEY_SET) throw wrong('a key set that is too long', `at most ${LONGEST_KEY_SET} characters`)
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw wrong('a key set that is no JSON', 'a JSON Web Key Set: {"keys": […]}')
  }
  const keys = isObject(parsed) && Array.isArray(parsed.keys) ? (parsed.keys as unknown[]) : []
  if (keys.length === 0 || keys.length > MOST_KEYS) throw wrong('no key, or too many', `1 to ${MOST_KEYS} keys`)
  if (keys.some((one) => isObject(one) && PRIVATE.some((name) => name in one)))
    throw wrong(
      'a private key',
      WANT,
      'keep the private key where the program runs; make another pair, this one was shown',
    )
  const good = keys.filter(isGood)
  if (good.length !== keys.length || new Set(good.map((one) => one.kid)).size !== keys.length)
    throw wrong('keys that cannot be used', WANT)
  return good
}

function isGood(key: unknown): key is PublicKey {
  if (!isObject(key) || typeof key.kid !== 'string' || key.kid === '' || key.kid.length > 200) return false
  if (key.use !== undefined && key.use !== 'sig') return false
  const alg = key.kty === 'RSA' ? 'RS384' : key.kty === 'EC' && key.crv === 'P-384' ? 'ES384' : null
  if (alg === null || (key.alg !== undefined && key.alg !== alg)) return false
  try {
    const made = createPublicKey({ key: key as never, format: 'jwk' })
    return alg === 'ES384' || (made.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
  } catch {
    return false
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
