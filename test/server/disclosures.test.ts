import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { disclosuresOf, forgetPeople } from '../../src/register/rights/disclosure/disclosures.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const of = async (person: string) =>
  (await disclosuresOf(house.register, person)).map(({ viewer, purpose, dataset, path }) => [
    viewer,
    purpose,
    dataset,
    path.split('/').pop(),
  ])

test('whoever was shown a record of a person is in the accounting, with the kind, the purpose and the address', async () => {
  await house.get(VIEWERS.elm, '/api/practices/elm/panel?search=last-a1')
  await house.get(VIEWERS.amber, '/api/practices/elm/panel/a1')
  await house.get(VIEWERS.amber, '/api/practices/elm/panel/b1')
  await house.get(VIEWERS.convener, '/api/practices/elm/scorecard')
  await house.get(VIEWERS.elm, `/api/explain/${encodeURIComponent('person_line:file-amber:2')}`)
  expect(await of('a1')).toEqual([
    ['elm', 'treatment', 'explanation', encodeURIComponent('person_line:file-amber:2')],
    ['amber', 'payment', 'person head', 'a1'],
    ['elm', 'treatment', 'panel', 'panel'],
  ])
  expect(await of('b1')).toEqual([])
  expect((await of('a14')).map(([, , dataset]) => dataset)).toEqual(['panel'])
})

test('a table that is taken away is accounted for by everybody in it; the same people are kept once', async () => {
  await house.get(VIEWERS.elm, '/api/practices/elm/panel?format=csv')
  await house.get(VIEWERS.elm, '/api/practices/elm/panel?limit=500')
  expect(await of('b2')).toEqual([
    ['elm', 'treatment', 'panel', 'panel'],
    ['elm', 'treatment', 'panel', 'panel?format=csv'],
  ])
  const { count } = await house.register.engine((tx) =>
    tx
      .selectFrom('people_set')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where(sql<boolean>`person_ids @> array['b2']`)
      .executeTakeFirstOrThrow(),
  )
  expect(count).toBe(1)
})

test('an explanation that lists people is about each of them', async () => {
  await house.get(VIEWERS.elm, `/api/explain/${encodeURIComponent('measure_rate:2025:hba1c-control:elm:all')}`)
  expect((await of('b3'))[0]).toEqual(['elm', 'treatment', 'explanation', expect.any(String)])
})

test('a person who is purged leaves the accounting; the others stay in it', async () => {
  await forgetPeople(house.register, ['b2'])
  expect(await of('b2')).toEqual([])
  expect((await of('b3')).length).toBe(3)
})
