import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { listReleases } from '../../src/register/log/releases.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  await saveArrangements(house.register, [
    {
      arrangement: 'amber/elm',
      payer: 'amber',
      organization_id: 'elm-group',
      model: 'demo/common-model',
      track: 'hybrid',
      start_date: '2025-01-01',
      end_date: null,
      amounts: { base_pmpm: { value: '31.25', unit: 'usd', source: 'clause 4' } },
    },
  ])
})
afterAll(() => house.close())

const at = (arrangement: string, query = '') => `/api/arrangements/${encodeURIComponent(arrangement)}/exhibit${query}`

test.each(['amber', 'elm', 'operator'] as const)(
  '%s, a party or the operator, gets the contract to take away',
  async (who) => {
    const { status, body, headers } = await house.get(VIEWERS[who], at('amber/elm'))
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-disposition']).toBe('attachment; filename="amber-elm-exhibit.html"')
    expect(body).toContain('$31.25')
    expect(body).toContain('direct_services_pmpm): the payer, in the arrangement')
  },
)

test('as PDF it is the same document', async () => {
  const { status, body, headers } = await house.get(VIEWERS.amber, at('amber/elm', '?format=pdf&period=2025-Q2'))
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/pdf')
  expect(body.slice(0, 5)).toBe('%PDF-')
})

test.each(['birch', 'cedar', 'oak', 'convener', 'state', 'public'] as const)(
  '%s is refused in the same bytes as for a contract that is not there',
  async (who) => {
    const theirs = await house.get(VIEWERS[who], at('amber/elm'))
    const nobodys = await house.get(VIEWERS[who], at('no/contract'))
    expect(theirs.status).toBe(403)
    expect(theirs.body).toBe(nobodys.body)
    expect(theirs.body).not.toMatch(/31\.25|amber|elm/)
  },
)

test('a party, too, is refused in the same bytes for what is not there', async () => {
  const [party, stranger] = [
    await house.get(VIEWERS.amber, at('no/contract')),
    await house.get(VIEWERS.birch, at('amber/elm')),
  ]
  expect(party.body).toBe(stranger.body)
})

test('nobody who is not signed in gets it', async () => {
  expect((await house.get(null, at('amber/elm'))).status).toBe(401)
})

test('every contract that left is written down as a release', async () => {
  const before = (await listReleases(house.register)).length
  await house.get(VIEWERS.amber, at('amber/elm'))
  const after = await listReleases(house.register)
  expect(after).toHaveLength(before + 1)
  expect(new Set(after.map(({ path }) => path))).toEqual(new Set([at('amber/elm')]))
})

test('a period that is none is not understood', async () => {
  expect((await house.get(VIEWERS.amber, at('amber/elm', '?period=soon'))).status).toBe(400)
})
