import { leastBy } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { id, join, literal, type Sql, sql } from '../lake/sql.ts'
import type { ClinicianType } from '../lake/tables/directory.ts'
import { addMonths } from '../period.ts'
import { oneOf } from '../terminology/code-list.ts'
import { readValueSet, TERMINOLOGY, type ValueSet } from '../terminology/value-set.ts'
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

/** Temporary tables of services by month, one for each selection, and the calendar of the rules that look at them. */
export class Services {
  readonly #names = new Map<string, string>()
  readonly #prefix: string
  readonly #rules: readonly RuleLists[]
  readonly calendar: Calendar

  constructor(prefix: string, rules: readonly RuleLists[]) {
    this.#prefix = prefix
    this.#rules = rules
    this.calendar = new Calendar(prefix, rules)
    for (const selection of rules.flatMap(({ rule }) => selectionsOf(rule)))
      if (!this.#names.has(keyOf(selection))) this.#names.set(keyOf(selection), `${prefix}_${this.#names.size}`)
  }

  /** One row per person, practice and month with such a service; a day with several lines at a practice is one visit. */
  table(selection: Selection): Sql {
    const name = this.#names.get(keyOf(selection))
    if (name === undefined) throw new Error('a selection of no rule')
    return id(name)
  }

  /** Reads the claim lines once. */
  async make(engine: Engine, folders: readonly string[] = [TERMINOLOGY]): Promise<void> {
    await this.calendar.make(engine)
    const span = spanOf(this.#rules)
    if (this.#names.size === 0 || span === null) return
    const keys = [...new Set([...this.#names.keys()].flatMap((key) => selectionOf(key).services))].sort()
    const services = keys.map((key) => ({ key, is: conditionOf(key, folders) }))
    const line = id(`${this.#prefix}_line`)
    await engine.run(sql`create or replace temp table ${line} as ${lines(services, span)}`)
    for (const [key, name] of this.#names)
      await engine.run(sql`create or replace temp table ${id(name)} as ${months(line, selectionOf(key))}`)
    await engine.run(sql`drop table ${line}`)
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

/** From the first month that some list looks at up to the last; none where no rule has a list. */
function spanOf(rules: readonly RuleLists[]): { first: string; end: string } | null {
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

const flag = (key: string): Sql => id(`is ${key}`)

/**
 * One row per claim line that is some of the services, of a clinician in the directory, with a flag for each.
 * A clinician of whom the directory gives no type, or two, is taken for a physician.
 */
const lines = (
  services: readonly { key: string; is: Sql }[],
  { first, end }: { first: string; end: string },
): Sql => sql`
  select * from (
    select person_id, practice_id, service_date, rendering_npi as npi, specialty, spend_usd,
      coalesce(k.clinician_type, 'physician') as clinician_type,
      ${join(services.map(({ key, is }) => sql`coalesce(${is}, false) as ${flag(key)}`))}
    from person_line
    left join (
      select npi, min(clinician_type) as clinician_type from affiliation
      group by npi having min(clinician_type) = max(clinician_type)
    ) k on k.npi = rendering_npi
    where practice_id is not null and (spend_usd is null or spend_usd >= 0)
      and service_date >= cast(${literal(first)} as date) and service_date < cast(${literal(end)} as date)
  ) l
  where ${join(
    services.map(({ key }) => flag(key)),
    ' or ',
  )}`

const months = (line: Sql, { services, clinicians, clinician_types }: Selection): Sql => sql`
  select person_id, practice_id, cast(date_trunc('month', service_date) as date) as month_start, count(*) as visits,
    sum(allowed_usd) as allowed_usd, max(service_date) as last_visit, min(service_date) as first_visit,
    ${leastBy(sql`npi`, [sql`date '2000-01-01' - service_date`])} as npi
  from (
    select person_id, practice_id, service_date, max(npi) as npi, sum(spend_usd) as allowed_usd
    from ${line}
    where (${join(services.map(flag), ' or ')}) and ${byClinicians(clinicians)}
      ${clinician_types ? sql`and ${oneOf(sql`clinician_type`, clinician_types)}` : sql``}
    group by person_id, practice_id, service_date
  ) day
  group by person_id, practice_id, date_trunc('month', service_date)`

function byClinicians(clinicians: Clinicians): Sql {
  if (clinicians === 'any') return sql`true`
  if (clinicians === 'primary-care') return sql`specialty = 'primary-care'`
  if (clinicians === 'specialists') return sql`specialty <> 'primary-care'`
  return oneOf(sql`specialty`, clinicians)
}

function conditionOf(key: string, folders: readonly string[]): Sql {
  if (key === VISIT) return sql`primary_care_visit`
  if (key === ANY) return sql`true`
  const { codes }: ValueSet = readValueSet(key, folders)
  const bills = codes['bill-type'] ?? []
  const parts = [
    oneOf(sql`hcpcs_code`, codes.hcpcs ?? []),
    oneOf(sql`place_of_service_code`, codes['place-of-service'] ?? []),
    oneOf(sql`revenue_center_code`, codes.revenue ?? []),
    ...bills.map((bill) => sql`bill_type_code like ${`${bill}%`}`),
  ]
  return sql`claim_type <> 'pharmacy' and (${join(parts, ' or ')})`
}
