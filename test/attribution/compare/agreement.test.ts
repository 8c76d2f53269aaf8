import { expect, test } from 'vitest'
import { sql } from '../../../src/lake/sql.ts'
import type { Row } from '../../run/small-lake.ts'
import { compared, placed, spent } from './rules-of.ts'

/** A table of counts as people whom two rules place: row by the one, column by the other. */
function fromTable(counts: readonly (readonly number[])[], names: readonly (string | null)[]): Row[] {
  let next = 0
  return counts.flatMap((row, i) =>
    row.flatMap((count, j) =>
      Array.from({ length: count }, () => {
        next += 1
        const person_id = `p${next}`
        return [placed('a', '2025', person_id, names[i] ?? null), placed('b', '2025', person_id, names[j] ?? null)]
      }).flat(),
    ),
  )
}

type Shares = Record<string, string | number | null>
async function shares(lists: Row[], costs: Row[] = []): Promise<Shares[]> {
  const engine = await compared({ lists, costs })
  const rows = await engine.rows<Shares>(
    sql`select * from agreement order by period, rule_a, rule_b, payer, line_of_business`,
  )
  engine.close()
  return rows
}

// M. Hout, O. D. Duncan and M. E. Sobel (1987), 91 couples; A. Agresti, Categorical Data Analysis (1990). The package vcd
// of R gives 0.1293 for it (Kappa(SexualFun)).
test('kappa is that of a published table', async () => {
  const table = [
    [7, 7, 2, 3],
    [2, 8, 3, 7],
    [1, 5, 4, 9],
    [2, 8, 9, 14],
  ]
  const [row] = await shares(fromTable(table, ['elm', 'oak', 'ash', 'fir']))
  expect(row).toMatchObject({ people: 91, same_practice: 33, moved: 58 })
  expect(Number(row?.kappa).toFixed(4)).toBe('0.1293')
})

test('to be at no practice is an answer like any other, on which two rules may agree', async () => {
  // 40 of 50 agree: (0.8 - 0.5) / (1 - 0.5)
  const [row] = await shares(
    fromTable(
      [
        [20, 5],
        [5, 20],
      ],
      ['elm', null],
    ),
  )
  expect(row).toMatchObject({ same_practice: 20, same_none: 20, moved: 0, only_a: 5, only_b: 5 })
  expect(row).toMatchObject({ agree_share: '0.800000000', chance_share: '0.500000000', kappa: '0.600000000' })
})

test('the worked example of the documentation', async () => {
  const [row] = await shares(
    fromTable(
      [
        [5, 2],
        [1, 3],
      ],
      ['elm', null],
    ),
  )
  expect(row).toMatchObject({ agree_share: '0.727272727', chance_share: '0.512396694' })
  expect(Number(row?.kappa).toFixed(3)).toBe('0.441')
})

test('kappa is empty where both place everybody at one practice, and 1 where two practices are told apart without a fault', async () => {
  expect((await shares(fromTable([[9]], ['elm'])))[0]?.kappa).toBe(null)
  expect(
    (
      await shares(
        fromTable(
          [
            [3, 0],
            [0, 2],
          ],
          ['elm', 'oak'],
        ),
      )
    )[0]?.kappa,
  ).toBe('1.000000000')
})

test('whom one of the two rules does not see is on neither side', async () => {
  const [row] = await shares([
    ...fromTable([[2]], ['elm']),
    placed('a', '2025', 'medicare-only', null, { reason: 'not-in-population' }),
    placed('b', '2025', 'medicare-only', 'oak'),
    placed('a', '2025', 'of-a-alone', 'oak'),
  ])
  expect(row).toMatchObject({ people: 2, same_practice: 2 })
})

test('dollars that move are the truncated spend of those whom the two place differently; a person with two payers counts once', async () => {
  const lists = ['p1', 'p2'].flatMap((one) => [
    placed('a', '2025', one, 'elm'),
    placed('b', '2025', one, one === 'p1' ? 'oak' : 'elm'),
  ])
  const rows = await shares(lists, [
    spent('p1', 'amber', '100.10'),
    spent('p1', 'birch', '50.05'),
    spent('p2', 'amber', '7.00'),
  ])
  expect(rows.map((row) => [row.payer, row.people, row.total_usd, row.moved_usd])).toEqual([
    ['all', 2, '157.15', '150.15'],
    ['amber', 2, '107.10', '100.10'],
    ['birch', 1, '50.05', '50.05'],
  ])
})

test('where nobody moves no dollar does, which is known', async () => {
  const lists = [placed('a', '2025', 'p', 'elm'), placed('b', '2025', 'p', 'elm')]
  expect((await shares(lists, [spent('p', 'amber', '3.00')]))[0]).toMatchObject({
    total_usd: '3.00',
    moved_usd: '0.00',
  })
})

test('spend of which nothing is known is empty and not zero', async () => {
  const [row] = await shares([placed('a', '2025', 'p', 'elm'), placed('b', '2025', 'p', 'oak')])
  expect(row).toMatchObject({ total_usd: null, moved_usd: null })
})

test('of several lists the one that holds in the last month of the period stands for the rule, a final one before others', async () => {
  const [row] = await shares([
    placed('a', '2025-Q1', 'p', 'elm'),
    placed('a', '2025-Q4', 'p', 'oak', { kind: 'prospective', known_on: '2025-09-30' }),
    placed('a', '2025', 'p', 'ash', { kind: 'final', known_on: '2025-06-30' }),
    placed('b', '2025-12', 'p', 'ash'),
  ])
  expect(row).toMatchObject({ same_practice: 1, moved: 0 })
})

test('flows add up to the people of the pair, whoever pays, and shuffling people changes nothing', async () => {
  const lists = fromTable(
    [
      [3, 1, 2],
      [0, 5, 1],
      [4, 0, 1],
    ],
    ['elm', 'oak', null],
  )
  const costs = [...new Set(lists.map((row) => String(row.person_id)))].map((one, i) =>
    spent(one, i % 3 === 0 ? 'amber' : 'birch', '1.00'),
  )
  const engine = await compared({ lists: lists.toReversed(), costs })
  const flows = await engine.rows<{ payer: string; people: number; usd: string }>(sql`
    select payer, sum(people) as people, sum(truncated_usd) as usd from agreement_flow group by payer order by payer`)
  engine.close()
  expect(flows.map((one) => [one.payer, Number(one.people), one.usd])).toEqual([
    ['all', 17, '17.00'],
    ['amber', 6, '6.00'],
    ['birch', 11, '11.00'],
  ])
})

test('a rule beside a payer’s own list: people off the list, named twice and named nowhere known are told apart', async () => {
  const people = ['same', 'off', 'other', 'twice', 'lost']
  const record = (person_id: string, practice_id: string | null, record_number: number) => ({
    ...{
      period: '2025',
      source: 'plan',
      file_id: 'f',
      record_number,
      sender: 'amber',
      payer: 'amber',
      person_id,
      practice_id,
    },
    ...{ line_of_business: 'commercial', member_id: person_id, year_month: '202512', state: 'counted' },
  })
  const engine = await compared({
    lists: people.map((one) => placed('a', '2025', one, 'elm')),
    costs: [...people.map((one) => spent(one, 'amber', '10.00')), spent('same', 'birch', '5.00')],
    records: [
      record('same', 'elm', 1),
      record('other', 'oak', 2),
      record('twice', 'elm', 3),
      record('twice', 'oak', 4),
      record('lost', null, 5),
    ],
  })
  const flows = await engine.rows(
    sql`select payer, practice_b, people from agreement_flow where rule_b = 'payer-list' order by practice_b`,
  )
  const [row] = await engine.rows(sql`select * from agreement where rule_b = 'payer-list'`)
  engine.close()
  expect(flows).toEqual(
    ['elm', 'none', 'oak', 'several', 'unknown'].map((practice_b) => ({ payer: 'amber', practice_b, people: 1 })),
  )
  expect(row).toMatchObject({ people: 4, same_practice: 1, only_a: 1, moved: 2, untold: 1, moved_usd: '30.00' })
})
