import { sql } from '../../lake/sql.ts'
import { explained, explainId, type Kind, parameter, type Row, result, rowOf, text } from '../context.ts'

/** The spend above which no more is counted: the spend of the person at a stated rank. */
export const truncationPoint: Kind = async (context, keys) => {
  const point = await rowOf(context, 'truncation_point', ['period', 'line_of_business'], keys)
  if (!point) return undefined
  const [period = '', line_of_business = ''] = keys
  const at = await context.engine.one<Row>(sql`
    select payer, person_id, spend_usd
    from person_cost
    where period = ${period} and line_of_business = ${line_of_business}
    order by spend_usd, person_id, payer
    limit 1 offset ${Number(point.place) - 1}`)
  return explained({
    id: explainId('truncation_point', ...keys),
    kind: 'truncation_point',
    title: `Truncation point for ${line_of_business} in ${period}`,
    value: text(point.cap_usd),
    unit: 'usd',
    because:
      'People are ranked by spend, and the spend of the person at the stated rank is the point: no interpolation.',
    rule: text(point.rule),
    formula: 'spend at rank ⌈percentile × people⌉',
    terms: [
      parameter('percentile_share', 'Percentile', point.percentile_share, 'share', text(point.rule)),
      result('people', 'People ranked', point.people, 'count', null),
      result('place', 'Rank', point.place, 'count', null),
      result(
        'spend_usd',
        'Spend of the person at that rank',
        at?.spend_usd,
        'usd',
        at ? explainId('person_cost.spend_usd', period, at.payer, line_of_business, at.person_id) : null,
      ),
    ],
  })
}
