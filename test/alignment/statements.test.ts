import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { matrix } from '../../src/alignment/degree/matrix.ts'
import { faultOf, profileOfStatements, type Statement } from '../../src/alignment/profile/of-statements.ts'
import { readProfileFile } from '../../src/alignment/profile/profile-file.ts'
import { readReference } from '../../src/alignment/profile/reference.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { answer, LIBRARY_READ, MODELS } from './library.ts'

const OF = { payer: 'birch', name: 'Birch Health', lines: ['commercial'] }
const at = (day: string) => ({ ...LIBRARY_READ, day })
const said = (element: string, from_date: string, value: unknown): Statement => ({
  element,
  from_date,
  answer: value === null ? null : { value, source: 'questionnaire' },
})
const ON = '2025-07-01'

describe('what a payer says of itself', () => {
  const all = [
    said('portal', '2025-01-01', 'payer'),
    said('portal', '2025-06-01', 'shared'),
    said('coaching', '2025-01-01', 'joint'),
    said('coaching', '2025-05-01', null),
    said('learning', '2025-08-01', ['webinars']),
  ]

  test('on a day the last word of each element holds, and what was taken back is not stated', () => {
    const { profile } = profileOfStatements(OF, all, at(ON))
    expect(profile).toMatchObject(OF)
    expect(answer(profile, 'portal')).toBe('shared')
    expect([...profile.answers.keys()]).toEqual(['portal'])
    expect(answer(profileOfStatements(OF, all, at('2025-05-31')).profile, 'portal')).toBe('payer')
    expect(profileOfStatements(OF, all, at('2024-12-31')).profile.answers.size).toBe(0)
  })

  test('the order in which it was said does not matter', () => {
    expect(profileOfStatements(OF, all.toReversed(), at(ON))).toEqual(profileOfStatements(OF, all, at(ON)))
  })

  test('the rule that it names answers the elements of attribution, and its own word goes before', () => {
    const { profile, rule } = profileOfStatements(OF, [said('attribution_rule', '2025-01-01', 'plurality')], at(ON))
    expect(rule).toBe('plurality')
    expect(answer(profile, 'attribution_order')).toEqual(['plurality'])
    expect(answer(profile, 'look_back')).toBe('24')
    const more = [said('attribution_rule', '2025-01-01', 'plurality'), said('look_back', '2025-01-01', '12 months')]
    expect(answer(profileOfStatements(OF, more, at(ON)).profile, 'look_back')).toBe('12')
  })

  test('what the library knows no more is told and not taken', () => {
    const old = [
      said('portal', '2025-01-01', 'carrier-pigeon'),
      said('gone', '2025-01-01', true),
      said('attribution_rule', '2025-01-01', 'plurallity'),
    ]
    const { profile, rule, faults } = profileOfStatements(OF, old, at(ON))
    expect([profile.answers.size, rule]).toEqual([0, null])
    expect(faults.map(({ element, fault }) => `${element}: ${fault}`)).toEqual([
      expect.stringMatching(/^portal: no option carrier-pigeon; want shared or payer/),
      expect.stringMatching(/^gone: no such element/),
      'attribution_rule: no attribution rule plurallity; did you mean plurality?',
    ])
  })

  test('an amount is refused, whoever says it is public', () => {
    for (const element of LIBRARY_READ.elements.elements.filter(({ amounts }) => amounts === 'recommended'))
      expect(faultOf(element.element, { value: '0.15', source: 's' }, at(ON)), element.element).toMatch(/an amount/)
    expect(faultOf('portal', { value: 'shared', source: 's' }, at(ON))).toBeNull()
    expect(faultOf('portal', { value: 'shared' }, at(ON))).toMatch(/no source/)
    expect(faultOf('portal', null, at(ON))).toBeNull()
  })
})

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alignment-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const fileOf = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const referenceOf = (text: string, day = ON) => {
    mkdirSync(join(folder, 'alignment'), { recursive: true })
    writeFileSync(join(folder, 'alignment', 'reference.yaml'), text)
    return readReference([folder, LIBRARY], { ...at(day), models: MODELS })
  }

  test('a file of answers names a rule, and one that there is not is told with its place', () => {
    const head = 'payer: birch\nname: Birch\nas_of: 2025-01-01\n'
    const good = fileOf('birch.yaml', `${head}attribution_rule: { value: mssp, source: its manual }\n`)
    expect(answer(readProfileFile(good, LIBRARY_READ).profile, 'attribution_timing')).toBe('hybrid')
    const bad = fileOf('bad.yaml', `${head}attribution_rule: { value: msspp, source: its manual }\n`)
    expect(() => readProfileFile(bad, LIBRARY_READ)).toThrow(
      expect.objectContaining({
        detail: expect.objectContaining({
          at: expect.stringMatching(/bad\.yaml:4:\d+$/),
          got: 'no attribution rule msspp; did you mean mssp?',
        }),
      }),
    )
  })

  test('the reference has its model’s answers and those that the file says beside them', () => {
    const found = referenceOf(
      'title: Common\nabout: What was agreed\nmodel: demo/common-model\nprofile:\n  portal: { value: shared, source: minutes }\n',
    )
    expect(found).toMatchObject({ state: 'set', title: 'Common', rule: 'attested-then-plurality' })
    expect(found.profile && answer(found.profile, 'portal')).toBe('shared')
    expect(found.profile && answer(found.profile, 'attribution_order')).toEqual(['attested', 'plurality'])
  })

  test('withdrawn or never set, it holds nobody, and says why', () => {
    const text = 'title: Common\nabout: It was agreed\nwithdrawn_from: 2025-07-01\nmodel: demo/common-model\n'
    expect(referenceOf(text, '2025-06-30').state).toBe('set')
    expect(referenceOf(text)).toMatchObject({
      state: 'withdrawn',
      because: 'withdrawn from 2025-07-01 on',
      profile: null,
      rule: null,
    })
    expect(readReference([LIBRARY], { ...at(ON), models: MODELS })).toMatchObject({ state: 'none', profile: null })
    expect(() => referenceOf('title: C\nabout: a\nmodel: demo/comon-model\n')).toThrow(
      expect.objectContaining({
        detail: expect.objectContaining({ at: expect.stringMatching(/reference\.yaml:3:\d+$/) }),
      }),
    )
  })

  test('the amounts that stand in are those of its model, or of another that it names with a track', () => {
    const head = 'title: Common\nabout: It was agreed\n'
    const own = referenceOf(`${head}model: demo/common-model\ntrack: hybrid\n`)
    expect([own.amounts?.model.id, own.amounts?.track]).toEqual(['demo/common-model', 'hybrid'])
    const other = referenceOf(
      `${head}model: demo/common-model\namounts_of: { model: cms/primary-care-first, track: general }\n`,
    )
    expect([other.structure?.model.id, other.amounts?.model.id]).toEqual([
      'demo/common-model',
      'cms/primary-care-first',
    ])
    expect(() => referenceOf(`${head}amounts_of: { model: cms/primary-care-first, track: genral }\n`)).toThrow(
      expect.objectContaining({
        detail: expect.objectContaining({
          at: expect.stringMatching(/reference\.yaml:3:\d+$/),
          got: expect.stringContaining('did you mean general?'),
        }),
      }),
    )
  })

  test('two payers of the same contracts are exact with a reference of their model', () => {
    const { profile } = referenceOf('title: Common\nabout: It was agreed\nmodel: demo/common-model\n')
    if (!profile) throw new Error('no reference')
    const copy = { ...profile, payer: 'copy' }
    for (const one of matrix(LIBRARY_READ.elements, [copy], profile).cells)
      if (profile.answers.has(one.element) && (profile.answers.get(one.element)?.length ?? 0) === 1)
        expect(one.degree, one.element).toBe('exact')
  })
})
