import { createHash } from 'node:crypto'
import { raw, type Sql, sql } from '../lake/sql.ts'

/**
 * Draws that depend on a key and a salt and on nothing else: the same person gets the same draw whatever the size of
 * the region, the order of rows or the number of threads. The key and a constant of the salt are joined before they
 * are hashed, because hashing them apart would leave two salts' draws tied to each other.
 */
export type Draw = {
  /** Uniform over (0, 1). */
  uniform: (key: Sql, salt: string) => Sql
  /** A whole number from 0 to `count` - 1, each as likely. */
  whole: (key: Sql, salt: string, count: number | Sql) => Sql
  /** Standard normal. */
  normal: (key: Sql, salt: string) => Sql
}

export function draw(seed: number): Draw {
  const constant = (salt: string) => {
    const digest = createHash('sha256').update(`${seed}:${salt}`).digest('hex')
    return raw(String(BigInt(`0x${digest.slice(0, 15)}`)))
  }
  const uniform = (key: Sql, salt: string) =>
    sql`(((hash(xor((${key})::bigint, ${constant(salt)}::bigint)) >> 11)::double + 0.5) / 9007199254740992.0)`
  const whole = (key: Sql, salt: string, count: number | Sql) =>
    sql`floor(${uniform(key, salt)} * ${typeof count === 'number' ? raw(String(count)) : count})::integer`
  const normal = (key: Sql, salt: string) =>
    sql`(sqrt(-2.0 * ln(${uniform(key, `${salt}/radius`)})) * cos(6.283185307179586 * ${uniform(key, `${salt}/angle`)}))`
  return { uniform, whole, normal }
}
