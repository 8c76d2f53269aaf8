import { join, raw, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Period } from '../period.ts'
import { type AttributionRule, type Tie, visitWindow } from './rule.ts'
import { attribution, attributionCandidate } from './tables.ts'

/**
 * Who is whose patient, by one rule, in one or several periods. Two steps: the practices each person saw, ranked;
 * then the practice the rule decides for, with the reason, for everybody who has coverage in the period.
 */
export function attribute(rule: AttributionRule, ...periods: readonly Period[]): Step[] {
  return [candidates(rule, periods), decisions(rule, periods)]
}

/** One row per period, person and practice seen. Several lines of a day at a practice are one visit. */
function candidates(rule: AttributionRule, periods: readonly Period[]): Step {
  const windows = periods.map((period) => ({ period, window: visitWindow(rule, period) }))
  const first = windows.map(({ window }) => window.start).sort()[0] ?? ''
  const last =
    windows
      .map(({ window }) => window.end)
      .sort()
      .at(-1) ?? ''
  const ranked = windows.map(
    ({ period, window }) => sql`
      select ${period.id} as period, person_id, practice_id,
        row_number() over (partition by person_id order by ${rank(window.ties)}) as place,
        visits, allowed_usd, last_visit, ${rule.rule} as rule
      from (
        select person_id, practice_id, count(*) as visits, sum(spend_usd) as allowed_usd, max(service_date) as last_visit
        from visit
        where service_date >= cast(${window.start} as date) and service_date < cast(${window.end} as date)
        group by person_id, practice_id
      ) seen`,
  )
  return {
    table: attributionCandidate,
    reads: ['person_line'],
    keeps: { by: 'person' },
    relation: sql`
      with visit as (
        select person_id, practice_id, service_date, sum(spend_usd) as spend_usd
        from person_line
        where primary_care_visit and practice_id is not null
          and service_date >= cast(${first} as date) and service_date < cast(${last} as date)
        group by person_id, practice_id, service_date
      ) ${join(ranked, ' union all ')}`,
  }
}

const ORDER: Record<Tie, string> = {
  visits: 'visits desc',
  allowed_usd: 'allowed_usd desc nulls last',
  last_visit: 'last_visit desc',
  practice_id: 'practice_id',
}
const rank = (ties: readonly Tie[]) => raw(ties.map((tie) => ORDER[tie]).join(', '))

/** One row per period and person with a month of coverage in it. */
function decisions(rule: AttributionRule, periods: readonly Period[]): Step {
  return {
    table: attribution,
    reads: ['attribution_candidate', 'attestation', 'person_member', 'member_month', 'practice'],
    keeps: { by: 'person' },
    relation: join(
      periods.map((period) => decision(rule, period)),
      ' union all ',
    ),
  }
}

// A statement counts from the period's end backwards: made before it, and not taken back before it. The latest wins.
function decision(rule: AttributionRule, period: Period): Sql {
  const end = sql`cast(${period.end} as date)`
  const place = (step: string) => rule.steps.findIndex((s) => s.step === step) + 1
  const [attested, plurality] = [place('attested'), place('plurality')]
  const byVisits = plurality > 0 ? sql`v.practice_id` : sql`cast(null as varchar)`
  const first = attested > 0 && (plurality === 0 || attested < plurality)
  const choice =
    attested === 0
      ? byVisits
      : first
        ? sql`coalesce(a.practice_id, ${byVisits})`
        : sql`coalesce(${byVisits}, a.practice_id)`
  const byStatement =
    attested === 0
      ? sql`false`
      : first
        ? sql`a.practice_id is not null`
        : sql`${byVisits} is null and a.practice_id is not null`
  return sql`
    select ${period.id} as period, d.person_id, d.practice_id, p.organization_id, d.npi,
      case d.reason when 'attested' then ${attested} when 'plurality' then ${plurality} end as step,
      d.reason, ${rule.rule} as rule,
      case when d.practice_id is not null then coalesce(c.visits, 0) end as visits, c.allowed_usd, c.last_visit,
      d.attested_on, d.file_id, d.record_number
    from (
      select m.person_id, ${choice} as practice_id,
        case when ${byStatement} then 'attested' when ${byVisits} is not null then 'plurality'
          else 'no-primary-care' end as reason,
        case when ${byStatement} then a.npi end as npi, case when ${byStatement} then a.attested_on end as attested_on,
        case when ${byStatement} then a.file_id end as file_id,
        case when ${byStatement} then a.record_number end as record_number
      from (
        select distinct person_id from member_month
        where month_start >= cast(${period.start} as date) and month_start < ${end}
      ) m
      left join (${statement(end)}) a on a.person_id = m.person_id and a.place = 1
      left join attribution_candidate v on v.person_id = m.person_id and v.period = ${period.id} and v.place = 1
    ) d
    left join practice p on p.practice_id = d.practice_id
    left join attribution_candidate c on c.person_id = d.person_id and c.practice_id = d.practice_id
      and c.period = ${period.id}`
}

const statement = (end: Sql): Sql => sql`
  select m.person_id, s.practice_id, s.npi, s.attested_on, s.file_id, s.record_number,
    row_number() over (partition by m.person_id
      order by s.attested_on desc, s.practice_id, s.payer, s.member_id, s.file_id, s.record_number) as place
  from attestation s
  join person_member m on m.payer = s.payer and m.member_id = s.member_id
  join practice p on p.practice_id = s.practice_id
  where s.attested_on < ${end} and (s.withdrawn_on is null or s.withdrawn_on >= ${end})`
