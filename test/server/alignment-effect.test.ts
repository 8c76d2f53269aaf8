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
  'effect_measure:2025:amber:birch:hba1c-control:hba1c-control:hba1c-control:own',
  'effect_rank:2025:amber:all',
  'effect_rank:2025:amber:birch',
  'effect_rank_practice:2025:birch:elm',
  'market_share:2025:all:all:birch',
  'extent_practice:2025:elm:attribution',
])('a payer does not open %s, whether it is there or not', async (id) => {
  const refused = await house.get(VIEWERS.amber, '/api/explain/nothing:of:this')
  const { status, body } = await house.get(VIEWERS.amber, `/api/explain/${encodeURIComponent(id)}`)
  expect([status, JSON.parse(body).detail]).toEqual([refused.status, JSON.parse(refused.body).detail])
})

test('what a structure earns is taken apart to its lines and public amounts, the same for whoever may ask', async () => {
  const id = 'effect_payment:2025:demo/common-model:ffs-plus:0.02:0.95'
  const bodies = await Promise.all(
    [VIEWERS.amber, VIEWERS.elm, VIEWERS.operator].map(async (who) => {
      const { status, body } = await house.get(who, `/api/explain/${encodeURIComponent(id)}`)
      expect(status, who.role).toBe(200)
      return JSON.parse(body) as { value: string; terms: { name: string; value: string }[] }
    }),
  )
  expect(bodies.map(({ value }) => value)).toEqual(['3600000.00', '3600000.00', '3600000.00'])
  expect(bodies[0]?.terms.map(({ name, value }) => [name, value])).toEqual([
    ['line/direct-services', '5000000.00'],
    ['line/population-health', '1800000.00'],
    ['line/incentive', '1800000.00'],
    ['base_pmpm', '100'],
  ])
  const missing = await house.get(VIEWERS.operator, `/api/explain/${encodeURIComponent(id.replace('0.02', '0.03'))}`)
  expect(missing.status).toBe(404)
})
