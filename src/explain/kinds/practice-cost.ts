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
  (column: 'truncated_usd' | 'spend_usd' | 'member_months'): Kind =>
  async (context, keys) => {
    const cost = await rowOf(context, 'practice_cost', GRAIN, keys)
    if (!cost) return undefined
    const months = column === 'member_months'
    const { rows, left_out } =
      months && keys[2] === 'all' ? await monthsOf(context, keys) : await peopleOf(context, keys, column)
    const kind = column === 'truncated_usd' ? 'person_cost' : `person_cost.${column}`
    return explained({
      id: explainId(`practice_cost.${column}`, ...keys),
      kind: 'practice_cost',
      title: `${months ? 'Member months' : column === 'spend_usd' ? 'Spend' : 'Spend after truncation'} of the practice's people, ${payerWords(keys)}, ${keys[0]}`,
      value: text(cost[column]),
      unit: months ? 'months' : 'usd',
      because:
        months && keys[2] === 'all'
          ? 'A person-month counts once, whatever the number of payers.'
          : `The sum over ${cost.people} attributed people.`,
      formula: 'sum over people',
      terms: rows.map((row) =>
        row.year_month === undefined
          ? result(
              'person',
              `Person ${row.person_id}`,
              row[column],
              months ? 'months' : 'usd',
              explainId(kind, keys[0], row.payer, row.line_of_business, row.person_id),
            )
          : result(
              'month',
              `Person ${row.person_id}, ${row.year_month}`,
              1,
              'months',
              explainId('member_month', row.payer, row.plan, row.line_of_business, row.person_id, row.year_month),
            ),
      ),
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

function monthsOf(context: ExplainContext, [period = '', practice_id = '']: readonly string[]) {
  const { start, end } = periodOf(period)
  return listed<Row>(
    context,
    sql`
    select m.person_id, m.payer, m.plan, m.line_of_business, m.year_month
    from member_month m
    join attribution a on a.person_id = m.person_id
    where a.period = ${period} and a.practice_id = ${practice_id} and m.primary_coverage
      and m.month_start >= ${start}::date and m.month_start < ${end}::date
    order by m.person_id, m.year_month`,
  )
}
