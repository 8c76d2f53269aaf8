import { NONE } from '../../cost/pmpm/panel.ts'
import { quotient, rowsOfJson } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { OpenArrangement } from '../../model/arrangement.ts'
import { contracts, practicesUnderContract } from '../../payment/from-claims/under-contract.ts'
import type { Period } from '../../period.ts'
import { inForceIn } from '../contract.ts'
import { atLeast, type Degree } from '../elements/degree.ts'
import { extent, extentPractice } from '../tables.ts'
import { type CriticalMass, criticalShareOn } from './critical-mass.ts'

/** How near a payer is to the reference in an area. A payer without one is not stated there. */
export type PayerDegree = { payer: string; area: string; degree: Degree }

export type ExtentGiven = {
  areas: readonly string[]
  degrees: readonly PayerDegree[]
  contracts: readonly OpenArrangement[]
  mass: CriticalMass
}

const READS = ['practice', 'organization', 'practice_month', 'kind_spend']

/**
 * How much of each panel, and of each line of business, is in aligned arrangements, beside how much hangs on payers of whom
 * nothing is stated. An arrangement is aligned in an area where a contract of the period is over the practice, and its payer
 * is at least as near to the reference as the file of the critical mass asks. Contracts and degrees are no tables, so both are
 * always made anew; they read sums.
 */
export function extents(given: ExtentGiven, period: Period): Step[] {
  const prepared = (engine: Engine) => prepare(engine, given, period)
  return [
    { table: extentPractice, reads: READS, prepare: prepared, relation: ofPractices(given.mass, period) },
    { table: extent, reads: [...READS, extentPractice.name], prepare: prepared, relation: ofLines(period) },
  ]
}

const COLUMNS = ['payer', 'area', 'standing'] as const

/** `extent_part`: months, lives and spend by practice, payer, line and area, with how the payer stands there. */
async function prepare(
  engine: Engine,
  { areas, degrees, contracts: listed, mass }: ExtentGiven,
  period: Period,
): Promise<void> {
  const known = new Map(degrees.map(({ payer, area, degree }) => [`${payer} ${area}`, degree]))
  const payers = [...new Set(listed.map(({ payer }) => payer))]
  const standings = payers.flatMap((payer) =>
    areas.map((area) => ({ payer, area, standing: standingOf(known.get(`${payer} ${area}`), mass) })),
  )
  await engine.run(sql`create or replace temp table standing (${join(COLUMNS.map((name) => raw(`${name} varchar`)))})`)
  if (standings.length > 0)
    await engine.run(
      sql`insert into standing select ${join(COLUMNS.map(id))} from (${rowsOfJson(sql`${JSON.stringify(standings)}`, COLUMNS)}) given`,
    )
  await engine.run(sql`create or replace temp table extent_part as ${parts(areas, inForceIn(listed, period), period)}`)
}

function standingOf(degree: Degree | undefined, { least_degree }: CriticalMass): string {
  if (degree === undefined || degree === 'not-stated') return 'open'
  return atLeast(degree, least_degree) ? 'aligned' : 'apart'
}

const lastMonth = ({ id: period, end }: Period): Sql => sql`(
  select max(year_month) from practice_month where period = ${period} and year_month < ${end.slice(0, 4) + end.slice(5, 7)})`

const parts = (areas: readonly string[], listed: readonly OpenArrangement[], period: Period): Sql => sql`
  with contract as (${contracts(listed)}),
  under as (select distinct payer, practice_id from (${practicesUnderContract}) u),
  part as (
    select practice_id, payer, line_of_business, sum(member_months) as months,
      sum(case when year_month = ${lastMonth(period)} then people else 0 end) as lives
    from practice_month where period = ${period.id} and payer <> 'all'
    group by practice_id, payer, line_of_business
  ), spend as (
    select case practice_id when '-' then ${NONE} else practice_id end as practice_id, payer,
      coalesce(line_of_business, 'all') as line_of_business, sum(spend_usd) as usd
    from kind_spend where period = ${period.id}
    group by grouping sets ((practice_id, payer, line_of_business), (practice_id, payer))
  ), area as (
    ${
      areas.length > 0
        ? join(
            areas.map((area) => sql`select ${literal(area)} as area`),
            ' union all ',
          )
        : sql`select '' as area where false`
    }
  )
  select p.practice_id, p.payer, p.line_of_business, p.months, p.lives, coalesce(s.usd, 0) as usd, a.area,
    case when u.payer is null then 'none' else coalesce(t.standing, 'open') end as standing
  from part p
  cross join area a
  left join spend s on s.practice_id = p.practice_id and s.payer = p.payer and s.line_of_business = p.line_of_business
  left join under u on u.practice_id = p.practice_id and u.payer = p.payer
  left join standing t on t.payer = p.payer and t.area = a.area`

/** One payer of several lines is aligned with itself; one of one line stands alone. */
const typeOf = (payers: Sql, lines: Sql): Sql => sql`
  case when ${payers} > 1 then 'across-payers' when ${payers} = 0 then 'none'
    when ${lines} > 1 then 'within-payer' else 'alone' end`

const where = (what: Sql, standing: string): Sql =>
  sql`coalesce(sum(${what}) filter (where standing = ${literal(standing)}), 0)`
const count = (standing: string): Sql => sql`count(distinct payer) filter (where standing = ${literal(standing)})`

function ofPractices(mass: CriticalMass, period: Period): Sql {
  const share = criticalShareOn(mass, period)
  const sides = mass.of.map((one) => ({ aligned: raw(`${one}_share`), open: raw(`open_${one}_share`) }))
  const reached = join(
    sides.map(({ aligned }) => sql`coalesce(${aligned} >= ${share}, false)`),
    ' and ',
  )
  const missed = join(
    sides.map(({ aligned, open }) => sql`coalesce(${aligned} + ${open} < ${share}, false)`),
    ' or ',
  )
  return sql`
    with counted as (
      select practice_id, area, count(distinct payer) as payers, ${count('aligned')} as aligned_payers,
        ${count('open')} as open_payers, sum(months) as member_months, sum(usd) as usd,
        ${where(raw('months'), 'aligned')} as aligned_months, ${where(raw('usd'), 'aligned')} as aligned_usd,
        ${where(raw('months'), 'open')} as open_months, ${where(raw('usd'), 'open')} as open_usd
      from extent_part where line_of_business = 'all' and practice_id <> ${NONE} group by practice_id, area
    ), line as (
      select practice_id, area, count(distinct line_of_business) as lines
      from extent_part where line_of_business <> 'all' and standing = 'aligned' group by practice_id, area
    ), shared as (
      select c.*, coalesce(l.lines, 0) as aligned_lines,
        ${quotient(raw('aligned_months'), raw('member_months'), 9)} as panel_share,
        ${quotient(raw('open_months'), raw('member_months'), 9)} as open_panel_share,
        case when usd > 0 then ${quotient(raw('aligned_usd'), raw('usd'), 9)} end as spend_share,
        case when usd > 0 then ${quotient(raw('open_usd'), raw('usd'), 9)} end as open_spend_share
      from counted c left join line l on l.practice_id = c.practice_id and l.area = c.area
    )
    select ${period.id} as period, practice_id, area, payers, aligned_payers, open_payers, aligned_lines, member_months,
      panel_share, spend_share, open_panel_share, open_spend_share,
      ${typeOf(raw('aligned_payers'), raw('aligned_lines'))} as type,
      case when ${share} is null then 'not-set' when ${reached} then 'reached' when ${missed} then 'not-reached' else 'open' end as critical_mass,
      ${mass.rule} as rule
    from shared`
}

const ofLines = (period: Period): Sql => sql`
  with counted as (
    select p.area, p.line_of_business, count(distinct p.payer) as payers, ${count('aligned')} as aligned_payers,
      ${count('open')} as open_payers, sum(p.lives) as lives, sum(p.months) as member_months, sum(p.usd) as usd,
      ${where(raw('lives'), 'aligned')} as aligned_lives, ${where(raw('months'), 'aligned')} as aligned_months,
      ${where(raw('usd'), 'aligned')} as aligned_usd, ${where(raw('months'), 'open')} as open_months
    from extent_part p group by p.area, p.line_of_business
  ), practices as (
    select p.area, p.line_of_business, count(distinct p.practice_id) as practices,
      count(distinct case when x.critical_mass = 'reached' then p.practice_id end) as practices_reached
    from extent_part p
    join extent_practice x on x.period = ${period.id} and x.practice_id = p.practice_id and x.area = p.area
    group by p.area, p.line_of_business
  ), line as (
    select area, count(distinct line_of_business) as lines
    from extent_part where line_of_business <> 'all' and standing = 'aligned' group by area
  )
  select ${period.id} as period, c.area, c.line_of_business, c.payers, c.aligned_payers, c.open_payers, c.lives,
    c.aligned_lives, c.member_months, ${quotient(raw('c.aligned_months'), raw('c.member_months'), 9)} as aligned_share,
    ${quotient(raw('c.open_months'), raw('c.member_months'), 9)} as open_share,
    case when c.usd > 0 then ${quotient(raw('c.aligned_usd'), raw('c.usd'), 9)} end as spend_share,
    coalesce(n.practices, 0) as practices, coalesce(n.practices_reached, 0) as practices_reached,
    ${typeOf(raw('c.aligned_payers'), sql`case when c.line_of_business = 'all' then coalesce(l.lines, 0) else 1 end`)} as type
  from counted c
  left join practices n on n.area = c.area and n.line_of_business = c.line_of_business
  left join line l on l.area = c.area`
