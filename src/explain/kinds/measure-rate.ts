import { sql } from '../../lake/sql.ts'
import { explained, explainId, type Kind, listed, type Row, result, rowOf, text } from '../context.ts'

/** A rate: the statuses met among those met and gap, of a practice's people. */
export const measureRate: Kind = async (context, keys) => {
  const rate = await rowOf(context, 'measure_rate', ['period', 'measure', 'practice_id', 'payer'], keys)
  if (!rate) return undefined
  const [period = '', measure = '', practice_id = '', payer = ''] = keys
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select s.person_id, s.event_id, s.status, s.reason
    from measure_status s
    join attribution a on a.period = s.period and a.person_id = s.person_id
    where s.period = ${period} and s.measure = ${measure} and a.practice_id = ${practice_id}
      and (${payer} = 'all' or exists (
        select 1 from measure_payer p where p.period = s.period and p.person_id = s.person_id and p.payer = ${payer}))
    order by s.status desc, s.person_id, s.event_id`,
  )
  return explained({
    id: explainId('measure_rate', ...keys),
    kind: 'measure_rate',
    title: `Rate of ${measure}, ${payer === 'all' ? 'all payers' : payer}, ${period}`,
    value: text(rate.rate_share),
    unit: 'share',
    because: `${rate.numerator} met of ${rate.denominator} that count; ${rate.excluded} excluded. Counted from the statuses below and from nothing else.`,
    formula: 'met ÷ (met + gap)',
    terms: [
      result('numerator', 'Met', rate.numerator, 'count', null),
      result('denominator', 'Met and gap', rate.denominator, 'count', null),
      ...rows.map((row) =>
        result(
          'status',
          `Person ${row.person_id}`,
          row.status,
          'code',
          explainId('measure_status', period, measure, row.person_id, row.event_id),
        ),
      ),
    ],
    more: { terms: left_out, records: 0 },
  })
}
