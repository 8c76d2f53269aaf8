import { expect, test } from 'vitest'
import { csv } from '../../src/disclosure/csv.ts'
import type { Dataset } from '../../src/disclosure/dataset.ts'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'
import { release } from '../../src/disclosure/release.ts'
import { doorOf, VIEWERS } from './small-region.ts'

const PAYERS: Dataset = {
  name: 'payers of a practice',
  columns: { payer: 'public', people: 'count', member_months: 'count' },
  parties: (row) => ({ payer: String(row.payer), practice_id: 'elm' }),
  cell: (row) => String(row.payer),
  follows: { people: ['member_months'] },
}
const people = (...counts: [string, number][]) =>
  counts.map(([payer, n]) => ({ payer, people: n, member_months: n * 12 }))

test('a count that the run withholds goes, and what follows it, with one reason for the small and for its company', async () => {
  const door = { ...doorOf(VIEWERS.convener), withheld: new Set(['birch', 'cedar']) }
  const rows = await release(door, PAYERS, people(['amber', 40], ['birch', 6], ['cedar', 25], ['all', 71]))
  expect(rows.map((row) => [row.payer, row.people, row.member_months])).toEqual([
    ['amber', 40, 480],
    ['birch', null, null],
    ['cedar', null, null],
    ['all', 71, 852],
  ])
  expect(rows[1]?.withheld).toEqual(rows[2]?.withheld)
})

test('ten is withheld, eleven is shown, zero is a count too, and a count without a key is withheld', async () => {
  const given = people(['a', 10], ['b', 11], ['c', 0])
  const rows = await release(doorOf(VIEWERS.state), PAYERS, given)
  expect(rows.map((row) => row.people)).toEqual([null, 11, null])
  const { cell: _none, ...without } = PAYERS
  expect((await release(doorOf(VIEWERS.state), without, given)).map((row) => row.people)).toEqual([null, null, null])
})

test('months in part leave as numbers; who only counts gets whole ones', async () => {
  const given = [{ payer: 'a', people: 40, member_months: '420.4839' }]
  expect((await release(doorOf(VIEWERS.elm), PAYERS, given))[0]?.member_months).toBe(420.4839)
  expect((await release(doorOf(VIEWERS.convener), PAYERS, given))[0]?.member_months).toBe(420)
})

test('the treating practice sees its small cells', async () => {
  const rows = await release(doorOf(VIEWERS.elm), PAYERS, people(['amber', 1], ['birch', 2]))
  expect(rows.map((row) => row.people)).toEqual([1, 2])
})

test('a column without a class never leaves, and an empty value is withheld like a full one', async () => {
  const dataset: Dataset = {
    name: 'amounts',
    columns: { amount_usd: 'own-amount' },
    parties: () => ({ payer: 'birch' }),
  }
  const given = [
    { amount_usd: null, secret: 'x' },
    { amount_usd: '5.00', secret: 'y' },
  ]
  const rows = await release(doorOf(VIEWERS.amber), dataset, given)
  const row = { amount_usd: null, withheld: [{ field: 'amount_usd', because: expect.stringContaining('two parties') }] }
  expect(rows).toEqual([row, row])
})

test('every release is recorded with the viewer, the purpose, the policy and what was held back', async () => {
  const door = doorOf(VIEWERS.convener)
  await release(door, PAYERS, people(['amber', 40], ['birch', 6], ['cedar', 25]))
  expect(door.released).toEqual([
    {
      viewer: 'convener',
      role: 'convener',
      purpose: 'convening',
      route: 'test',
      dataset: 'payers of a practice',
      policy: `strictest@${STRICTEST.version}`,
      rows: 3,
      person_ids: [],
      withheld: expect.arrayContaining([
        { field: 'people', because: 'it is a count of few people, or would give one away', rows: 1 },
      ]),
    },
  ])
})

test('a payer gets its own rate in whole percent, one over all payers only as the run shows it, and never its size', async () => {
  const dataset: Dataset = {
    name: 'rates',
    columns: { rate_share: 'rate', numerator: 'weight', low_share: 'interval' },
    parties: (row) => ({ payer: String(row.payer), practice_id: 'elm' }),
    figure: (row) => row.shown === true,
  }
  const given = { rate_share: '0.715000000', numerator: 143, low_share: '0.6' }
  const rows = await release(doorOf(VIEWERS.amber), dataset, [
    { ...given, payer: 'amber' },
    { ...given, payer: 'all', rate_share: '0.71', shown: true },
    { ...given, payer: 'all', rate_share: '0.71', shown: false },
  ])
  expect(rows.map((row) => row.rate_share)).toEqual(['0.72', '0.71', null])
  for (const row of rows) expect(row).toMatchObject({ numerator: null, low_share: null })
})

const PRICE: Dataset = {
  name: 'prices',
  columns: { pmpm_usd: 'mixed-price' },
  parties: (row) => ({ payer: String(row.payer), organization_id: 'elm-group', practice_id: 'elm' }),
  figure: (row) => row.shown === true,
}

test('a mixed price reaches its practice where the run shows it, its payer always, another payer never', async () => {
  const given = [
    { pmpm_usd: '9.99', payer: 'amber', shown: true },
    { pmpm_usd: '9.99', payer: 'amber', shown: false },
    { pmpm_usd: '9.99', payer: 'all', shown: true },
  ]
  const seen = async (who: Parameters<typeof doorOf>[0]) =>
    (await release(doorOf(who), PRICE, given)).map((row) => row.pmpm_usd)
  expect(await seen(VIEWERS.elm)).toEqual(['9.99', null, '9.99'])
  expect(await seen(VIEWERS.oak)).toEqual([null, null, null])
  expect(await seen(VIEWERS.amber)).toEqual(['9.99', '9.99', null])
  expect(await seen(VIEWERS.birch)).toEqual([null, null, null])
  expect(await seen(VIEWERS.convener)).toEqual([null, null, '9.99'])
})

test('under embargo rates and costs wait for those whose they are not, with the reason', async () => {
  const dataset: Dataset = {
    name: 'rates',
    columns: { rate_share: 'rate', numerator: 'weight', people: 'count' },
    parties: () => ({ payer: 'all', practice_id: 'elm' }),
    cell: () => 'shown',
  }
  const given = [{ rate_share: '0.5', numerator: 50, people: 120 }]
  const seen = async (who: Parameters<typeof doorOf>[0]) =>
    (await release({ ...doorOf(who), embargo: 'not shown before 2026-07-01' }, dataset, given))[0]
  expect(await seen(VIEWERS.state)).toMatchObject({
    rate_share: null,
    numerator: null,
    people: 120,
    withheld: [{ because: 'not shown before 2026-07-01' }, {}],
  })
  expect(await seen(VIEWERS.convener)).toMatchObject({ rate_share: '0.5', numerator: 50 })
  expect(await seen(VIEWERS.elm)).toMatchObject({ rate_share: '0.5' })
})

test('CSV quotes as RFC 4180 says, and a formula becomes text while an amount keeps its sign', async () => {
  const dataset: Dataset = { name: 'x', columns: { a: 'public', b: 'public' }, parties: () => ({}) }
  const rows = await release(doorOf(VIEWERS.elm), dataset, [
    { a: '=cmd|x', b: '-12.50' },
    { a: 'say "hi", then', b: ['one', 'two'] },
    { a: '-1+2', b: null },
    { a: 'two\nlines', b: true },
  ])
  expect(csv(rows, ['a', 'b'])).toBe(
    'a,b,withheld\r\n' +
      "'=cmd|x,-12.50,\r\n" +
      '"say ""hi"", then","one; two",\r\n' +
      "'-1+2,,\r\n" +
      '"two\nlines",true,\r\n',
  )
})
