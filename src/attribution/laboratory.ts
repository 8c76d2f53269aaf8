import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { SQL_TYPE } from '../lake/table.ts'
import type { Period } from '../period.ts'
import type { Calendar, RuleLists } from './calendar.ts'
import { ranking, winners } from './candidates.ts'
import { decide } from './decide.ts'
import { type List, listsOf, listsOfStep } from './list.ts'
import { type AttributionRule, isClaims, withTaken } from './rule.ts'
import { Services, type ServicesSeen } from './services.ts'
import { ruleAttribution } from './tables.ts'

/** Every rule on the same people: for each of its lists, whose patient each person is, and why. */
export function laboratory(rules: readonly AttributionRule[], ...periods: readonly Period[]): Step {
  const all: RuleLists[] = withTaken(rules).map((rule) => ({
    rule,
    lists: periods.flatMap((period) => listsOf(rule, period)),
  }))
  const services = new Services('seen', all)
  const attributed = (rule: string): Sql =>
    rows(
      all.find((one) => one.rule.rule === rule),
      services.calendar,
    )
  return {
    table: ruleAttribution,
    reads: [
      'person_line',
      'attestation',
      'provider_attribution',
      'person_member',
      'member_month',
      'eligibility',
      'practice',
      'organization',
      'affiliation',
    ],
    keeps: { by: 'person' },
    prepare: async (engine) => {
      await services.make(engine)
      for (const { rule, lists } of all.filter((one) => one.lists.length > 0)) {
        const { statements, relation } = decide(rule, lists, services.calendar, {
          claims: (step, its, among) => winners(rule, step, its, services, among),
          decided: attributed,
        })
        for (const statement of statements) await engine.run(statement)
        await engine.run(sql`create or replace temp table ${nameOf(rule)} as ${relation}`)
      }
    },
    relation: join(
      rules.map(({ rule }) => sql`select * from ${attributed(rule)}`),
      ' union all ',
    ),
  }
}

/**
 * One row per list, person, step and practice that the step ranks for the person: place from 1, visits, allowed_usd,
 * last_visit, npi, share. Reads the services that `laboratory` made ready.
 */
export function rankings(rule: AttributionRule, lists: readonly List[], services: ServicesSeen): Sql {
  const steps = rule.steps
    .flatMap((step, i) => (isClaims(step) ? [{ step, place: i + 1, its: listsOfStep(step, lists) }] : []))
    .filter(({ its }) => its.length > 0)
  if (steps.length === 0) return NOBODY
  return join(
    steps.map(
      ({ step, place, its }) => sql`select ${place} as step, r.* from (${ranking(rule, step, its, services)}) r`,
    ),
    ' union all ',
  )
}

const NOBODY = sql`
  select '' as list, '' as person_id, 0 as step, 0 as place, '' as practice_id, '' as npi, 0 as visits,
    null as allowed_usd, null as last_visit, null as share where false`

const nameOf = ({ rule }: AttributionRule): Sql => id(`rule ${rule}`)

/** The rows of a rule: what was decided, with what its list and the practice say of themselves, which is not kept beside each. */
function rows(one: RuleLists | undefined, calendar: Calendar): Sql {
  if (!one || one.lists.length === 0) return NO_ROWS
  const { rule, lists } = one
  return sql`(
    select ${literal(rule.rule)} as rule, d.list, l.period, l.kind, l.effective_from, l.effective_until, l.known_on,
      d.person_id, d.practice_id, p.organization_id, d.npi, d.step, d.reason, d.visits, d.allowed_usd, d.last_visit,
      d.share, coalesce(d.candidates, 0) as candidates, d.attested_on, d.file_id, d.record_number
    from ${nameOf(rule)} d
    join ${calendar.of(rule, lists).lists} l on l.list = d.list
    left join practice p on p.practice_id = d.practice_id)`
}

const NO_ROWS = sql`(select ${join(
  ruleAttribution.columns.map(({ name, type }) => sql`cast(null as ${raw(SQL_TYPE[type])}) as ${id(name)}`),
)} where false)`
