import { type Sql, sql } from '../../lake/sql.ts'
import type { FactUnit } from '../../model/model-file.ts'
import { shownUnit } from '../../payment/working.ts'
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
import type { Term } from '../explained.ts'
import { lineTerm, monthTerm, ofMonth } from '../terms.ts'

const GRAIN = ['period', 'payer', 'practice_id', 'model', 'fact']

/** What the lake says about a contract: read from another result, or counted over the payer's people of the practice. */
export const paymentFact: Kind = async (context, keys) => {
  const found = await rowOf(context, 'payment_fact', GRAIN, keys)
  if (!found) return undefined
  const [period = '', payer = '', practice_id = '', , fact = ''] = keys
  const base = {
    id: explainId('payment_fact', ...keys),
    kind: 'payment_fact',
    title: `${WORDS[fact] ?? fact.replaceAll('/', ' of ').replaceAll('_', ' ')}, ${payer}, ${period}`,
    value: text(found.value),
    unit: shownUnit(found.unit as FactUnit),
  }
  if (found.explain_id !== null)
    return explained({
      ...base,
      because: 'The rate over all payers of the practice, as the scorecard has it.',
      formula: 'the rate over all payers',
      terms: [result(fact, 'Rate over all payers', found.value, 'share', String(found.explain_id))],
    })
  const query = PARTS[fact]
  if (!query)
    return explained({
      ...base,
      because: text(found.reason) ?? COUNTED,
      formula: 'as the model’s file says of the fact',
    })
  const key = { period, payer, practice_id, first_day: text(found.first_day), last_day: text(found.last_day) }
  const { rows, left_out } = await query.rows(context, key)
  return explained({
    ...base,
    because: query.because,
    formula: query.formula,
    terms: rows.map(query.term),
    more: { terms: left_out, records: 0 },
  })
}

const COUNTED = 'Counted over the people, months and claims that the model names for it.'

const WORDS: Record<string, string> = {
  member_months: 'Member months',
  direct_services_paid_usd: 'Paid for direct services',
  lines_without_amount: 'Lines of direct services without an amount',
}

type Key = { period: string; payer: string; practice_id: string; first_day: string | null; last_day: string | null }
type Part = {
  because: string
  formula: string
  rows: (context: ExplainContext, key: Key) => Promise<{ rows: Row[]; left_out: number }>
  term: (row: Row) => Term
}

const PARTS: Record<string, Part> = {
  member_months: {
    because: 'Months in which the payer is the primary coverage of a person attributed to the practice.',
    formula: 'sum of the months',
    rows: months,
    term: monthTerm,
  },
  direct_services_paid_usd: {
    because: "What the payer paid on professional lines that the practice's own clinicians gave to its own people.",
    formula: 'sum of the paid amounts',
    rows: (context, key) => lines(context, key, false),
    term: (row) => lineTerm(row, 'paid_usd'),
  },
  lines_without_amount: {
    because: 'Lines of direct services for which the payer sent no paid amount.',
    formula: 'count of the lines',
    rows: (context, key) => lines(context, key, true),
    term: (row) => lineTerm(row, 'paid_usd'),
  },
}

/** In the period, and while the contract runs. */
function during(day: Sql, { period, first_day, last_day }: Key): Sql {
  const { start, end } = periodOf(period)
  return sql`${day} >= ${start}::date and ${day} < ${end}::date
    and ${day} >= coalesce(${first_day}::date, ${start}::date) and ${day} <= coalesce(${last_day}::date, ${end}::date)`
}

function months(context: ExplainContext, key: Key) {
  const { period, payer, practice_id } = key
  return listed<Row>(
    context,
    sql`
    select m.person_id, m.payer, m.plan, m.line_of_business, m.year_month, ${ofMonth(sql`m.days`)} as months
    from member_month m
    join attribution a on a.period = ${period} and a.person_id = m.person_id
    where a.practice_id = ${practice_id} and m.payer = ${payer} and m.primary_coverage
      and ${during(sql`m.month_start`, key)}
    order by m.person_id, m.year_month`,
  )
}

function lines(context: ExplainContext, key: Key, unknown: boolean) {
  const { period, payer, practice_id } = key
  return listed<Row>(
    context,
    sql`
    select l.service_date, l.paid_usd, l.file_id, l.record_number, l.claim_line_number
    from person_line l
    join attribution a on a.period = ${period} and a.person_id = l.person_id and a.practice_id = l.practice_id
    join practice p on p.practice_id = l.practice_id and p.organization_id = l.organization_id
    where l.practice_id = ${practice_id} and l.payer = ${payer} and l.claim_type = 'professional'
      and ${during(sql`l.service_date`, key)}
      and (l.paid_usd is null) = ${unknown}
    order by l.paid_usd desc, l.service_date, l.file_id, l.record_number, l.claim_line_number`,
  )
}
