import { expect, test } from 'vitest'
import { effectsOfRank } from '../../src/alignment/effect/effect-rank.ts'
import { practiceCost } from '../../src/cost/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

type Found = Record<string, string | number | null>

const cost = (payer: string, practice_id: string, pmpm_usd: string | null, people = 10): Row => ({
  ...{ period: '2025', practice_id, payer, people, member_months: 120, spend_usd: '1.00', truncated_usd: '1.00' },
  ...{ pmpm_usd, other_billers: 0, largest_other_share: null },
})
const costs = (payer: string, ...usd: number[]): Row[] => usd.map((one, i) => cost(payer, `p${i}`, one.toFixed(2)))

async function ranks(rows: Row[]): Promise<{ pairs: Found[]; practices: Found[] }> {
  const engine = await lakeOf({})
  await fillRows(engine, practiceCost, rows)
  await fill(engine, effectsOfRank(period('2025')))
  const pairs = await engine.rows<Found>(sql`select * from effect_rank order by payer, other`)
  const practices = await engine.rows<Found>(sql`select * from effect_rank_practice order by payer, practice_id`)
  engine.close()
  return { pairs, practices }
}

test('practices by a payer’s own members beside everybody’s, and beside another payer’s', async () => {
  const rows = [
    ...costs('all', 100, 200, 300, 400, 500),
    ...costs('amber', 10, 30, 20, 40, 50),
    ...costs('birch', 5, 4, 3, 2, 1),
  ]
  const { pairs, practices } = await ranks(rows)
  // One neighboring pair of five is exchanged: rho = 1 - 6 × 2 / 120, tau = (9 - 1) / 10.
  expect(pairs).toMatchObject([
    { payer: 'amber', other: 'all', state: 'compared', practices: 5, spearman: '0.900000000', kendall: '0.800000000' },
    { payer: 'amber', other: 'birch', spearman: '-0.900000000', kendall: '-0.800000000' },
    { payer: 'birch', other: 'all', spearman: '-1.000000000', same_fifth: 1, next_fifth: 0, farther: 4 },
  ])
  expect(pairs[0]).toMatchObject({ same_fifth: 3, next_fifth: 2, farther: 0 })
  expect(practices.slice(1, 3)).toMatchObject([
    { payer: 'amber', practice_id: 'p1', place: 3, place_all: 2, fifth: 3, fifth_all: 2, fifths_up: 1 },
    { payer: 'amber', practice_id: 'p2', place: 2, place_all: 3, fifth: 2, fifth_all: 3, fifths_up: -1 },
  ])
  expect(await ranks(rows.toReversed())).toEqual({ pairs, practices })
})

test('a payer that is everybody puts practices in everybody’s order', async () => {
  const { pairs, practices } = await ranks([...costs('all', 3, 1, 2, 2, 5), ...costs('amber', 3, 1, 2, 2, 5)])
  expect(pairs).toMatchObject([{ spearman: '1.000000000', kendall: '1.000000000', same_fifth: 5 }])
  for (const { fifths_up } of practices) expect(fifths_up).toBe(0)
})

test('what cannot be compared says why: no shared practice, one, all alike; below five practices there are no fifths', async () => {
  const { pairs, practices } = await ranks([
    ...costs('all', 1, 2, 3),
    ...costs('amber', 7),
    cost('birch', 'p2', '8.00'),
    ...costs('cedar', 4, 4),
    cost('dogwood', 'p0', null),
  ])
  expect(pairs.map((row) => [row.payer, row.other, row.state, row.practices])).toEqual([
    ['amber', 'all', 'one-practice', 1],
    ['amber', 'birch', 'no-shared-practice', 0],
    ['amber', 'cedar', 'one-practice', 1],
    ['birch', 'all', 'one-practice', 1],
    ['birch', 'cedar', 'no-shared-practice', 0],
    ['cedar', 'all', 'all-alike', 2],
  ])
  for (const row of pairs) expect([row.spearman, row.kendall, row.same_fifth]).toEqual([null, null, null])
  for (const { fifth, fifths_up } of practices) expect([fifth, fifths_up]).toEqual([null, null])
})

test('the fewest people of a side at a practice are told, so that nobody reads chance as an order', async () => {
  const rows = [cost('all', 'p0', '1.00', 50), cost('all', 'p1', '2.00', 40)]
  const { pairs } = await ranks([
    ...rows,
    cost('amber', 'p0', '1.00', 3),
    cost('amber', 'p1', '2.00', 7),
    cost('birch', 'p9', '2.00'),
  ])
  expect(pairs.map((row) => [row.payer, row.other, row.least_people])).toEqual([
    ['amber', 'all', 3],
    ['amber', 'birch', null],
    ['birch', 'all', null],
  ])
})

test('tables of ranks hold no amount', () => {
  for (const { table } of effectsOfRank(period('2025')))
    expect(table.columns.filter(({ type }) => type === 'usd').map(({ name }) => name)).toEqual([])
})
