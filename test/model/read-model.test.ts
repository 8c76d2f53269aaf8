import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { WholepanelError } from '../../src/error.ts'
import { LIBRARY, models, readModel } from '../../src/model/read-model.ts'

const WHOLE = `title: A model
about: Made for a test.
family: primary-care
readiness: card
sources:
  - { title: A rule, by: An agency }
tracks:
  - { track: only, label: Only, about: The one track }
parameters:
  base_pmpm: { label: Base, kind: own, unit: usd, required: true }
  population_health_share:
    label: Share
    kind: recommended
    unit: share
    values: [{ from: 2025-01-01, value: 0.15, source: A rule 1 }]
  factor: { label: Factor, kind: structure, unit: factor, required: true }
components:
  - { component: base, part: population-health, label: Base }
`

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'models-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

function refusal(files: Record<string, string>, id = 'test/a'): WholepanelError {
  try {
    readModel(id, [folderOf(files)])
  } catch (error) {
    if (error instanceof WholepanelError) return error
    throw error
  }
  throw new Error('the model was accepted')
}

test('every model of the library is read, each in the folder of who runs it', () => {
  const ids = models().map((model) => model.id)
  expect(ids).toContain('demo/common-model')
  expect([...new Set(ids.map((id) => id.split('/')[0]))].sort()).toEqual(
    expect.arrayContaining(['cms', 'demo', 'states']),
  )
})

test('the demonstration gives every required structure and no own amount', () => {
  const { parameters, measures, demonstration } = readModel('demo/common-model')
  const open = Object.entries(parameters).filter(([, parameter]) => parameter.required)
  expect(open.map(([name]) => name)).toEqual(['base_pmpm', 'direct_services_pmpm'])
  expect(open.every(([, parameter]) => parameter.kind === 'own')).toBe(true)
  expect(measures).toHaveLength(3)
  expect(demonstration).toBe(true)
})

test('what California did not publish stays required, never defaulted', () => {
  const { parameters, measures } = readModel('states/california-advanced-primary-care')
  expect(measures).toEqual([])
  expect(parameters.social_risk_factor?.required).toBe(true)
  expect(parameters.incentive_share?.values?.[0]?.value).toBe('0.15')
})

test("a region's own folder comes before the library", () => {
  const own = folderOf({ 'demo/common-model.yaml': WHOLE })
  expect(readModel('demo/common-model', [own, LIBRARY]).title).toBe('A model')
})

test('all faults of a file are reported together with line and column, and a typo with the word that was meant', () => {
  const text = WHOLE.replace('required: true }', 'requird: true }')
    .replace('kind: recommended', 'kind: recomended')
    .replace('value: 0.15', 'value: fifteen')
  const error = refusal({ 'test/a.yaml': text })
  expect(error.code).toBe('input-model')
  const report = error.lines().join('\n')
  expect(error.detail.at).toMatch(/test\/a\.yaml:10:51$/)
  expect(report).toContain('unknown key requird in parameters.base_pmpm; did you mean required?')
  expect(report).toContain('recomended; want structure or recommended or own; did you mean recommended?')
  expect(report).toMatch(/test\/a\.yaml:13:5: parameters\.population_health_share\.kind/)
})

test('a missing key is placed at its parent', () => {
  expect(refusal({ 'test/a.yaml': WHOLE.replace('family: primary-care\n', '') }).message).toContain('family is missing')
})

test('text that is not YAML is refused with its place', () => {
  expect(refusal({ 'test/a.yaml': `${WHOLE}  - [open` }).detail.at).toMatch(/a\.yaml:19:/)
})

test('an unpublished figure must be declared required', () => {
  const text = WHOLE.replace('unit: factor, required: true', 'unit: factor')
  expect(refusal({ 'test/a.yaml': text }).message).toContain('neither values nor `required: true`')
})

test('an own amount cannot stand in a model file', () => {
  const text = WHOLE.replace(
    'unit: usd, required: true',
    'unit: usd, values: [{ from: 2025-01-01, value: 30, source: contract }]',
  )
  expect(refusal({ 'test/a.yaml': text }).message).toContain('an own amount cannot stand in a model file')
})

test.each(['race_factor', 'ethnicity', 'hispanic_share'])('%s may never be a payment parameter', (name) => {
  const error = refusal({ 'test/a.yaml': WHOLE.replace('  factor:', `  ${name}:`) })
  expect(error.message).toContain('race and ethnicity may never enter a payment or risk parameter')
})

test('a word that only contains those letters is allowed', () => {
  const folder = folderOf({ 'test/a.yaml': WHOLE.replace('  factor:', '  trace_factor:') })
  expect(readModel('test/a', [folder]).parameters.trace_factor?.required).toBe(true)
})

const BASED = (gives: string) => `title: Based
about: Made for a test.
based_on: test/a
sources: [{ title: A test, by: Us }]
gives:
  ${gives}
`
const given = (name: string) => `${name}: [{ from: 2025-01-01, value: 2, source: a test }]`

test('a based model gives values to what was left open', () => {
  const folder = folderOf({ 'test/a.yaml': WHOLE, 'test/b.yaml': BASED(given('factor')) })
  expect(readModel('test/b', [folder]).parameters.factor).toMatchObject({ kind: 'structure', values: [{ value: '2' }] })
})

test.each([
  ['base_pmpm', 'is an own amount; only an arrangement can give it'],
  ['population_health_share', 'has a published value in test/a'],
  ['facter', 'has no parameter facter; did you mean factor?'],
])('a based model cannot give %s', (name, message) => {
  expect(refusal({ 'test/a.yaml': WHOLE, 'test/b.yaml': BASED(given(name)) }, 'test/b').message).toContain(message)
})

test('a model that is based on itself is refused', () => {
  expect(refusal({ 'test/a.yaml': BASED(given('factor')) }).message).toContain('test/a → test/a')
})

test('an unknown model brings the nearest known one', () => {
  expect(() => readModel('demo/comon-model')).toThrow('did you mean demo/common-model?')
})
