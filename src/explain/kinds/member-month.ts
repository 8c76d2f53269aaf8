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
    value: shareOf(Number(month.days), String(month.month_start)),
    unit: 'months',
    because: `${BECAUSE[String(month.reason)] ?? 'The plan covers the person in the month.'} ${
      month.primary_coverage ? 'It is the coverage' : 'Another coverage is the one'
    } that counts where a person must count once.`,
    reason: text(month.reason),
    rule: 'cost/total-cost-of-care/member_months',
    terms: [parameter('month_start', 'First day of the month', month.month_start, 'date', null)],
    records: await context.records([
      { file_id: text(month.file_id) ?? '', record_number: Number(month.record_number) },
    ]),
  })
}

const BECAUSE: Readonly<Record<string, string>> = {
  'first-day': 'The plan covers the person on the first day of the month.',
  fifteenth: 'The plan covers the person on the fifteenth of the month.',
  'any-day': 'The plan covers the person on a day of the month, which makes it count whole.',
  'whole-month': 'The plan covers the person on every day of the month.',
  'days-share': 'The month counts by the days that the plan covers.',
}

/** A whole month is 1; a part is its days over the month's, as 12/31. */
function shareOf(days: number, month_start: string): string {
  const [year = 0, month = 0] = month_start.split('-').map(Number)
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const counted = days.toString(2).replaceAll('0', '').length
  return counted === length ? '1' : `${counted}/${length}`
}
