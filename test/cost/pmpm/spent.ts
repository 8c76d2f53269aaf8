import { attribution } from '../../../src/attribution/tables.ts'
import { readCostModel } from '../../../src/cost/cost-model.ts'
import { personCosts } from '../../../src/cost/person-cost.ts'
import { costMonths } from '../../../src/cost/pmpm/cost-month.ts'
import { costOutliers } from '../../../src/cost/pmpm/cost-outlier.ts'
import { practiceMonths } from '../../../src/cost/pmpm/practice-month.ts'
import { practiceCosts } from '../../../src/cost/practice-cost.ts'
import { memberMonth } from '../../../src/cost/tables.ts'
import { personLine } from '../../../src/identity/tables.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { period } from '../../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../../run/small-lake.ts'

export const [year, before] = [period('2025'), period('2024')]

const length = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()

/** `p elm-health 2025-01,2025-02 commercial` is a person covered in those months, every day of them. */
export const covered = (text: string, more: Row = {}): Row[] => {
  const [person_id = '', payer = '', months = '', line_of_business = 'commercial'] = text.split(' ')
  return months.split(',').map((month) => ({
    person_id,
    payer,
    line_of_business,
    member_id: person_id,
    year_month: month.replace('-', ''),
    month_start: `${month}-01`,
    primary_coverage: true,
    days: 2 ** length(month) - 1,
    reason: 'first-day',
    ...more,
  }))
}

let claim = 0
/** `p elm-health 2025-01-05 100.00` is a professional line at an office; `-` is an amount that nobody sent. */
export const line = (text: string, more: Row = {}): Row => {
  const [person_id = '', payer = '', service_date = '', spend = '-', line_of_business = 'commercial'] = text.split(' ')
  return {
    person_id,
    payer,
    line_of_business,
    member_id: person_id,
    claim_id: `c${claim++}`,
    service_date,
    specialty: 'cardiology',
    place_of_service_code: '11',
    primary_care_visit: false,
    spend_usd: spend === '-' ? null : spend,
    ...more,
  }
}

export type Given = { months: Row[]; lines: Row[]; panel?: Readonly<Record<string, string>>; share?: string }

/** An engine with the tables of cost over such rows; the panel is of both years. `share` sets the truncation point. */
export async function spent({ months, lines, panel = {}, share }: Given): Promise<Engine> {
  const engine = await lakeOf({})
  await fillRows(engine, memberMonth, months)
  await fillRows(engine, personLine, lines)
  await fillRows(
    engine,
    attribution,
    [year, before].flatMap((of) =>
      Object.entries(panel).map(([person_id, practice_id]) => ({
        period: of.id,
        person_id,
        practice_id,
        organization_id: 'river',
        reason: 'plurality',
        rule: 'plurality',
      })),
    ),
  )
  const cost = readCostModel()
  const point = cost.parameters.truncation_percentile?.values?.[0]
  if (point && share !== undefined) point.value = share
  await fill(engine, [
    ...personCosts(cost, year, before),
    practiceCosts(cost, year, before),
    practiceMonths(year, before),
    costMonths(cost.categories),
    costOutliers(cost, year, before),
  ])
  return engine
}
