import type { Pairs } from './contributors.ts'

/**
 * Whether sums that were shown one after the other leave every price open. Each is over pairs of payer and biller;
 * whoever knows which services stand behind it, and takes a price to be the same all year, has with each sum one more
 * equation for as many unknowns as there are pairs. A price is open where it could be larger, and could be smaller, by
 * the percent, with others moved so that every sum stays what it was and none below zero.
 *
 * One such movement is tried for each pair: towards it, as straight as the sums allow. Another may go further, so that
 * what is called open is open, and not the other way round.
 */
export function leavesOpen(sums: readonly Pairs[], percent: number): boolean {
  const pairs = [...new Set(sums.flatMap((sum) => [...sum.keys()]))]
  const fixed = orthonormal(sums.map((sum) => pairs.map((pair) => sum.get(pair) ?? 0)))
  return pairs.every((_, at) => hasRoom(fixed, at, pairs.length, percent / 100))
}

/** A pair that the sums hold by half or less moves freely: it and the others have room for half of it both ways. */
const FREE = 0.5

/** `fixed` are the directions in which nothing can move; prices are in units of themselves. */
function hasRoom(fixed: readonly (readonly number[])[], at: number, length: number, share: number): boolean {
  const held = fixed.reduce((sum, direction) => sum + (direction[at] ?? 0) ** 2, 0)
  if (held <= FREE && share <= FREE) return true
  let [up, down] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const own = 1 - held
  for (let j = 0; j < length; j++) {
    const move = (j === at ? 1 : 0) - fixed.reduce((sum, one) => sum + (one[at] ?? 0) * (one[j] ?? 0), 0)
    if (move < -NOTHING) up = Math.min(up, -1 / move)
    if (move > NOTHING) down = Math.min(down, 1 / move)
  }
  return own > NOTHING && own * Math.min(up, down) >= share - NOTHING
}

const NOTHING = 1e-9

/** Gram-Schmidt, twice over for the sake of rounding; a sum that says nothing new falls away. */
function orthonormal(rows: readonly (readonly number[])[]): number[][] {
  const found: number[][] = []
  for (const row of rows) {
    const size = Math.hypot(...row)
    if (size === 0) continue
    let rest = row.map((value) => value / size)
    for (let again = 0; again < 2; again++)
      for (const one of found) {
        const along = dot(rest, one)
        rest = rest.map((value, j) => value - along * (one[j] ?? 0))
      }
    const left = Math.sqrt(dot(rest, rest))
    if (left > 1e-7) found.push(rest.map((value) => value / left))
  }
  return found
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, j) => sum + value * (b[j] ?? 0), 0)
