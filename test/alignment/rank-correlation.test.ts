import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fifthsOf, kendall, placesOf, spearman } from '../../src/alignment/effect/rank-correlation.ts'

test('Spearman is that of published worked examples', () => {
  // Wikipedia, Spearman's rank correlation coefficient, the example of IQ and hours of television: -29/165.
  const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
  const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
  expect(spearman(iq, hours)).toBe('-0.175757576')
  // SciPy's documentation of scipy.stats.spearmanr: 0.82078268166812329, with a tie.
  expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBe('0.820782682')
})

test('Kendall’s tau-b is that of published worked examples', () => {
  // SciPy's documentation of scipy.stats.kendalltau: -0.47140452079103173, with ties on both sides.
  expect(kendall([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBe('-0.471404521')
  // Wikipedia, Kendall rank correlation coefficient, ranks of height and weight of eight people: 0.57.
  expect(kendall([1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 1, 2, 5, 7, 8, 6])).toBe('0.571428571')
})

/** By the definition, pair by pair. */
function byPairs(one: readonly number[], other: readonly number[]): number | null {
  let [above, left, right] = [0, 0, 0]
  for (let i = 0; i < one.length; i++)
    for (let j = i + 1; j < one.length; j++) {
      const a = Math.sign((one[i] ?? 0) - (one[j] ?? 0))
      const b = Math.sign((other[i] ?? 0) - (other[j] ?? 0))
      above += a * b
      left += a * a
      right += b * b
    }
  return left * right === 0 ? null : above / Math.sqrt(left * right)
}

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
  minLength: 2,
  maxLength: 40,
})
const sides = (rows: readonly (readonly [number, number])[]): [number[], number[]] => [
  rows.map(([a]) => a),
  rows.map(([, b]) => b),
]

test('counting while sorting finds what counting every pair finds', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const wanted = byPairs(...sides(rows))
      const found = kendall(...sides(rows))
      if (wanted === null) expect(found).toBe(null)
      else expect(Number(found)).toBeCloseTo(wanted, 8)
    }),
  )
})

test('both are the same in any order of the practices and from either side, 1 with oneself and -1 with one’s opposite', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      for (const of of [spearman, kendall]) {
        const [one, other] = sides(rows)
        const found = of(one, other)
        expect(of(...sides(rows.toReversed()))).toBe(found)
        expect(of(other, one)).toBe(found)
        const isAlike = new Set(one).size === 1
        expect(of(one, one)).toBe(isAlike ? null : '1.000000000')
        const opposite = one.map((value) => -value)
        expect(of(one, opposite)).toBe(isAlike ? null : '-1.000000000')
        // A copy in another unit is in the same order.
        const times = other.map((value) => 3 * value + 7)
        expect(of(one, times)).toBe(found)
      }
    }),
  )
})

test('places share the lowest, and fifths are of at least five', () => {
  expect(placesOf([30, 10, 10, 20])).toEqual([4, 1, 1, 3])
  expect(fifthsOf([1, 2, 3, 4])).toBe(null)
  expect(fifthsOf([5, 4, 3, 2, 1])).toEqual([5, 4, 3, 2, 1])
  expect(fifthsOf([1, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
})
