import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LIBRARY, type Model, readModel } from '../../src/model/read-model.ts'
import { usd } from '../../src/money.ts'
import type { Amounts } from '../../src/payment/parameters.ts'
import { planOf } from '../../src/payment/plan.ts'
import { factValue } from '../../src/payment/settle.ts'
import { evaluateRows, linesOf, type Row, rowOf, totalOf } from '../../src/payment/settle-rows.ts'
import { becauseOf, givenBy, stepOf, textOf } from '../../src/payment/working.ts'
import { period } from '../../src/period.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-'))
  mkdirSync(join(folder, 'test'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A model of these parameters and components; facts: spend_usd, people, region, may (optional), rate/measure. */
function model(parameters: string, components: string): Model {
  writeFileSync(
    join(folder, 'test', 'one.yaml'),
    `title: Test
family: policy
readiness: settles-from-facts
about: For a test
sources: [{ title: Made up, by: Us }]
tracks: [{ track: low, label: Low, about: Low }, { track: high, label: High, about: High }]
measures: [shots, scans]
facts:
  spend_usd: { label: Spend, unit: usd, definition: What was spent }
  people: { label: People, unit: count, definition: How many }
  region: { label: Region, unit: code, definition: Where }
  may: { label: Perhaps, unit: usd, optional: true, definition: May be blank }
  score/measure: { label: Score, unit: share, optional: true, definition: Of the measure }
parameters:${parameters === '' ? ' {}' : `\n${parameters}`}
per_measure:
  weight: { label: Weight, kind: own, unit: factor, required: true }
components:
${components}
`,
  )
  return readModel('test/one', [folder, LIBRARY])
}

type Under = { track?: string; year?: string; amounts?: Amounts }
const own = (value: string) => ({ value, source: 'clause 1' })

function rowsOf(
  of: Model,
  given: readonly Record<string, string | null>[],
  { track = 'low', year = '2025', amounts = {} }: Under = {},
): Row[] {
  const plan = planOf(of, { track, period: period(year), amounts })
  const rows = given.map((facts) => {
    const row = rowOf(plan)
    for (const { name, fact, place } of plan.facts) row.values[place] = factValue(facts[name] ?? null, fact)
    return row
  })
  evaluateRows(rows)
  return rows
}

const valueIn = (row: Row | undefined, name: string) =>
  row ? textOf(row.values[row.plan.steps.find((step) => step.name === name)?.place ?? -1] ?? null) : undefined

const one = (of: Model, facts: Record<string, string | null>, under?: Under) =>
  valueIn(rowsOf(of, [facts], under)[0], 'out')

const out = (value: string, more = '') =>
  `  - { component: out, part: formula, label: Out, unit: usd, takes: { value: "${value}" }${more} }`

describe('tables', () => {
  const table = (more: string, value: string) =>
    model(
      `  rate: { label: Rate, kind: recommended, unit: usd, ${more}, values: [{ from: 2020-01-01, value: ${value}, source: x }] }`,
      out('rate'),
    )

  test('by a code: the track, or a fact; a code without a value has none', () => {
    const byTrack = table('by: track', '{ low: 1, high: 2 }')
    expect([one(byTrack, {}), one(byTrack, {}, { track: 'high' })]).toEqual(['1', '2'])
    const byRegion = table('by: region', '{ north: 3 }')
    expect([one(byRegion, { region: 'north' }), one(byRegion, { region: 'south' }), one(byRegion, {})]).toEqual([
      '3',
      null,
      null,
    ])
  })

  test.each([
    ['from', [null, '10', '10', '20', '20']],
    ['up-to', ['10', '10', '20', '20', null]],
    ['line', [null, '10', '15', '20', '20']],
  ])('along a number, %s', (bands, values) => {
    const along = table(`along: people, bands: ${bands}`, '[{ at: 100, value: 10 }, { at: 200, value: 20 }]')
    expect(['50', '100', '150', '200', '250'].map((people) => one(along, { people }))).toEqual(values)
  })

  test('by a code and along a number', () => {
    const both = table(
      'by: region, along: people',
      '{ north: [{ at: 0, value: 1 }, { at: 10, value: 2 }], south: [{ at: 0, value: 5 }] }',
    )
    expect([one(both, { region: 'north', people: '10' }), one(both, { region: 'south', people: '10' })]).toEqual([
      '2',
      '5',
    ])
  })

  test('a contract gives entries of a table by name/code; the others stay as recommended', () => {
    const byRegion = table('by: region', '{ north: 3, south: 4 }')
    const amounts = { 'rate/north': own('9') }
    expect([one(byRegion, { region: 'north' }, { amounts }), one(byRegion, { region: 'south' }, { amounts })]).toEqual([
      '9',
      '4',
    ])
  })

  test('a table that only contracts give has what they give, and misses the rest', () => {
    const open = model('  rate: { label: Rate, kind: own, unit: usd, by: region, required: true }', out('rate'))
    const amounts = { 'rate/north': own('9') }
    expect([
      one(open, { region: 'north' }, { amounts }),
      one(open, { region: 'south' }, { amounts }),
      one(open, { region: 'north' }),
    ]).toEqual(['9', null, null])
  })
})

test('a value holds from its day until the next; before the first there is none', () => {
  const dated = model(
    '  rate: { label: Rate, kind: recommended, unit: usd, values: [{ from: 2022-01-01, value: 1, source: x }, { from: 2024-07-01, value: 2, source: y }] }',
    out('rate'),
  )
  expect(['2021', '2022', '2024', '2024-Q3', '2024-06', '2030'].map((year) => one(dated, {}, { year }))).toEqual([
    null,
    '1',
    '1',
    '2',
    '1',
    '2',
  ])
})

test('components belong to tracks and periods', () => {
  const apart = model(
    '',
    [
      out('1', ', tracks: [low], until: 2023-12-31'),
      out('12', ', tracks: [low], from: 2024-01-01'),
      out('0', ', tracks: [high]'),
    ].join('\n'),
  )
  expect([one(apart, {}, { year: '2023' }), one(apart, {}), one(apart, {}, { track: 'high' })]).toEqual([
    '1',
    '12',
    '0',
  ])
})

describe('what may be unknown', () => {
  test('otherwise gives a value; without it the result is unknown and says why', () => {
    expect(one(model('', out('otherwise(may, 12)')), {})).toBe('12')
    const [row] = rowsOf(model('', out('may + 1')), [{}])
    expect(valueIn(row, 'out')).toBeNull()
    const [step] = row?.plan.steps ?? []
    expect(row && step && becauseOf(row.plan, step, row.values, givenBy('the file'))).toEqual([
      'may is missing (May be blank; the file gives it)',
    ])
  })

  test('maybe leaves a slot empty', () => {
    const limited = model(
      '  rate: { label: Rate, kind: recommended, unit: share, values: [{ from: 2020-01-01, value: 0.5, source: x }] }',
      '  - { component: out, part: share, label: Out, takes: { amount: spend_usd, savings_rate: rate, savings_limit: maybe(may) } }',
    )
    expect([one(limited, { spend_usd: '100' }), one(limited, { spend_usd: '100', may: '10' })]).toEqual(['50', '10'])
  })

  test('where `when` does not hold the result is zero, and where it is unknown so is the result', () => {
    const some = model('', out('spend_usd', ', when: "people > 1"'))
    expect([
      one(some, { spend_usd: '5', people: '2' }),
      one(some, { spend_usd: '5', people: '1' }),
      one(some, { people: '1' }),
      one(some, { spend_usd: '5' }),
    ]).toEqual(['5', '0', '0', null])
  })
})

test('over measures there is one result for each, read within the measure', () => {
  const scores = model(
    '',
    `  - { component: point, part: formula, label: Point, unit: share, over: measures, takes: { value: score } }
  - { component: out, part: composite, label: Out, takes: { scores: each(point), weights: each(weight) } }`,
  )
  const amounts = { 'weight/shots': own('3'), 'weight/scans': own('1') }
  const [row] = rowsOf(scores, [{ 'score/shots': '1', 'score/scans': '0.5' }], { amounts })
  expect([valueIn(row, 'point/shots'), valueIn(row, 'point/scans'), valueIn(row, 'out')]).toEqual(['1', '0.5', '0.875'])
})

test('a line is rounded once, to cents or dollars, half away from zero; payers are owed what is negative', () => {
  const lines = (value: string, more: string) => model('', out(value, more))
  const total = (of: Model, facts: Record<string, string>) => {
    const [row] = rowsOf(of, [facts])
    const sum = row && totalOf(linesOf(row))
    return sum ? usd(sum) : null
  }
  expect(total(lines('spend_usd', ', pays: provider'), { spend_usd: '0.005' })).toBe('0.01')
  expect(total(lines('-spend_usd', ', pays: provider'), { spend_usd: '0.005' })).toBe('-0.01')
  expect(total(lines('spend_usd', ', pays: payer, rounds: dollars'), { spend_usd: '1.50' })).toBe('-2.00')
})

describe('peers', () => {
  const ranked = () =>
    model(
      '',
      `  - { component: cost, part: formula, label: Cost, unit: usd, takes: { value: spend_usd / people } }
  - { component: rank, part: peer-rank, label: Rank, takes: { value: cost, stratum: region, lower_is_better: "yes" } }
  - { component: out, part: formula, label: Out, unit: usd, takes: { value: rank * spend_usd } }`,
    )
  const facts = [
    { spend_usd: '100', people: '1', region: 'north' },
    { spend_usd: '200', people: '1', region: 'north' },
    { spend_usd: '300', people: '1', region: 'south' },
    { spend_usd: '400', people: '2', region: 'south' },
    { spend_usd: '500', people: '0', region: 'south' },
  ]

  test('rank within their stratum, after every row has come to it', () => {
    expect(rowsOf(ranked(), facts).map((row) => valueIn(row, 'rank'))).toEqual(['0.75', '0.25', '0.25', '0.75', null])
    expect(rowsOf(ranked(), facts).map((row) => valueIn(row, 'out'))).toEqual(['75', '50', '75', '300', null])
  })

  test('the order of the rows changes nothing', () => {
    const plain = (rows: readonly Row[]) => rows.map((row) => valueIn(row, 'out'))
    const expected = plain(rowsOf(ranked(), facts))
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const got = plain(
          rowsOf(
            ranked(),
            order.map((i) => facts[i] ?? {}),
          ),
        )
        expect(order.map((_, i) => got[order.indexOf(i)])).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })
})

test('a formula stands in words with what is in each slot', () => {
  const of = model('', out('spend_usd / (people + 1)'))
  const plan = planOf(of, { track: 'low', period: period('2025') })
  expect(plan.steps.map((step) => stepOf(plan, step, plan.blank()).formula)).toEqual(['Spend ÷ (People + 1)'])
})
