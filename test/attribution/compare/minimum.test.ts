import { expect, test } from 'vitest'
import { minimumOn, readMinimums } from '../../../src/attribution/compare/minimum.ts'
import { sql } from '../../../src/lake/sql.ts'
import { period } from '../../../src/period.ts'
import { compared, placed, spent } from './rules-of.ts'

const lake = {
  organization: [
    { organization_id: 'river', organization_name: 'River', parent_organization_id: 'delta' },
    { organization_id: 'hill', organization_name: 'Hill', parent_organization_id: null },
    { organization_id: 'delta', organization_name: 'Delta', organization_type: 'aco' },
  ],
  practice: [
    { practice_id: 'elm', practice_name: 'Elm', organization_id: 'river', tin: '1' },
    { practice_id: 'oak', practice_name: 'Oak', organization_id: 'river', tin: '2' },
    { practice_id: 'ash', practice_name: 'Ash', organization_id: 'hill', tin: '3' },
  ],
}
const many = (practice: string, payer: string, count: number, line = 'medicare-ffs') =>
  Array.from({ length: count }, (_, i) => ({ person_id: `${practice}-${payer}-${i}`, practice, payer, line }))

test('a practice below the minimum: what its organization and its ACO would reach', async () => {
  const people = [
    ...many('elm', 'medicare', 100),
    ...many('oak', 'medicare', 40),
    ...many('ash', 'medicare', 124),
    ...many('ash', 'amber', 60, 'commercial'),
  ]
  const engine = await compared({
    lists: people.map((one) => placed('a', '2025', one.person_id, one.practice)),
    costs: people.map((one) => spent(one.person_id, one.payer, '1.00', one.line)),
    lake,
  })
  const rows = await engine.rows<Record<string, string | number | null>>(sql`
    select unit_id, people, least_people, short_people, organization_people, aco_people, reached_by from panel_minimum
    where minimum = 'primary-care-first' and payer = 'medicare' order by unit_id`)
  const aco = await engine.rows(sql`
    select unit, unit_id, people, short_people, reached_by from panel_minimum where minimum = 'mssp' and payer = 'medicare'`)
  engine.close()
  expect(rows).toEqual([
    {
      unit_id: 'ash',
      people: 124,
      least_people: 125,
      short_people: 1,
      organization_people: 124,
      aco_people: null,
      reached_by: 'none',
    },
    {
      unit_id: 'elm',
      people: 100,
      least_people: 125,
      short_people: 25,
      organization_people: 140,
      aco_people: 140,
      reached_by: 'organization',
    },
    {
      unit_id: 'oak',
      people: 40,
      least_people: 125,
      short_people: 85,
      organization_people: 140,
      aco_people: 140,
      reached_by: 'organization',
    },
  ])
  expect(aco).toEqual([{ unit: 'aco', unit_id: 'delta', people: 140, short_people: 4860, reached_by: 'none' }])
})

test('two payers together may reach what neither does; a person of both counts once', async () => {
  const both = many('elm', 'state', 3000, 'medicaid-ffs')
  const plan = many('elm', 'care', 2100, 'medicaid-managed-care')
  const twice = both.slice(0, 100)
  const engine = await compared({
    lists: [...both, ...plan].map((one) => placed('a', '2025', one.person_id, one.practice)),
    costs: [
      ...[...both, ...plan].map((one) => spent(one.person_id, one.payer, '1.00', one.line)),
      ...twice.map((one) => spent(one.person_id, 'care', '1.00', 'medicaid-managed-care')),
    ],
    lake,
  })
  const rows = await engine.rows(sql`
    select payer, people, payers_people, reached_by from panel_minimum where minimum = 'arkansas-pcmh' order by payer`)
  engine.close()
  expect(rows).toEqual([
    { payer: 'all', people: 5100, payers_people: 5100, reached_by: 'alone' },
    { payer: 'care', people: 2200, payers_people: 5100, reached_by: 'payers' },
    { payer: 'state', people: 3000, payers_people: 5100, reached_by: 'payers' },
  ])
})

test('each minimum has its source, and none is asked before it was in force', () => {
  const { minimums } = readMinimums()
  expect(Object.keys(minimums)).toEqual(['mssp', 'primary-care-first', 'arkansas-pcmh'])
  for (const one of Object.values(minimums)) expect(minimumOn(one, period('2025')).source).toMatch(/\S/)
  const first = minimums['primary-care-first']
  expect(first && minimumOn(first, period('2020')).value).toBe(null)
})
