import { afterAll, beforeAll, expect, test } from 'vitest'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const TABLES = {
  effect: ['paper', 'attribution', 'practices', 'measures', 'ranks', 'places', 'payment'],
  extent: ['extent', 'practices'],
  market: ['shares', 'markets'],
} as const
const NOUNS = Object.keys(TABLES) as (keyof typeof TABLES)[]

test.each(NOUNS)(
  '/api/alignment/%s answers who takes part, page and tables alike, and refuses the public',
  async (noun) => {
    for (const who of [VIEWERS.convener, VIEWERS.state, VIEWERS.amber, VIEWERS.elm, VIEWERS.operator]) {
      const { status, body } = await house.get(who, `/api/alignment/${noun}`)
      expect(status, `${who.person} ${body.slice(0, 200)}`).toBe(200)
      expect(JSON.parse(body).period).toBe('2025')
      for (const table of TABLES[noun]) {
        const csv = await house.get(who, `/api/alignment/${noun}?table=${table}&format=csv`)
        expect(csv.status, table).toBe(200)
        expect(String(csv.headers['content-type'])).toContain('text/csv')
      }
    }
    expect((await house.get(VIEWERS.public, `/api/alignment/${noun}`)).status).toBe(403)
    expect((await house.get(null, `/api/alignment/${noun}`)).status).toBe(401)
  },
)

test('a region without a common model says so, and a table that is not there is refused with what there is', async () => {
  const { body } = await house.get(VIEWERS.convener, '/api/alignment/effect')
  expect(JSON.parse(body).reference).toMatchObject({
    state: 'none',
    because: expect.stringContaining('no common model'),
  })
  expect((await house.get(VIEWERS.convener, '/api/alignment/effect?table=prices')).status).toBe(400)
})

test.each([
  'effect_attribution:2025:birch:mssp:reference:attested-then-plurality:own',
  'effect_attribution:2025:amber:mssp:birch:mssp:own',
  'effect_attribution:2025:amber:mssp:reference:mssp:all',
  'market_share:2025:all:all:birch',
  'extent_practice:2025:elm:attribution',
])('a payer does not open %s, whether it is there or not', async (id) => {
  const refused = await house.get(VIEWERS.amber, '/api/explain/nothing:of:this')
  const { status, body } = await house.get(VIEWERS.amber, `/api/explain/${encodeURIComponent(id)}`)
  expect([status, JSON.parse(body).detail]).toEqual([refused.status, JSON.parse(refused.body).detail])
})
