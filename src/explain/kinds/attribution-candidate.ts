import { panelWindow } from '../../attribution/attribute.ts'
import { readRule } from '../../attribution/rule.ts'
import { sql } from '../../lake/sql.ts'
import { period as periodOf } from '../../period.ts'
import { explained, explainId, type Kind, listed, parameter, type Row, result, rowOf, text } from '../context.ts'
import { lineId } from '../terms.ts'

/** A person's primary-care visits with one practice in the window: one for each day, whatever the number of lines. */
export const attributionCandidate: Kind = async (context, keys) => {
  const found = await rowOf(context, 'attribution_candidate', ['period', 'person_id', 'practice_id'], keys)
  if (!found) return undefined
  const [period = '', person_id = '', practice_id = ''] = keys
  const window = panelWindow(readRule(String(found.rule), context.models), periodOf(period))
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select service_date, file_id, record_number, claim_line_number
    from person_line
    where person_id = ${person_id} and practice_id = ${practice_id} and primary_care_visit
      and service_date >= ${window.start}::date and service_date < ${window.end}::date
    order by service_date desc, file_id, record_number, claim_line_number`,
  )
  return explained({
    id: explainId('attribution_candidate', ...keys),
    kind: 'attribution_candidate',
    title: `Primary-care visits of one person with ${practice_id}`,
    value: text(found.visits),
    unit: 'count',
    because: `Days from ${window.start} up to ${window.end} with a primary-care visit; rank ${found.place} among the person's practices.`,
    rule: text(found.rule),
    formula: 'count of days',
    terms: [
      parameter('window', 'Window in months', window.months, 'months', window.source),
      ...rows.map((row) => result('visit', 'Visit on', row.service_date, 'date', lineId(row))),
    ],
    more: { terms: left_out, records: 0 },
  })
}
