import { WholepanelError } from '../error.ts'
import { sql } from '../lake/sql.ts'
import type { Register } from '../register/open.ts'
import { type Publication, type PublicationGiven, publish } from '../register/rights/disclosure/publications.ts'
import { coarse, reliability } from './patterns/rate-pattern.ts'
import type { Policy } from './policy/policy.ts'
import type { Reading } from './reads/reading.ts'

/** What the public sees of a period: rates of the whole region, and nothing of any practice or payer. */
export type PublishedRate = {
  measure: string
  title: string
  rate_share: string
  end: string | null
  reliability: string
}

/**
 * The rates of a run that may be published: over all practices and payers, on many people, with enough organizations and
 * payers behind them. One that rests on fewer is left out without a word, as one that rests on nobody is.
 */
export async function publishable(reading: Reading, policy: Policy): Promise<PublishedRate[]> {
  const rows = await reading.engine.rows<{ measure: string; numerator: number; denominator: number }>(sql`
    select r.measure, cast(sum(r.numerator) as bigint) as numerator, cast(sum(r.denominator) as bigint) as denominator
    from measure_rate r join practice d on d.practice_id = r.practice_id
    where r.period = ${reading.period.id} and r.payer <> 'all' and r.denominator > 0
    group by r.measure
    having count(distinct d.organization_id) >= ${policy.fewest_organizations}
      and count(distinct r.payer) >= ${policy.fewest_payers}
      and sum(r.denominator) >= ${policy.fewest_people_published}
    order by r.measure`)
  return rows.flatMap(({ measure, numerator, denominator }) => {
    const reliable = reliability(denominator, policy)
    if (reliable === null) return []
    const title = reading.measures.find((one) => one.measure === measure)?.title ?? measure
    return [{ measure, title, ...coarse(numerator, denominator, policy), reliability: reliable }]
  })
}

/**
 * Publishes the period of the run that is read, with the rates as they are now. The period is named, so that what a
 * newer run computed meanwhile is not published by mistake.
 */
export async function publishPeriod(
  register: Register,
  reading: Reading,
  { period, published_by }: Pick<PublicationGiven, 'period' | 'published_by'>,
  now: string,
): Promise<Publication> {
  if (period !== reading.period.id)
    throw new WholepanelError('input-argument', {
      got: period,
      want: `the period of the last run, ${reading.period.id}`,
      fix: 'compute a period first to publish it: wholepanel run --period PERIOD',
    })
  const { policy } = reading.patterns
  const { run_id } = reading
  const figures = await publishable(reading, policy)
  const given = { period, run_id, policy: `${policy.name}@${policy.version}`, figures, published_by }
  return publish(register, given, now)
}
