import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { join as list, literal, raw, sql } from '../../lake/sql.ts'
import type { World } from '../world.ts'
import type { Fault } from './faults.ts'
import type { Sent } from './files-tuva.ts'

/**
 * What the generator knows, as Parquet for tests. The product never reads it.
 *
 * - `member`: the true person behind each payer's number (two rows where two people share a number)
 * - `person`: the true person, with twins and strangers of one name marked
 * - `primary_care`: visits with primary care that were not taken back, by person, practice and year
 * - `person_truth`: diabetes, last HbA1c of 2025, screenings, coverage of 2025
 * - `stay`: stays that were not taken back, with the day of the first ambulatory visit after it
 * - `spend`: allowed and paid dollars by payer, line of business and year of service, as finally paid
 * - `sent`: files in order of sending
 * - `fault`: what was planted, how many records, and how they should end
 */
export async function truth(
  world: World,
  folder: string,
  sent: readonly Sent[],
  planted: readonly Fault[],
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { engine } = world
  await engine.run(sql`create or replace temp table kept_claim as
    select c.*, coalesce(v.factor, 1) as factor from claim c
    join (select claim, min(case when number <> 1 then factor end) as factor, max(number) as last_number, bool_or(status = 'cancellation') as taken_back from claim_version group by claim) v
      on v.claim = c.claim and (not v.taken_back or v.last_number = 2)`)
  const files = sent.flatMap((s, i) => s.paths.map((path) => [i + 1, s.payer, s.delivery, basename(path)] as const))
  const relations = {
    member: sql`select person, payer, member_id from member order by person, payer`,
    person: sql`select person, household, first_name, last_name, birth_date, death_date, sex, zip_code, twin, namesake_of from person order by person`,
    primary_care: sql`
      select e.person, e.seen_at as practice_id, (2023 + e.month // 12)::integer as year, count(*) as visits, count(distinct e.service_date) as days, max(e.service_date) as last_visit,
        sum((c.allowed_amount * c.factor)::decimal(18,2)) as allowed_usd
      from event e join kept_claim c on c.event = e.event and c.part = 'p' where e.kind in ('office', 'wellness')
      group by e.person, e.seen_at, e.month // 12 order by 1, 2, 3`,
    person_truth: personTruth(),
    stay: sql`
      with visit as (
        select e.person, e.service_date from event e join kept_claim c on c.event = e.event and c.part = 'p' where e.kind in ('office', 'wellness', 'specialist', 'infusion')
      )
      select s.person, c.payer, s.service_date as admission_date, s.discharge_date, s.disposition, min(v.service_date) as first_visit
      from stay s join kept_claim c on c.event = s.event and c.part = 'f' and c.kind = 'stay'
      left join visit v on v.person = s.person and v.service_date > s.discharge_date
      group by s.person, c.payer, s.service_date, s.discharge_date, s.disposition, s.event order by s.event`,
    spend: sql`
      select payer, line_of_business, year(from_date)::integer as year, count(*) as claims, sum((allowed_amount * factor)::decimal(18,2)) as allowed_usd,
        sum(((allowed_amount - member_amount) * factor)::decimal(18,2)) as paid_usd
      from kept_claim group by payer, line_of_business, year(from_date) order by 1, 2, 3`,
    sent: sql`select * from (values ${list(files.map(([n, payer, delivery, file]) => sql`(${raw(String(n))}, ${literal(payer)}, ${literal(delivery)}, ${literal(file)})`))}) as f(place, payer, delivery, file_name)`,
    fault: sql`select * from (values ${list(planted.map((f) => sql`(${literal(f.fault)}, ${literal(f.payer)}, ${literal(f.delivery)}, ${literal(f.file)}, ${raw(String(f.records))}, ${literal(f.expect)})`))}) as f(fault, payer, delivery, file, records, expect)`,
  }
  for (const [name, relation] of Object.entries(relations))
    await engine.writeParquet(relation, join(folder, `${name}.parquet`))
}

/** One row per person. Screenings and results count when their claim or result was sent and not taken back. */
const personTruth = () => sql`
  with months as (
    select person, count(distinct month) as months_2025 from covered where month >= 24 group by person
  ), a1c as (
    select person, result_value, row_number() over (partition by person order by collection_date desc, result_value) as place
    from lab where source_code = '4548-4' and collection_date between date '2025-01-01' and date '2025-12-31' and result_date <= date '2026-03-31'
  ), screened as (
    select person, max(case when kind = 'colonoscopy' then from_date end) as last_colonoscopy, max(case when kind = 'stool-test' then from_date end) as last_stool_test
    from kept_claim where kind in ('colonoscopy', 'stool-test') group by person
  )
  select p.person, p.birth_date, p.death_date, coalesce(m.months_2025, 0) as months_2025, d.diabetes, a.result_value as last_hba1c_2025, s.last_colonoscopy, s.last_stool_test
  from person p join condition d on d.person = p.person
  left join months m on m.person = p.person
  left join a1c a on a.person = p.person and a.place = 1
  left join screened s on s.person = p.person
  order by p.person`
