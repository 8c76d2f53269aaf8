import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PanelQuery, readPanel, SORTS } from '../../src/disclosure/reads/panel.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import type { Released } from '../../src/disclosure/release.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'

const MONTH = (ROWS.member_month ?? [])[0]
const STATUS = (ROWS.measure_status ?? [])[0]
const PAID = (ROWS.person_line ?? [])[0]

/** Elm Street with people who differ in every column that orders or chooses, and who are as like as may be. */
let reading: Reading
beforeAll(async () => {
  const people = (ROWS.person ?? []).map((one) => String(one.person_id))
  const at = (period: string, person_id: string, i: number) => ({
    ...(ROWS.attribution ?? [])[0],
    ...{ period, person_id, practice_id: 'elm', visits: i % 4 === 0 ? null : i % 4, step: 1 },
    ...{ reason: i % 3 === 0 ? 'attested' : 'plurality', last_visit: i % 5 === 0 ? null : `2025-0${1 + (i % 5)}-01` },
  })
  reading = await smallRegion({
    ...ROWS,
    person: (ROWS.person ?? []).map((one, i) => ({ ...one, last_name: ['Ames', 'Bell', 'Cole'][i % 3] ?? null })),
    attribution: people.flatMap((one, i) => [
      ...(i % 4 === 3 ? [] : [at('2025', one, i)]),
      ...(i % 2 === 0 ? [] : [at('2024', one, i)]),
    ]),
    member_month: people.flatMap((person_id, i) =>
      ['amber', 'birch']
        .filter((_, j) => i % 3 !== j)
        .map((payer) => ({
          ...MONTH,
          payer,
          person_id,
          member_id: `${payer}-${person_id}`,
          month_start: '2025-06-01',
        })),
    ),
    measure_status: people.map((person_id, i) => ({ ...STATUS, person_id, status: i % 2 === 0 ? 'gap' : 'met' })),
    person_line: people
      .filter((_, i) => i % 3 === 0)
      .map((person_id, i) => ({ ...PAID, person_id, paid_usd: `${10 * (i % 3)}.00`, record_number: 100 + i })),
  })
})
afterAll(() => reading.engine.close())

const FILTERS: Partial<PanelQuery>[] = [
  {},
  { change: 'new' },
  { change: 'dropped' },
  { search: 'E' },
  { reason: 'attested' },
  { gap: 'hba1c-control' },
  { payer: 'amber' },
  { payer: 'birch', gap: 'hba1c-control', search: 'a' },
]
const LOOKERS = Object.entries({
  ...{ elm: doorOf(VIEWERS.elm), amber: doorOf(VIEWERS.amber), operator: doorOf(VIEWERS.operator) },
  'elm without birch': doorOf(VIEWERS.elm, { unusable_payers: ['birch'] }),
})
const all = Object.keys(SORTS) as PanelQuery['sort'][]
const whole = { limit: null, offset: 0 }

describe.each(LOOKERS)('for %s', (_, door) => {
  const read = (query: Omit<PanelQuery, 'limit' | 'offset'> & Partial<PanelQuery>) =>
    readPanel(reading, door, 'elm', { ...whole, ...query })
  const key = (row: Released) => String(row.person_id)

  test.each(all)('pages by %s make the whole, under every filter, and each says how many there are', async (sort) => {
    for (const filter of FILTERS) {
      const { total, rows } = await read({ sort, ...filter })
      expect(total).toBe(rows.length)
      const pages: Released[] = []
      for (let offset = 0; offset < total; offset += 3) {
        const page = await read({ sort, ...filter, limit: 3, offset })
        expect(page.total).toBe(total)
        pages.push(...page.rows)
      }
      expect(pages).toEqual(rows)
      expect(await read({ sort, ...filter, limit: 3, offset: total + 5 })).toEqual({ total, rows: [] })
    }
  })

  test('whatever orders or chooses them, the same is told of each person', async () => {
    const told = new Map((await read({ sort: '-own_paid_usd' })).rows.map((row) => [key(row), row]))
    for (const row of (await read({ sort: '-gaps', change: 'dropped' })).rows) told.set(key(row), row)
    expect(told.size).toBeGreaterThan(5)
    for (const sort of all)
      for (const filter of FILTERS)
        for (const row of (await read({ sort, ...filter, limit: 4 })).rows) expect(row).toEqual(told.get(key(row)))
  })
})

test('what orders the rows does', async () => {
  const { rows } = await readPanel(reading, doorOf(VIEWERS.elm), 'elm', { ...whole, sort: '-own_paid_usd' })
  const paid = rows.map((row) => (row.own_paid_usd === null ? -1 : Number(row.own_paid_usd)))
  expect(paid).toEqual(paid.toSorted((a, b) => b - a))
  const { rows: seen } = await readPanel(reading, doorOf(VIEWERS.elm), 'elm', { ...whole, sort: '-visits' })
  const visits = seen.map((row) => Number(row.visits ?? -1))
  expect(visits).toEqual(visits.toSorted((a, b) => b - a))
  expect(new Set(visits).size).toBeGreaterThan(2)
})
