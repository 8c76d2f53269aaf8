import { sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { person } from './tables.ts'

/** One row per person; names come from the member row with the latest coverage, a death from any row in force. */
export function persons(): Step {
  return {
    table: person,
    reads: ['person_member', 'eligibility'],
    keeps: { by: 'person' },
    relation: sql`
      with coverage as (
        select m.person_id, m.payer, m.member_id, m.first_name, m.last_name, m.birth_date, m.gender,
          e.enrollment_end_date, e.enrollment_start_date
        from person_member m
        left join eligibility e on e.file_id = m.file_id and e.record_number = m.record_number and e.payer = m.payer
      ), latest as (
        select *, row_number() over (partition by person_id
          order by case when birth_date is null then 1 else 0 end, enrollment_end_date desc nulls last,
            enrollment_start_date desc nulls last, payer, member_id) as place
        from coverage
      ), death as (
        select m.person_id, min(e.death_date) as death_date
        from eligibility e join person_member m on m.payer = e.payer and m.member_id = e.member_id
        where e.death_date is not null
        group by m.person_id
      ), size as (
        select person_id, count(*) as members, count(distinct payer) as payers from person_member group by person_id
      )
      select l.person_id, l.first_name, l.last_name, l.birth_date, d.death_date, l.gender, s.members, s.payers
      from latest l join size s on s.person_id = l.person_id left join death d on d.person_id = l.person_id
      where l.place = 1`,
  }
}
