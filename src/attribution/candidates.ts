import { leastBy, quotient, recordOf } from '../lake/dialect.ts'
import { join, raw, type Sql, sql } from '../lake/sql.ts'
import { seenStep } from './calendar.ts'
import type { List } from './list.ts'
import type { AttributionRule } from './rule.ts'
import type { ClaimsStep, Order } from './rule-file.ts'
import type { Selection, Services } from './services.ts'

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
 * One row per list, person and practice with services of a step in its window: visits, allowed_usd, last_visit,
 * first_visit, the clinician of the last visit, and `measure`, what the step counts, weighted (empty where it counts days).
 */
export function candidates(
  rule: AttributionRule,
  step: ClaimsStep & Pick<Selection, 'clinician_types'>,
  lists: readonly List[],
  services: Services,
): Sql {
  return sql`
    select w.list, s.person_id, s.practice_id, cast(sum(s.visits) as bigint) as visits,
      sum(s.allowed_usd) as allowed_usd, max(s.last_visit) as last_visit, min(s.first_visit) as first_visit,
      ${leastBy(sql`s.npi`, [sql`date '2000-01-01' - s.last_visit`])} as npi, ${measureOf(step)} as measure
    from ${services.table(step)} s join ${services.calendar.window(rule, step, lists)} w on w.month_start = s.month_start
    group by w.list, s.person_id, s.practice_id`
}

function measureOf(step: ClaimsStep): Sql {
  const [first] = step.order
  if (first !== 'visits' && first !== 'allowed_usd') return sql`cast(null as decimal(18,2))`
  const counted = raw(`s.${first}`)
  return sql`cast(sum(${step.recent ? sql`${counted} * w.weight` : counted}) as decimal(18,2))`
}

/** One row per list, person and practice with services of a step, in the order in which the step ranks them, from place 1. */
export function ranking(rule: AttributionRule, step: ClaimsStep, lists: readonly List[], services: Services): Sql {
  const share = quotient(sql`c.unit_measure`, sql`sum(c.measure) over (partition by c.list, c.person_id)`, 9)
  return sql`
    select list, person_id, practice_id, npi, visits, allowed_usd, last_visit, ${share} as share,
      row_number() over (partition by list, person_id order by ${join(keysOf(step))}) as place
    from (${compared(rule, step, lists, services)}) c`
}

/**
 * One row per list and person with a candidate of a step: the one that comes first, how many there are, its share of
 * what the step counts, and whether that is enough.
 */
export function winners(rule: AttributionRule, step: ClaimsStep, lists: readonly List[], services: Services): Sql {
  const row = ['practice_id', 'unit', 'npi', 'visits', 'allowed_usd', 'last_visit', 'unit_measure'] as const
  const record = recordOf(Object.fromEntries(row.map((name) => [name, raw(name)])))
  const share = quotient(sql`f.unit_measure`, sql`f.total`, 9)
  return sql`
    select f.list, f.person_id, f.practice_id, f.npi, f.visits, f.allowed_usd, f.last_visit, f.candidates,
      ${share} as share, ${enough(step)} as won
    from (
      select list, person_id, candidates, total, ${join(row.map((name) => sql`winner.${raw(name)}`))}
      from (
        select list, person_id, ${leastBy(record, keysOf(step))} as winner, count(*) as candidates, sum(measure) as total
        from (${compared(rule, step, lists, services)}) c group by list, person_id
      ) w
    ) f
    ${step.least_share || step.when ? sql`left join ${services.calendar.shares(rule, step, lists)} asked on asked.list = f.list` : raw('')}
    ${step.when ? sql`left join (${shareOf(rule, step, lists, services)}) x on x.list = f.list and x.person_id = f.person_id` : raw('')}
    ${join(
      (step.seen ?? []).map(
        (seen, i) =>
          sql`left join (${unitsSeen(rule, step, seen, lists, services)}) ${seenAs(i)} on ${seenAs(i)}.list = f.list and ${seenAs(i)}.person_id = f.person_id and ${seenAs(i)}.unit = f.unit`,
      ),
      ' ',
    )}`
}

const seenAs = (i: number): Sql => raw(`seen${i}`)

/** One row per list, person and unit where they had a service of the step from a clinician of some type. */
function unitsSeen(
  rule: AttributionRule,
  step: ClaimsStep,
  seen: NonNullable<ClaimsStep['seen']>[number],
  lists: readonly List[],
  services: Services,
): Sql {
  const found = { ...seenStep(step, seen), clinician_types: seen.clinician_types }
  return sql`select distinct list, person_id, unit from (${byUnit(candidates(rule, found, lists, services), step)}) s`
}

const byUnit = (found: Sql, step: ClaimsStep): Sql =>
  step.unit === 'practice'
    ? sql`select *, practice_id as unit, measure as unit_measure from (${found}) one`
    : inUnits(found, step)

const compared = (rule: AttributionRule, step: ClaimsStep, lists: readonly List[], services: Services): Sql =>
  byUnit(candidates(rule, step, lists, services), step)

/** Beside each practice what its organization or ACO has in all. */
const inUnits = (found: Sql, step: ClaimsStep): Sql => {
  const unit = step.unit === 'aco' ? sql`coalesce(o.parent_organization_id, o.organization_id)` : sql`o.organization_id`
  return sql`
    select one.*, u.unit, ${join(
      (['visits', 'allowed_usd', 'measure'] as const).map(
        (name) => sql`sum(${raw(`one.${name}`)}) over whole as ${raw(`unit_${name}`)}`,
      ),
    )}, max(one.last_visit) over whole as unit_last_visit, min(one.first_visit) over whole as unit_first_visit
    from (${found}) one
    join (
      select p.practice_id, ${unit} as unit from practice p join organization o on o.organization_id = p.organization_id
    ) u on u.practice_id = one.practice_id
    window whole as (partition by one.list, one.person_id, u.unit)`
}

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
function shareOf(rule: AttributionRule, step: ClaimsStep, lists: readonly List[], services: Services): Sql {
  if (!step.when) throw new Error('a step without a condition')
  const { clinicians } = step.when
  const sum = (of: ClaimsStep['clinicians']) => sql`
    select list, person_id, sum(measure) as measure
    from (${candidates(rule, { ...step, clinicians: of }, lists, services)}) c group by list, person_id`
  return sql`
    select a.list, a.person_id, coalesce(p.measure, 0) as part, a.measure as whole
    from (${sum('any')}) a left join (${sum(clinicians)}) p on p.list = a.list and p.person_id = a.person_id`
}
