import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBurden } from '../../../src/alignment/burden/coefficients.ts'
import { countBurden } from '../../../src/alignment/burden/count.ts'
import { readCounts } from '../../../src/alignment/burden/counts.ts'
import { changed, type Practice, type Side, sideOf } from '../../../src/alignment/burden/side.ts'
import { build } from '../../../src/alignment/pathway/build.ts'
import { candidates } from '../../../src/alignment/pathway/changes.ts'
import { gainOf } from '../../../src/alignment/pathway/gain.ts'
import { firstStepSensitivity, type PathwayGiven, pathway } from '../../../src/alignment/pathway/pathway.ts'
import { readWeights } from '../../../src/alignment/pathway/weights.ts'
import type { Given } from '../../../src/alignment/profile/answer.ts'
import { elements, profile } from '../profiles.ts'

const counts = readCounts(elements)
const burden = readBurden(counts)
const weights = readWeights(elements, counts)

type Answers = Record<string, Given | { readings: Record<string, Given> }>
const side = (payer: string, answers: Answers, measures: string[] | null = null): Side =>
  sideOf(
    { ...profile(payer, answers), name: `Payer ${payer.toUpperCase()}` },
    measures?.map((measure) => ({ measure, specification: null })) ?? null,
  )
const practice = (name: string, payers: string[], physicians: number | null = 4): Practice => ({
  practice: name,
  payers,
  physicians,
})
const given = (over: Partial<PathwayGiven>): PathwayGiven => ({
  elements,
  counts,
  burden,
  weights,
  sides: [],
  reference: null,
  practices: [],
  ...over,
})
const short = ({ steps }: ReturnType<typeof pathway>) =>
  steps.map(({ year, payer, element }) => `${year} ${payer} ${element}`)

const monthly = side('reference', { list_cadence: 'monthly', portal: 'shared' })
const both = [practice('p1', ['a', 'b']), practice('p2', ['a', 'b']), practice('p3', ['a'])]

describe('steps', () => {
  test('the worked example: a step is a sentence that can be read out', () => {
    const sides = [
      side('a', { list_cadence: 'quarterly', portal: 'shared' }),
      side('b', { list_cadence: 'monthly', portal: 'payer' }),
    ]
    const found = pathway(given({ sides, reference: monthly, practices: both }))
    expect(found.steps.map(({ says }) => says)).toEqual([
      "Payer B lets practices sign in at one place for all payers instead of the payer's own: at 2 practices 2 places to sign in less in all.",
      'Payer A sends its list of patients each month instead of each quarter: at 2 practices 2 cadences less in all.',
    ])
    expect(found.proof).toMatchObject({ kind: 'exact', gap: '0' })
    expect(found.total).toMatchObject({ practices: 2, usd: '0' })
  })

  test('a place to sign in that two payers leave falls away with the first who leaves, and the shared one comes once', () => {
    const sides = ['a', 'b'].map((payer) => side(payer, { portal: 'payer' }))
    const found = pathway(given({ sides, reference: monthly, practices: [practice('p', ['a', 'b'])] }))
    expect(found.singles.map(({ gain }) => gain.points)).toEqual(['0', '0'])
    expect(found.steps.map(({ gain }) => gain.points)).toEqual(['0', '1'])
    expect(found.steps[0]?.says).toContain('it gains together with a step after it')
  })

  test('data before measures where a payer has room for one change a year and both gain alike', () => {
    const one = { ...weights, yearly_changes: { value: 1, source: 'test' } }
    const reference = side('reference', { aggregation: 'across-payers', roster_format: 'fhir' })
    const sides = [
      side('a', { aggregation: 'by-payer', roster_format: 'x12' }),
      side('b', { aggregation: 'across-payers', roster_format: 'fhir' }),
    ]
    const found = pathway(given({ sides, reference, practices: [practice('p', ['a', 'b'])], weights: one }))
    expect(short(found)).toEqual(['1 a roster_format', '2 a aggregation'])
  })

  test('programs that become one are worth dollars, and half or more of a coefficient leaves the first step', () => {
    const answers = { specifications: 'steward', aggregation: 'across-payers' }
    const reference = side('reference', answers, ['a1c', 'bp'])
    const sides = [
      side('a', answers, ['a1c', 'bp']),
      side('b', answers, ['a1c', 'depression']),
      side('c', { ...answers, portal: 'payer' }, ['bp', 'a1c']),
    ]
    const input = given({ sides, reference, practices: [practice('p', ['a', 'b', 'c'])] })
    const found = pathway(input)
    expect(found.steps[0]).toMatchObject({ payer: 'b', element: 'measure_set', gain: { usd: '51244' } })
    const trials = firstStepSensitivity(input)
    expect([trials.first, trials.changes]).toEqual(['b measure_set', false])
  })

  test('effect and extent are parts of their own', () => {
    const sides = [side('a', { list_cadence: 'quarterly', look_back: '12' })]
    const reference = side('reference', { list_cadence: 'monthly', look_back: '24' })
    const beside = {
      effect: [{ payer: 'a', area: 'attribution', share: '0.2' }],
      extent: [{ payer: 'a', share: '0.4' }],
    }
    const found = pathway(given({ sides, reference, beside }))
    expect(found.singles.map(({ gain }) => [gain.points, gain.effect, gain.extent])).toEqual([
      ['0.9', '0.1', '0.4'],
      ['0.9', '0.1', '0.4'],
    ])
    expect(found.singles.map(({ element, per_effort }) => [element, per_effort])).toEqual([
      ['list_cadence', '0.45'],
      ['look_back', '0.225'],
    ])
    expect(found.limits).toEqual(['No practice is given: what practices no longer have to deal with is not counted.'])
  })
})

test('a long list of measures is told by how many are added and dropped', () => {
  const names = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6']
  const answers = { specifications: 'steward' }
  const sides = [side('a', answers, names.slice(1)), side('b', answers, names.slice(0, 4))]
  const found = pathway(
    given({ sides, reference: side('reference', answers, names.slice(0, 4)), practices: [practice('p', ['a', 'b'])] }),
  )
  expect(found.steps[0]?.says).toBe(
    'Payer A takes as its measures 4 (1 added, 2 dropped) instead of its 5: at 1 practice 2 measures and specifications less in all.',
  )
})

test('a share that is none is refused with its payer', () => {
  const sides = [side('a', { list_cadence: 'quarterly' })]
  const beside = { extent: [{ payer: 'a', share: '40' }] }
  expect(() => pathway(given({ sides, reference: monthly, beside }))).toThrow('a: 40; want a share from 0 to 1')
})

describe('what cannot be said', () => {
  test('one payer alone, without a reference, has nothing to move to', () => {
    const found = pathway(given({ sides: [side('a', { portal: 'payer' })], practices: [practice('p', ['a'])] }))
    expect(found).toMatchObject({ steps: [], singles: [], proof: { kind: 'exact', value: '0' } })
    expect(found.limits).toContain('One payer alone and no reference: there is nothing to move to.')
  })

  test('nothing stated: no change is named, and it is said of whom', () => {
    const found = pathway(given({ sides: [side('a', {}), side('b', {})], reference: monthly, practices: both }))
    expect(found.steps).toEqual([])
    expect(found.limits).toContain('Payer A states nothing: no change of it can be named.')
    expect(found.none.filter(({ why }) => why === 'not-stated')).toHaveLength(4)
  })

  test('with the reference withdrawn, steps go to what most payers do, and a tie is no plurality', () => {
    const sides = [
      side('a', { portal: 'shared', list_cadence: 'monthly' }),
      side('b', { portal: 'shared', list_cadence: 'yearly' }),
      side('c', { portal: 'payer' }),
    ]
    const found = pathway(given({ sides, practices: [practice('p', ['a', 'b', 'c'])] }))
    expect(found.steps.map(({ payer, element, towards }) => [payer, element, towards])).toEqual([
      ['c', 'portal', 'plurality'],
    ])
    expect(found.none).toContainEqual(expect.objectContaining({ element: 'list_cadence', why: 'no-target' }))
  })

  test('a payer whose texts disagree about being aligned is asked and not told', () => {
    const sides = [side('a', { portal: { readings: { one: 'shared', other: 'payer' } } })]
    const found = pathway(given({ sides, reference: monthly, practices: [practice('p', ['a'])] }))
    expect([found.steps, found.none.find(({ element }) => element === 'portal')?.why]).toEqual([[], 'disputed'])
  })

  test('payers that share no practice', () => {
    const sides = ['a', 'b'].map((payer) => side(payer, { portal: 'payer' }))
    const found = pathway(
      given({ sides, reference: monthly, practices: [practice('p', ['a']), practice('q', ['b'], null)] }),
    )
    expect(found.steps).toEqual([])
    expect(found.limits).toEqual([
      'No practice has two of these payers: no thing is shared at any.',
      'Of 1 practice the number of physicians is not known: no dollars are in their gains.',
    ])
  })
})

const OPTIONS = {
  portal: ['shared', 'payer', 'none'],
  list_cadence: ['monthly', 'quarterly', 'yearly'],
  roster_format: ['fhir', 'x12', 'payer-table'],
  specifications: ['steward', 'own'],
  aggregation: ['across-payers', 'by-payer'],
}
const answers = fc.record(
  Object.fromEntries(Object.entries(OPTIONS).map(([name, words]) => [name, fc.constantFrom(...words)])),
  { requiredKeys: [] },
)
const regions = fc.record({
  payers: fc.array(fc.record({ answers, measures: fc.option(fc.subarray(['a1c', 'bp', 'cbp'])) }), {
    minLength: 1,
    maxLength: 3,
  }),
  reference: fc.record({ answers, measures: fc.option(fc.subarray(['a1c', 'bp', 'cbp'])) }),
  practices: fc.array(fc.subarray(['a', 'b', 'c']), { minLength: 1, maxLength: 4 }),
})
type Region = typeof regions extends fc.Arbitrary<infer T> ? T : never
const regionOf = ({ payers, reference, practices }: Region): PathwayGiven =>
  given({
    sides: payers.map((one, i) => side('abc'[i]!, one.answers as Answers, one.measures)),
    reference: side('reference', reference.answers as Answers, reference.measures),
    practices: practices.map((some, i) =>
      practice(
        `p${i}`,
        some.filter((payer) => 'abc'.indexOf(payer) < payers.length),
        i === 0 ? null : i,
      ),
    ),
  })

test('what a set of changes gains is what counting again before and after gives', () => {
  fc.assert(
    fc.property(regions, fc.nat(), (region, seed) => {
      const { sides, reference, practices } = regionOf(region)
      const found = candidates(elements, sides, reference)
      const built = build(elements, counts, burden, weights, sides, practices, found, {})
      const some = found.changes.flatMap((_, m) => ((seed >> (m % 30)) % 2 === 1 ? [m] : []))
      const after = some.reduce((now, m) => {
        const { payer, element, target } = found.changes[m]!
        return now.map((one) => (one.profile.payer === payer ? changed(one, element, target) : one))
      }, sides)
      const total = (of: readonly Side[], name: string) =>
        practices
          .map((one) => countBurden(elements, counts, new Map(of.map((each) => [each.profile.payer, each])), one))
          .reduce((sum, one) => sum + one.counts.find(({ count }) => count === name)!.number, 0)
      const { things } = gainOf(built, counts, new Set(), some)
      for (const name of ['portals', 'cadences', 'formats', 'measure-specs', 'programs', 'submissions'])
        expect([name, things.find(({ count }) => count === name)?.number ?? 0]).toEqual([
          name,
          total(sides, name) - total(after, name),
        ])
    }),
    { numRuns: 60 },
  )
})

test('the order in which payers and practices are given changes nothing', () => {
  fc.assert(
    fc.property(regions, (region) => {
      const input = regionOf(region)
      const turned = { ...input, sides: [...input.sides].reverse(), practices: [...input.practices].reverse() }
      expect(pathway(turned)).toEqual(pathway(input))
    }),
    { numRuns: 25 },
  )
})
