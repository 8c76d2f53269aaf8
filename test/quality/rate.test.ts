import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attribution } from '../../src/attribution/tables.ts'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { rates } from '../../src/quality/rate.ts'
import { measurePayer, measureStatus } from '../../src/quality/tables.ts'
import { fill, fillRows, type Row } from '../run/small-lake.ts'

type Counted = { person_id: string; status: string; payer?: string; practice_id?: string | null }

async function rated(people: Counted[]): Promise<Row[]> {
  const engine = await Engine.open()
  const of = { period: '2025', rule: 'test' }
  await fillRows(
    engine,
    measureStatus,
    people.map(({ person_id, status }) => ({ ...of, person_id, status, measure: 'a1c', event_id: '-', reason: '-' })),
  )
  await fillRows(
    engine,
    measurePayer,
    people.map(({ person_id, payer }) => ({
      period: '2025',
      person_id,
      payer: payer ?? 'elm-health',
      months: 12,
      last_month: '202512',
    })),
  )
  await fillRows(
    engine,
    attribution,
    people.map(({ person_id, practice_id }) => ({
      ...of,
      person_id,
      practice_id: practice_id === undefined ? 'oak' : practice_id,
      reason: '-',
    })),
  )
  await fill(engine, [rates])
  const rows = await engine.rows<Row>(sql`select * from measure_rate order by practice_id, payer`)
  engine.close()
  return rows
}
const many = (count: number, status: string, more: Partial<Counted> = {}): Counted[] =>
  Array.from({ length: count }, (_, i) => ({ person_id: `${status}-${more.payer ?? ''}-${i}`, status, ...more }))

test('a rate is met by met and gap; the interval is that of Wilson', async () => {
  const [all] = await rated([...many(7, 'met'), ...many(3, 'gap'), ...many(2, 'excluded')])
  // 7 of 10: 0.3968 to 0.8922, as tabled for the score interval.
  expect(all).toMatchObject({
    payer: 'all',
    numerator: 7,
    denominator: 10,
    excluded: 2,
    rate_share: '0.700000000',
    low_share: '0.396778147',
    high_share: '0.892208733',
  })
})

test('a rate is exact to nine digits, rounded half away from zero', async () => {
  const [all] = await rated([...many(2, 'met'), ...many(1, 'gap')])
  expect(all?.rate_share).toBe('0.666666667')
})

test('nobody left to count gives no rate and no interval, not zero', async () => {
  const [all] = await rated(many(2, 'excluded'))
  expect(all).toMatchObject({ denominator: 0, rate_share: null, low_share: null, high_share: null })
})

test("payers' counts add up to the count over all, and people without a practice count nowhere", async () => {
  const rows = await rated([
    ...many(2, 'met', { payer: 'ash-health' }),
    ...many(3, 'gap', { payer: 'elm-health' }),
    ...many(4, 'met', { payer: 'none', practice_id: null }),
  ])
  expect(rows.map(({ payer, numerator, denominator }) => [payer, numerator, denominator])).toEqual([
    ['all', 2, 5],
    ['ash-health', 2, 2],
    ['elm-health', 0, 3],
  ])
})

test('the interval holds the rate and lies between 0 and 1', async () => {
  const count = fc.integer({ min: 0, max: 30 })
  await fc.assert(
    fc.asyncProperty(count, count, async (met, gap) => {
      fc.pre(met + gap > 0)
      const [all] = await rated([...many(met, 'met'), ...many(gap, 'gap')])
      const [low, rate, high] = [all?.low_share, all?.rate_share, all?.high_share].map(Number) as [
        number,
        number,
        number,
      ]
      expect(low).toBeGreaterThanOrEqual(0)
      expect(low).toBeLessThanOrEqual(rate)
      expect(rate).toBeLessThanOrEqual(high)
      expect(high).toBeLessThanOrEqual(1)
    }),
    { numRuns: 8 },
  )
})
