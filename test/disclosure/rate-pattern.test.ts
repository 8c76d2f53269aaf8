import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Behind,
  coarse,
  payerRate,
  rateMayFollow,
  reliability,
} from '../../src/disclosure/patterns/rate-pattern.ts'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'

const behind = (...counts: [number, number][]): Behind =>
  new Map(counts.map(([numerator, denominator], i) => [`p${i}`, { numerator, denominator }]))

test('a rate comes in whole percent, halves up, and the last five percent at each end are one', () => {
  expect(coarse(2, 3, STRICTEST)).toEqual({ rate_share: '0.67', end: null })
  expect(coarse(1, 8, STRICTEST)).toEqual({ rate_share: '0.13', end: null })
  expect(coarse(0, 40, STRICTEST)).toEqual({ rate_share: '0.05', end: 'low' })
  expect(coarse(40, 40, STRICTEST)).toEqual({ rate_share: '0.95', end: 'high' })
})

test('a reliability is a wide class of denominators, and under thirty there is none', () => {
  expect([29, 30, 99, 100, 299, 300].map((n) => reliability(n, STRICTEST))).toEqual([
    null,
    'low',
    'low',
    'moderate',
    'moderate',
    'high',
  ])
})

test('a rate over all payers reaches payers only where four stand behind it and two leave enough of the others', () => {
  expect(payerRate(behind([20, 30], [18, 25], [9, 20], [8, 15]), STRICTEST)).toEqual({
    rate_share: '0.61',
    end: null,
    reliability: 'low',
  })
  expect(payerRate(behind([20, 30], [18, 25], [9, 20]), STRICTEST)).toBe(null)
  expect(payerRate(behind([20, 30], [18, 25], [4, 5], [3, 5]), STRICTEST)).toBe(null)
  expect(payerRate(behind([4, 6], [4, 6], [4, 6], [4, 6]), STRICTEST)).toBe(null)
  expect(payerRate(behind([20, 30], [18, 25], [9, 20], [0, 0]), STRICTEST)).toBe(null)
})

test('a rate follows an earlier one only where enough payers changed', () => {
  const before = behind([20, 30], [18, 25], [9, 20], [8, 15])
  expect(rateMayFollow(before, before, STRICTEST)).toBe(true)
  expect(rateMayFollow(behind([25, 40], [18, 25], [9, 20], [8, 15]), before, STRICTEST)).toBe(false)
  expect(rateMayFollow(behind([21, 30], [19, 25], [9, 21], [8, 16]), before, STRICTEST)).toBe(true)
})

const count = fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 120 }))

test('any two payers that put everything they know together are left with several answers for each count of the others', () => {
  fc.assert(
    fc.property(fc.array(count, { minLength: 4, maxLength: 6 }), (counts) => {
      const given = behind(...counts.map(([met, unmet]): [number, number] => [met, met + unmet]))
      const shown = payerRate(given, STRICTEST)
      if (!shown) return
      const all = [...given.values()]
      for (const [i, a] of all.entries())
        for (const b of all.slice(i + 1)) {
          const known = { met: a.numerator + b.numerator, all: a.denominator + b.denominator }
          const answers = new Set<number>()
          for (let total = Math.max(1, known.all); total <= 900 && answers.size < 2; total += 1) {
            if (reliability(total, STRICTEST) !== shown.reliability) continue
            for (let met = known.met; met <= total - (known.all - known.met) && answers.size < 2; met += 1) {
              const as = coarse(met, total, STRICTEST)
              if (as.rate_share === shown.rate_share && as.end === shown.end) answers.add(met - known.met)
            }
          }
          expect(answers.size).toBe(2)
        }
    }),
    { numRuns: 60, seed: 5 },
  )
})
