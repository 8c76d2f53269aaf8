import { readCostModel } from '../../cost/cost-model.ts'
import { periodOf, within } from '../../cost/in-period.ts'
import { join, sql } from '../../lake/sql.ts'
import { readModel } from '../../model/read-model.ts'
import { exact, usd } from '../../money.ts'
import { becameOf, bothYearsOf } from '../../payment/business-case/churn-and-return.ts'
import { differenceOf, meanOf, type Side } from '../../payment/business-case/interval.ts'
import { readSupportRule } from '../../payment/business-case/support-rule.ts'
import { addMonths, type Period, period as periodNamed, yearBefore } from '../../period.ts'
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

const YEAR = ['period', 'payer']

/** What a payer spends on support of practices, for each member on their panels and month. */
export const payerSupport: Kind = async (context, keys) => {
  const year = await rowOf(context, 'payer_support', YEAR, keys)
  if (!year) return undefined
  const months = exact(String(year.member_months))
  const isKnown = year.support_usd !== null && months.gt(0)
  return explained({
    id: explainId('payer_support', ...keys),
    kind: 'payer_support',
    title: `Support per member and month by ${keys[1]}, ${keys[0]}`,
    value: isKnown ? usd(exact(String(year.support_usd)).div(months)) : null,
    unit: 'usd',
    because:
      year.basis === 'unknown'
        ? 'The payer sent no payments beside claims of the period, and no statement has them: what it spent is not known.'
        : `Of ${year.practices} practices that the payer supports, for the months of its members on their panels that it covers first of all.`,
    reason: text(year.basis),
    rule: 'cost/support',
    formula: 'support ÷ member months',
    terms: [
      result('support_usd', 'Support', year.support_usd, 'usd', explainId('payer_support.support_usd', ...keys)),
      result(
        'member_months',
        'Member months',
        year.member_months,
        'months',
        explainId('payer_support.member_months', ...keys),
      ),
      result('people', 'Members on their panels', year.people, 'count', null),
    ],
  })
}

/** A payer's support: the payments that it sent, each with its record, else the lines of statements. */
export const supportSum: Kind = async (context, keys) => {
  const year = await rowOf(context, 'payer_support', YEAR, keys)
  if (!year) return undefined
  const [period = '', payer = ''] = keys
  const sent = year.basis === 'sent' ? await paymentsOf(context, period, payer) : { rows: [], left_out: 0 }
  const stated = year.basis === 'statements' ? await statedLines(context, period, payer) : []
  const shown = stated.slice(0, context.limit)
  return explained({
    id: explainId('payer_support.support_usd', ...keys),
    kind: 'payer_support',
    title: `Support of practices by ${payer}, ${period}`,
    value: text(year.support_usd),
    unit: 'usd',
    because:
      year.basis === 'sent'
        ? 'Payments beside claims that the payer sent, of the categories that count as support, in the period in which what they pay for begins.'
        : 'Lines of this run’s statements that their models say are support: the payer sent no payments of the period.',
    reason: text(year.basis),
    rule: 'cost/support',
    formula: year.basis === 'sent' ? 'sum of the payments' : 'sum of the lines',
    terms: [
      ...sent.rows.map((row) =>
        result(
          'payment',
          `${row.category}, to ${row.practice_id ?? row.organization_id}, from ${row.service_period_start}`,
          row.paid_amount,
          'usd',
          null,
        ),
      ),
      ...shown.map((row) =>
        result(
          'statement_line',
          `${row.label}, ${row.practice_id}`,
          row.amount_usd,
          'usd',
          explainId(
            'statement_line',
            ...[period, payer, String(row.practice_id), String(row.model), String(row.component)],
          ),
        ),
      ),
    ],
    records: await context.records(
      sent.rows.map((row) => ({ file_id: text(row.file_id) ?? '', record_number: Number(row.record_number) })),
    ),
    more: { terms: sent.left_out + stated.length - shown.length, records: sent.left_out },
  })
}

const paymentsOf = (context: ExplainContext, period: string, payer: string) =>
  listed<Row>(
    context,
    sql`
    select category, organization_id, practice_id, service_period_start, paid_amount, file_id, record_number
    from non_claims_payment
    where payer = ${payer} and ${within(sql`service_period_start`, [periodNamed(period)])}
      and category in (${join(readSupportRule(context.models).categories.map((one) => sql`${one}`))})
    order by paid_amount desc, service_period_start, file_id, record_number`,
  )

async function statedLines(context: ExplainContext, period: string, payer: string): Promise<Row[]> {
  const rows = await context.engine.rows<Row>(sql`
    select practice_id, model, component, label, amount_usd from statement_line
    where period = ${period} and payer = ${payer} order by amount_usd desc, practice_id, model, component`)
  const models = new Map(
    [...new Set(rows.map((row) => String(row.model)))].map((id) => [id, readModel(id, context.models)]),
  )
  return rows.filter(({ model, component }) =>
    models.get(String(model))?.components.some((one) => one.component === component && one.supports),
  )
}

/** Months of a payer's members on the panels of the practices that it supports. */
export const supportMonths: Kind = async (context, keys) => {
  const year = await rowOf(context, 'payer_support', YEAR, keys)
  if (!year) return undefined
  const [period = '', payer = ''] = keys
  const of = [periodNamed(period)]
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select m.person_id, m.payer, m.plan, m.line_of_business, m.year_month, ${ofMonth(sql`m.days`)} as months
    from member_month m
    join attribution a on a.period = ${periodOf(sql`m.month_start`, of)} and a.person_id = m.person_id
    join supported_practice s on s.period = a.period and s.payer = m.payer and s.practice_id = a.practice_id
    where m.payer = ${payer} and m.primary_coverage and ${within(sql`m.month_start`, of)}
    order by m.person_id, m.year_month`,
  )
  return explained({
    id: explainId('payer_support.member_months', ...keys),
    kind: 'payer_support',
    title: `Member months on panels that ${payer} supports, ${period}`,
    value: text(year.member_months),
    unit: 'months',
    because:
      'Months in which the payer covers a person first of all who is on the panel of a practice that it supports.',
    formula: 'sum of the months',
    terms: rows.map(monthTerm),
    more: { terms: left_out, records: 0 },
  })
}

/** The run's period and the one before it, as its business cases have them. */
async function periods({ engine }: ExplainContext): Promise<[Period, Period] | undefined> {
  const found = await engine.one<{ period: string | null }>(sql`select max(period) as period from payer_support`)
  if (!found?.period) return undefined
  const now = periodNamed(found.period)
  return [now, yearBefore(now)]
}

/** Of a payer's supported members those whom it no longer covers a year later. */
export const supportChurn: Kind = async (context, keys) => {
  const [payer = ''] = keys
  const outcomes = await context.engine.rows<Row>(sql`
    select outcome, other_payer, people from support_churn where payer = ${payer} order by outcome, other_payer`)
  const of = await periods(context)
  if (keys.length !== 1 || outcomes.length === 0 || !of) return undefined
  const people = (some: readonly Row[]) => some.reduce((sum, row) => sum + Number(row.people), 0)
  const gone = outcomes.filter(({ outcome }) => outcome !== 'stayed')
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select b.person_id, m.payer, m.plan, m.line_of_business, m.year_month, ${ofMonth(sql`m.days`)} as months
    from (${becameOf(...of)}) b
    join member_month m on m.person_id = b.person_id and m.payer = b.payer and m.primary_coverage
      and m.month_start = ${addMonths(of[1].end, -1)}::date
    where b.payer = ${payer} and b.stayed = 0
    order by b.person_id`,
  )
  return explained({
    id: explainId('support_churn', ...keys),
    kind: 'support_churn',
    title: `Supported members whom ${payer} no longer covers, ${of[0].id}`,
    value: String(people(gone)),
    unit: 'count',
    because:
      'Members whom the payer covered first of all in the last month of the year before, on the panel of a practice that it supports, and whom it does not cover in the last month of the period.',
    formula: 'supported the year before − still covered',
    terms: [
      result('supported_people', 'Supported the year before', people(outcomes), 'count', null),
      result('stayed', 'Still covered', people(outcomes) - people(gone), 'count', null),
      ...gone.map((row) =>
        result(
          'elsewhere',
          row.other_payer === '-' ? 'Covered by nobody here' : `Covered by ${row.other_payer}`,
          row.people,
          'count',
          null,
        ),
      ),
      ...rows.map((row) => ({
        ...monthTerm(row),
        name: 'gone',
        label: `Person ${row.person_id}, in ${row.year_month}`,
      })),
    ],
    more: { terms: left_out, records: 0 },
  })
}

const SIDE = ['payer', 'supported']

/** How the cost per month of a payer's members with months in both years changed, supported or not: a mean over people. */
export const supportReturn: Kind = async (context, keys) => {
  const side = await rowOf(context, 'support_return', SIDE, keys)
  const of = await periods(context)
  if (!side || !of) return undefined
  const [payer = '', supported = ''] = keys
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select b.person_id, b.change_usd, min(c.line_of_business) as line_of_business
    from (${bothYearsOf(readCostModel(context.models), ...of)}) b
    join person_cost c on c.period = ${of[0].id} and c.payer = b.payer and c.person_id = b.person_id
    where b.payer = ${payer} and b.supported = ${supported === 'true'}
    group by b.person_id, b.change_usd order by b.change_usd desc, b.person_id`,
  )
  const mean = meanOf(side as unknown as Side)
  return explained({
    id: explainId('support_return', ...keys),
    kind: 'support_return',
    title: `Mean change of cost per month of ${supported === 'true' ? 'supported' : 'other'} members of ${payer}`,
    value: mean && usd(mean),
    unit: 'usd',
    because:
      'Of members with months in both years: each one’s cost per month, less that of the year before; then the mean over people.',
    rule: 'cost/total-cost-of-care/truncation_percentile',
    formula: 'sum of the changes ÷ people',
    says: 'Each is cut at the point of the payer’s own members in the line of business.',
    terms: [
      result('change_usd', 'Sum of the changes', side.change_usd, 'usd', null),
      result('people', 'People', side.people, 'count', null),
      result('baseline_usd', `Cost, ${of[1].id}`, side.baseline_usd, 'usd', null),
      result('baseline_months', `Member months, ${of[1].id}`, side.baseline_months, 'months', null),
      result('period_usd', `Cost, ${of[0].id}`, side.period_usd, 'usd', null),
      result('period_months', `Member months, ${of[0].id}`, side.period_months, 'months', null),
      ...rows.map((row) =>
        result(
          'person',
          `Change of person ${row.person_id}`,
          row.change_usd,
          'usd',
          explainId('person_cost.spend_usd', of[0].id, payer, String(row.line_of_business), String(row.person_id)),
        ),
      ),
    ],
    more: { terms: left_out, records: 0 },
  })
}

/** Mean change of supported members less that of the others. It describes, and is no estimate of a cause. */
export const supportDifference: Kind = async (context, keys) => {
  const [payer = ''] = keys
  const sides = await context.engine.rows<Side & { supported: boolean }>(sql`
    select supported, people, change_usd, change_variance from support_return where payer = ${payer}`)
  const [own, others] = [true, false].map((of) => sides.find(({ supported }) => supported === of))
  const found = own && others ? differenceOf(own, others) : null
  if (keys.length !== 1 || !own || !others || !found) return undefined
  const change = (side: Side) => {
    const mean = meanOf(side)
    return mean && usd(mean)
  }
  return explained({
    id: explainId('support_difference', ...keys),
    kind: 'support_difference',
    title: `Change of cost of supported members of ${payer} beside that of its others`,
    value: found.difference_usd,
    unit: 'usd',
    because: 'It describes: supported members differ from others, and it is no estimate of a cause.',
    formula: 'mean change of supported members − mean change of the others',
    says: 'The interval of 95 % takes the two variances as they are (Welch), with the normal distribution: with few people the true one is wider.',
    terms: [
      result('supported', 'Supported members', change(own), 'usd', explainId('support_return', payer, 'true')),
      result('others', 'The others', change(others), 'usd', explainId('support_return', payer, 'false')),
      result('low_usd', 'Lower end of the 95 % interval', found.low_usd, 'usd', null),
      result('high_usd', 'Upper end of the 95 % interval', found.high_usd, 'usd', null),
    ],
  })
}
