import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cell, matrix } from '../../src/alignment/degree/matrix.ts'
import type { Element } from '../../src/alignment/elements/element.ts'
import { elementOf, readElements } from '../../src/alignment/elements/elements.ts'
import { type Given, understand } from '../../src/alignment/profile/answer.ts'
import type { Profile, Reading } from '../../src/alignment/profile/profile.ts'

const elements = readElements()

const profile = (payer: string, answers: Readonly<Record<string, Given>>): Profile => ({
  payer,
  name: payer,
  lines: [],
  answers: new Map(Object.entries(answers).map(([name, given]) => [name, [reading(elementOf(elements, name), given)]])),
})

function reading(element: Element, given: Given): Reading {
  const understood = understand(element, given)
  if ('fault' in understood) throw new Error(understood.fault)
  return { reading: null, ...understood, source: 'test', status: 'stated', never_decides: [] }
}

const between = (name: string, one: Given, other: Given) =>
  cell(elementOf(elements, name), profile('one', { [name]: one }), profile('other', { [name]: other }))

describe('two answers', () => {
  it.each<[string, Given, Given, string, string]>([
    ['portal', 'shared', 'shared', 'exact', 'the same option'],
    ['portal', 'shared', 'payer', 'divergent', 'two options'],
    ['roster_format', 'table', 'payer-table', 'directional', 'options of one family'],
    ['roster_format', 'table', 'fhir', 'divergent', 'options of no common family'],
    ['claims_cadence', 'monthly', 'quarterly', 'directional', '1 place apart in the order'],
    ['claims_cadence', 'weekly', 'quarterly', 'divergent', '2 places apart in the order, of at most 1'],
    ['claims_cadence', 'weekly', 'none', 'divergent', 'one of them stands outside the order'],
    ['shared_goals', ['quality', 'equity'], ['equity', 'quality'], 'exact', 'the same 2'],
    ['shared_goals', [], [], 'exact', 'both say none'],
    ['shared_goals', [], ['equity'], 'divergent', 'one of them says none'],
    [
      'shared_goals',
      ['quality', 'equity', 'access'],
      ['quality', 'equity', 'affordability'],
      'directional',
      '2 in common of 4 that either has',
    ],
    [
      'shared_goals',
      ['quality', 'equity'],
      ['quality', 'access'],
      'divergent',
      '1 in common of 3 that either has, of at least 50 %',
    ],
    ['interfaces', ['sftp'], ['sftp', 'x12'], 'directional', '1 in common of 1 of the shorter list'],
    [
      'attribution_order',
      ['attested', 'plurality'],
      ['attested', 'plurality'],
      'exact',
      'the same steps in the same order',
    ],
    [
      'attribution_order',
      ['attested', 'plurality'],
      ['plurality', 'attested'],
      'directional',
      '1 of 2 steps in the same order',
    ],
    [
      'attribution_order',
      ['attested', 'plan-assigned', 'plurality'],
      ['plurality'],
      'divergent',
      '1 of 3 steps in the same order, of at least 50 %',
    ],
    ['look_back', '24 months', '2 years', 'exact', 'the same number'],
    ['look_back', '24', '18', 'directional', '6 apart'],
    ['look_back', '24', '12', 'divergent', '12 apart, of at most 6'],
    ['savings_share', '0.50', '50 %', 'exact', 'the same number'],
    ['savings_share', '0.5', '0.6', 'directional', '0.1 apart'],
    ['modeling_tools', true, false, 'divergent', 'one says yes, the other no'],
  ])('of %s, %j and %j: %s, %s', (name, one, other, degree, because) => {
    expect(between(name, one, other)).toMatchObject({ degree, because })
  })

  it('say why nothing can be said', () => {
    const element = elementOf(elements, 'portal')
    const [stated, silent] = [profile('one', { portal: 'shared' }), profile('other', {})]
    expect(cell(element, stated, silent)).toMatchObject({
      degree: 'not-stated',
      because: 'the reference does not state it',
    })
    expect(cell(element, silent, stated).because).toBe('the payer does not state it')
    expect(cell(element, silent, silent).because).toBe('neither states it')
  })

  it('leave out a step that decides for nobody, and say so', () => {
    const element = elementOf(elements, 'attribution_order')
    const [mine, theirs] = [['attested', 'plurality'], ['plurality']].map((steps) => reading(element, steps))
    if (!mine || !theirs) throw new Error('no readings')
    const with_ = (payer: string, one: Reading): Profile => ({
      payer,
      name: payer,
      lines: [],
      answers: new Map([['attribution_order', [one]]]),
    })
    const found = cell(element, with_('one', { ...mine, never_decides: ['attested'] }), with_('other', theirs))
    expect(found).toMatchObject({ degree: 'exact', parts: [{ by: ['never-decides'] }] })
  })
})

describe('an answer that no element takes', () => {
  it.each<[string, Given, string]>([
    ['portal', 'sharde', 'no option sharde; did you mean shared?; want shared or payer or none'],
    ['portal', ['shared'], 'a list; want one option'],
    ['shared_goals', 'quality', 'quality; want a list of options'],
    ['attribution_order', ['plurality', 'plurality'], 'step plurality stands twice'],
    ['look_back', 'two years', 'two years; want a number in months or month or years or year'],
    ['savings_share', '50', '50; want a share from 0 to 1'],
    ['modeling_tools', 'yes', 'yes; want true or false'],
  ])('of %s, %j: %s', (name, given, fault) => {
    expect(understand(elementOf(elements, name), given)).toEqual({ fault })
  })
})

/** Any answer that an element takes. */
function anyAnswer({ value, options, unit }: Element): fc.Arbitrary<Given> {
  const words = options === undefined || options === 'any' ? ['a', 'b', 'c', 'd'] : Object.keys(options)
  if (value === 'yes-no') return fc.boolean()
  if (value === 'number')
    return fc.integer({ min: 0, max: 100 }).map((n) => (unit === 'share' ? String(n / 100) : String(n)))
  return value === 'one-of' ? fc.constantFrom(...words) : fc.shuffledSubarray(words)
}

const anyAnswers = fc
  .record(
    Object.fromEntries(elements.elements.map((one) => [one.element, fc.option(anyAnswer(one), { nil: undefined })])),
  )
  .map(
    (answers) =>
      Object.fromEntries(
        Object.entries(answers).flatMap(([name, given]) => (given === undefined ? [] : [[name, given]])),
      ) as Record<string, Given>,
  )

describe('any two payers', () => {
  it('are as far from each other as the other way round', () => {
    fc.assert(
      fc.property(anyAnswers, anyAnswers, (one, other) => {
        const [a, b] = [profile('a', one), profile('b', other)]
        const degrees = (from: Profile, to: Profile) => matrix(elements, [from], to).cells.map(({ degree }) => degree)
        expect(degrees(a, b)).toEqual(degrees(b, a))
      }),
    )
  })

  it('are exact everywhere where one is the copy of the other, whatever the order of sets', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const turned = Object.fromEntries(
          Object.entries(answers).map(([name, given]) => [
            name,
            Array.isArray(given) && elementOf(elements, name).value === 'set' ? [...given, ...given].reverse() : given,
          ]),
        )
        const { cells } = matrix(elements, [profile('copy', turned)], profile('original', answers))
        for (const { element, degree } of cells) expect(degree).toBe(element in answers ? 'exact' : 'not-stated')
      }),
    )
  })

  it('differ in one area where one element is another', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...elements.elements), (answers, changed) => {
        const { [changed.element]: _was, ...rest } = answers
        const before = matrix(elements, [profile('a', answers)], profile('reference', answers)).areas
        const after = matrix(elements, [profile('a', rest)], profile('reference', answers)).areas
        for (const [i, { area, degree, counts }] of after.entries())
          if (area !== changed.area)
            expect({ degree, counts }).toEqual({ degree: before[i]?.degree, counts: before[i]?.counts })
      }),
    )
  })
})
