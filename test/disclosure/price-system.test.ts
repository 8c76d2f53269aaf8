import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pair } from '../../src/disclosure/patterns/contributors.ts'
import { leavesOpen } from '../../src/disclosure/patterns/price-system.ts'
import { boundsOf } from '../attack/linear.ts'

const sum = (...cents: number[]) => new Map(cents.map((one, i) => [pair('amber', `h${i}`), one]))

test('one sum over three leaves each open; as many sums as prices leave none', () => {
  expect(leavesOpen([sum(40, 30, 30)], 20)).toBe(true)
  expect(leavesOpen([sum(40, 30, 30), sum(45, 50, 30), sum(45, 60, 70)], 20)).toBe(false)
  expect(leavesOpen([sum(40, 30, 30), sum(80, 60, 60), sum(120, 90, 90)], 20)).toBe(true)
})

test('a price that a sum holds nearly alone has no room to be larger', () => {
  expect(leavesOpen([sum(100, 20)], 20)).toBe(true)
  expect(leavesOpen([sum(100, 19)], 20)).toBe(false)
})

test('what is called open is open by linear programming, whatever the sums', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 5 })
  let open = 0
  fc.assert(
    fc.property(fc.array(amounts, { minLength: 1, maxLength: 4 }), (rows) => {
      if (
        !leavesOpen(
          rows.map((row) => sum(...row)),
          20,
        )
      )
        return
      open += 1
      const relations = rows.map((row) => {
        const total = row.reduce((all, one) => all + one, 0)
        return { of: Object.fromEntries(row.map((one, i) => [`s${i}`, one])), least: total, most: total }
      })
      for (const [i] of (rows[0] ?? []).entries()) {
        if (rows.every((row) => row[i] === 0)) continue
        const { least, most } = boundsOf({ relations, whole: false }, `s${i}`)
        expect(least).toBeLessThan(0.8 + 1e-6)
        expect(most).toBeGreaterThan(1.2 - 1e-6)
      }
    }),
    { numRuns: 300 },
  )
  expect(open).toBeGreaterThan(10)
})
