import { agreements } from '../../../src/attribution/compare/agreement.ts'
import { listFlows, listStabilities } from '../../../src/attribution/compare/churn.ts'
import { panelMinimums, readMinimums } from '../../../src/attribution/compare/minimum.ts'
import { ruleLists } from '../../../src/attribution/compare/rule-lists.ts'
import { listRecord } from '../../../src/attribution/lists/tables.ts'
import { ruleAttribution } from '../../../src/attribution/tables.ts'
import { memberMonth, personCost } from '../../../src/cost/tables.ts'
import { person } from '../../../src/identity/tables.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { addMonths, type Period, period } from '../../../src/period.ts'
import { fill, fillRows, lakeOf, type Row, type Rows } from '../../run/small-lake.ts'

export const YEARS = [period('2025'), period('2024')] as const

/** One row of a rule's list. `practice` null: nobody's, for `reason`. */
export function placed(rule: string, list: string, person_id: string, practice: string | null, more: Row = {}): Row {
  const { start, end } = period(list)
  return {
    ...{ rule, list, period: list.slice(0, 4), kind: 'retrospective', effective_from: start, effective_until: end },
    ...{ known_on: end, person_id, practice_id: practice, step: practice === null ? null : 1, candidates: 1 },
    ...{ reason: practice === null ? 'no-service' : 'plurality' },
    ...more,
  }
}

export const spent = (
  person_id: string,
  payer: string,
  usd: string,
  line_of_business = 'commercial',
  year = '2025',
) => ({
  ...{ period: year, payer, line_of_business, person_id, member_months: 12, lines: 1, lines_without_amount: 0 },
  ...{ spend_usd: usd, truncated_usd: usd },
})

/** A month of coverage each, the first of every month named. */
export const covered = (person_id: string, payer: string, ...months: string[]): Row[] =>
  months.map((month_start) => ({
    ...{ person_id, payer, plan: '-', line_of_business: 'commercial', member_id: `${payer}-${person_id}` },
    ...{ year_month: month_start.slice(0, 4) + month_start.slice(5, 7), month_start, primary_coverage: true },
  }))

export const monthsOf = ({ start, end }: Period): string[] => {
  const months: string[] = []
  for (let month = start; month < end; month = addMonths(month, 1)) months.push(month)
  return months
}

export type Given = {
  lists: Row[]
  costs?: Row[]
  people?: Row[]
  months?: Row[]
  records?: Row[]
  lake?: Rows
}

/** Every comparison of these lists, in an engine that the caller closes. */
export async function compared({
  lists,
  costs = [],
  people = [],
  months = [],
  records = [],
  lake = {},
}: Given): Promise<Engine> {
  const engine = await lakeOf(lake)
  await fillRows(engine, ruleAttribution, lists)
  await fillRows(engine, personCost, costs)
  await fillRows(engine, memberMonth, months)
  await fillRows(engine, person, people)
  await fillRows(engine, listRecord, records)
  await fill(engine, [
    ruleLists(...YEARS),
    ...agreements(),
    listFlows(),
    listStabilities(),
    panelMinimums(readMinimums(), ...YEARS),
  ])
  return engine
}
