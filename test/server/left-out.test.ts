import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { id, sql } from '../../src/lake/sql.ts'
import { blurred, SHOWN_REASONS } from '../../src/rights/blurred.ts'
import type { RemovedCount } from '../../src/rights/shown.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

const of = (payer: string, reason: string, table_name: string, rows: number, members: number | null): RemovedCount => ({
  ...{ payer, line_of_business: 'commercial', table_name, reason, rows, members },
})
const COUNTS = [
  of('amber', 'opted-out', 'eligibility', 7, 7),
  of('amber', 'opted-out', 'medical_claim', 90, 5),
  of('amber', 'part-2-substance-use', 'medical_claim', 400, 40),
  of('birch', 'opted-out', 'eligibility', 777, 61),
  of('birch', 'part-2-substance-use', 'medical_claim', 333, 9),
]

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  for (const one of COUNTS)
    await house.reading.engine.run(sql`
      insert into removed (payer, line_of_business, table_name, reason, ${id('rows')}, members) values
        (${one.payer}, ${one.line_of_business}, ${one.table_name}, ${one.reason}, ${one.rows}, ${one.members})`)
})
afterAll(() => house.close())

const json = async (who: (typeof VIEWERS)[keyof typeof VIEWERS]) =>
  JSON.parse((await house.get(who, '/api/left-out')).body) as Record<string, unknown>[]
const cells = (rows: Record<string, unknown>[]) =>
  rows.map(({ payer, reason, members, rows: count }) => [payer, reason, members, count])

test('a payer sees what was left out of its own, as counted, and nothing of another’s', async () => {
  expect(cells(await json(VIEWERS.amber))).toEqual([
    ['amber', 'opted-out', 7, 97],
    ['amber', 'part-2-substance-use', 40, 400],
  ])
  for (const url of ['/api/left-out', '/api/left-out?format=csv', '/api/left-out?payer=birch'])
    expect((await house.get(VIEWERS.amber, url)).body, url).not.toMatch(/birch|Birch|777|61|333/)
  expect(await json(VIEWERS.cedar)).toEqual([])
})

test('the operator sees all as counted, a practice, the public and strangers nothing', async () => {
  expect(await json(VIEWERS.operator)).toHaveLength(4)
  for (const who of [VIEWERS.elm, VIEWERS.oak, VIEWERS.public, null])
    expect((await house.get(who, '/api/left-out')).status).toBe(who === null ? 401 : 403)
})

describe.each(['convener', 'state'] as const)('the %s', (role) => {
  test('sees one row per payer and reason, rounded; few and none are withheld with the same words', async () => {
    const rows = await json(VIEWERS[role])
    expect(rows.map((row) => [row.payer, row.reason])).toEqual(
      ['amber', 'birch'].flatMap((payer) => SHOWN_REASONS.map((reason) => [payer, reason])),
    )
    const shown = rows.filter((row) => row.members !== null)
    expect(shown.map((row) => [row.payer, row.reason])).toEqual([
      ['amber', 'sensitive'],
      ['birch', 'opted-out'],
    ])
    for (const row of shown) {
      expect(Number(row.members) % 10).toBe(0)
      expect(row.withheld).toEqual([])
    }
    const because = 'it is a count of few people, or would give one away'
    const withheld = ['members', 'rows'].map((field) => ({ field, because }))
    for (const row of rows.filter((one) => one.members === null)) expect(row).toMatchObject({ rows: null, withheld })
    const { body } = await house.get(VIEWERS[role], '/api/left-out?format=csv')
    expect(body).toMatch(/^payer,payer_name,reason,members,rows,exact/)
    expect(body).not.toMatch(/777|333|\b97\b|part-2/)
    expect((await house.get(VIEWERS[role], '/api/left-out')).body).toBe(
      (await house.get(VIEWERS[role], '/api/left-out')).body,
    )
  })
})

describe('rounded counts', () => {
  const one = (members: number, rows: number, secret: string) =>
    blurred([of('elm', 'opted-out', 'eligibility', rows, members)], ['elm'], secret).find(
      (row) => row.reason === 'opted-out',
    )
  const SECRETS = Array.from({ length: 400 }, (_, i) => `records ${i}`)

  test('never show ten members or fewer, and none looks like ten', () => {
    const none = blurred([], ['elm'], 'x')
    for (const secret of SECRETS)
      for (let n = 1; n <= 10; n++)
        expect(one(n, n * 1000, secret)).toEqual(none.find((row) => row.reason === 'opted-out'))
    expect(none).toHaveLength(SHOWN_REASONS.length)
    expect(none.every((row) => row.members === null && row.rows === null)).toBe(true)
  })

  test('what is seen of a run fits ten counts or more, of two runs a person apart eight or more, and never one', () => {
    const seen = (n: number, secret: string) => JSON.stringify([one(n, n, secret)?.members])
    const fits = new Map<string, Set<number>>()
    const fitsBoth = new Map<string, Set<number>>()
    const add = (map: Map<string, Set<number>>, key: string, n: number) =>
      map.set(key, (map.get(key) ?? new Set()).add(n))
    for (let n = 0; n <= 60; n++)
      SECRETS.forEach((secret, i) => {
        add(fits, seen(n, secret), n)
        add(fitsBoth, `${seen(n + 1, secret)} ${seen(n, SECRETS.at(i - 1) ?? '')}`, n)
      })
    // A count at the end of the range tried fits more than was tried.
    const open = (counts: Set<number>) => !counts.has(60)
    for (const [key, counts] of fits) if (open(counts)) expect(counts.size, key).toBeGreaterThanOrEqual(10)
    for (const [key, counts] of fitsBoth) {
      if (!open(counts)) continue
      expect(counts.size, key).toBeGreaterThanOrEqual(8)
      if (key.includes('null')) expect([...counts].every((n) => n > 10) || counts.size >= 10, key).toBe(true)
    }
  })

  test('rows of one more person are lost in the rounding', () => {
    const units = SECRETS.map((secret) => [one(30, 900, secret)?.rows, one(31, 937, `${secret}+`)?.rows])
    const differences = new Set(units.map(([a, b]) => Number(b) - Number(a)))
    expect([...differences].sort((a, b) => a - b)).toEqual([-500, 0, 500])
  })
})
