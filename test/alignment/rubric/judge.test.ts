import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readInitiative } from '../../../src/alignment/profile/initiative.ts'
import { judge } from '../../../src/alignment/rubric/judge.ts'
import { progress } from '../../../src/alignment/rubric/progress.ts'
import { type Rubric, readRubric, rubrics } from '../../../src/alignment/rubric/read-rubric.ts'
import type { MembersByOption } from '../../../src/alignment/rubric/shares.ts'
import { LIBRARY } from '../../../src/model/read-model.ts'
import { elements, profile } from '../profiles.ts'

const all = rubrics(elements)
const rubric = (name: string): Rubric => all.find((one) => one.rubric === name)!
const of = (judged: ReturnType<typeof judge>, name: string) => judged.criteria.find((one) => one.criterion === name)!

describe('Primary Care First', () => {
  const pcf = rubric('primary-care-first')
  const partial = profile('p', {
    payment_base: 'partial-capitation',
    list_cadence: 'quarterly',
    attribution_timing: 'prospective',
  })

  test('partial capitation is preferred by one reading and acceptable by the other; both stay, and the lower counts', () => {
    const volume = of(judge(elements, pcf, partial, '2023-06-30'), 'volume-incentives')
    expect(volume.verdicts.map(({ rubric_reading, level }) => [rubric_reading, level])).toEqual([
      ['partial-is-exact', 'preferred'],
      ['partial-is-directional', 'acceptable'],
    ])
    expect(volume.level).toBe('acceptable')
    expect(volume.unconfirmed).toBe(true)
    expect(volume.because).toContain('wanted Prospective payment for all of it')
  })

  test('quarterly lists are acceptable until the model ends, and late on the day after', () => {
    const lists = of(judge(elements, pcf, partial, '2025-12-31'), 'attribution-lists')
    expect([lists.level, lists.late, lists.preferred_by?.day]).toEqual(['acceptable', false, '2025-12-31'])
    const after = judge(elements, pcf, partial, '2026-01-01')
    expect([of(after, 'attribution-lists').late, after.in_force]).toEqual([true, 'ended'])
  })

  test('the payer that states nothing is not stated, and never late', () => {
    const judged = judge(elements, pcf, profile('p', {}), '2030-01-01')
    expect(judged.counts).toEqual({ preferred: 0, acceptable: 0, unmet: 0, 'not-stated': 2 })
    expect(judged.criteria.map(({ late }) => late)).toEqual([null, null])
  })

  test("two readings of a payer's own text are judged apart", () => {
    const two = profile('p', { payment_base: { readings: { old: 'fee-for-service', new: 'full-capitation' } } })
    const volume = of(judge(elements, pcf, two, '2023-01-01'), 'volume-incentives')
    expect(volume.verdicts.map(({ readings, level }) => [readings.payment_base, level])).toEqual([
      ['old', 'unmet'],
      ['new', 'preferred'],
      ['old', 'unmet'],
      ['new', 'preferred'],
    ])
    expect(volume.silent).toEqual(['risk_direction'])
  })
})

describe('Colorado', () => {
  const colorado = rubric('colorado-4-2-96')
  const full = {
    measure_source: 'state-set',
    specifications: 'steward-deviations',
    incentive_basis: ['quality', 'utilization'],
    incentive_scoring: 'both',
    attribution_order: ['attested', 'plurality'],
    attribution_counts: 'visits',
    look_back: '24',
    attribution_timing: 'prospective',
    list_cadence: 'quarterly',
    list_corrections: true,
    risk_described: true,
    risk_timing: 'prospective',
    risk_factors: ['diagnoses', 'age', 'sex'],
    practice_requirements: ['care-plans'],
  }

  test('four parameters, deviations that were agreed being acceptable', () => {
    const judged = judge(elements, colorado, profile('p', full), '2025-01-01')
    expect(Object.fromEntries(judged.criteria.map(({ criterion, level }) => [criterion, level]))).toEqual({
      'aligned-measures': 'acceptable',
      'measures-move-payment': 'preferred',
      'attribution-described': 'preferred',
      'attribution-lists': 'preferred',
      reattribution: 'preferred',
      'risk-described': 'preferred',
      'core-competencies': 'preferred',
    })
  })

  test('claims before choice is described and no more; twice a year is unmet and says what was wanted', () => {
    const other = profile('p', { ...full, attribution_order: ['plurality', 'attested'], list_cadence: 'half-yearly' })
    const judged = judge(elements, colorado, other, '2025-01-01')
    expect(of(judged, 'attribution-described').level).toBe('acceptable')
    expect(of(judged, 'attribution-lists')).toMatchObject({
      level: 'unmet',
      because: 'not preferred, since How often lists come: Twice a year; wanted Each month or Each quarter',
    })
  })

  test('progress from one day to another', () => {
    const { list_corrections: _, ...rest } = full
    const before = judge(elements, colorado, profile('p', { ...rest, list_cadence: 'yearly' }), '2025-01-01')
    const rows = progress(before, judge(elements, colorado, profile('p', full), '2026-01-01'))
    const moved = rows.filter(({ move }) => move !== 'same').map(({ criterion, move }) => [criterion, move])
    expect(moved).toEqual([
      ['attribution-lists', 'better'],
      ['reattribution', 'newly-stated'],
    ])
  })
})

describe("California's adoption goals", () => {
  const goals = rubric('california-adoption')
  const payer = profile('p', { lan_category: '3A' })
  const members = [
    { line: 'hmo', option: '3B', members: 70 },
    { line: 'hmo', option: '2C', members: 30 },
    { line: 'ppo', option: '3A', members: 30 },
    { line: 'ppo', option: '1', members: 70 },
  ]
  const levels = (day: string, given: readonly MembersByOption[] = members) =>
    of(judge(elements, goals, payer, day, { members: given }), 'adoption').verdicts.map(({ line, level }) => [
      line,
      level,
    ])

  test.each([
    ['2026-07-01', 'preferred', 'preferred'],
    ['2027-12-31', 'preferred', 'preferred'],
    ['2028-01-01', 'acceptable', 'acceptable'],
    ['2030-01-01', 'unmet', 'unmet'],
  ])('on %s a payer with 70 %% of HMO and 30 %% of PPO is %s and %s', (day, hmo, ppo) => {
    expect(levels(day)).toEqual([
      ['hmo', hmo],
      ['ppo', ppo],
    ])
  })

  test('each line is held to its own goal', () => {
    const same = ['hmo', 'ppo', 'medi-cal', 'medicare-advantage'].flatMap((line) => [
      { line, option: '4B', members: 60 },
      { line, option: '1', members: 40 },
    ])
    expect(levels('2028-06-30', same)).toEqual([
      ['hmo', 'unmet'],
      ['ppo', 'preferred'],
      ['medi-cal', 'preferred'],
      ['medicare-advantage', 'acceptable'],
    ])
  })

  test('without members it is not stated, whatever the category; members of no known category leave it open', () => {
    const none = of(judge(elements, goals, payer, '2026-07-01'), 'adoption')
    expect([none.level, none.because]).toEqual(['not-stated', 'members by line and category are not given'])
    const open = [
      { line: 'hmo', option: '3A', members: 60 },
      { line: 'hmo', option: null, members: 10 },
      { line: 'hmo', option: '1', members: 30 },
    ]
    expect(levels('2026-07-01', open)).toEqual([['hmo', 'not-stated']])
    expect(of(judge(elements, goals, payer, '2026-07-01', { members: open }), 'adoption').because).toContain(
      'no known category',
    )
  })
})

describe('degrees', () => {
  const pima = rubric('pima')
  const california = readInitiative(
    join(LIBRARY, 'alignment/initiatives/california-advanced-primary-care.yaml'),
    elements,
  )
  const plan = california.profiles.find(({ payer }) => payer === 'blue-shield')!
  const reference = california.profiles.find(({ payer }) => payer === 'common-model')!

  test("a plan beside the common model, by the paper's five elements", () => {
    const judged = judge(elements, pima, plan, '2025-12-31', { reference })
    expect(judged.criteria.map(({ criterion, level }) => [criterion, level])).toEqual([
      ['performance-measurement', 'preferred'],
      ['health-equity', 'not-stated'],
      ['payment-components', 'not-stated'],
      ['data-sharing', 'preferred'],
      ['technical-assistance', 'preferred'],
    ])
  })

  test('without a reference, as when it was withdrawn, no degree is claimed', () => {
    const judged = judge(elements, pima, plan, '2025-12-31')
    expect(judged.counts['not-stated']).toBe(5)
    expect(judged.criteria[0]?.because).toBe('no reference is in force')
  })
})

test.each([
  [
    '{ element: list_cadence, in: [monthly, quarterly] }',
    '{ element: list_cadence, in: [monthly, quaterly] }',
    'did you mean quarterly',
  ],
  [
    '{ element: list_cadence, in: [monthly, quarterly] }',
    '{ element: list_cadence, has: [monthly] }',
    'has asks for set',
  ],
  ['{ element: list_cadence, in: [monthly, quarterly] }', '{ element: list_cadence }', 'a test asks one thing'],
  ['elements: [list_cadence]', 'elements: [list_cadense]', 'did you mean list_cadence'],
  ['source: "section-7: B"', 'source: "section-77: B"', 'did you mean section-7'],
  ['label: "Parameter 2: lists', 'lable: "Parameter 2: lists', 'did you mean label'],
])('a fault in a rubric is told with its line: %s', (right, wrong, says) => {
  const text = readFileSync(join(LIBRARY, 'alignment/rubrics/colorado-4-2-96.yaml'), 'utf8')
  const file = join(mkdtempSync(join(tmpdir(), 'rubric-')), 'r.yaml')
  expect(text).toContain(right)
  writeFileSync(file, text.replace(right, wrong))
  const line = text.slice(0, text.indexOf(right)).split('\n').length
  const read = () => readRubric(file, elements)
  expect(read).toThrow(expect.objectContaining({ message: expect.stringContaining(says) }))
  try {
    read()
  } catch (error) {
    const detail = (error as { detail: { at: string } }).detail
    expect(Number(detail.at.split(':')[1])).toBe(line)
  }
})
