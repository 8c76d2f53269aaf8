import { id, join, literal, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Period } from '../period.ts'
import { ranking, winners } from './candidates.ts'
import { decide } from './decide.ts'
import { type List, listsOf } from './list.ts'
import { type AttributionRule, isClaims } from './rule.ts'
import { type RuleLists, Services } from './services.ts'
import { ruleAttribution } from './tables.ts'

/** Every rule on the same people: for each of its lists, whose patient each person is, and why. */
export function laboratory(rules: readonly AttributionRule[], ...periods: readonly Period[]): Step {
  const all: RuleLists[] = rules.map((rule) => ({ rule, lists: periods.flatMap((period) => listsOf(rule, period)) }))
  const services = new Services('seen', all)
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
      await services.make(engine, all)
      for (const [i, one] of all.entries())
        await engine.run(sql`create or replace temp table ${nameOf(i)} as ${rows(one, services)}`)
    },
    relation: join(
      all.map((_, i) => sql`select * from ${nameOf(i)}`),
      ' union all ',
    ),
  }
}

/**
 * One row per list, person, step and practice that the step ranks for the person: place from 1, visits, allowed_usd,
 * last_visit, npi, share. Reads the services that `laboratory` made ready.
 */
export function rankings(rule: AttributionRule, lists: readonly List[], services: Services): Sql {
  const steps = rule.steps.flatMap((step, i) => (isClaims(step) ? [{ step, place: i + 1 }] : []))
  if (steps.length === 0) return sql`select '' as list where false`
  return join(
    steps.map(({ step, place }) => sql`select ${place} as step, r.* from (${ranking(rule, step, lists, services)}) r`),
    ' union all ',
  )
}

const nameOf = (i: number): Sql => id(`rule_${i}`)

const rows = ({ rule, lists }: RuleLists, services: Services): Sql => sql`
  select ${literal(rule.rule)} as rule, d.list, d.period, d.kind, d.effective_from, d.effective_until, d.known_on,
    d.person_id, d.practice_id, p.organization_id, d.npi, d.step, d.reason, d.visits, d.allowed_usd, d.last_visit,
    d.share, coalesce(d.candidates, 0) as candidates, d.attested_on, d.file_id, d.record_number
  from (${decide(rule, lists, (step) => winners(rule, step, lists, services))}) d
  left join practice p on p.practice_id = d.practice_id`
