import { attribute } from '../../attribution/attribute.ts'
import type { AttributionRule } from '../../attribution/rule.ts'
import type { CostModel } from '../../cost/cost-model.ts'
import { periodOf, within } from '../../cost/in-period.ts'
import { memberMonths } from '../../cost/months/member-month.ts'
import { partOfMonth, perMonth, quotient, sumOfParts } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Arrangement } from '../../model/arrangement.ts'
import type { Claims, Population } from '../../model/claims.ts'
import { valueOn } from '../../model/parameter.ts'
import type { Model } from '../../model/read-model.ts'
import type { Period } from '../../period.ts'
import { claimsPerson } from '../tables.ts'
import { contracts, practicesUnderContract } from './under-contract.ts'
import { yearsOf } from './years.ts'

/** The rule of the panel and the order of coverages, by which a base year is looked at as the period is. */
export type PanelOf = { panel: AttributionRule; cost: CostModel }

/** A population where the coverage does not say which. */
export const UNTOLD = 'untold'
/** All populations together; the one population of a model that names none. */
export const EVERYBODY = 'all'

/**
 * One row per model, year, payer, person and population, for people whom a payer with a contract under the model covers
 * first of all, in the model's lines of business.
 * 1. A month belongs to the first population whose codes its row of coverage has; where a code that decides is empty, to none.
 * 2. An amount counts in the population of the month of its service; services in other months do not count.
 * 3. The point is by nearest rank over all people of the payer and population, by what they would have cost in twelve
 *    months; a person of a part of the year is cut at that part of the point. Another payer's people have no part in it.
 * 4. The panel of a year is found by the panel's rule, as if the year were the period, with the directory of today.
 */
export function claimsPersons(
  model: Model,
  claims: Claims,
  arrangements: readonly Arrangement[],
  period: Period,
  { panel, cost }: PanelOf,
): Step {
  const years = yearsOf(model, arrangements, period)
  return {
    table: claimsPerson,
    reads: [
      ...['eligibility', 'person_member', 'person_line', 'attestation', 'practice', 'organization'],
      ...['member_month', 'attribution_candidate'],
    ],
    prepare: (engine) => prepare(engine, { claims, payers: payersOf(arrangements), years, panel, cost }),
    relation: sql`
      with contract as (${contracts(arrangements)}),
      under_contract as (${practicesUnderContract}),
      spent as (${spent(claims, payersOf(arrangements), years)}),
      person_year as (
        select m.payer, m.year, m.person_id, m.population,
          ${sumOfParts(partOfMonth(sql`m.days`, sql`m.month_start`))} as member_months
        from claims_month m group by m.payer, m.year, m.person_id, m.population
      ), yearly as (
        select y.*, coalesce(s.lines, 0) as lines, coalesce(s.lines_without_amount, 0) as lines_without_amount,
          cast(coalesce(s.spend_usd, 0) as decimal(18,2)) as spend_usd,
          ${perMonth(sql`coalesce(s.spend_usd, 0) * 12`, sql`y.member_months`, 2)} as in_twelve_months_usd
        from person_year y
        left join spent s on s.payer = y.payer and s.year = y.year and s.person_id = y.person_id
          and s.population = y.population
      ), point as (${points(model, claims, years)})
      select ${model.id} as model, y.year, ${startOf(years, sql`y.year`)} as year_start, y.payer, y.person_id,
        y.population, y.member_months, f.first_month, f.last_month, y.lines, y.lines_without_amount, y.spend_usd,
        p.point_usd,
        case when p.point_usd is null then y.spend_usd
          else least(y.spend_usd, ${quotient(sql`p.point_usd * y.member_months * 10000`, sql`120000`, 2)}) end as truncated_usd,
        a.practice_id, ${claims.settles === 'contract' ? sql`u.organization_id` : sql`u.practice_id`} as settled_id
      from yearly y
      join (
        select payer, year, person_id, population, min(month_start) as first_month, max(month_start) as last_month
        from claims_month group by payer, year, person_id, population
      ) f on f.payer = y.payer and f.year = y.year and f.person_id = y.person_id and f.population = y.population
      left join point p on p.payer = y.payer and p.year = y.year and p.population = y.population
      left join claims_panel a on a.period = y.year and a.person_id = y.person_id
      left join under_contract u on u.payer = y.payer and u.practice_id = a.practice_id`,
  }
}

const payersOf = (arrangements: readonly Arrangement[]): string[] => [
  ...new Set(arrangements.map(({ payer }) => payer)),
]

type Prepared = PanelOf & { claims: Claims; payers: readonly string[]; years: readonly Period[] }

async function prepare(engine: Engine, { claims, payers, years, panel, cost }: Prepared): Promise<void> {
  const months = memberMonths(cost, first(years), last(years))
  await months.prepare?.(engine)
  await engine.run(sql`create or replace temp table claims_month as
    select m.payer, m.person_id, m.month_start, m.days, ${periodOf(sql`m.month_start`, years)} as year,
      ${populationOf(claims.populations)} as population
    from (${months.relation}) m
    join eligibility e on e.file_id = m.file_id and e.record_number = m.record_number
    where m.primary_coverage and ${within(sql`m.month_start`, years)} and m.payer in (${join(payers.map(literal))})
      and m.line_of_business in (${join(claims.lines_of_business.map(literal))})`)
  await engine.run(sql`delete from claims_month where population is null`)
  const [candidates, decisions] = attribute(panel, ...years)
  if (!candidates || !decisions) throw new Error('a rule decides among candidates')
  await candidates.prepare?.(engine)
  // Under the names by which the rule's own steps read them, before the run's own tables.
  const standIns = [
    { name: 'member_month', rows: sql`select distinct person_id, month_start from claims_month` },
    { name: candidates.table.name, rows: candidates.relation },
  ]
  for (const { name, rows } of standIns) await engine.run(sql`create temp table ${id(name)} as ${rows}`)
  await decisions.prepare?.(engine)
  await engine.run(sql`create or replace temp table claims_panel as
    select period, person_id, practice_id from (${decisions.relation}) d`)
  for (const { name } of standIns) await engine.run(sql`drop table temp.${id(name)}`)
}

const first = (years: readonly Period[]): string => years.map(({ start }) => start).sort()[0] ?? ''
const last = (years: readonly Period[]): string =>
  years
    .map(({ end }) => end)
    .sort()
    .at(-1) ?? ''

/** Empty for months of nobody the model is about. */
function populationOf(populations: readonly Population[]): Sql {
  if (populations.length === 0) return literal(EVERYBODY)
  const cases = populations.map(({ population, where }) => {
    const all = Object.entries(where).map(
      ([column, codes]) => sql`e.${id(column)} in (${join((codes ?? []).map(literal))})`,
    )
    const holds = all.length === 0 ? raw('true') : join(all, ' and ')
    return sql`when ${holds} then ${literal(population)} when (${holds}) is null then ${literal(UNTOLD)}`
  })
  return sql`case ${join(cases, ' ')} end`
}

const startOf = (years: readonly Period[], year: Sql): Sql =>
  sql`case ${join(
    years.map((one) => sql`when ${year} = ${literal(one.id)} then cast(${literal(one.start)} as date)`),
    ' ',
  )} end`

/** One row per payer, year, person and population with a line in one of its months. */
function spent(claims: Claims, payers: readonly string[], years: readonly Period[]): Sql {
  const amount = claims.amount === 'paid' ? sql`l.paid_usd` : sql`l.spend_usd`
  return sql`
    select m.payer, m.year, m.person_id, m.population, count(*) as lines,
      count(*) - count(${amount}) as lines_without_amount, sum(${amount}) as spend_usd
    from person_line l
    join claims_month m on m.payer = l.payer and m.person_id = l.person_id
      and m.month_start = cast(date_trunc('month', l.service_date) as date)
    where l.payer in (${join(payers.map(literal))})
      and l.line_of_business in (${join(claims.lines_of_business.map(literal))})
      and l.claim_type in (${join(claims.claim_types.map(literal))}) and ${within(sql`l.service_date`, years)}
    group by m.payer, m.year, m.person_id, m.population`
}

/** One row per payer, year and population: what the person at the place of the share would have cost in twelve months. */
function points(model: Model, { truncated_at }: Claims, years: readonly Period[]): Sql {
  const shares = years.map((year) => {
    const parameter = truncated_at === undefined ? undefined : model.parameters[truncated_at]
    const share = parameter ? valueOn(parameter, year.start).value : null
    return sql`select ${literal(year.id)} as year, cast(${share} as decimal(9,6)) as percentile_share`
  })
  return sql`
    select r.payer, r.year, r.population, r.in_twelve_months_usd as point_usd
    from (
      select y.payer, y.year, y.population, y.in_twelve_months_usd, s.percentile_share,
        count(*) over (partition by y.payer, y.year, y.population) as people,
        row_number() over (partition by y.payer, y.year, y.population order by y.in_twelve_months_usd) as place
      from yearly y join (${join(shares, ' union all ')}) s on s.year = y.year
      where s.percentile_share is not null
    ) r
    where r.place = greatest(ceil(r.percentile_share * r.people), 1)`
}
