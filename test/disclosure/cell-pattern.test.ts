import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type Cell, type CountTables, cellPattern } from '../../src/disclosure/patterns/cell-pattern.ts'
import { countTables } from '../../src/disclosure/patterns/count-tables.ts'
import { type Bounds, boundsOf, openSolver } from './bounds.ts'
import { smallRegion } from './small-region.ts'

beforeAll(openSolver)

const SMALLEST = 11
/** A practice: people by payer, new and dropped, by reason, and a measure's met and not met by payer. */
const practice = (given: {
  people: readonly number[]
  twice: number
  continuing: number
  dropped: number
  attested: number
  rates: readonly (readonly [number, number])[]
}): CountTables => {
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
  const all = Math.max(sum(given.people) - given.twice, 0)
  const continuing = Math.min(given.continuing, all)
  const attested = Math.min(given.attested, all)
  const payers = given.people.map((_, i) => `p${i}`)
  const cell = (key: string, ...values: number[]): Cell => ({ key, values })
  return {
    cells: [
      ...given.people.map((n, i) => cell(`people p${i}`, n)),
      cell('people all', all),
      { ...cell('twice', given.twice), unseen: true },
      cell('new', all - continuing),
      cell('continuing', continuing),
      cell('dropped', given.dropped),
      cell('then', continuing + given.dropped),
      cell('attested', attested),
      cell('plurality', all - attested),
      ...given.rates.map(([met, unmet], i) => cell(`rate p${i}`, met, unmet)),
      cell('rate all', sum(given.rates.map(([met]) => met)), sum(given.rates.map(([, unmet]) => unmet))),
    ],
    sums: [
      { total: 'people all', parts: payers.map((one) => `people ${one}`), over: 'twice' },
      { total: 'people all', parts: ['new', 'continuing'] },
      { total: 'then', parts: ['continuing', 'dropped'] },
      { total: 'people all', parts: ['attested', 'plurality'] },
      { total: 'rate all', parts: payers.map((one) => `rate ${one}`) },
    ],
    follows: payers.map((one) => [`people ${one}`, `rate ${one}`] as const),
  }
}

const count = fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 200 }))
const practices = fc
  .integer({ min: 1, max: 6 })
  .chain((payers) =>
    fc.record({
      people: fc.array(count, { minLength: payers, maxLength: payers }),
      twice: fc.integer({ min: 0, max: 20 }),
      continuing: count,
      dropped: count,
      attested: count,
      rates: fc.array(fc.tuple(count, count), { minLength: payers, maxLength: payers }),
    }),
  )
  .filter(({ people, twice }) => people.reduce((all, one) => all + one, 0) >= twice)

const narrow = (bounds: readonly Bounds[], least: number) => bounds.filter(({ low, high }) => high - low < least)

test('no withheld count can be worked out from all that is shown, by linear programming over every sum at once', () => {
  fc.assert(
    fc.property(practices, (given) => {
      const tables = practice(given)
      const hidden = cellPattern(tables, SMALLEST)
      // A count that no view has is bounded from one side only where something beside it is withheld.
      expect(narrow(boundsOf([{ tables, hidden }]), SMALLEST)).toEqual([])
    }),
    { numRuns: 150, seed: 7 },
  )
})

test('a pattern that hides the small counts alone is caught by the same check', () => {
  const tables = practice({
    people: [40, 6, 25],
    twice: 0,
    continuing: 40,
    dropped: 20,
    attested: 30,
    rates: [
      [20, 15],
      [3, 2],
      [12, 11],
    ],
  })
  const alone = new Set(tables.cells.filter(({ values }) => values.some((n) => n < SMALLEST)).map((one) => one.key))
  expect(narrow(boundsOf([{ tables, hidden: alone }]), 1).map((one) => one.key)).toContain('rate p1 0')
})

test('what an earlier run withheld stays withheld, and is taken first to protect another', () => {
  const at = (people: readonly number[]) =>
    practice({ people, twice: 20, continuing: 0, dropped: 0, attested: 0, rates: people.map(() => [50, 50] as const) })
  const first = cellPattern(at([40, 6, 25, 31]), SMALLEST)
  expect([...first].filter((one) => /^people p/.test(one)).sort()).toEqual(['people p1', 'people p2'])
  const later = at([40, 60, 25, 7])
  expect([...cellPattern(later, SMALLEST)].filter((one) => /^people p/.test(one)).sort()).toEqual([
    'people p2',
    'people p3',
  ])
  const kept = cellPattern(later, SMALLEST, first)
  expect([...kept].filter((one) => /^people p/.test(one)).sort()).toEqual(['people p1', 'people p2', 'people p3'])
  const again = cellPattern(at([40, 60, 25, 70]), SMALLEST, kept)
  for (const cell of kept) if (/^people/.test(cell)) expect(again).toContain(cell)
})

test('people whom two payers cover are a count too: where they are few, one payer’s count goes', () => {
  const rates = [50, 50, 50].map((n) => [n, n] as const)
  const given = { people: [140, 160, 125], continuing: 0, dropped: 0, attested: 0, rates }
  const of = (twice: number) =>
    [...cellPattern(practice({ ...given, twice }), SMALLEST)].filter((one) => /^people p/.test(one))
  expect(of(4)).toEqual(['people p2'])
  expect(of(30)).toEqual([])
})

test('the counts of a run, over all practices, both years and every measure, hold the same way', async () => {
  const { engine, period, baseline, payers, measures } = await smallRegion()
  const tables = await countTables({ engine, period, baseline, payers, measures })
  const hidden = cellPattern(tables, SMALLEST)
  expect(tables.cells.find((one) => one.key === 'people 2025 oak birch')?.values).toEqual([1])
  expect(tables.cells.find((one) => one.key === 'people 2025 oak amber')?.values).toEqual([0])
  expect(hidden).toContain('people 2025 oak amber')
  expect(hidden).not.toContain('people 2025 elm all')
  expect(narrow(boundsOf([{ tables, hidden }]), SMALLEST)).toEqual([])
  engine.close()
})
