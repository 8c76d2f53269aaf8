import { type CoverageFinding, readCoverageRule } from '../../cost/coverage/coverage-rule.ts'
import { sql } from '../../lake/sql.ts'
import { explained, explainId, type Kind, listed, type Row, result, rowOf, text } from '../context.ts'
import { lineTerm } from '../terms.ts'

const COVERAGE_GRAIN = 'finding payer plan line_of_business person_id first_date file_id record_number'.split(' ')

/** What is odd in a person's coverage, what the run did with it, and the record that shows it. */
export const coverageFinding: Kind = async (context, keys) => {
  const found = await rowOf(context, 'coverage_finding', COVERAGE_GRAIN, keys)
  if (!found) return undefined
  const lines = found.lines === null ? { rows: [], left_out: 0 } : await listed<Row>(context, linesOf(found))
  return explained({
    id: explainId('coverage_finding', ...keys),
    kind: 'coverage_finding',
    title: `Finding on coverage with ${found.payer}: ${found.finding}`,
    value: text(found.treatment),
    unit: 'code',
    because: String(found.reason),
    reason: text(found.finding),
    rule: text(found.rule),
    says: `What the payer can do: ${readCoverageRule(context.models).findings[found.finding as CoverageFinding].fix.trim()}.`,
    terms: [
      result('first_date', 'First day', found.first_date, 'date', null),
      result('last_date', 'Last day', found.last_date, 'date', null),
      result('days', 'Days', found.days, 'count', null),
      result('months', 'Months of the run in which they lie', found.months, 'months', null),
      result('months_counted', 'Of those, months that count all the same', found.months_counted, 'months', null),
      ...(found.lines === null ? [] : [result('spend_usd', 'Spend', found.spend_usd, 'usd', null)]),
      ...lines.rows.map((line) => lineTerm(line, 'spend_usd', `${line.claim_type} line`)),
    ],
    records: await recordOf(context, found),
    more: { terms: lines.left_out, records: 0 },
  })
}

/** What keeps a claim line from having one practice: a record of the directory. */
export const directoryFinding: Kind = async (context, keys) => {
  const grain = ['finding', 'practice_id', 'file_id', 'record_number']
  const found = await rowOf(context, 'directory_finding', grain, keys)
  if (!found) return undefined
  return explained({
    id: explainId('directory_finding', ...keys),
    kind: 'directory_finding',
    title: `Finding on the directory, ${found.practice_id}: ${found.finding}`,
    value: text(found.treatment),
    unit: 'code',
    because: String(found.reason),
    reason: text(found.finding),
    rule: text(found.rule),
    terms: [
      result('npi', 'Clinician', found.npi, 'code', null),
      result('tin', 'Tax number', found.tin, 'code', null),
      result('first_date', 'First day', found.first_date, 'date', null),
      result('last_date', 'Last day', found.last_date, 'date', null),
      result('others', 'Other records that it is about', found.others, 'count', null),
      result('first_shared_date', 'First day that it shares with one of them', found.first_shared_date, 'date', null),
    ],
    records: await recordOf(context, found),
  })
}

/** What became of a member's coverage, the findings about it, and the record that speaks for the member. */
export const memberState: Kind = async (context, keys) => {
  const found = await rowOf(context, 'member_state', ['payer', 'member_id'], keys)
  if (!found) return undefined
  const [payer = '', member_id = ''] = keys
  const state = String(found.state)
  const states: Readonly<Record<string, string>> = readCoverageRule(context.models).states
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select * from coverage_finding where payer = ${payer} and member_id = ${member_id}
    order by first_date, finding, file_id, record_number, plan, line_of_business, person_id`,
  )
  return explained({
    id: explainId('member_state', ...keys),
    kind: 'member_state',
    title: `What became of a member's coverage with ${payer}`,
    value: state,
    unit: 'code',
    because: states[state]?.trim() ?? state,
    reason: state,
    rule: text(found.rule),
    formula: 'the first state that holds',
    terms: [
      result('person', 'The person', found.person_id, 'code', explainId('person_member', ...keys)),
      result('spans', 'Spans in force', found.spans, 'count', null),
      result('months', 'Months of the period that count', found.months, 'months', null),
      result('months_before', 'Months of the twelve before it that count', found.months_before, 'months', null),
      ...rows.map((one) =>
        result(
          String(one.finding),
          `Finding: ${one.finding}`,
          one.treatment,
          'code',
          explainId('coverage_finding', ...COVERAGE_GRAIN.map((column) => one[column] ?? null)),
        ),
      ),
    ],
    records: await recordOf(context, found),
    more: { terms: left_out, records: 0 },
  })
}

const recordOf = (context: Parameters<Kind>[0], { file_id, record_number }: Row) =>
  context.records([{ file_id: text(file_id) ?? '', record_number: Number(record_number) }])

const linesOf = ({ person_id, payer, line_of_business, first_date, last_date }: Row) => sql`
  select claim_type, service_date, spend_usd, file_id, record_number, claim_line_number from person_line
  where person_id = ${text(person_id)} and payer = ${text(payer)} and line_of_business = ${text(line_of_business)}
    and service_date >= ${text(first_date)}::date and service_date <= ${text(last_date)}::date
  order by spend_usd desc nulls last, service_date, file_id, record_number, claim_line_number`
