import { explained, explainId, type Kind, parameter, rowOf, text } from '../context.ts'

const GRAIN = ['payer', 'plan', 'line_of_business', 'person_id', 'year_month']

/** One month of coverage: the span of coverage that a payer sent. */
export const memberMonth: Kind = async (context, keys) => {
  const month = await rowOf(context, 'member_month', GRAIN, keys)
  if (!month) return undefined
  return explained({
    id: explainId('member_month', ...keys),
    kind: 'member_month',
    title: `Coverage in ${month.year_month}`,
    value: '1',
    unit: 'months',
    because: 'The plan covers the person on the first day of the month.',
    reason: month.primary_coverage ? 'primary-coverage' : 'further-coverage',
    terms: [parameter('month_start', 'First day of the month', month.month_start, 'date', null)],
    records: await context.records([
      { file_id: text(month.file_id) ?? '', record_number: Number(month.record_number) },
    ]),
  })
}
