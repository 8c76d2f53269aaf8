import { leastBy, recordOf, shareOf } from '../lake/dialect.ts'
import { join, raw, type Sql, sql } from '../lake/sql.ts'
import { seenStep } from './calendar.ts'
import type { List } from './list.ts'
import type { AttributionRule } from './rule.ts'
import type { ClaimsStep, Order } from './rule-file.ts'
import { type Selection, type ServicesSeen, seenBy, seenOn } from './services.ts'

/** One row per list and person. */
export type Among = Sql | null

/** What a practice's services are ordered by; the least comes first, an unknown amount last. */
const KEY: Record<Order, Sql> = {
  visits: raw('-visits'),
  allowed_usd: raw('-allowed_usd'),
  last_visit: raw("date '2000-01-01' - last_visit"),
  first_visit: raw('first_visit'),
  practice_id: raw('practice_id'),
}
const DESCRIBED: Record<Order, Sql> = {
  visits: raw('visits desc'),
  allowed_usd: raw('allowed_usd desc nulls last'),
  last_visit: raw('last_visit desc'),
  first_visit: raw('first_visit'),
  practice_id: raw('practice_id'),
}

/** An order as `order by` takes it. */
export const orderBy = (order: readonly Order[]): Sql => join(order.map((one) => DESCRIBED[one]))

/**
 * One row per list, person and practice with services of a step in its window: visits, allowed_usd, first_visit, last_visit,
 * what `Services` says was seen last, and `measure`, what the step counts, weighted (empty where it counts days). Of those
 * only who are `among` some of a list's people, where that is given.
 */
export function candidates(
  rule: AttributionRule,
  step: ClaimsStep & Pick<Selection, 'clinician_types'>,
  lists: readonly List[],
  services: ServicesSeen,
  among: Among,
): Sql {
  return sql`
    select *, ${seenOn(sql`seen`)} as last_visit
    from (
      select w.list, s.person_id, s.practice_id, cast(sum(s.visits) as bigint) as visits,
        cast(sum(s.allowed_usd) as decimal(18,2)) as allowed_usd, min(s.first_visit) as first_visit, max(s.seen) as seen,
        ${measureOf(step)} as measure
      from ${services.table(step)} s
      join ${services.calendar.window(rule, step, lists)} w on w.month_start = s.month_start
      ${among ? sql`join ${among} a on a.person_id = s.person_id and a.list = w.list` : raw('')}
      group by w.list, s.person_id, s.practice_id
    ) found`
}

function measureOf(step: ClaimsStep): Sql {
  const [first] = step.order
  if (first !== 'visits' && first !== 'allowed_usd') return sql`cast(null as decimal(18,2))`
  const counted = raw(`s.${first}`)
  return sql`cast(sum(${step.recent ? sql`${counted} * w.weight` : counted}) as decimal(18,2))`
}

/** One row per list, person and practice with services of a step, in the order in which the step ranks them, from place 1. */
export function ranking(rule: AttributionRule, step: ClaimsStep, lists: readonly List[], services: ServicesSeen): Sql {
  const found = candidates(rule, step, lists, services, null)
  const share = shareOf(sql`c.unit_measure`, sql`sum(c.measure) over (partition by c.list, c.person_id)`)
  return sql`
    select list, person_id, practice_id, k.npi, visits, allowed_usd, last_visit, ${share} as share,
      row_number() over (partition by list, person_id order by ${join(keysOf(step))}) as place
    from (
      select one.*, ${join(UNITED.map(({ name, of }) => sql`${of(raw('one'))} over whole as ${raw(name)}`))}
      from (${inUnits(found, step)}) one window whole as (partition by one.list, one.person_id, one.unit)
    ) c
    left join ${services.clinicians} k on k.number = ${seenBy(sql`c.seen`)}`
}

/**
 * One row per list and person, of those who are `among` some, with a candidate of a step: the one that comes first, how
 * many there are, its share of what the step counts, and whether that is enough.
 */
export function winners(
  rule: AttributionRule,
  step: ClaimsStep,
  lists: readonly List[],
  services: ServicesSeen,
  among: Among,
): Sql {
  const found = candidates(rule, step, lists, services, among)
  const share = shareOf(sql`f.unit_measure`, sql`f.total`)
  return sql`
    select f.list, f.person_id, f.practice_id, k.npi, f.visits, f.allowed_usd, f.last_visit, f.candidates,
      ${share} as share, ${enough(step)} as won
    from (${step.unit === 'practice' ? firstPractices(found, step) : firstOfFirstUnits(found, step)}) f
    left join ${services.clinicians} k on k.number = ${seenBy(sql`f.seen`)}
    ${step.least_share || step.when ? sql`left join ${services.calendar.shares(rule, step, lists)} asked on asked.list = f.list` : raw('')}
    ${step.when ? sql`left join (${partsOf(rule, step, lists, services, among)}) x on x.list = f.list and x.person_id = f.person_id` : raw('')}
    ${join(
      (step.seen ?? []).map(
        (seen, i) =>
          sql`left join (${unitsSeen(rule, step, seen, lists, services, among)}) ${seenAs(i)} on ${seenAs(i)}.list = f.list and ${seenAs(i)}.person_id = f.person_id and ${seenAs(i)}.unit = f.unit`,
      ),
      ' ',
    )}`
}

const PRACTICE = ['practice_id', 'visits', 'allowed_usd', 'last_visit', 'seen', 'measure'] as const
const record = (names: readonly string[]): Sql => recordOf(Object.fromEntries(names.map((name) => [name, raw(name)])))
const members = (of: Sql, names: readonly string[]): Sql => join(names.map((name) => sql`${of}.${raw(name)}`))

const firstPractices = (found: Sql, step: ClaimsStep): Sql => sql`
  select list, person_id, candidates, total, ${members(raw('first'), PRACTICE)}, first.practice_id as unit,
    first.measure as unit_measure
  from (
    select list, person_id, ${leastBy(record(PRACTICE), practiceKeys(step))} as first, count(*) as candidates,
      sum(measure) as total
    from (${found}) c group by list, person_id
  ) w`

/** The first organization or ACO, by what its practices have in all, and of its practices the first. */
const firstOfFirstUnits = (found: Sql, step: ClaimsStep): Sql => sql`
  with candidate as materialized (${inUnits(found, step)}),
  united as (
    select list, person_id, unit, count(*) as practices, sum(measure) as measure,
      ${join(UNITED.map(({ name, of }) => sql`${of(raw('c'))} as ${raw(name)}`))}
    from candidate c group by list, person_id, unit
  ),
  first_unit as (
    select list, person_id, ${leastBy(record(['unit', 'unit_measure']), unitKeys(step))} as first,
      cast(sum(practices) as bigint) as candidates, sum(measure) as total
    from united group by list, person_id
  )
  select list, person_id, candidates, total, ${members(raw('first'), PRACTICE)}, unit, unit_measure
  from (
    select c.list, c.person_id, min(u.candidates) as candidates, min(u.total) as total, min(c.unit) as unit,
      min(u.first.unit_measure) as unit_measure, ${leastBy(record(PRACTICE), practiceKeys(step))} as first
    from candidate c
    join first_unit u on u.list = c.list and u.person_id = c.person_id and u.first.unit = c.unit
    group by c.list, c.person_id
  ) w`

const seenAs = (i: number): Sql => raw(`seen${i}`)

/** One row per list, person and unit where they had a service of the step from a clinician of some type. */
function unitsSeen(
  rule: AttributionRule,
  step: ClaimsStep,
  seen: NonNullable<ClaimsStep['seen']>[number],
  lists: readonly List[],
  services: ServicesSeen,
  among: Among,
): Sql {
  const found = { ...seenStep(step, seen), clinician_types: seen.clinician_types }
  return sql`
    select distinct list, person_id, unit
    from (${inUnits(candidates(rule, found, lists, services, among), step)}) s`
}

/** Each practice with its organization or ACO; those without one are left out where the step compares these. */
function inUnits(found: Sql, step: ClaimsStep): Sql {
  if (step.unit === 'practice') return sql`select *, practice_id as unit from (${found}) one`
  const unit = step.unit === 'aco' ? sql`coalesce(o.parent_organization_id, o.organization_id)` : sql`o.organization_id`
  return sql`
    select one.*, ${unit} as unit
    from (${found}) one
    join practice p on p.practice_id = one.practice_id
    join organization o on o.organization_id = p.organization_id`
}

/** What an organization or ACO has in all. */
const UNITED: readonly { name: string; of: (one: Sql) => Sql }[] = [
  { name: 'unit_visits', of: (one) => sql`sum(${one}.visits)` },
  { name: 'unit_allowed_usd', of: (one) => sql`sum(${one}.allowed_usd)` },
  { name: 'unit_measure', of: (one) => sql`sum(${one}.measure)` },
  { name: 'unit_last_visit', of: (one) => sql`max(${one}.last_visit)` },
  { name: 'unit_first_visit', of: (one) => sql`min(${one}.first_visit)` },
]

const UNIT_KEY: Record<Order, Sql> = {
  visits: raw('-unit_visits'),
  allowed_usd: raw('-unit_allowed_usd'),
  last_visit: raw("date '2000-01-01' - unit_last_visit"),
  first_visit: raw('unit_first_visit'),
  practice_id: raw('unit'),
}

/** What counts first is weighted where the step weighs. */
const practiceKeys = (step: ClaimsStep): Sql[] =>
  step.order.map((one, i) => (i === 0 && step.recent ? raw('-measure') : KEY[one]))
const unitKeys = (step: ClaimsStep): Sql[] =>
  step.order.map((one, i) => (i === 0 && step.recent ? raw('-unit_measure') : UNIT_KEY[one]))
const keysOf = (step: ClaimsStep): Sql[] =>
  step.unit === 'practice' ? practiceKeys(step) : [...unitKeys(step), ...practiceKeys(step)]

function enough(step: ClaimsStep): Sql {
  const most = step.wins === 'majority' ? sql`2 * f.unit_measure > f.total` : null
  const least = step.least_share ? sql`f.unit_measure >= f.total * asked.least_share` : null
  const when = step.when ? sql`x.part >= x.whole * asked.when_share` : null
  const seen = (step.seen ?? []).map((_, i) => sql`${seenAs(i)}.unit is not null`)
  const all = [most, least, when, ...seen].filter((one) => one !== null)
  return all.length === 0 ? sql`true` : sql`coalesce(${join(all, ' and ')}, false)`
}

/** What some clinicians have of all the services of a step, and what there is in all. */
function partsOf(
  rule: AttributionRule,
  step: ClaimsStep,
  lists: readonly List[],
  services: ServicesSeen,
  among: Among,
): Sql {
  if (!step.when) throw new Error('a step without a condition')
  const { clinicians } = step.when
  const sum = (of: ClaimsStep['clinicians']) => sql`
    select list, person_id, sum(measure) as measure
    from (${candidates(rule, { ...step, clinicians: of }, lists, services, among)}) c group by list, person_id`
  return sql`
    select a.list, a.person_id, coalesce(p.measure, 0) as part, a.measure as whole
    from (${sum('any')}) a left join (${sum(clinicians)}) p on p.list = a.list and p.person_id = a.person_id`
}
