import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLessons } from '../../../src/convening/coaching/lessons.ts'
import {
  behindTarget,
  betterThanBefore,
  type MeasureStanding,
  matchLessons,
  type Situation,
} from '../../../src/convening/coaching/match.ts'
import type { WholepanelError } from '../../../src/error.ts'
import { LIBRARY } from '../../../src/model/read-model.ts'

const MEASURES = ['colorectal-cancer-screening', 'follow-up-after-stay', 'hba1c-control']

const measure = (given: Partial<MeasureStanding>): MeasureStanding => ({
  ...{ measure: 'hba1c-control', title: 'Control', direction: 'higher' },
  ...{ rate_share: null, target_share: null, baseline_share: null },
  ...given,
})
const NOTHING: Situation = { people: null, payers: null, measures: [], elements: [], areas: [] }

describe('the lessons of the library', () => {
  const { lessons } = readLessons(MEASURES)
  const keys = (situation: Partial<Situation>) =>
    matchLessons(lessons, { ...NOTHING, ...situation }).map(({ lesson }) => lesson.lesson)

  test('are at least fifteen, each with its source', () => {
    expect(lessons.length).toBeGreaterThanOrEqual(15)
    expect(lessons.filter((one) => one.source.trim() === '')).toEqual([])
  })

  test('none is offered to a practice of which the reader may see nothing', () => {
    const withheld = measure({ target_share: '0.8' })
    expect(keys({ measures: [withheld], areas: [{ area: 'payment', label: 'Payment', aligned_share: null }] })).toEqual(
      [],
    )
  })

  test('one on discharge needs the rate that is behind and the payers that differ, and says both', () => {
    const late = measure({
      ...{ measure: 'follow-up-after-stay', title: 'Follow-up', rate_share: '0.5', target_share: '0.6' },
    })
    const apart = { element: 'event_notices', label: 'Notices of stays', area: 'data', degree: 'divergent' as const }
    expect(keys({ measures: [late] })).not.toContain('discharge-protocol')
    expect(keys({ elements: [apart] })).not.toContain('discharge-protocol')
    const found = matchLessons(lessons, { ...NOTHING, measures: [late], elements: [apart] })
    expect(found.find(({ lesson }) => lesson.lesson === 'discharge-protocol')?.because).toEqual([
      'Follow-up is at 50%, and the target is 60%.',
      'Notices of stays: this practice’s payers say different things.',
    ])
  })

  test('one for small practices is for small practices', () => {
    expect(keys({ people: 1000 })).toContain('small-practice-support')
    expect(keys({ people: 1001 })).not.toContain('small-practice-support')
  })

  test('one on the share of the panel ends at the share of its source', () => {
    const share = (aligned_share: string) => keys({ areas: [{ area: 'payment', label: 'Payment', aligned_share }] })
    expect(share('0.62')).toContain('share-of-panel')
    expect(share('0.63')).not.toContain('share-of-panel')
  })

  test('a fall is told with both rates', () => {
    const fell = measure({ title: 'Control', rate_share: '0.70', baseline_share: '0.74' })
    const found = matchLessons(lessons, { ...NOTHING, measures: [fell] })
    expect(found.map(({ lesson, because }) => [lesson.lesson, because])).toEqual([
      ['look-after-a-fall', ['Control went from 74% to 70% in a year.']],
    ])
  })
})

describe('how a rate stands', () => {
  test.each([
    ['higher', '0.5', '0.6', '0.1'],
    ['higher', '0.6', '0.6', null],
    ['lower', '0.3', '0.2', '0.1'],
    ['lower', '0.1', '0.2', null],
    ['higher', null, '0.6', null],
  ])('where %s is better, %s is behind %s by %s', (direction, rate_share, target_share, far) => {
    expect(behindTarget(measure({ direction, rate_share, target_share }))).toBe(far)
  })

  test.each([
    ['higher', '0.7', '0.6', '0.1'],
    ['lower', '0.7', '0.6', '-0.1'],
    ['lower', '0.7', null, null],
  ])('where %s is better, %s after %s is better by %s', (direction, rate_share, baseline_share, better) => {
    expect(betterThanBefore(measure({ direction, rate_share, baseline_share }))).toBe(better)
  })
})

describe('a region’s own lessons', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lessons-'))
    mkdirSync(join(folder, 'alignment'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const read = (text: string): string => {
    writeFileSync(join(folder, 'alignment', 'lessons.yaml'), text)
    try {
      readLessons(MEASURES, [folder, LIBRARY])
      return 'read'
    } catch (error) {
      const { message, detail } = error as WholepanelError
      return `${detail.at}: ${message.replace('the model file is not valid: ', '')}`
    }
  }
  const one = (line: string) => `title: Ours
about: What we learned
sources: { us: { title: Report, by: Us } }
lessons:
  - { lesson: ours, title: T, says: S, try: D, where: Here, source: us, ${line} }
`

  test('are read in place of the library’s', () => {
    expect(read(one('when: { people: { at_most: 10 } }'))).toBe('read')
    expect(read(readFileSync(join(LIBRARY, 'alignment', 'lessons.yaml'), 'utf8'))).toBe('read')
  })

  test.each([
    ['when: { element: { element: portall, degree: [divergent] } }', /:5:\d+: no element portall; did you mean portal/],
    ['when: { measures_behind: { of: [hba1c] } }', /:5:\d+: no measure hba1c/],
    ['when: { area: { area: paiment, divergent: 1 } }', /:5:\d+: no area paiment; did you mean payment/],
    ['when: {}', /:5:\d+: .*at least one condition/],
    ['when: { measures_behind: { by: "5" } }', /:5:\d+: .*a share from 0 to 1/],
    ['whenn: { people: { at_most: 10 } }', /:5:\d+: unknown key whenn/],
  ])('%s is told with its place', (line, message) => {
    expect(read(one(line))).toMatch(message)
  })

  test('one without its source, or that stands twice, is told too', () => {
    expect(read(one('when: { people: { at_most: 10 } }').replace('source: us', 'source: them'))).toMatch(
      /:5:\d+: no source them/,
    )
    const twice = one('when: { people: { at_most: 10 } }')
    expect(read(`${twice}${twice.split('\n').at(-2)}\n`)).toMatch(/:6:\d+: ours stands twice/)
  })
})
