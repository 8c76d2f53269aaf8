import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { beforeAfter } from '../../../src/alignment/burden/before-after.ts'
import { readBurden } from '../../../src/alignment/burden/coefficients.ts'
import { countBurden, countChanges } from '../../../src/alignment/burden/count.ts'
import { readCounts } from '../../../src/alignment/burden/counts.ts'
import { estimate } from '../../../src/alignment/burden/estimate.ts'
import { sensitivity } from '../../../src/alignment/burden/sensitivity.ts'
import { aligned, changed, type Side, sideOf } from '../../../src/alignment/burden/side.ts'
import type { Given } from '../../../src/alignment/profile/answer.ts'
import { LIBRARY } from '../../../src/model/read-model.ts'
import { elements, profile } from '../profiles.ts'

const counts = readCounts(elements)
const burden = readBurden(counts)
type Answers = Record<string, Given | { readings: Record<string, Given> }>
const side = (payer: string, answers: Answers, measures: string[] | null = null): Side =>
  sideOf(profile(payer, answers), measures?.map((measure) => ({ measure, specification: null })) ?? null)
const counted = (sides: Side[], physicians: number | null = 4) => {
  const by = new Map(sides.map((one) => [one.profile.payer, one]))
  return countBurden(elements, counts, by, { practice: 'p1', payers: [...by.keys()], physicians })
}
const count = (of: ReturnType<typeof counted>, name: string) => of.counts.find((one) => one.count === name)!
const measures = ['a1c', 'bp']

test('every burden that an element names is counted, or left out with a reason', () => {
  const covered = new Set<string>()
  for (const one of counts.counts)
    for (const element of 'things' in one ? one.things.map((source) => source.element) : one.from)
      covered.add(`${element} ${one.burden ?? 'measure-specs'}`)
  for (const { element, burden: of } of counts.not_counted) for (const one of of) covered.add(`${element} ${one}`)
  covered.add('aggregation submissions')
  const named = elements.elements.flatMap(({ element, burden: of }) => of.map((one) => `${element} ${one}`))
  expect(named.filter((one) => !covered.has(one))).toEqual([])
})

describe('counts', () => {
  test("what several payers answer alike is one thing, and a payer's own is one for each", () => {
    const shared = counted([side('a', { portal: 'shared' }), side('b', { portal: 'shared' })])
    expect(count(shared, 'portals').number).toBe(1)
    const own = counted([side('a', { portal: 'payer' }), side('b', { portal: 'payer' }), side('c', { portal: 'none' })])
    expect(count(own, 'portals')).toMatchObject({ number: 2, at_least: false })
    expect(count(own, 'portals').things.map(({ payers }) => payers)).toEqual([['a'], ['b']])
  })

  test('a format falls only when the last payer that uses it leaves it', () => {
    const fhir = side('reference', { roster_format: 'fhir' })
    const [a, b, c] = ['x12', 'x12', 'fhir'].map((format, i) => side('abc'[i]!, { roster_format: format }))
    const one = counted([changed(a!, 'roster_format', fhir), b!, c!])
    expect([counted([a!, b!, c!]), one, counted([fhir, fhir, c!])].map((of) => count(of, 'formats').number)).toEqual([
      2, 2, 1,
    ])
  })

  test('one measure under two specifications is one measure and two specifications', () => {
    const two = counted([
      side('a', { specifications: 'steward', aggregation: 'by-payer' }, measures),
      side('b', { specifications: 'own', aggregation: 'by-payer' }, measures),
    ])
    expect(['measures', 'measure-specs', 'programs'].map((name) => count(two, name).number)).toEqual([2, 4, 2])
    const same = { specifications: 'steward', aggregation: 'across-payers' }
    const one = counted([side('a', same, measures), side('b', same, ['bp', 'a1c'])])
    expect(['measures', 'measure-specs', 'programs'].map((name) => count(one, name).number)).toEqual([2, 2, 1])
  })

  test('a payer that says nothing adds nothing and makes the count a least one; one that nobody knows is named', () => {
    const half = counted([side('a', { portal: 'payer' }), side('b', {})])
    expect(count(half, 'portals')).toMatchObject({
      number: 1,
      at_least: true,
      silent: [{ element: 'portal', payers: ['b'] }],
    })
    const by = new Map([['a', side('a', {})]])
    expect(countBurden(elements, counts, by, { practice: 'p', payers: ['a', 'z'], physicians: null }).unknown).toEqual([
      'z',
    ])
  })

  test('where texts of a payer differ, only what both hold is counted, and the dispute is shown', () => {
    const two = counted([side('a', { portal: { readings: { one: 'payer', other: 'shared' } } })])
    expect(count(two, 'portals')).toMatchObject({
      number: 0,
      at_least: true,
      disputed: [{ element: 'portal', payers: ['a'] }],
    })
  })

  test('before and after alignment, with what is gone and what is new', () => {
    const reference = side('reference', { portal: 'shared', list_cadence: 'monthly' })
    const sides = ['a', 'b'].map((payer) =>
      side(payer, { portal: 'payer', list_cadence: payer === 'a' ? 'monthly' : 'yearly' }),
    )
    const changes = countChanges(counted(sides), counted(sides.map((one) => aligned(one, reference))))
    expect(changes.filter(({ gone }) => gone.length > 0)).toMatchObject([
      {
        count: 'portals',
        before: 2,
        after: 1,
        gone: [{ key: 'portal/payer/a' }, { key: 'portal/payer/b' }],
        new: [{ key: 'portal/shared' }],
      },
      { count: 'cadences', before: 2, after: 1, gone: [{ says: 'Once a year' }] },
    ])
  })
})

describe('hours and dollars', () => {
  const five = (joined: number) =>
    counted(
      [1, 2, 3, 4, 5].map((i) =>
        i <= joined
          ? side(`p${i}`, { specifications: 'steward', aggregation: 'across-payers' }, measures)
          : side(`p${i}`, { specifications: 'own', aggregation: 'by-payer' }, measures),
      ),
    )
  const of = (practice: ReturnType<typeof counted>, name: string, by = burden) =>
    estimate(by, practice).estimates.find((one) => one.estimate === name)!

  test('the worked example: five programs of four physicians, and four once two have joined', () => {
    expect(of(five(0), 'programs_usd').value).toBe('256220')
    expect(of(five(2), 'programs_usd')).toMatchObject({ value: '204976', status: 'confirmed', at_least: false })
    expect(of(five(0), 'programs_hours')).toMatchObject({ value: '4034', status: 'unconfirmed' })
  })

  test('before and after: what two payers that join save, and what the sums leave out', () => {
    const [hours, usd] = beforeAfter(burden, five(0), five(2)).amounts
    expect(usd).toMatchObject({ unit: 'usd', before: '261356', after: '210112', saved: '51244' })
    expect(hours).toMatchObject({ unit: 'hours', saved: '806.8' })
    expect(usd?.without).toContain('formats')
    const unknown = counted([side('a', {})], null)
    expect(beforeAfter(burden, unknown, unknown).amounts[0]).toMatchObject({ before: null, saved: null })
  })

  test('a sum says which burdens are not in it', () => {
    const practice = counted([side('a', { portal: 'payer', roster_format: 'x12', specifications: 'own' }, measures)])
    const [, usd] = estimate(burden, practice).sums
    expect(usd).toMatchObject({ unit: 'usd', at_least: true })
    expect(usd?.without.find((one) => one.burden === 'formats')).toEqual({
      burden: 'formats',
      number: 1,
      at_least: true,
    })
    expect(usd?.covers).not.toContain('formats')
  })

  test('directories cost less with one place for all, and only when every payer says so', () => {
    const all = counted([side('a', { portal: 'shared' }), side('b', { portal: 'shared' })])
    expect(of(all, 'directories_usd').value).toBe('3081.6')
    expect(of(counted([side('a', { portal: 'shared' }), side('b', {})]), 'directories_usd').value).toBe('5136')
  })

  test('without physicians or measures nothing is priced, and it is said why', () => {
    const some = counted([side('a', { specifications: 'own' }, measures)], null)
    expect(of(some, 'programs_usd')).toMatchObject({ value: null, because: 'not known: physicians' })
    expect(of(counted([side('a', {})]), 'programs_usd')).toMatchObject({ value: null, because: 'not known: programs' })
  })

  test("a region's file changes a figure and prices what nobody priced", () => {
    const folder = mkdtempSync(join(tmpdir(), 'burden-'))
    mkdirSync(join(folder, 'alignment'))
    const about = 'for: practice, published: said, of: a survey of the region, year: 2025, source: survey'
    const file = join(folder, 'alignment', 'burden.yaml')
    writeFileSync(
      file,
      `sources: { survey: { title: Survey, by: The region } }
coefficients:
  - { coefficient: program_cost, label: Ours, burden: [measure-specs], unit: usd, per: physician and year, value: 10000, ${about} }
  - { coefficient: format_cost, label: A format, burden: [formats], unit: usd, per: format and year, value: 500, ${about} }
estimates:
  - { estimate: formats_usd, label: Formats, unit: usd, of: [format_cost, formats], covers: [formats], because: A survey }
`,
    )
    const own = readBurden(counts, [folder, LIBRARY])
    expect(of(five(0), 'programs_usd', own).value).toBe('200000')
    expect(of(counted([side('a', { roster_format: 'x12' })]), 'formats_usd', own).value).toBe('500')
    writeFileSync(file, 'coefficients:\n  - { coefficient: program_cost, value: ten }\n')
    expect(() => readBurden(counts, [folder, LIBRARY])).toThrow(/not valid/)
  })

  test('derived figures are what their formulas give', () => {
    expect(burden.derived.map(({ coefficient, value }) => [coefficient, value])).toEqual([
      ['hour_cost_practice', '51.04'],
      ['hour_cost_hospital', '46.44'],
    ])
  })

  test('half and half as much again of each coefficient and of all', () => {
    const cost = (of: typeof burden) => Number(of.coefficients.find((one) => one.coefficient === 'program_cost')?.value)
    const found = sensitivity(burden, (by) => (cost(by) > 7000 ? 'join programs' : 'share a portal'))
    expect(found.first).toBe('join programs')
    expect(
      found.trials.filter(({ changes }) => changes).map(({ coefficient, factor }) => [coefficient, factor]),
    ).toEqual([
      ['program_cost', '0.5'],
      [null, '0.5'],
    ])
  })
})
