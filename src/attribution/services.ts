import { countOfDays, daysBetween, daysOfAll } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { ClinicianType } from '../lake/tables/directory.ts'
import { addMonths } from '../period.ts'
import { oneOf } from '../terminology/code-list.ts'
import type { ValueSet } from '../terminology/value-set.ts'
import { Calendar, type RuleLists } from './calendar.ts'
import { listsOfStep } from './list.ts'
import { type AttributionRule, isClaims, windowOf } from './rule.ts'
import { ANY, type Clinicians, VISIT } from './rule-file.ts'

/** Services and clinicians that some step looks at; steps of several rules that look at the same share one table. */
export type Selection = {
  services: readonly string[]
  clinicians: Clinicians
  clinician_types?: readonly ClinicianType[] | undefined
}

/** Services by month, and the windows they are seen in: as a run's tables, or for one person in a statement of their own. */
export type ServicesSeen = Pick<Services, 'table' | 'clinicians'> & { calendar: Pick<Calendar, 'window' | 'shares'> }

/** A power of two, so that numbers of clinicians fit below a day. */
const CLINICIANS_AT_MOST = 2 ** 26
/** So many selections have a bit each in one number. */
const BITS = 60

/** Temporary tables of services by month, one for each selection, and the calendar of the rules that look at them. */
export class Services {
  readonly #names = new Map<string, Sql>()
  readonly #rules: readonly RuleLists[]
  readonly #sets: ValueSets
  readonly calendar: Calendar

  constructor(prefix: string, rules: readonly RuleLists[]) {
    this.#rules = rules
    this.#sets = Object.assign({}, ...rules.map(({ rule }) => rule.value_sets)) as ValueSets
    this.calendar = new Calendar(prefix, rules)
    for (const selection of rules.flatMap(({ rule }) => selectionsOf(rule)))
      if (!this.#names.has(keyOf(selection)))
        this.#names.set(keyOf(selection), this.calendar.table(`services ${this.#names.size}`))
  }

  /** One row per person, practice and month with such a service; a day with several lines at a practice is one visit. */
  table(selection: Selection): Sql {
    const name = this.#names.get(keyOf(selection))
    if (name === undefined) throw new Error('a selection of no rule')
    return name
  }

  /** One row per clinician of the directory: npi, and the number by which `seen` names them. */
  get clinicians(): Sql {
    return this.calendar.table('clinician')
  }

  /** Reads the claim lines once for as many selections as there are bits. */
  async make(engine: Engine): Promise<void> {
    await this.calendar.make(engine)
    const span = spanOf(this.#rules)
    if (this.#names.size === 0 || span === null) return
    await engine.run(sql`create or replace temp table ${this.clinicians} as ${CLINICIANS}`)
    const all = [...this.#names].map(([key, name]) => ({ name, selection: selectionOf(key) }))
    for (let from = 0; from < all.length; from += BITS) await this.#makeSome(engine, span, all.slice(from, from + BITS))
  }

  async #makeSome(engine: Engine, span: Span, some: readonly Named[]): Promise<void> {
    const lines = linesByMonth(
      some.map(({ selection }) => selection),
      this.clinicians,
      span,
      this.#sets,
    )
    const [one, ...others] = some
    if (one && others.length === 0)
      return engine.run(sql`create or replace temp table ${one.name} as ${monthsOfOne(lines)}`)
    const month = this.calendar.table('service month')
    await engine.run(sql`create or replace temp table ${month} as ${lines}`)
    for (const [place, { name }] of some.entries())
      await engine.run(sql`create or replace temp table ${name} as ${months(month, place)}`)
    await engine.run(sql`drop table ${month}`)
  }
}

const keyOf = ({ services, clinicians, clinician_types }: Selection): string =>
  JSON.stringify({ services: [...services].sort(), clinicians, clinician_types })
const selectionOf = (key: string): Selection => JSON.parse(key) as Selection

function selectionsOf(rule: AttributionRule): Selection[] {
  return rule.steps.filter(isClaims).flatMap(({ services, clinicians, when, seen }) => [
    { services, clinicians },
    ...(seen ?? []).map(({ clinician_types }) => ({ services, clinicians: 'any' as const, clinician_types })),
    ...(when
      ? [
          { services, clinicians: when.clinicians },
          { services, clinicians: 'any' as const },
        ]
      : []),
  ])
}

export type ValueSets = Readonly<Record<string, ValueSet>>
type Named = { name: Sql; selection: Selection }
export type Span = { first: string; end: string }

/** From the first month that some list looks at up to the last; none where no rule has a list. */
function spanOf(rules: readonly RuleLists[]): Span | null {
  const ends = rules.flatMap(({ lists }) => lists.map(({ window_end }) => window_end)).sort()
  const starts = rules.flatMap(({ rule, lists }) =>
    rule.steps
      .filter(isClaims)
      .flatMap((step) =>
        listsOfStep(step, lists).map((list) =>
          addMonths(list.window_end, -windowOf(rule, step, list.effective_from).months),
        ),
      ),
  )
  const [first] = starts.sort()
  const end = ends.at(-1)
  return first === undefined || end === undefined ? null : { first, end }
}

/** The clinicians of the directory, numbered in the order of their NPIs. */
export const CLINICIANS = sql`
  select npi, row_number() over (order by npi) as number,
    case when min(clinician_type) = max(clinician_type) then min(clinician_type) end as clinician_type
  from affiliation group by npi`

/**
 * One row per person, practice, month and set of selections that a claim line is of, the set as one number with a bit for
 * each: days on which there was one, and what `SEEN` says.
 */
export function linesByMonth(
  selections: readonly Selection[],
  clinicians: Sql,
  span: Span,
  sets: ValueSets,
  lines: Sql = sql`person_line`,
): Sql {
  const services = servicesOf(selections)
  return sql`
    select person_id, practice_id, month_start, selections, ${daysOfAll(sql`day`)} as days, sum(spend_usd) as allowed_usd,
      min(service_date) as first_visit, max(seen) as seen
    from (
      select person_id, practice_id, cast(date_trunc('month', service_date) as date) as month_start, service_date,
        spend_usd, ${SEEN} as seen, ${daysBetween(sql`day(service_date)`, sql`day(service_date)`)} as day,
        ${join(
          selections.map((one, place) => sql`case when ${isOf(one)} then ${bit(place)} else 0 end`),
          ' + ',
        )} as selections
      from (${flagged(services, clinicians, span, sets, lines)}) line
      where ${join(services.map(flag), ' or ')}
    ) service
    where selections <> 0
    group by person_id, practice_id, month_start, selections`
}

const servicesOf = (selections: readonly Selection[]): string[] =>
  [...new Set(selections.flatMap((one) => one.services))].sort()

/** One row per claim line at a practice, amounts taken back aside, with whether it is each of some services. */
const flagged = (
  services: readonly string[],
  clinicians: Sql,
  { first, end }: Span,
  sets: ValueSets,
  lines: Sql,
): Sql => sql`
  select person_id, practice_id, service_date, spend_usd, specialty, number, file_id, record_number, claim_line_number,
    coalesce(k.clinician_type, 'physician') as clinician_type,
    ${join(services.map((key) => sql`coalesce(${conditionOf(key, sets)}, false) as ${flag(key)}`))}
  from ${lines} l
  left join ${clinicians} k on k.npi = rendering_npi
  where practice_id is not null and (spend_usd is null or spend_usd >= 0)
    and service_date >= cast(${literal(first)} as date) and service_date < cast(${literal(end)} as date)`

/** One row per claim line of a selection. */
export const linesOfSelection = (
  selection: Selection,
  clinicians: Sql,
  span: Span,
  sets: ValueSets,
  lines: Sql,
): Sql => sql`
  select * from (${flagged(servicesOf([selection]), clinicians, span, sets, lines)}) line where ${isOf(selection)}`

/** The day of a service with the clinician who gave it, as one number of which the greatest is the last one. */
const SEEN = sql`(cast(service_date - date '1970-01-01' as bigint) * ${raw(String(CLINICIANS_AT_MOST))} + coalesce(number, 0))`
/** Of the greatest such number, the day and the clinician's number. */
export const seenOn = (seen: Sql): Sql =>
  sql`(date '1970-01-01' + cast(${seen} // ${raw(String(CLINICIANS_AT_MOST))} as integer))`
export const seenBy = (seen: Sql): Sql => sql`(${seen} % ${raw(String(CLINICIANS_AT_MOST))})`

const bit = (place: number): Sql => raw(String(2 ** place))

/** What services of one selection are by month, from lines by month of several. */
const months = (month: Sql, place: number): Sql => sql`
  select person_id, practice_id, month_start, ${countOfDays(daysOfAll(sql`days`))} as visits,
    cast(sum(allowed_usd) as decimal(18,2)) as allowed_usd, min(first_visit) as first_visit, max(seen) as seen
  from ${month} where selections & ${bit(place)} <> 0
  group by person_id, practice_id, month_start`

/** The same from lines by month of that selection alone, which are together already. */
export const monthsOfOne = (lines: Sql): Sql => sql`
  select person_id, practice_id, month_start, ${countOfDays(sql`days`)} as visits,
    cast(allowed_usd as decimal(18,2)) as allowed_usd, first_visit, seen
  from (${lines}) month`

const flag = (key: string): Sql => id(`is ${key}`)

/** Whether a service is one of the selection. A clinician of whom the directory gives no type, or two, is taken for a physician. */
const isOf = ({ services, clinicians, clinician_types }: Selection): Sql => sql`
  (${join(services.map(flag), ' or ')}) and ${byClinicians(clinicians)}
    ${clinician_types ? sql`and ${oneOf(sql`clinician_type`, clinician_types)}` : sql``}`

function byClinicians(clinicians: Clinicians): Sql {
  if (clinicians === 'any') return sql`true`
  if (clinicians === 'primary-care') return sql`specialty = 'primary-care'`
  if (clinicians === 'specialists') return sql`specialty <> 'primary-care'`
  return oneOf(sql`specialty`, clinicians)
}

function conditionOf(key: string, sets: ValueSets): Sql {
  if (key === VISIT) return sql`primary_care_visit`
  if (key === ANY) return sql`true`
  const codes = sets[key]?.codes ?? {}
  const bills = codes['bill-type'] ?? []
  const parts = [
    oneOf(sql`hcpcs_code`, codes.hcpcs ?? []),
    oneOf(sql`place_of_service_code`, codes['place-of-service'] ?? []),
    oneOf(sql`revenue_center_code`, codes.revenue ?? []),
    ...bills.map((bill) => sql`bill_type_code like ${`${bill}%`}`),
  ]
  return sql`claim_type <> 'pharmacy' and (${join(parts, ' or ')})`
}
