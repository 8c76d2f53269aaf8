import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LIBRARY, type Model, readModel } from '../../src/model/read-model.ts'
import { partsOf } from '../../src/payment/check/check-parts.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'model-'))
  mkdirSync(join(folder, 'test'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HEAD = `title: Test
family: policy
readiness: settles-from-facts
about: For a test
sources: [{ title: Made up, by: Us }]
tracks: [{ track: low, label: Low, about: Low }, { track: high, label: High, about: High }]
facts:
  spend_usd: { label: Spend, unit: usd, definition: What was spent }
  people: { label: People, unit: count, definition: How many }
  region: { label: Region, unit: code, codes: [north, south], definition: Where }
`
const PARAMETERS = `parameters:
  rate: { label: Rate, kind: recommended, unit: share, values: [{ from: 2020-01-01, value: 0.5, source: x }] }
`
const component = (name: string, value: string, more = '') =>
  `  - { component: ${name}, part: formula, label: ${name}, unit: usd, takes: { value: "${value}" }${more} }\n`

function read(components: string, parameters = PARAMETERS): Model {
  const file = join(folder, 'test', 'one.yaml')
  writeFileSync(file, `${HEAD}${parameters}components:\n${components}`)
  return readModel('test/one', [folder, LIBRARY])
}

/** Each fault without its file, as `line:column: text`. */
function faults(components: string, parameters?: string): string[] {
  try {
    partsOf(read(components, parameters))
  } catch (error) {
    const { at = '', got = '' } = (error as { detail: { at?: string; got?: string } }).detail
    return `${at}: ${got}`.split('\n').map((line) => line.trim().replace(/^.*one\.yaml:/, ''))
  }
  throw new Error('the model was read')
}

test('components of facts, parameters and what stands before them are read', () => {
  expect(read(component('saved', 'spend_usd * rate') + component('twice', 'saved + saved')).components).toHaveLength(2)
})

test('a name that nobody gives is answered with the one that was meant, each with its place', () => {
  expect(faults(component('saved', 'spend_us * rat') + component('twice', 'svaed + 1'))).toEqual([
    '14:74: takes.value reads spend_us, which the model does not know; did you mean spend_usd?',
    '14:74: takes.value reads rat, which the model does not know; did you mean rate?',
    '15:74: takes.value reads svaed, which the model does not know; did you mean saved?',
  ])
})

test('an expression that cannot be read is placed by its character', () => {
  expect(faults(component('saved', 'spend_usd * 0.5'))).toEqual([
    '14:74: takes.value: 0.5 has no source; want a parameter (only 0, 1 and 12 may stand alone) (at character 13)',
  ])
})

test('a circle is shown whole, and so is one component that reads itself', () => {
  const [first] = faults(
    component('fees', 'cost') + component('cost', 'spend_usd + bonus') + component('bonus', 'fees'),
  )
  expect(first).toMatch(/^14:\d+: a circle: fees → cost → bonus → fees$/)
  expect(faults(component('fees', 'fees + 1'))).toEqual([expect.stringMatching(/a circle: fees → fees$/)])
})

test('a component may not read what stands after it', () => {
  expect(faults(component('twice', 'saved') + component('saved', 'spend_usd'))).toEqual([
    expect.stringMatching(/twice reads saved, which stands after it; components stand in order of evaluation$/),
  ])
})

test('a line is written once in a track and period; apart in tracks, dates or readings it may stand twice', () => {
  const twice = (one: string, other: string) =>
    component('saved', 'spend_usd', one) + component('saved', 'people', other)
  expect(faults(twice('', ''))).toEqual([
    expect.stringMatching(/^15:\d+: component saved twice in one track and period$/),
  ])
  expect(faults(twice(', until: 2022-12-31', ', from: 2022-01-01'))).toHaveLength(1)
  expect(read(twice(', until: 2021-12-31', ', from: 2022-01-01')).components).toHaveLength(2)
  expect(read(twice(', tracks: [low]', ', tracks: [high]')).components).toHaveLength(2)
})

test('unknown tracks, choices and readings', () => {
  expect(faults(component('saved', 'spend_usd', ', tracks: [lo]'))).toEqual([
    expect.stringContaining('component of an unknown track lo; did you mean low?'),
  ])
  expect(faults(component('saved', 'spend_usd', ', reading: { cap: total }'))).toEqual([
    expect.stringContaining('no choice cap'),
  ])
})

test('maybe and each stand alone in a slot', () => {
  expect(faults(component('saved', '1 + maybe(spend_usd)'))).toEqual([
    expect.stringContaining('maybe stands alone in a slot'),
  ])
})

test('an unknown part, an unknown slot, one that is not filled, and one that is filled with something else', () => {
  const one = (part: string, takes: string) =>
    `  - { component: saved, part: ${part}, label: S, takes: { ${takes} } }\n`
  expect(faults(one('shar', 'amount: spend_usd'))).toEqual([
    expect.stringContaining('saved names no part: shar; did you mean share?'),
  ])
  expect(faults(one('share', 'amount: spend_usd, savings_rates: rate'))).toEqual([
    expect.stringContaining('saved: share has no slot savings_rates; did you mean savings_rate?'),
    expect.stringContaining('saved: share needs savings_rate'),
  ])
  expect(faults(one('share', 'amount: region, savings_rate: rate'))).toEqual([
    expect.stringContaining('saved.amount is a code; want a number'),
  ])
  expect(faults(one('share', 'amount: [spend_usd, people], savings_rate: rate'))).toEqual([
    expect.stringContaining('saved.amount takes one value, not a list'),
  ])
})

test('a line that pays is in dollars, and a part that leaves its unit open gets one', () => {
  expect(faults(component('saved', 'people', ', pays: provider').replace('unit: usd', 'unit: count'))).toEqual([
    expect.stringContaining('saved pays, and is in count; want usd'),
  ])
  expect(faults(component('saved', 'people').replace('unit: usd, ', ''))).toEqual([
    expect.stringContaining('saved: formula leaves its unit open; want `unit`'),
  ])
})

const rate = (text: string) => `parameters:\n  rate: { label: Rate, kind: recommended, unit: share, ${text} }\n`
const SAVED = component('saved', 'spend_usd * rate')

test('dated values stand in order, and two cannot begin on one day', () => {
  const values = (...days: string[]) =>
    rate(`values: [${days.map((from) => `{ from: ${from}, value: 0.5, source: x }`).join(', ')}]`)
  const wrong = [
    expect.stringMatching(
      /^\d+:\d+: parameters\.rate\.values\.1\.from: dates out of order; want each one later than the one before$/,
    ),
  ]
  expect(faults(SAVED, values('2021-01-01', '2020-01-01'))).toEqual(wrong)
  expect(faults(SAVED, values('2021-01-01', '2021-01-01'))).toEqual(wrong)
})

test('a table says what it is read by and along, and its bands rise', () => {
  const one = (value: string, more = '') => rate(`${more}values: [{ from: 2020-01-01, value: ${value}, source: x }]`)
  expect(faults(SAVED, one('{ low: 0.5 }'))).toEqual([expect.stringContaining('a value for each of what? want `by`')])
  expect(faults(SAVED, one('0.5', 'by: track, '))).toEqual([expect.stringContaining('want a value for each track')])
  expect(faults(SAVED, one('[{ at: 0, value: 0.5 }]'))).toEqual([
    expect.stringContaining('bands along what? want `along`'),
  ])
  expect(faults(SAVED, one('[{ at: 5, value: 0.5 }, { at: 5, value: 0.6 }]', 'along: people, '))).toEqual([
    expect.stringContaining('bands out of order; want each above the one before'),
  ])
  expect(faults(SAVED, one('{ low: 0.5 }', 'by: trak, '))).toEqual([
    expect.stringContaining('rate is read by trak, which the model does not know; did you mean track?'),
  ])
})

test('a typo in a key is named before what it leaves missing', () => {
  const [first] = faults(SAVED.replace('component:', 'componet:'))
  expect(first).toMatch(/^14:7: unknown key componet in components\.0; did you mean component\?$/)
})

test('of many faults twenty are shown and the rest are counted', () => {
  const many = Array.from({ length: 30 }, (_, i) => component(`c${i}`, 'nobody')).join('')
  const all = faults(many)
  expect(all).toHaveLength(21)
  expect(all[20]).toBe('and 10 more faults')
})
