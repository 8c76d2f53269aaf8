import { daysOfAll } from '../../lake/dialect.ts'
import { raw, sql } from '../../lake/sql.ts'
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
import { monthTerm, ofMonth } from '../terms.ts'

const GRAIN = ['period', 'practice_id', 'payer']

/** Total cost of care per member per month of a practice's people. */
export const practiceCost: Kind = async (context, keys) => {
  const cost = await rowOf(context, 'practice_cost', GRAIN, keys)
  if (!cost) return undefined
  return explained({
    id: explainId('practice_cost', ...keys),
    kind: 'practice_cost',
    title: `Total cost of care per member per month, ${payerWords(keys)}, ${keys[0]}`,
    value: text(cost.pmpm_usd),
    unit: 'usd',
    because: `Spend of ${cost.people} attributed people after truncation, for each month of their coverage.`,
    formula: 'spend after truncation ÷ member months',
    terms: [
      result(
        'truncated_usd',
        'Spend after truncation',
        cost.truncated_usd,
        'usd',
        explainId('practice_cost.truncated_usd', ...keys),
      ),
      result(
        'member_months',
        'Member months',
        cost.member_months,
        'months',
        explainId('practice_cost.member_months', ...keys),
      ),
    ],
  })
}

/** A sum over the attributed people's rows of `person_cost`. */
export const practiceSum =
  (column: 'truncated_usd' | 'spend_usd'): Kind =>
  async (context, keys) => {
    const cost = await rowOf(context, 'practice_cost', GRAIN, keys)
    if (!cost) return undefined
    const { rows, left_out } = await peopleOf(context, keys, column)
    const kind = column === 'truncated_usd' ? 'person_cost' : 'person_cost.spend_usd'
    return explained({
      id: explainId(`practice_cost.${column}`, ...keys),
      kind: 'practice_cost',
      title: `Spend${column === 'truncated_usd' ? ' after truncation' : ''} of the practice's people, ${payerWords(keys)}, ${keys[0]}`,
      value: text(cost[column]),
      unit: 'usd',
      because: `The sum over ${cost.people} attributed people.`,
      formula: 'sum over people',
      terms: rows.map((row) =>
        result(
          'person',
          `Person ${row.person_id} with ${row.payer}`,
          row[column],
          'usd',
          explainId(kind, keys[0], row.payer, row.line_of_business, row.person_id),
        ),
      ),
      more: { terms: left_out, records: 0 },
    })
  }

/** The months of coverage of a practice's people. */
export const practiceMonths: Kind = async (context, keys) => {
  const cost = await rowOf(context, 'practice_cost', GRAIN, keys)
  if (!cost) return undefined
  const { rows, left_out } = await monthsOf(context, keys)
  return explained({
    id: explainId('practice_cost.member_months', ...keys),
    kind: 'practice_cost',
    title: `Member months of the practice's people, ${payerWords(keys)}, ${keys[0]}`,
    value: text(cost.member_months),
    unit: 'months',
    because: 'A month of a person, or a day of it, counts once, whatever the number of plans.',
    formula: 'sum of the months',
    terms: rows.map(monthTerm),
    more: { terms: left_out, records: 0 },
  })
}

const payerWords = (keys: readonly string[]) => (keys[2] === 'all' ? 'all payers' : String(keys[2]))

function peopleOf(
  context: ExplainContext,
  [period = '', practice_id = '', payer = '']: readonly string[],
  column: string,
) {
  return listed<Row>(
    context,
    sql`
    select c.person_id, c.payer, c.line_of_business, c.${raw(column)}
    from person_cost c
    join attribution a on a.period = c.period and a.person_id = c.person_id
    where c.period = ${period} and a.practice_id = ${practice_id} and (${payer} = 'all' or c.payer = ${payer})
    order by c.${raw(column)} desc, c.person_id, c.payer, c.line_of_business`,
  )
}

/** One row per person and month, with the first of the plans that cover it. */
function monthsOf(context: ExplainContext, [period = '', practice_id = '', payer = '']: readonly string[]) {
  const { start, end } = periodOf(period)
  return listed<Row>(
    context,
    sql`
    select person_id, year_month, payer, plan, line_of_business, ${ofMonth(sql`all_days`)} as months
    from (
      select m.*, ${daysOfAll(sql`m.days`)} over (partition by m.person_id, m.year_month) as all_days, row_number() over (partition by m.person_id, m.year_month
        order by m.primary_coverage desc, m.payer, m.plan, m.line_of_business) as place
      from member_month m
      join attribution a on a.person_id = m.person_id
      where a.period = ${period} and a.practice_id = ${practice_id} and (${payer} = 'all' or m.payer = ${payer})
        and m.month_start >= ${start}::date and m.month_start < ${end}::date
    ) months
    where place = 1
    order by person_id, year_month`,
  )
}
