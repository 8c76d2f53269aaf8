import type { Engine } from '../../lake/engine.ts'
import { rowsStep } from '../../lake/rows-step.ts'
import { raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { heldOn } from '../../model/parameter.ts'
import type { Folders } from '../../model/read-model.ts'
import { cents, type Exact, exact, usd } from '../../money.ts'
import type { Period } from '../../period.ts'
import { CostFile, costValue, readCostFile } from '../cost-file.ts'
import { coveredMonths } from '../months/covered-months.ts'
import { type Counted, personMonths } from '../months/person-months.ts'
import { growthFrom, growthOf, type Moments, perPerson, type Year } from './growth.ts'
import { costGrowth } from './tables.ts'

/** Growth of spending per person from the baseline to the period, by payer and line of business and over all. */
export function costGrowths(folders: Folders, counted: Counted, period: Period, baseline: Period): Step {
  const model = readCostFile('cost-growth', CostFile, folders)
  const { rule, parameters } = model
  const insurance = (day: string) => {
    const given = parameters.net_cost_of_insurance_pmpm && heldOn(parameters.net_cost_of_insurance_pmpm, day).schedule
    return typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {}
  }
  const given = {
    rule,
    counted,
    least_people: Number(costValue(model, 'least_people', period.start).value),
    before: insurance(baseline.start),
    after: insurance(period.start),
  }
  return rowsStep({
    table: costGrowth,
    reads: ['person_cost', 'member_month', 'non_claims_spend', 'completed_period'],
    keeps: { by: 'table' },
    rows: (engine) => growths(engine, given, period, baseline),
  })
}

type Given = {
  rule: string
  counted: Counted
  least_people: number
  before: Record<string, unknown>
  after: Record<string, unknown>
}
type Line = { payer: string; line_of_business: string }
type MomentRow = Line & Record<keyof Moments, string | number>
type YearRow = Line & {
  period: string
  member_months: string
  claims_usd: string
  truncated_usd: string
  non_claims_usd: string
  completed_usd: string
  completeness: string
}

async function growths(engine: Engine, given: Given, period: Period, baseline: Period) {
  const years = await engine.rows<YearRow>(yearsOf(given.counted, [period, baseline]))
  const moments = await engine.rows<MomentRow>(momentsOf(given.counted, period, baseline))
  const is = (line: Line) => (row: Line) => row.payer === line.payer && row.line_of_business === line.line_of_business
  return years
    .filter((row) => row.period === period.id)
    .map((after) => {
      const before = years.find((row) => row.period === baseline.id && is(after)(row)) ?? null
      const own = moments.find(is(after))
      const insured = (side: YearRow | null, amounts: Record<string, unknown>, of: Period) =>
        side &&
        insuranceOf(
          side,
          amounts,
          years.filter((row) => row.period === of.id),
        )
      const insurance = [insured(before, given.before, baseline), insured(after, given.after, period)] as const
      return {
        ...rowOf(before, after, { moments: own ?? null, insurance, given }),
        period: period.id,
        rule: given.rule,
      }
    })
}

/** Months by line at the amount given for it; not known where one line has none. */
function insuranceOf(row: YearRow, given: Record<string, unknown>, years: readonly YearRow[]): Exact | null {
  const lines = row.payer === 'all' ? years.filter(({ payer }) => payer !== 'all') : [row]
  let total = exact(0)
  for (const { line_of_business, member_months } of lines) {
    const amount = given[line_of_business]
    if (typeof amount !== 'string') return null
    total = total.plus(exact(amount).times(member_months))
  }
  return total
}

type Known = { moments: MomentRow | null; insurance: readonly [Exact | null, Exact | null]; given: Given }

function rowOf(before: YearRow | null, after: YearRow, { moments, insurance: [net0, net1], given }: Known) {
  const [was, is] = [sideOf(before), sideOf(after)]
  const [tme0, tme1] = [was, is].map(({ tme, months }) => perPerson(tme, months))
  const thce = ({ tme, months }: Side, net: Exact | null) => net && perPerson(tme.plus(net), months)
  const [thce0, thce1] = [thce(was, net0), thce(is, net1)]
  const measured = moments && growthOf(was.truncated, is.truncated, scaled(moments, was.scale, is.scale))
  const money = (value: Exact | null | undefined) => (value ? usd(cents(value)) : null)
  // A year before of next to nothing grows without bound: that says nothing, and no column holds it.
  const share = (value: Exact | null | undefined) => (value?.abs().lt(MOST_GROWTH) ? value.toFixed(9) : null)
  const isMany = Number(moments?.people ?? 0) >= given.least_people
  return {
    payer: after.payer,
    line_of_business: after.line_of_business,
    people: Number(moments?.people ?? 0),
    baseline_member_months: was.months.toFixed(),
    member_months: is.months.toFixed(),
    baseline_tme_usd: usd(cents(was.tme)),
    tme_usd: usd(cents(is.tme)),
    baseline_tme_per_person_usd: money(tme0),
    tme_per_person_usd: money(tme1),
    tme_growth: share(growthFrom(tme0 ?? null, tme1 ?? null)),
    baseline_insurance_usd: money(net0),
    insurance_usd: money(net1),
    baseline_thce_per_person_usd: money(thce0),
    thce_per_person_usd: money(thce1),
    thce_growth: share(growthFrom(thce0, thce1)),
    growth: share(measured?.growth),
    low_share: share(isMany ? measured?.low : null),
    high_share: share(isMany ? measured?.high : null),
    completeness: after.completeness,
    reason: measured ? 'measured' : 'no-baseline',
  }
}

const MOST_GROWTH = 1000

type Side = { months: Exact; tme: Exact; scale: Exact; truncated: Year }

/** Completion raises truncated spend by the share by which it raises all claims. */
function sideOf(row: YearRow | null): Side {
  const [claims, completed] = [exact(row?.claims_usd ?? 0), exact(row?.completed_usd ?? 0)]
  const [cut, non_claims] = [exact(row?.truncated_usd ?? 0), exact(row?.non_claims_usd ?? 0)]
  const scale = claims.gt(0) && completed.gt(0) ? completed.div(claims) : exact(1)
  const months = exact(row?.member_months ?? 0)
  return { months, tme: completed.plus(non_claims), scale, truncated: { claims: cut.times(scale), non_claims, months } }
}

function scaled(row: MomentRow, before: Exact, after: Exact): Moments {
  const factors: Record<string, Exact> = { y1: after, y0: before }
  const by = (name: Exclude<keyof Moments, 'people'>): Exact =>
    [name.slice(0, 2), name.slice(2)].reduce((value, side) => value.times(factors[side] ?? 1), exact(row[name]))
  return {
    people: Number(row.people),
    y1y1: by('y1y1'),
    y0y0: by('y0y0'),
    m1m1: by('m1m1'),
    m0m0: by('m0m0'),
    y1m1: by('y1m1'),
    y0m0: by('y0m0'),
    y1y0: by('y1y0'),
    y1m0: by('y1m0'),
    m1y0: by('m1y0'),
    m1m0: by('m1m0'),
  }
}

/**
 * One row per period, payer and line of business, and one over all. Claims are completed by the share by which the payer's
 * own factors raise what came in; where they are not known, they stay as they are and the row says so.
 */
const yearsOf = (counted: Counted, periods: readonly Period[]): Sql => sql`
  with months as (${coveredMonths(counted, periods)}),
  paid as (
    select period, payer, line_of_business, sum(spend_usd) as claims_usd, sum(truncated_usd) as truncated_usd
    from person_cost group by period, payer, line_of_business
  ), beside as (
    select period, payer, line_of_business, sum(amount_usd) as non_claims_usd
    from non_claims_spend group by period, payer, line_of_business
  ), line as (
    select p.period, p.payer, p.line_of_business, p.claims_usd, p.truncated_usd,
      coalesce(b.non_claims_usd, 0) as non_claims_usd,
      p.claims_usd + greatest(coalesce(c.run_out_usd - c.later_usd, 0), 0) as completed_usd,
      coalesce(c.completeness, 'unknown') as completeness
    from paid p
    left join beside b on b.period = p.period and b.payer = p.payer and b.line_of_business = p.line_of_business
    left join completed_period c on c.period = p.period and c.payer = p.payer and c.line_of_business = p.line_of_business
  ), every_line as (
    select period, payer, line_of_business, claims_usd, truncated_usd, non_claims_usd, completed_usd, completeness
    from line
    union all
    select period, 'all', 'all', sum(claims_usd), sum(truncated_usd), sum(non_claims_usd), sum(completed_usd),
      case when bool_or(completeness = 'unknown') then 'unknown' when bool_or(completeness = 'too-early') then 'too-early'
        when bool_or(completeness = 'partly') then 'partly' else 'complete' end
    from line group by period
  )
  select l.*, m.member_months
  from every_line l
  join months m on m.period = l.period and m.payer = l.payer and m.line_of_business = l.line_of_business
  order by l.payer, l.line_of_business, l.period`

/** The moments over people. A person of several payers is one over all, and a month under two plans one month. */
function momentsOf(counted: Counted, period: Period, baseline: Period): Sql {
  const sums = ['y1y1', 'y0y0', 'm1m1', 'm0m0', 'y1m1', 'y0m0', 'y1y0', 'y1m0', 'm1y0', 'm1m0']
  const columns = sums.map((name) => `sum(${name.slice(0, 2)} * ${name.slice(2)}) as ${name}`).join(', ')
  const side = (name: string, of: string, column: Sql) =>
    sql`sum(case when period = ${of} then ${column} else 0 end) as ${raw(name)}`
  return sql`
    with person_months as (${personMonths(counted, [period, baseline], [])}), each_side as (
      select payer, line_of_business, person_id, ${side('y1', period.id, sql`truncated_usd`)},
        ${side('m1', period.id, sql`member_months`)}, ${side('y0', baseline.id, sql`truncated_usd`)},
        ${side('m0', baseline.id, sql`member_months`)}
      from person_cost group by payer, line_of_business, person_id
      union all
      select 'all', 'all', person_id, sum(y1), max(m1), sum(y0), max(m0)
      from (
        select person_id, ${side('y1', period.id, sql`truncated_usd`)}, 0 as m1,
          ${side('y0', baseline.id, sql`truncated_usd`)}, 0 as m0
        from person_cost group by person_id
        union all
        select person_id, 0, ${side('m1', period.id, sql`member_months`)}, 0, ${side('m0', baseline.id, sql`member_months`)}
        from person_months group by person_id
      ) over_payers group by person_id
    )
    select payer, line_of_business, count(*) as people, ${raw(columns)}
    from each_side group by payer, line_of_business order by payer, line_of_business`
}
