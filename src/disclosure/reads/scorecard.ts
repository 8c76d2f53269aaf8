import { explainId } from '../../explain/context.ts'
import type { Viewer } from '../../governance/viewer.ts'
import { type Sql, sql } from '../../lake/sql.ts'
import type { Dataset, Row } from '../dataset.ts'
import { type Door, type Released, release } from '../release.ts'
import { ownOrganization, ownPayer, payerName, payersFor, practiceOf, type Reading } from './reading.ts'

const RATE: Dataset = {
  name: 'scorecard rates',
  columns: {
    period: 'public',
    measure: 'public',
    payer: 'public',
    rate_share: 'rate',
    numerator: 'weight',
    unmet: 'weight',
    denominator: 'weight',
    excluded: 'weight',
    low_share: 'interval',
    high_share: 'interval',
    explain_id: 'public',
  },
  parties: (row) => ({
    payer: String(row.payer),
    practice_id: String(row.practice_id),
    organization_id: String(row.organization_id),
  }),
  // A rate times a denominator is the numerator again, so they go together.
  follows: {
    denominator: ['numerator', 'unmet', 'rate_share', 'low_share', 'high_share'],
    numerator: ['unmet', 'rate_share', 'low_share', 'high_share'],
    unmet: ['numerator', 'rate_share', 'low_share', 'high_share'],
  },
  additive: ['numerator', 'unmet', 'denominator', 'excluded'].map((column) => ({
    column,
    set: (row) => `${row.period} ${row.measure}`,
  })),
}

/** For payers the rate stays, rounded; nothing that follows it does. */
const RATE_FOR_PAYERS: Dataset = { ...RATE, follows: {}, additive: [] }

export type Scorecard = Record<string, unknown>

/** A practice's rates over all payers beside each payer's, and its cost. */
export async function readScorecard(reading: Reading, door: Door, practice_id: string): Promise<Scorecard> {
  const practice = await practiceOf(reading, practice_id)
  const organization_id = practice?.organization_id ?? ''
  const rates = await ratesOf(reading, door, practice_id, organization_id)
  const of = (period: string, measure: string, payer: string) =>
    rates.find((one) => one.period === period && one.measure === measure && one.payer === payer)
  return {
    practice_id,
    practice_name: practice?.practice_name ?? null,
    period: reading.period.id,
    measures: reading.measures.map(({ measure, title, about, direction, target_share, counts }) => ({
      measure,
      title,
      about,
      direction,
      target_share,
      counts,
      all: of(reading.period.id, measure, 'all') ?? NO_RATE,
      baseline: of(reading.baseline.id, measure, 'all') ?? NO_RATE,
      by_payer: payersFor(reading, door.viewer).flatMap(({ payer, payer_name }) => {
        const rate = of(reading.period.id, measure, payer)
        return rate ? [{ ...rate, payer, payer_name }] : []
      }),
    })),
    cost: await costOf(reading, door, practice_id, organization_id),
  }
}

const NO_RATE = {
  rate_share: null,
  numerator: null,
  denominator: null,
  excluded: null,
  low_share: null,
  high_share: null,
  explain_id: null,
  withheld: [],
}

async function ratesOf(
  reading: Reading,
  door: Door,
  practice_id: string,
  organization_id: string,
): Promise<Released[]> {
  const { viewer } = door
  const rows = await reading.engine.rows<Row>(sql`
    select period, measure, practice_id, payer, numerator, denominator, denominator - numerator as unmet, excluded,
           rate_share, low_share, high_share
    from measure_rate
    where practice_id = ${practice_id} and (period = ${reading.period.id} or (period = ${reading.baseline.id} and payer = 'all'))
      and (payer = 'all' or ${ownPayer(viewer, 'payer')})
    order by measure, period, payer`)
  const released = await release(
    door,
    viewer.role === 'payer' ? RATE_FOR_PAYERS : RATE,
    rows.map((row) => ({
      ...row,
      organization_id,
      explain_id: mayWalk(viewer)
        ? explainId('measure_rate', ...['period', 'measure', 'practice_id', 'payer'].map((one) => String(row[one])))
        : null,
    })),
  )
  // `unmet` is weighed with the rest, since denominator minus numerator gives it, but no page shows it.
  return released.map((row) => ({ ...row, withheld: row.withheld.filter((one) => one.field !== 'unmet') }))
}

/** An explanation leads to people, so those without a right to any are not offered one. */
const mayWalk = ({ role }: Viewer): boolean => ['practice', 'provider-organization', 'payer', 'operator'].includes(role)

const COST: Dataset = {
  name: 'scorecard cost',
  columns: {
    payer: 'public',
    payer_name: 'public',
    people: 'count',
    member_months: 'count',
    pmpm_usd: 'pair-price',
    explain_id: 'public',
  },
  parties: (row) => ({
    payer: String(row.payer),
    practice_id: String(row.practice_id),
    organization_id: String(row.organization_id),
  }),
  contributors: (row) => ({
    others: Number(row.other_billers),
    largest_share: row.largest_other_share === null ? null : String(row.largest_other_share),
  }),
  follows: { people: ['member_months', 'pmpm_usd'], pmpm_usd: ['explain_id'] },
  additive: [
    { column: 'people', set: () => 'all' },
    { column: 'pmpm_usd', set: () => 'all' },
  ],
}

/** The region's figure mixes other organizations: the same rule, over those organizations' own spending. */
const REGION: Dataset = {
  name: 'region cost',
  columns: { payer: 'public', region_pmpm_usd: 'pair-price' },
  parties: COST.parties,
  contributors: (row) => ({
    others: Number(row.others ?? 0),
    largest_share: row.largest_share === null || row.largest_share === undefined ? null : String(row.largest_share),
  }),
}

/** What the viewer may see of a practice's cost per payer; explanations follow the same decision. */
export async function releasedCost(
  reading: Reading,
  door: Door,
  practice_id: string,
  organization_id: string,
): Promise<Released[]> {
  const rows = await reading.engine.rows<Row>(sql`
    select payer, people, member_months, pmpm_usd, other_billers, largest_other_share
    from practice_cost
    where practice_id = ${practice_id} and period = ${reading.period.id} and ${ownPayer(door.viewer, 'payer')}
    order by case when payer = 'all' then 0 else 1 end, payer`)
  return release(
    door,
    COST,
    rows.map((row) => ({
      ...row,
      practice_id,
      organization_id,
      payer_name: payerName(reading, String(row.payer)),
      explain_id: mayWalk(door.viewer)
        ? explainId('practice_cost', reading.period.id, practice_id, String(row.payer))
        : null,
    })),
  )
}

async function costOf(reading: Reading, door: Door, practice_id: string, organization_id: string) {
  const { viewer } = door
  const own = { practice_id, organization_id }
  const released = await releasedCost(reading, door, practice_id, organization_id)
  const region = await release(
    door,
    REGION,
    (await reading.engine.rows<Row>(regionCost(reading, door, ownOrganization(viewer, organization_id)))).map(
      (row) => ({
        ...row,
        ...own,
      }),
    ),
  )
  return released.map((row) => {
    const beside = region.find((one) => one.payer === row.payer)
    return {
      ...row,
      region_pmpm_usd: beside?.region_pmpm_usd ?? null,
      withheld: [...row.withheld, ...(beside?.withheld ?? [])],
    }
  })
}

/** One row per payer: spend per member month over all practices, and who else stands behind it. */
function regionCost(reading: Reading, { viewer }: Door, organization_id: string): Sql {
  return sql`
    with spent as (
      select c.payer, d.organization_id, sum(c.truncated_usd) as truncated_usd, sum(c.member_months) as member_months
      from practice_cost c join practice d on d.practice_id = c.practice_id
      where c.period = ${reading.period.id} and ${ownPayer(viewer, 'c.payer')}
      group by c.payer, d.organization_id
    ), others as (
      select payer, count(*) as others, max(truncated_usd) as largest, sum(truncated_usd) as total
      from spent where organization_id <> ${organization_id} and member_months > 0 group by payer
    )
    select s.payer,
           cast(sum(s.truncated_usd) / nullif(sum(s.member_months), 0) as decimal(18, 2)) as region_pmpm_usd,
           coalesce(min(o.others), 0) as others,
           cast(min(o.largest) / nullif(min(o.total), 0) as decimal(18, 9)) as largest_share
    from spent s left join others o on o.payer = s.payer
    group by s.payer order by s.payer`
}
