import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dayOfModel, profileOfModel, tracksOn } from '../../src/alignment/profile/of-model.ts'
import { openModel } from '../../src/model/open-model.ts'
import { LIBRARY, readModel } from '../../src/model/read-model.ts'
import { answer, LIBRARY_READ, MODELS, modelOf, profile } from './library.ts'

test('every model of the library answers at least one element, each with its source, on a day of each of its tracks', () => {
  for (const model of MODELS.values())
    for (const { track, from, until } of model.tracks) {
      const day = from ?? until ?? '2025-07-01'
      const { answers } = profileOfModel(model, { ...LIBRARY_READ, track, day })
      expect.soft(answers.size, `${model.id} ${track}`).toBeGreaterThan(0)
      for (const [element, readings] of answers)
        for (const one of readings) expect.soft(one.source, `${model.id} ${element}`).toMatch(/: ./)
    }
})

test('what a rule file says is read from it: steps in order, what they count, window, when a list is known and comes', () => {
  const of = (id: string, track: string, day: string) => {
    const found = profile(id, track, day)
    return ['attribution_order', 'attribution_counts', 'look_back', 'attribution_timing', 'list_cadence'].map((name) =>
      answer(found, name),
    )
  }
  expect(of('cms/cpc-plus', 'track-1', '2020-01-01')).toEqual([
    ['attested', 'care-management', 'plurality'],
    ...['visits', '24', 'prospective', 'quarterly'],
  ])
  expect(of('plans/iha-amp', 'quality', '2025-01-01')).toEqual([
    ['plan-assigned'],
    ...['enrollment', undefined, 'retrospective', undefined],
  ])
  // The third step, of 24 months, is taken from 2025 on.
  expect(of('cms/mssp', 'enhanced', '2024-12-31')).toEqual([
    { preliminary: ['attested', 'plurality'], prospective: ['attested', 'plurality'] },
    ...[
      { preliminary: 'charges', prospective: 'charges' },
      { preliminary: '12', prospective: '12' },
    ],
    ...[
      { preliminary: 'hybrid', prospective: 'prospective' },
      { preliminary: 'quarterly', prospective: 'yearly' },
    ],
  ])
  expect(answer(profile('cms/mssp', null, '2025-01-01'), 'look_back')).toBe('24')
})

test('a rule says nothing of days before it was in force', () => {
  expect(answer(profile('cms/mssp', 'track-3', '2018-12-31'), 'attribution_order')).toBeUndefined()
  expect(answer(profile('cms/mssp', 'track-3', '2019-01-01'), 'attribution_order')).toEqual(['attested', 'plurality'])
})

test('numbers come from parameters, by track and day, and are not stated where the table has no single one', () => {
  expect(answer(profile('cms/mssp', null, '2025-07-01'), 'savings_share')).toEqual({
    'basic-a, basic-b': '0.4',
    'basic-c, basic-d, basic-e': '0.5',
    enhanced: '0.75',
  })
  // A minimum savings rate by the number of beneficiaries is no single number.
  expect(answer(profile('cms/mssp', 'enhanced', '2025-07-01'), 'minimum_savings')).toBeUndefined()
  expect(answer(profile('plans/iha-amp', 'quality', '2025-01-01'), 'incentive_maximum')).toBe('0.05')
  // The share of CMS's first kidney model was not found: required.
  expect(answer(profile('cms/comprehensive-esrd-care', 'two-sided', '2020-01-01'), 'savings_share')).toBeUndefined()
  const targets = (day: string) =>
    answer(profile('states/california-spending-and-payment-targets', 'spending', day), 'growth_target')
  expect([targets('2024-12-31'), targets('2026-12-31'), targets('2027-01-01')]).toEqual([undefined, '0.035', '0.032'])
})

test('the HCP-LAN category is the highest that the track reaches', () => {
  const category = (id: string, track: string, day: string) => answer(profile(id, track, day), 'lan_category')
  expect(category('cms/mssp', 'basic-a', '2025-07-01')).toBe('3A')
  expect(category('cms/mssp', 'basic-c', '2025-07-01')).toBe('3B')
  expect(category('cms/cpc-plus', 'track-1', '2020-01-01')).toBe('2C')
  expect(category('cms/cpc-plus', 'track-2', '2020-01-01')).toBe('4A')
  expect(category('cms/mapcp', 'maine', '2013-01-01')).toBe('2A')
  expect(category('states/colorado-payment-alignment', 'parameters', '2025-01-01')).toBeUndefined()
})

test('measures and what they are worked out from are those of the model; of one that no file describes nothing is said', () => {
  const demo = profile('demo/common-model', 'hybrid', '2025-07-01')
  expect(answer(demo, 'measure_set')).toEqual(['colorectal-cancer-screening', 'follow-up-after-stay', 'hba1c-control'])
  expect(answer(demo, 'measure_evidence')).toEqual(['claims', 'electronic'])
  const choices = profile('cms/esrd-treatment-choices', 'facility', '2025-01-01')
  expect(answer(choices, 'measure_set')).toEqual(['home-dialysis', 'transplant'])
  expect(answer(choices, 'measure_evidence')).toBeUndefined()
  expect(answer(profile('states/california-advanced-primary-care', null, '2025-07-01'), 'measure_set')).toBeUndefined()
})

test('of a model that has ended the last day is looked at, of one to come the first', () => {
  expect(dayOfModel(modelOf('cms/cpc-plus'), '2026-01-01')).toBe('2021-12-31')
  expect(dayOfModel(modelOf('cms/lead'), '2026-01-01')).toBe('2027-01-01')
  expect(dayOfModel(modelOf('ptac/antonucci'), '2026-01-01')).toBe('2026-01-01')
  expect(tracksOn(modelOf('cms/mssp'), '2015-01-01')).toEqual(['track-1', 'track-2'])
  expect(() => profile('cms/lead', 'globl', '2027-01-01')).toThrow(/no track globl; did you mean global/)
})

const FILE = `title: t
about: a
family: policy
readiness: card
sources: [{ title: s, by: b }]
tracks: [{ track: one, label: One, about: a }, { track: two, label: Two, about: a }]
parameters:
  savings_share: { label: l, kind: recommended, unit: share, values: [{ from: 2025-01-01, value: 0.5, source: s }] }
  amount: { label: l, kind: own, unit: share, required: true }
  months: { label: l, kind: structure, unit: months, values: [{ from: 2025-01-01, value: 24, source: s }] }
`

function written(profile: string) {
  const folder = mkdtempSync(join(tmpdir(), 'models-'))
  mkdirSync(join(folder, 'own'))
  writeFileSync(join(folder, 'own', 'ours.yaml'), `${FILE}${profile}`)
  const model = readModel('own/ours', [folder, LIBRARY])
  return profileOfModel(openModel(model), { ...LIBRARY_READ, track: 'one', day: '2025-07-01' })
}

test.each([
  [
    'an element that there is none of',
    'profile: { savings_shre: { value: 0.5, source: s } }',
    /no element savings_shre; did you mean savings_share/,
  ],
  [
    'an option that the element has none of',
    'profile: { risk_direction: { value: upsde, source: s } }',
    /no option upsde; did you mean upside/,
  ],
  [
    'a track that there is none of',
    'profile: { risk_direction: { value: upside, source: s, tracks: [on] } }',
    /no track on; did you mean one/,
  ],
  [
    'a parameter that there is none of',
    'profile: { savings_share: { parameter: savings_shar } }',
    /no parameter savings_shar; did you mean savings_share/,
  ],
  [
    'an own amount',
    'profile: { savings_share: { parameter: amount } }',
    /amount is an own amount and can be no answer/,
  ],
  [
    'a parameter of another unit',
    'profile: { incentive_maximum: { parameter: months } }',
    /months is of unit months; want share/,
  ],
  [
    'what follows from the file',
    'profile: { savings_share: { value: 0.5, source: s } }',
    /savings_share follows from own\/ours: s, and is answered beside it/,
  ],
  ['no source', 'profile: { risk_direction: { value: upside } }', /no source; want the text that says so/],
  [
    'neither value nor parameter',
    'profile: { risk_direction: { source: s } }',
    /want a value, or the parameter that holds it/,
  ],
  [
    'two answers of one track',
    'profile: { risk_direction: { readings: [{ value: upside, source: s }, { value: none, source: s, tracks: [one] }] } }',
    /two answers for one track and day; want a reading for each/,
  ],
  [
    'a rule that there is none of',
    'attribution_rule: plurlity',
    /no attribution rule plurlity; did you mean plurality/,
  ],
  [
    'a word that the file does not know',
    'profile: { risk_direction: { value: upside, sorce: s } }',
    /unknown key sorce.*did you mean source/,
  ],
])('a profile with %s is refused with its place', (_, text, message) => {
  expect(() => written(text)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(message),
      detail: expect.objectContaining({ at: expect.stringMatching(/ours\.yaml:\d+:\d+/) }),
    }),
  )
})

test('answers hold for their tracks and days, and one that is not in force is not stated', () => {
  const readings = (more: string) => `profile: { risk_direction: { readings: [${more}] } }`
  const found = (more: string) => answer(written(readings(more)), 'risk_direction')
  expect(found('{ value: upside, source: s, tracks: [one] }, { value: none, source: s, tracks: [two] }')).toBe('upside')
  expect(found('{ value: upside, source: s, until: 2024-12-31 }, { value: none, source: s, from: 2025-01-01 }')).toBe(
    'none',
  )
  expect(
    found('{ value: upside, source: s, until: 2024-12-31 }, { value: none, source: s, from: 2026-01-01 }'),
  ).toBeUndefined()
  expect(found('{ reading: a, value: upside, source: s }, { reading: b, value: none, source: s }')).toEqual({
    a: 'upside',
    b: 'none',
  })
})

test('a model that is based on another answers what that leaves open, and nothing that it answers', () => {
  const based = (profile: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'models-'))
    mkdirSync(join(folder, 'own'))
    writeFileSync(
      join(folder, 'own', 'base.yaml'),
      `${FILE}profile: { risk_direction: { value: upside, source: s } }\n`,
    )
    const head = 'title: t\nabout: a\nsources: [{ title: s, by: b }]\nbased_on: own/base\n'
    writeFileSync(join(folder, 'own', 'ours.yaml'), `${head}attribution_rule: plurality\n${profile}`)
    const model = openModel(readModel('own/ours', [folder, LIBRARY]))
    return profileOfModel(model, { ...LIBRARY_READ, track: 'one', day: '2025-07-01' })
  }
  const found = based('profile: { payment_base: { value: fixed, source: s } }')
  expect(['risk_direction', 'payment_base', 'attribution_order'].map((name) => answer(found, name))).toEqual([
    ...['upside', 'fixed'],
    ['plurality'],
  ])
  expect(() => based('profile: { risk_direction: { value: none, source: s } }')).toThrow(
    /own\/base answers risk_direction itself/,
  )
})
