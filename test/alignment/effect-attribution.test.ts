import { expect, test } from 'vitest'
import type { RulesOfPayer } from '../../src/alignment/contract.ts'
import { effectsOfAttribution } from '../../src/alignment/effect/effect-attribution.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { compared, placed, spent } from '../attribution/compare/rules-of.ts'
import { fill, type Row } from '../run/small-lake.ts'

type Found = Record<string, string | number | null>
type Given = { lists: Row[]; costs?: Row[]; rules: RulesOfPayer[]; reference?: string | null }

async function effects({
  lists,
  costs = [],
  rules,
  reference = null,
}: Given): Promise<{ pairs: Found[]; practices: Found[] }> {
  const engine = await compared({ lists, costs })
  await fill(engine, effectsOfAttribution(rules, reference, period('2025')))
  const pairs = await engine.rows<Found>(
    sql`select * from effect_attribution order by payer, rule, other, other_rule, members`,
  )
  const practices = await engine.rows<Found>(
    sql`select * from effect_attribution_practice order by payer, rule, other, other_rule, members, place`,
  )
  engine.close()
  return { pairs, practices }
}

const both = (person: string, a: string | null, b: string | null): Row[] => [
  placed('a', '2025', person, a),
  placed('b', '2025', person, b),
]
/** Four people, two of amber, of whom the rules agree on two. */
const LISTS = [
  ...both('p1', 'elm', 'elm'),
  ...both('p2', 'elm', 'oak'),
  ...both('p3', 'oak', null),
  ...both('p4', 'oak', 'oak'),
]
const COSTS = [
  spent('p1', 'amber', '100.00'),
  spent('p2', 'amber', '20.00'),
  spent('p3', 'birch', '7.00'),
  spent('p4', 'birch', '5.00'),
]
const rulesOf = (of: Record<string, string[]>): RulesOfPayer[] =>
  Object.entries(of).map(([payer, rules]) => ({ payer, rules }))
const of = (rows: readonly Found[], payer: string, other: string, members: string): Found | undefined =>
  rows.find((row) => row.payer === payer && row.other === other && row.members === members)

test('two payers’ rules on all people, and on each payer’s own, from the side of each', async () => {
  const { pairs, practices } = await effects({
    lists: LISTS,
    costs: COSTS,
    rules: rulesOf({ amber: ['a'], birch: ['b'] }),
  })
  // Two of four agree. By chance: elm 2 × 1, oak 2 × 2, none 0 × 1 of 16, 0.375; (0.5 - 0.375) / (1 - 0.375) = 0.2.
  expect(of(pairs, 'amber', 'birch', 'all')).toMatchObject({
    ...{ state: 'compared', people: 4, same_practice: 2, moved: 1, only_payer: 1, only_other: 0 },
    ...{ agree_share: '0.500000000', kappa: '0.200000000', total_usd: '132.00', moved_usd: '27.00' },
  })
  expect(of(pairs, 'birch', 'amber', 'all')).toMatchObject({
    moved: 1,
    only_payer: 0,
    only_other: 1,
    kappa: '0.200000000',
  })
  expect(of(pairs, 'amber', 'birch', 'own')).toMatchObject({
    people: 2,
    moved: 1,
    total_usd: '120.00',
    moved_usd: '20.00',
  })
  expect(of(pairs, 'birch', 'amber', 'own')).toMatchObject({ people: 2, only_other: 1, moved_usd: '7.00' })
  expect(practices.filter((row) => row.payer === 'amber' && row.members === 'all')).toMatchObject([
    { practice_id: 'oak', place: 1, by_payer: 2, by_other: 2, by_both: 1, differ: 2 },
    { practice_id: 'elm', place: 2, by_payer: 2, by_other: 1, by_both: 1, differ: 1 },
  ])
})

test('a payer that uses the reference’s rule agrees with it in all, and it is said that it is one rule', async () => {
  const { pairs, practices } = await effects({
    lists: LISTS,
    costs: COSTS,
    rules: rulesOf({ amber: ['a'] }),
    reference: 'a',
  })
  expect(pairs).toMatchObject([
    {
      other: 'reference',
      members: 'all',
      state: 'one-rule',
      people: 4,
      agree_share: '1.000000000',
      kappa: '1.000000000',
    },
    { other: 'reference', members: 'own', state: 'one-rule', people: 2, agree_share: '1.000000000', kappa: null },
  ])
  expect(pairs.map((row) => row.moved_usd)).toEqual(['0.00', '0.00'])
  expect(practices).toEqual([])
})

test('a copy of a rule under another name agrees in all; kappa is empty where both place everybody at one practice', async () => {
  const copies = (practices: (string | null)[]) => practices.flatMap((one, i) => both(`p${i}`, one, one))
  const rules = rulesOf({ amber: ['a'], birch: ['b'] })
  const [told] = (await effects({ lists: copies(['elm', 'oak', null]), rules })).pairs
  expect(told).toMatchObject({ state: 'compared', agree_share: '1.000000000', kappa: '1.000000000' })
  const [alike] = (await effects({ lists: copies(['elm', 'elm']), rules })).pairs
  expect(alike).toMatchObject({ state: 'compared', agree_share: '1.000000000', kappa: null })
})

test('what cannot be compared says why', async () => {
  const { pairs } = await effects({
    lists: [placed('a', '2025', 'p1', 'elm'), placed('b', '2025', 'p2', 'oak')],
    costs: COSTS,
    rules: rulesOf({ amber: ['a'], birch: ['b'], cedar: [], dogwood: ['never-made'] }),
  })
  const states = Object.fromEntries(
    pairs.filter((row) => row.payer === 'amber' && row.members === 'all').map((row) => [row.other, row.state]),
  )
  expect(states).toEqual({ birch: 'nobody', cedar: 'not-stated', dogwood: 'not-run', reference: 'not-stated' })
  for (const row of pairs)
    expect([row.people, row.agree_share, row.kappa, row.moved_usd]).toEqual([null, null, null, null])
  expect((await effects({ lists: LISTS, rules: [] })).pairs).toEqual([])
})

test('a payer of two rules is compared by each, and the order of people and payers changes nothing', async () => {
  const rules = rulesOf({ amber: ['a', 'b'], birch: ['b'] })
  const first = await effects({ lists: LISTS, costs: COSTS, rules, reference: 'a' })
  expect(
    first.pairs.filter((row) => row.payer === 'amber' && row.other === 'birch').map((row) => [row.rule, row.state]),
  ).toEqual([
    ['a', 'compared'],
    ['a', 'compared'],
    ['b', 'one-rule'],
    ['b', 'one-rule'],
  ])
  const turned = { lists: LISTS.toReversed(), costs: COSTS.toReversed(), rules: rules.toReversed(), reference: 'a' }
  expect(await effects(turned)).toEqual(first)
})

test('a payer without members changes no figure of the others', async () => {
  const rules = rulesOf({ amber: ['a'], birch: ['b'] })
  const first = await effects({ lists: LISTS, costs: COSTS, rules, reference: 'a' })
  const more = await effects({
    lists: LISTS,
    costs: COSTS,
    rules: [...rules, { payer: 'zebra', rules: ['b'] }],
    reference: 'a',
  })
  const ofOthers = (rows: readonly Found[]) => rows.filter((row) => row.payer !== 'zebra' && row.other !== 'zebra')
  expect(ofOthers(more.pairs)).toEqual(first.pairs)
  expect(ofOthers(more.practices)).toEqual(first.practices)
  expect(of(more.pairs, 'zebra', 'amber', 'own')).toMatchObject({ state: 'nobody', people: null })
})
