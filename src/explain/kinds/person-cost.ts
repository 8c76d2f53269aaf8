import { daysOfAll } from '../../lake/dialect.ts'
import { sql } from '../../lake/sql.ts'
import { period as periodOf } from '../../period.ts'
import {
  type ExplainContext,
  explained,
  explainId,
  type Kind,
  listed,
  type Row,
  result,
  rowOf,
  text,
} from '../context.ts'
import { lineTerm, monthTerm, ofMonth } from '../terms.ts'

const GRAIN = ['period', 'payer', 'line_of_business', 'person_id']

/** A person's spend with one payer after truncation: the sum of lines, at most the truncation point. */
export const personCost: Kind = async (context, keys) => {
  const cost = await rowOf(context, 'person_cost', GRAIN, keys)
  if (!cost) return undefined
  const cap = await rowOf(context, 'truncation_point', ['period', 'line_of_business'], [keys[0] ?? '', keys[2] ?? ''])
  const cut = text(cost.spend_usd) !== text(cost.truncated_usd)
  return explained({
    id: explainId('person_cost', ...keys),
    kind: 'person_cost',
    title: `Spend of one person with ${keys[1]} in ${keys[0]}, after truncation`,
    value: text(cost.truncated_usd),
    unit: 'usd',
    because: cut
      ? 'The spend is above the truncation point of its line of business, so it counts up to that point.'
      : 'The spend is below the truncation point of its line of business, so all of it counts.',
    reason: cut ? 'truncated' : 'whole',
    rule: text(cap?.rule),
    formula: 'the lesser of spend and truncation point',
    terms: [
      result('spend_usd', 'Spend', cost.spend_usd, 'usd', explainId('person_cost.spend_usd', ...keys)),
      result('cap_usd', 'Truncation point', cap?.cap_usd, 'usd', explainId('truncation_point', keys[0], keys[2])),
    ],
  })
}

/** A person's spend with one payer: the sum of the claim lines of services in the period. */
export const personSpend: Kind = async (context, keys) => {
  const cost = await rowOf(context, 'person_cost', GRAIN, keys)
  if (!cost) return undefined
  const { rows, left_out } = await listed(context, linesOf(keys))
  return explained({
    id: explainId('person_cost.spend_usd', ...keys),
    kind: 'person_cost',
    title: `Spend of one person with ${keys[1]} in ${keys[0]}`,
    value: text(cost.spend_usd),
    unit: 'usd',
    because: `The sum of ${cost.lines} claim lines in force whose service began in the period${
      Number(cost.lines_without_amount) > 0 ? `; ${cost.lines_without_amount} of them came without an amount` : ''
    }.`,
    formula: 'sum of the lines',
    terms: rows.map((line) => lineTerm(line, 'spend_usd', `${line.claim_type} line`)),
    more: { terms: left_out, records: 0 },
  })
}

/** A person's months with one payer and line of business in the period. */
export const personMonths: Kind = async (context, keys) => {
  const cost = await rowOf(context, 'person_cost', GRAIN, keys)
  if (!cost) return undefined
  const { rows, left_out } = await monthsOf(context, keys)
  return explained({
    id: explainId('person_cost.member_months', ...keys),
    kind: 'person_cost',
    title: `Months of coverage by ${keys[1]} in ${keys[0]}`,
    value: text(cost.member_months),
    unit: 'months',
    because: 'Each month, or each day of it, counts once, whatever the number of plans.',
    formula: 'sum of the months',
    terms: rows.map(monthTerm),
    more: { terms: left_out, records: 0 },
  })
}

function linesOf([period = '', payer = '', line_of_business = '', person_id = '']: readonly string[]) {
  const { start, end } = periodOf(period)
  return sql`
    select claim_type, service_date, spend_usd, file_id, record_number, claim_line_number
    from person_line
    where person_id = ${person_id} and payer = ${payer} and line_of_business = ${line_of_business}
      and service_date >= ${start}::date and service_date < ${end}::date
    order by spend_usd desc nulls last, service_date, file_id, record_number, claim_line_number`
}

function monthsOf(
  context: ExplainContext,
  [period = '', payer = '', line_of_business = '', person_id = '']: readonly string[],
) {
  const { start, end } = periodOf(period)
  return listed<Row>(
    context,
    sql`
    select payer, min(plan) as plan, line_of_business, person_id, year_month,
      ${ofMonth(daysOfAll(sql`days`))} as months
    from member_month
    where person_id = ${person_id} and payer = ${payer} and line_of_business = ${line_of_business}
      and month_start >= ${start}::date and month_start < ${end}::date
    group by payer, line_of_business, person_id, year_month, month_start
    order by year_month`,
  )
}
