import { describe, expect, test } from 'vitest'
import { DEGREES as SHOWN } from '../../src/alignment/elements/degree.ts'
import { DEGREES, STAGES } from '../../src/convening/adoption/stages.ts'
import { verdictOf } from '../../src/convening/adoption/verdict.ts'

describe('what a payer says it adopts, beside what its contracts show', () => {
  const of = (
    degree: 'full' | 'partial' | 'none',
    shows: (typeof SHOWN)[number],
    stage: 'intent' | 'actual' = 'actual',
  ) => verdictOf({ degree, shows, stage, begun: stage === 'actual' })

  test.each([
    ['in full, and they say so', of('full', 'exact'), 'agrees', 'full-and-exact'],
    ['in full, and they say something else', of('full', 'divergent'), 'differs', 'full-and-not-exact'],
    ['in full, and they come near', of('full', 'directional'), 'differs', 'full-and-not-exact'],
    ['that it means to in full, before the year', of('full', 'divergent', 'intent'), 'not-yet', 'full-to-come'],
    ['no, and they say all of it', of('none', 'exact'), 'differs', 'less-and-exact'],
    ['no, and they say something else', of('none', 'divergent'), 'agrees', 'none-and-not-exact'],
    ['in part, and they say something else', of('partial', 'divergent'), 'cannot-tell', 'in-part'],
    ['in part, and they say all of it', of('partial', 'exact'), 'differs', 'less-and-exact'],
    ['in full, and they are silent', of('full', 'not-stated'), 'cannot-tell', 'contracts-silent'],
  ])('%s', (_words, found, verdict, verdict_rule) => expect(found).toMatchObject({ verdict, verdict_rule }))

  test('has a verdict, a rule and words for whatever was said and shown', () => {
    for (const stage of STAGES)
      for (const degree of DEGREES)
        for (const shows of SHOWN)
          for (const begun of [true, false])
            expect(verdictOf({ stage, degree, shows, begun }).verdict_because).toMatch(/^it|^its/)
  })
})
