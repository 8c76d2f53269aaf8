import { expect, test } from 'vitest'
import { attribution } from '../../src/attribution/tables.ts'
import { costValue } from '../../src/cost/cost-file.ts'
import { readCostModel } from '../../src/cost/cost-model.ts'
import { personCosts } from '../../src/cost/person-cost.ts'
import { practiceCosts } from '../../src/cost/practice-cost.ts'
import { memberMonth } from '../../src/cost/tables.ts'
import { personLine } from '../../src/identity/tables.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

const year2025 = period('2025')
const year2024 = period('2024')

/** `p elm-health 2025-01,2025-02` is a person covered by a payer in those months. */
const covered = (...texts: string[]): Row[] =>
  texts.flatMap((text) => {
    const [person_id = '', payer = '', months = '', line_of_business = 'commercial'] = text.split(' ')
    return months.split(',').map((month) => ({
      person_id,
      payer,
      line_of_business,
      member_id: person_id,
      year_month: month.replace('-', ''),
      month_start: `${month}-01`,
      primary_coverage: true,
    }))
  })

/** `p elm-health 2025-01-05 100.00 biller` is a line. */
const spent = (...texts: string[]): Row[] =>
  texts.map((text, i) => {
    const [person_id = '', payer = '', service_date = '', spend = '', biller = ''] = text.split(' ')
    return {
      person_id,
      payer,
      member_id: person_id,
      claim_id: `c${i}`,
      service_date,
      spend_usd: spend === '-' ? null : spend,
      organization_id: biller || null,
      primary_care_visit: false,
    }
  })

async function costs(months: Row[], lines: Row[], panel: Record<string, string> = {}): Promise<Engine> {
  const engine = await lakeOf({})
  await fillRows(engine, memberMonth, months)
  await fillRows(engine, personLine, lines)
  await fillRows(
    engine,
    attribution,
    Object.entries(panel).map(([person_id, practice_id]) => ({
      period: '2025',
      person_id,
      practice_id,
      organization_id: 'river',
      reason: 'plurality',
      rule: 'plurality',
    })),
  )
  await fill(engine, [
    ...personCosts(readCostModel(), year2025, year2024),
    practiceCosts(readCostModel(), year2025, year2024),
  ])
  return engine
}

test('spend of the period counts for people the payer covers in it, unknown amounts are counted apart', async () => {
  const engine = await costs(
    covered('p elm-health 2025-01,2025-02', 'q elm-health 2025-01', 'p elm-health 2024-12'),
    spent(
      'p elm-health 2025-01-05 100.10',
      'p elm-health 2025-12-31 0.01',
      'p elm-health 2025-03-01 -',
      'p elm-health 2024-12-31 7',
      'p elm-health 2026-01-01 50',
      'stranger elm-health 2025-02-01 50',
    ),
  )
  const columns = sql`period, person_id, member_months, lines, lines_without_amount, spend_usd`
  expect(await engine.rows(sql`select ${columns} from person_cost order by period, person_id`)).toEqual([
    { period: '2024', person_id: 'p', member_months: '1.0000', lines: 1, lines_without_amount: 0, spend_usd: '7.00' },
    { period: '2025', person_id: 'p', member_months: '2.0000', lines: 3, lines_without_amount: 1, spend_usd: '100.11' },
    { period: '2025', person_id: 'q', member_months: '1.0000', lines: 0, lines_without_amount: 0, spend_usd: '0.00' },
  ])
  engine.close()
})

test('the truncation point is the spend at the nearest rank, per line of business', async () => {
  const people = Array.from({ length: 101 }, (_, i) => `p${String(i).padStart(3, '0')}`)
  const engine = await costs(
    covered(...people.map((p) => `${p} elm-health 2025-01`), 'm medicare 2025-01 medicare-ffs'),
    spent(...people.map((p, i) => `${p} elm-health 2025-01-05 ${i + 1}`)),
  )
  expect(await engine.rows(sql`select * from truncation_point order by line_of_business`)).toEqual([
    {
      period: '2025',
      line_of_business: 'commercial',
      percentile_share: '0.990000000',
      people: 101,
      place: 100,
      cap_usd: '100.00',
      rule: 'cost/total-cost-of-care/truncation_percentile',
    },
    expect.objectContaining({ line_of_business: 'medicare-ffs', people: 1, place: 1, cap_usd: '0.00' }),
  ])
  const cut = await engine.rows(
    sql`select spend_usd, truncated_usd from person_cost where spend_usd > 99 order by spend_usd`,
  )
  expect(cut).toEqual([
    { spend_usd: '100.00', truncated_usd: '100.00' },
    { spend_usd: '101.00', truncated_usd: '100.00' },
  ])
  engine.close()
})

test('a person of two payers counts once among all, and a month under two plans once', async () => {
  const engine = await costs(
    covered(
      'p elm-health 2025-01,2025-02,2025-03',
      'p oak-health 2025-03,2025-04',
      'q oak-health 2025-01',
      'r elm-health 2025-01',
    ),
    spent(
      'p elm-health 2025-01-05 100 river',
      'p oak-health 2025-03-05 50.01 hospital',
      'q oak-health 2025-01-05 1 lab',
      'r elm-health 2025-01-05 999 lab',
    ),
    { p: 'elm', q: 'elm' },
  )
  const rows = await engine.rows(
    sql`select payer, people, member_months, spend_usd, pmpm_usd, other_billers, largest_other_share
        from practice_cost where practice_id = 'elm' order by payer`,
  )
  expect(rows).toEqual([
    {
      payer: 'all',
      people: 2,
      member_months: '5.0000',
      spend_usd: '151.01',
      pmpm_usd: '30.20',
      other_billers: 2,
      largest_other_share: '0.980396001',
    },
    {
      payer: 'elm-health',
      people: 1,
      member_months: '3.0000',
      spend_usd: '100.00',
      pmpm_usd: '33.33',
      other_billers: 0,
      largest_other_share: null,
    },
    {
      payer: 'oak-health',
      people: 2,
      member_months: '3.0000',
      spend_usd: '51.01',
      pmpm_usd: '17.00',
      other_billers: 2,
      largest_other_share: '0.980396001',
    },
  ])
  engine.close()
})

test('the percentile is dated data with a source', () => {
  const found = costValue(readCostModel(), 'truncation_percentile', year2025.start)
  expect(found).toMatchObject({ value: '0.99', unit: 'share', kind: 'structure', status: 'stated' })
  expect(found.source).toContain('425.652')
})
