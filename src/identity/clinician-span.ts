import { type Sql, sql } from '../lake/sql.ts'

/**
 * One row per clinician, tax number and span of days: the practice they work at. Where spans of two practices of one
 * tax number overlap, the one that began last counts, then the smaller practice key. Spans of a clinician under one
 * tax number do not overlap, so a claim line meets at most one.
 */
export function clinicianSpan(): Sql {
  return sql`
    select c.npi, c.tin, c.practice_id, c.organization_id, c.specialty, c.first_day, c.next_day
    from (
      select b.npi, b.tin, b.day as first_day, b.next_day, a.practice_id, a.organization_id, a.specialty,
        row_number() over (partition by b.npi, b.tin, b.day order by a.start_date desc, a.practice_id) as place
      from (
        select npi, tin, day,
          coalesce(lead(day) over (partition by npi, tin order by day), date '9999-12-31') as next_day
        from (
          select a.npi, p.tin, a.start_date as day
          from affiliation a join practice p on p.practice_id = a.practice_id
          union
          select a.npi, p.tin, cast(a.end_date + interval '1' day as date)
          from affiliation a join practice p on p.practice_id = a.practice_id
          where a.end_date is not null and a.end_date < date '9999-12-31'
        ) bounds
      ) b
      join (
        select a.npi, p.tin, a.practice_id, p.organization_id, a.specialty, a.start_date, a.end_date
        from affiliation a join practice p on p.practice_id = a.practice_id
      ) a on a.npi = b.npi and a.tin = b.tin and a.start_date <= b.day and (a.end_date is null or a.end_date >= b.day)
    ) c
    where c.place = 1`
}
