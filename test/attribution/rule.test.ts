import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { panelWindow } from '../../src/attribution/attribute.ts'
import { readRule, rules } from '../../src/attribution/rule.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'))
  mkdirSync(join(folder, 'attribution'))
  writeFileSync(join(folder, 'attribution', 'ours.yaml'), text)
  return folder
}

test('the library holds rules, their worked examples are none, and a region can add its own', () => {
  expect(rules()).toEqual(expect.arrayContaining(['aco-reach', 'attested-then-plurality', 'mssp', 'plurality']))
  expect(rules().filter((name) => name.includes('cases'))).toEqual([])
  expect(rules([folderWith(''), LIBRARY])).toEqual([...rules(), 'ours'].sort())
})

test('the window of visits ends with the period and carries its source', () => {
  const window = panelWindow(readRule('plurality'), period('2025-Q2'))
  expect(window).toMatchObject({ start: '2023-07-01', end: '2025-07-01', months: 24 })
  expect(window.source).toContain('24-month')
})

test('a rule that is misspelled brings the nearest one', () => {
  expect(() => readRule('pluralty')).toThrow(/no attribution rule pluralty; did you mean plurality/)
})

/** A rule of one claims step, with some of its keys given otherwise. */
const claims = (given: Record<string, string> = {}, lists = 'kind: retrospective, source: s') => {
  const step = {
    services: '[primary-care-visit]',
    clinicians: 'primary-care',
    order: '[visits, practice_id]',
    window: '{ label: w, kind: structure, unit: months, values: [{ from: 2019-01-01, value: 24, source: s }] }',
    ...given,
  }
  const keys = Object.entries(step).map(([key, value]) => `    ${key}: ${value}`)
  return `title: t\nabout: a\nsources: [{ title: s, by: b }]\nlists: { ${lists} }\nsteps:\n  - step: claims\n    source: s\n${keys.join('\n')}\n`
}
const share = (value: string) =>
  `{ label: w, kind: structure, unit: share, values: [{ from: 2019-01-01, value: ${value}, source: s }] }`
const months = (value: string) =>
  `{ label: w, kind: structure, unit: months, values: [{ from: 2019-01-01, value: ${value}, source: s }] }`

test.each([
  ['a tie that is left', claims({ order: '[visits, last_visit]' }), /so that no tie is left/, /ours\.yaml:10:/],
  ['nothing that counts', claims({ order: '[practice_id, visits]' }), /what counts before practice_id/],
  ['a window of nothing', claims({ window: months('0') }), /a window of 0 months/],
  [
    'windows that contradict each other',
    claims({ recent: `{ months: ${months('24')}, weight: ${share('1')}, earlier_weight: ${share('1')} }` }),
    /the last 24 months of a window of 24: the windows contradict each other/,
  ],
  [
    'clinicians seen before the window',
    claims({ seen: `[{ clinician_types: [physician], months: ${months('36')} }]` }),
    /36 months of a window of 24; want at most the window/,
  ],
  [
    'people seen and left out',
    claims().replace(
      'steps:',
      'population: { lines_of_business: [commercial], without: [commercial], source: s }\nsteps:',
    ),
    /commercial is both seen and left out/,
  ],
  [
    'a share nobody reaches',
    claims({ wins: 'minimum-share', least_share: share('1.5') }),
    /a share of 1.5 can never decide/,
  ],
  ['a share that is missing', claims({ wins: 'minimum-share' }), /minimum-share and least_share go together/],
  ['a share of days', claims({ wins: 'majority', order: '[last_visit, practice_id]' }), /a share of days is none/],
  ['a list that nobody makes', claims({}, 'kind: prospective, source: s'), /how often is a list made/],
  [
    'a panel that is late',
    claims({}, `kind: retrospective, lag: ${months('3')}, source: s`),
    /a retrospective list is of the period/,
  ],
  [
    'a step that says it again',
    `${claims()}  - step: attested\n    source: s\n  - step: attested\n    source: t\n`,
    /the same as step 2: it can never decide/,
    /ours\.yaml:14:/,
  ],
  [
    'a value set that is nowhere',
    claims({ services: '[any-service, welness-visit]' }),
    /no value set welness-visit; did you mean wellness-visit\?/,
    /ours\.yaml:\d+:\d+/,
  ],
  [
    'a misspelled visit',
    claims({ services: '[primary-care-visits]' }),
    /no value set primary-care-visits; did you mean primary-care-visit\?/,
  ],
  [
    'a value set of diagnoses',
    claims({ services: '[primary-care-visit, diabetes]' }),
    /the value set diabetes holds only codes of icd-10-cm: no claim line is such a service/,
    /ours\.yaml:8:/,
  ],
  [
    'a value set of laboratory tests',
    claims({ services: '[hba1c-test]' }),
    /the value set hba1c-test holds only codes of loinc/,
  ],
  [
    'lists of nobody',
    `${claims().replace('steps:', 'population: { lines_of_business: [medicaid-ffs], source: s }\nsteps:')}  - step: plan-assigned\n    source: s\n    lines_of_business: [commercial]\n`,
    /the step can never decide: none of these lines of business/,
  ],
] as [string, string, RegExp, RegExp?][])(
  'a rule with %s is refused with the line',
  (_, text, message, place = /ours\.yaml:\d+:\d+/) => {
    const folder = folderWith(text)
    expect(() => readRule('ours', [folder])).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        detail: expect.objectContaining({ at: expect.stringMatching(place) }),
      }),
    )
  },
)

test('a region adds codes of claim lines to a value set that has none, and a rule may then name it', () => {
  const region = mkdtempSync(join(tmpdir(), 'rules-'))
  for (const folder of ['models/attribution', 'terminology']) mkdirSync(join(region, folder), { recursive: true })
  writeFileSync(join(region, 'models', 'attribution', 'ours.yaml'), claims({ services: '[hba1c-test]' }))
  const added = (codes: string) =>
    writeFileSync(
      join(region, 'terminology', 'hba1c-test.yaml'),
      `title: t\nsource: s\nversion: v\nlicence: l\ncodes: ${codes}\n`,
    )
  const read = () => readRule('ours', [join(region, 'models'), LIBRARY])
  added('{}')
  expect(read).toThrow(/no claim line is such a service/)
  added('{ hcpcs: [X1234] }')
  expect(read().value_sets['hba1c-test']?.codes.hcpcs).toEqual(['X1234'])
})
