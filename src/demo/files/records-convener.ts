import { raw, type Sql, sql } from '../../lake/sql.ts'
import type { Draw } from '../draw.ts'

/** What the convener sends: the practice directory, patients' attestations, and laboratory values that have no payer's feed. */
export const organizationRecords = (): Sql => sql`
  select 'directory' as data_source, organization_id, organization_name, organization_type, parent_organization_id, npi, tin
  from organization_list order by organization_id`

export const practiceRecords = (): Sql => sql`
  select 'directory' as data_source, p.practice_id, p.practice_name, p.organization_id, p.tin, (100 + 7 * length(p.practice_id))::varchar || ' Signal Street' as address,
    t.town as city, 'ZZ' as state, t.zip_code
  from practice_list p join town_list t on t.number = p.town order by p.practice_id`

export const affiliationRecords = (): Sql => sql`
  select 'directory' as data_source, npi, practice_id, clinician_name, specialty, clinician_type, start_date::date as start_date, end_date::date as end_date
  from affiliation_list order by npi, start_date`

/**
 * One row per attestation: about one person in twelve names a practice, mostly the usual one, under the number of the
 * payer that covered the person then. One in twenty took it back.
 */
export const attestationRecords = (draw: Draw): Sql => {
  const u = (salt: string) => draw.uniform(raw('n.person'), `attestation/${salt}`)
  return sql`
    with named as (
      select n.person, case when ${u('other')} < 0.25 then n.next_practice_id else n.practice_id end as practice_id,
        14 + ${draw.whole(raw('n.person'), 'attestation/month', 20)} as month, ${draw.whole(raw('n.person'), 'attestation/day', 28)} as day,
        ${draw.whole(raw('n.person'), 'attestation/method', 4)} as method, ${u('withdrawn')} < 0.05 as withdrawn
      from panel n where n.practice_id is not null and ${u('made')} < 0.08
    )
    select 'attestations' as data_source, c.payer, c.plan, c.line_of_business, m.member_id, n.practice_id,
      (c.month_start + n.day)::date as attested_on, case when n.withdrawn then (c.month_start + n.day + 45)::date end as withdrawn_on,
      case n.method when 0 then 'paper' when 1 then 'portal' when 2 then 'phone' else 'visit' end as method
    from named n
    join covered c on c.person = n.person and c.month = n.month and c.main
    join member m on m.person = n.person and m.payer = c.payer
    order by c.payer, m.member_id`
}

/** Results of members whose payer has no laboratory feed. */
export const labRecordsOfOthers = (): Sql => sql`
  select 'regional-laboratory' as data_source, l.payer, l.plan, l.line_of_business, 'L' || l.lab::varchar as lab_result_id, m.member_id, 'loinc' as source_code_type, l.source_code,
    l.result, l.result_value, l.source_units, l.collection_date, l.result_date, l.npi as ordering_practitioner_npi
  from lab l join member m on m.person = l.person and m.payer = l.payer
  where l.payer in ('medicare', 'state-medicaid') order by l.lab`

/** Quarterly advances of 2025 for population health, by practice: a few dollars per member month, different by payer. */
export const advanceRecords = (payer: string, pmpm: string): Sql => sql`
  select c.payer || '-payments' as data_source, c.payer, '-' as plan, c.line_of_business,
    'PH-' || c.payer || '-' || c.line_of_business || '-' || p.practice_id || '-Q' || (c.month // 3 - 7)::varchar as payment_id, p.organization_id, p.practice_id, 'population-health' as category,
    min(c.month_start) as service_period_start, (max(c.month_start) + interval 1 month - interval 1 day)::date as service_period_end,
    (max(c.month_start) + 40)::date as paid_date, (count(*) * ${raw(pmpm)})::decimal(18,2) as paid_amount
  from covered c join panel n on n.person = c.person join practice_list p on p.practice_id = n.practice_id
  where c.payer = ${payer} and c.main and c.month >= 24
  group by c.payer, c.line_of_business, p.practice_id, p.organization_id, c.month // 3
  order by p.practice_id, c.line_of_business, min(c.month_start)`
