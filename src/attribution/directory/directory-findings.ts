import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { toldFindings } from '../../lake/told-findings.ts'
import type { Period } from '../../period.ts'
import type { DirectoryFinding, DirectoryRule } from './directory-rule.ts'
import { directoryFinding } from './tables.ts'

/**
 * One row per record of the directory and finding on it, for the days from the baseline's first to the period's last. Always made
 * anew: a directory sent again says what it said, and a finding names the record that says it now.
 */
export function directoryFindings(rule: DirectoryRule, period: Period, baseline: Period): Step {
  return {
    table: directoryFinding,
    reads: ['practice', 'organization', 'affiliation'],
    relation: sql`
      with told as (${toldFindings(rule)}), span as (${spans(period, baseline)}), pair as (${PAIRS}), found as (
        ${ofPractices} union all ${ofAffiliations}
      )
      select f.finding, t.severity, f.practice_id, f.npi, f.tin, f.first_date, f.last_date, f.others, f.first_shared_date,
        t.treatment, t.reason, t.rule, f.sender, f.file_id, f.record_number
      from found f join told t on t.finding = f.finding`,
  }
}

/** One row per affiliation, with the days on which it holds in these years where it has any. */
const spans = (period: Period, baseline: Period): Sql => sql`
  select a.npi, a.practice_id, p.tin, a.specialty, a.start_date, a.end_date, a.sender, a.file_id, a.record_number,
    coalesce(a.end_date < a.start_date, false) as turned, p.practice_id is not null as known,
    greatest(a.start_date, cast(${baseline.start} as date)) as first_day,
    least(coalesce(a.end_date, date '9999-12-31'), cast(${period.end} as date) - 1) as last_day
  from affiliation a left join practice p on p.practice_id = a.practice_id`

/** One row per affiliation and other one of the clinician that holds on a day of these years on which it holds too. */
const PAIRS = sql`
  select a.npi, a.practice_id, a.start_date, o.practice_id = a.practice_id as one_practice, o.tin = a.tin as one_tin,
    o.specialty <> a.specialty as specialties, greatest(a.first_day, o.first_day) as first_shared_date
  from span a
  join span o on o.npi = a.npi and o.first_day <= a.last_day and a.first_day <= o.last_day
    and (o.practice_id <> a.practice_id or o.start_date <> a.start_date)
  where a.known and o.known and not a.turned and not o.turned and a.first_day <= a.last_day and o.first_day <= o.last_day`

const practiceFinding = (finding: DirectoryFinding, holds: Sql, others: Sql = sql`0`): Sql => sql`
  select ${literal(finding)} as finding, p.practice_id, cast(null as varchar) as npi, p.tin, cast(null as date) as first_date,
    cast(null as date) as last_date, ${others} as others, cast(null as date) as first_shared_date, p.sender, p.file_id,
    p.record_number
  from practice p
  left join (
    select practice_id, count(distinct npi) as clinicians,
      count(distinct case when specialty = 'primary-care' then npi end) as primary_care
    from span where not turned and first_day <= last_day group by practice_id
  ) w on w.practice_id = p.practice_id
  left join organization o on o.organization_id = p.organization_id
  left join (
    select tin, count(*) as organizations from (
      select tin, organization_id from organization where tin is not null and organization_type <> 'aco'
      union select tin, organization_id from practice
    ) named group by tin
  ) t on t.tin = p.tin
  where ${holds}`

const ofPractices = join(
  [
    practiceFinding('practice-without-clinicians', sql`w.practice_id is null`),
    practiceFinding('practice-without-primary-care', sql`w.primary_care = 0`, sql`w.clinicians`),
    practiceFinding('practice-of-unknown-organization', sql`o.organization_id is null`),
    practiceFinding('tax-number-of-several-organizations', sql`t.organizations > 1`, sql`t.organizations - 1`),
  ],
  ' union all ',
)

const affiliationFinding = (finding: DirectoryFinding, holds: Sql): Sql => sql`
  select ${literal(finding)}, practice_id, npi, tin, start_date, end_date, 0, null, sender, file_id, record_number
  from span where ${holds}`

const sharedFinding = (finding: DirectoryFinding, holds: Sql): Sql => sql`
  select ${literal(finding)}, s.practice_id, s.npi, s.tin, s.start_date, s.end_date, p.others, p.first_shared_date, s.sender,
    s.file_id, s.record_number
  from span s
  join (
    select npi, practice_id, start_date, count(*) as others, min(first_shared_date) as first_shared_date
    from pair where ${holds} group by npi, practice_id, start_date
  ) p on p.npi = s.npi and p.practice_id = s.practice_id and p.start_date = s.start_date`

const ofAffiliations = join(
  [
    affiliationFinding('affiliation-ends-before-start', sql`turned`),
    affiliationFinding('affiliation-at-unknown-practice', sql`not known`),
    sharedFinding('affiliation-sent-twice', sql`one_practice and not specialties`),
    sharedFinding('affiliation-specialties-differ', sql`one_tin and specialties`),
    sharedFinding('affiliation-overlap', sql`one_tin and not one_practice`),
    sharedFinding('affiliation-at-several-practices', sql`not one_tin`),
  ],
  ' union all ',
)
