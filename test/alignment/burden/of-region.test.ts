import { describe, expect, test } from 'vitest'
import { readBurden } from '../../../src/alignment/burden/coefficients.ts'
import { readCounts } from '../../../src/alignment/burden/counts.ts'
import { burdenOfRegion } from '../../../src/alignment/burden/of-region.ts'
import { type Practice, sideOf } from '../../../src/alignment/burden/side.ts'
import type { Given } from '../../../src/alignment/profile/answer.ts'
import { elements, profile } from '../profiles.ts'

const counts = readCounts(elements)
const burden = readBurden(counts)
const side = (payer: string, answers: Record<string, Given>) => sideOf(profile(payer, answers))
const sides = [side('a', { portal: 'payer', roster_format: 'x12' }), side('b', { portal: 'payer' })]
const reference = side('reference', { portal: 'shared', roster_format: 'fhir' })
const practices: Practice[] = [
  { practice: 'p1', payers: ['a', 'b'], physicians: 4 },
  { practice: 'p2', payers: ['b'], physicians: null },
]
const given = { elements, counts, burden, sides, reference, practices }

describe('burden over all practices', () => {
  test('is the sum of what each practice has, and falls where all its payers do as agreed', () => {
    const found = burdenOfRegion(given)
    const portals = found.counts.find(({ count }) => count === 'portals')
    expect(portals).toMatchObject({ practices: 2, before: 3, after: 2, at_least: false })
    expect(found.practices.map(({ payers }) => payers.length)).toEqual([2, 1])
    const element = found.elements.find((one) => one.count === 'portals' && one.element === 'portal')
    expect(element).toMatchObject({
      area: elements.elements.find((one) => one.element === 'portal')?.area,
      before: 3,
      after: 2,
    })
  })

  test('each count is the sum of its elements', () => {
    const found = burdenOfRegion(given)
    for (const { count, before, after } of found.counts) {
      const own = found.elements.filter((one) => one.count === count)
      expect([count, own.reduce((sum, one) => sum + one.before, 0)]).toEqual([count, before])
      expect([count, own.reduce((sum, one) => sum + (one.after ?? 0), 0)]).toEqual([count, after])
    }
  })

  test('dollars are those of practices for which both sides can be said, with all figures smaller and larger', () => {
    const usd = burdenOfRegion(given).amounts.find(({ unit }) => unit === 'usd')
    // $428 a month for each practice; one place to sign in saves 40 % of it, at the second already now.
    expect(usd).toMatchObject({ before: '8217.6', after: '6163.2', saved: '2054.4', practices: 2, not_said: 0 })
    // With every figure half as large: half the cost, and 20 % of it.
    expect([usd?.saved_low, usd?.saved_high]).toEqual(['513.6', '4622.4'])
    expect(usd?.without).toContain('formats')
  })

  test('without a common model nothing is said of after', () => {
    const found = burdenOfRegion({ ...given, reference: null })
    expect(found.counts.every(({ after }) => after === null)).toBe(true)
    expect(
      found.amounts.every(({ after, saved, saved_low }) => [after, saved, saved_low].every((one) => one === null)),
    ).toBe(true)
    expect(found.amounts.find(({ unit }) => unit === 'usd')?.before).toBe('8217.6')
  })

  test('a payer that states nothing makes a count at least so much', () => {
    const found = burdenOfRegion({
      ...given,
      sides: [...sides, side('c', {})],
      practices: [{ practice: 'p3', payers: ['a', 'c'], physicians: 1 }],
    })
    expect(found.counts.find(({ count }) => count === 'portals')).toMatchObject({ before: 1, at_least: true })
    expect(found.practices[0]?.at_least).toBe(true)
  })
})
