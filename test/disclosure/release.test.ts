import { expect, test } from 'vitest'
import { csv } from '../../src/disclosure/csv.ts'
import type { Dataset } from '../../src/disclosure/dataset.ts'
import { release } from '../../src/disclosure/release.ts'
import { doorOf, VIEWERS } from './small-region.ts'

const PAYERS: Dataset = {
  name: 'payers of a practice',
  columns: { payer: 'public', people: 'count', member_months: 'count' },
  parties: (row) => ({ payer: String(row.payer), practice_id: 'elm' }),
  follows: { people: ['member_months'] },
  additive: [{ column: 'people', set: () => 'all' }],
}
const people = (...counts: [string, number][]) =>
  counts.map(([payer, n]) => ({ payer, people: n, member_months: n * 12 }))

test('one small cell takes the next smallest with it, so that a total gives neither away', async () => {
  const rows = await release(
    doorOf(VIEWERS.convener),
    PAYERS,
    people(['amber', 40], ['birch', 6], ['cedar', 25], ['all', 71]),
  )
  expect(rows.map((row) => [row.payer, row.people, row.member_months])).toEqual([
    ['amber', 40, 480],
    ['birch', null, null],
    ['cedar', null, null],
    ['all', 71, 852],
  ])
  expect(rows[1]?.withheld[0]?.because).toBe('fewer people than the smallest cell shown')
  expect(rows[2]?.withheld[0]?.because).toBe('a smaller cell could be worked out from it')
})

test('two small cells whose sum is itself small take a third', async () => {
  const rows = await release(
    doorOf(VIEWERS.state),
    PAYERS,
    people(['amber', 40], ['birch', 4], ['cedar', 3], ['dogwood', 12]),
  )
  expect(rows.map((row) => row.people)).toEqual([40, null, null, null])
})

test('ten is withheld, eleven is shown, and zero is a cell too', async () => {
  const rows = await release(
    doorOf(VIEWERS.convener),
    { ...PAYERS, additive: [] },
    people(['a', 10], ['b', 11], ['c', 0]),
  )
  expect(rows.map((row) => row.people)).toEqual([null, 11, null])
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
      policy: 'strictest',
      rows: 3,
      withheld: expect.arrayContaining([
        { field: 'people', because: 'fewer people than the smallest cell shown', rows: 1 },
      ]),
    },
  ])
})

test('a payer gets a rate in whole percent and nothing that gives its size away', async () => {
  const dataset: Dataset = {
    name: 'rates',
    columns: { rate_share: 'rate', numerator: 'weight', low_share: 'interval' },
    parties: () => ({ payer: 'all', practice_id: 'elm' }),
  }
  const [row] = await release(doorOf(VIEWERS.amber), dataset, [
    { rate_share: '0.715000000', numerator: 143, low_share: '0.6' },
  ])
  expect(row).toMatchObject({ rate_share: '0.72', numerator: null, low_share: null })
})

const PRICE: Dataset = {
  name: 'prices',
  columns: { pmpm_usd: 'pair-price' },
  parties: () => ({ payer: 'amber', organization_id: 'elm-group', practice_id: 'elm' }),
  contributors: (row) => ({ others: Number(row.others), largest_share: row.share as string | null }),
}

test('a practice gets cost per member month only where three other organizations share it and none has more than half', async () => {
  const cases = [
    { pmpm_usd: '9.99', others: 3, share: '0.5' },
    { pmpm_usd: '9.99', others: 2, share: '0.5' },
    { pmpm_usd: '9.99', others: 9, share: '0.500000001' },
    { pmpm_usd: '9.99', others: 3, share: null },
  ]
  const rows = await release(doorOf(VIEWERS.elm), PRICE, cases)
  expect(rows.map((row) => row.pmpm_usd)).toEqual(['9.99', null, null, null])
  expect((await release(doorOf(VIEWERS.convener), PRICE, cases)).map((row) => row.pmpm_usd)).toEqual([
    null,
    null,
    null,
    null,
  ])
  expect((await release(doorOf(VIEWERS.birch), PRICE, cases)).map((row) => row.pmpm_usd)).toEqual([
    null,
    null,
    null,
    null,
  ])
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
