import { NOT_SEEN } from '../../attribution/compare/rule-lists.ts'
import { type Sql, sql } from '../../lake/sql.ts'
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

const GRAIN = ['period', 'payer', 'rule', 'other', 'other_rule', 'members']

/** How far two rules place the same people alike: the counts, and the people whom they place differently. */
export const effectOfAttribution: Kind = async (context, keys) => {
  const row = await rowOf(context, 'effect_attribution', GRAIN, keys)
  if (!row) return undefined
  const { rows, left_out } = row.people === null ? { rows: [], left_out: 0 } : await apart(context, keys)
  const count = (column: string, label: string) => result(column, label, row[column], 'count', null)
  return explained({
    id: explainId('effect_attribution', ...keys),
    kind: 'effect_attribution',
    title: `How far two rules agree, ${row.rule} of ${row.payer} and ${row.other_rule} of ${row.other}, ${row.period}`,
    value: text(row.agree_share),
    unit: 'share',
    because:
      row.members === 'own'
        ? 'Of those whom both rules could place, the members of the payer in each of its lines of business.'
        : 'Of everybody whom both rules could place.',
    reason: text(row.state),
    formula: '(at one practice by both + at none by both) ÷ people',
    terms: [
      count('people', 'People whom both could place'),
      count('same_practice', 'At one practice by both'),
      count('same_none', 'At none by both'),
      ...rows.flatMap(placed),
    ],
    more: { terms: left_out, records: 0 },
  })
}

const placed = (row: Row): Term[] => {
  const of = (side: 'one' | 'other', label: string) =>
    result(
      `placed_${side}`,
      `Person ${row.person_id} ${label}`,
      row[side],
      'code',
      explainId('rule_attribution', row[`${side}_rule`], row[`${side}_list`], row.person_id),
    )
  return [of('one', "by the payer's rule"), of('other', "by the other's rule")]
}

function apart(
  context: ExplainContext,
  [period = '', payer = '', rule = '', , other = '', members = '']: readonly string[],
) {
  const side = (of: string): Sql => sql`
    select r.rule, r.list, r.person_id, coalesce(r.practice_id, 'none') as practice
    from rule_attribution r join rule_list l on l.rule = r.rule and l.list = r.list
    where r.rule = ${of} and l.compared_in = ${period} and r.reason <> ${NOT_SEEN}`
  const own = sql`join person_cost c on c.period = ${period} and c.payer = ${payer} and c.person_id = a.person_id`
  return listed<Row>(
    context,
    sql`
    select a.person_id, a.practice as one, b.practice as other, a.rule as one_rule, a.list as one_list,
      b.rule as other_rule, b.list as other_list
    from (${side(rule)}) a join (${side(other)}) b on b.person_id = a.person_id ${members === 'own' ? own : sql``}
    where a.practice <> b.practice
    order by a.person_id`,
  )
}
