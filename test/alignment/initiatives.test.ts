import { describe, expect, test } from 'vitest'
import { readBurden } from '../../src/alignment/burden/coefficients.ts'
import { readCounts } from '../../src/alignment/burden/counts.ts'
import { sideOf } from '../../src/alignment/burden/side.ts'
import { pathway } from '../../src/alignment/pathway/pathway.ts'
import { readWeights } from '../../src/alignment/pathway/weights.ts'
import { initiatives } from '../../src/alignment/profile/initiative.ts'
import { judge, LEVELS } from '../../src/alignment/rubric/judge.ts'
import { rubrics } from '../../src/alignment/rubric/read-rubric.ts'
import { elements } from './profiles.ts'

const counts = readCounts(elements)
const burden = readBurden(counts)
const weights = readWeights(elements, counts)
const all = rubrics(elements)

describe.each(initiatives(elements))('$initiative', ({ profiles, reference, as_of }) => {
  const common = profiles.find(({ payer }) => payer === reference)!

  test('each payer can be held to each rubric, and each level says why', () => {
    for (const rubric of all)
      for (const profile of profiles)
        for (const one of judge(elements, rubric, profile, as_of, { reference: common }).criteria) {
          expect(LEVELS).toContain(one.level)
          expect(one.because).not.toBe('')
        }
  })

  test('its steps are of payers that state something else, and lead to the reference', () => {
    const sides = profiles.filter(({ payer }) => payer !== reference).map((profile) => sideOf(profile))
    const practices = [{ practice: 'p', payers: sides.map(({ profile }) => profile.payer), physicians: 4 }]
    const found = pathway({ elements, counts, burden, weights, sides, reference: sideOf(common), practices })
    expect(found.proof.kind).toBe('exact')
    for (const { says, from, to } of found.singles) {
      expect(from).not.toBe(to)
      expect(says).not.toMatch(/[{}]|undefined/)
    }
    for (const { why, payer } of found.none) expect(why === 'no-target').toBe(payer === null)
  })
})
