import { quotient } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { rowsStep } from '../../lake/rows-step.ts'
import { type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Folders } from '../../model/read-model.ts'
import { cents, exact, usd } from '../../money.ts'
import type { Period } from '../../period.ts'
import { CostFile, readCostFile } from '../cost-file.ts'
import { type Counted, personMonths } from '../months/person-months.ts'
import { kindSpends } from './kind-spend.ts'
import { type Side, split } from './split.ts'
import { costDriver, kindSpend } from './tables.ts'

/**
 * What moved the cost per member and month from the baseline to the period. A kind's standard price is the mean of both
 * periods, so that a kind given in one period only has one too: in rows of a payer its own, else the region's. It stays in
 * the run.
 */
export function costDrivers(folders: Folders, counted: Counted, period: Period, baseline: Period): Step[] {
  const { rule } = readCostFile('price-use-mix', CostFile, folders)
  return [
    kindSpends(period, baseline),
    rowsStep({
      table: costDriver,
      reads: [kindSpend.name, 'person_cost', 'practice_cost', 'member_month'],
      keeps: { by: 'table' },
      rows: (engine) => drivers(engine, rule, sumsOf(counted, period, baseline), period),
    }),
  ]
}

type Sums = {
  payer: string
  line_of_business: string
  practice_id: string
  period: string
  member_months: string | null
  lines: number
  lines_without_amount: number
  standard_usd: string
  spend_usd: string
}

async function drivers(engine: Engine, rule: string, each: Sql, period: Period) {
  const sums = await engine.rows<Sums>(each)
  const pairs = new Map<string, { before: Sums | null; after: Sums | null }>()
  for (const row of sums) {
    const key = JSON.stringify([row.payer, row.line_of_business, row.practice_id])
    const pair = pairs.get(key) ?? { before: null, after: null }
    pairs.set(key, { ...pair, [row.period === period.id ? 'after' : 'before']: row })
  }
  return [...pairs.values()].flatMap(({ before, after }) => (after ? [{ ...driver(before, after), rule }] : []))
}

const sideOf = (row: Sums | null): Side => ({
  months: exact(row?.member_months ?? 0),
  services: row?.lines ?? 0,
  standard: exact(row?.standard_usd ?? 0),
  spend: exact(row?.spend_usd ?? 0),
})

function driver(before: Sums | null, after: Sums) {
  const [was, is] = [sideOf(before), sideOf(after)]
  const parts = split(was, is)
  const pmpm = ({ months, spend }: Side) => (months.gt(0) ? usd(cents(spend.div(months))) : null)
  return {
    period: after.period,
    payer: after.payer,
    line_of_business: after.line_of_business,
    practice_id: after.practice_id,
    baseline_pmpm_usd: pmpm(was),
    pmpm_usd: pmpm(is),
    change_usd: was.months.gt(0) && is.months.gt(0) ? usd(exact(pmpm(is) ?? 0).minus(pmpm(was) ?? 0)) : null,
    price_usd: parts && usd(parts.price),
    use_usd: parts && usd(parts.use),
    mix_usd: parts && usd(parts.mix),
    baseline_member_months: was.months.toFixed(),
    member_months: is.months.toFixed(),
    baseline_lines: was.services,
    lines: is.services,
    baseline_standard_usd: usd(was.standard),
    standard_usd: usd(is.standard),
    baseline_spend_usd: usd(was.spend),
    spend_usd: usd(is.spend),
    lines_without_amount: after.lines_without_amount + (before?.lines_without_amount ?? 0),
    reason: parts ? 'split' : was.months.gt(0) ? 'no-standard-price' : 'no-baseline',
  }
}

/**
 * One row per group and period. A kind whose lines come to nothing, or less, has no standard price. In rows of a payer it
 * is the payer's own mean, so that nothing of another payer's prices is in them; over all payers the region's.
 */
const sumsOf = (counted: Counted, period: Period, baseline: Period): Sql => sql`
  with price as (
    select coalesce(payer, 'all') as payer, kind, ${quotient(sql`sum(spend_usd)`, sql`sum(lines)`, 2)} as price_usd
    from kind_spend group by grouping sets ((payer, kind), (kind)) having sum(lines) > 0 and sum(spend_usd) > 0
  ), side as (
    select 'all' as at_prices_of, k.* from kind_spend k
    union all
    select k.payer, k.* from kind_spend k
  ), priced as (
    select k.at_prices_of, k.period, k.payer, k.line_of_business, k.practice_id, k.lines_without_amount, k.spend_usd,
      case when p.kind is null then 0 else k.lines end as lines, coalesce(k.lines * p.price_usd, 0) as standard_usd
    from side k left join price p on p.kind = k.kind and p.payer = k.at_prices_of
  ), summed as (
    select period, at_prices_of as payer, coalesce(line_of_business, 'all') as line_of_business,
      coalesce(practice_id, 'all') as practice_id, sum(lines) as lines,
      sum(lines_without_amount) as lines_without_amount, sum(standard_usd) as standard_usd, sum(spend_usd) as spend_usd
    from priced where at_prices_of <> 'all'
    group by grouping sets ((period, at_prices_of, line_of_business), (period, at_prices_of, practice_id))
    union all
    select period, 'all', 'all', coalesce(practice_id, 'all'), sum(lines), sum(lines_without_amount), sum(standard_usd),
      sum(spend_usd)
    from priced where at_prices_of = 'all' group by grouping sets ((period, practice_id), (period))
  ), covered as (
    select period, payer, line_of_business, 'all' as practice_id, sum(member_months) as member_months
    from person_cost group by period, payer, line_of_business
    union all
    select period, payer, 'all', practice_id, member_months from practice_cost
    union all
    select period, 'all', 'all', 'all', sum(member_months)
    from (${personMonths(counted, [period, baseline], [])}) p group by period
  )
  select c.payer, c.line_of_business, c.practice_id, c.period, c.member_months, coalesce(s.lines, 0) as lines,
    coalesce(s.lines_without_amount, 0) as lines_without_amount, coalesce(s.standard_usd, 0) as standard_usd,
    coalesce(s.spend_usd, 0) as spend_usd
  from covered c
  left join summed s on s.period = c.period and s.payer = c.payer and s.line_of_business = c.line_of_business
    and s.practice_id = c.practice_id
  order by c.payer, c.line_of_business, c.practice_id, c.period`
