-- Months of which a plan covers the first day, one row per person, plan and month; the first of a person's plans in the
-- month's order is primary.
create unlogged table member_month as
with covered as (
  select p.person_id, e.payer, e.plan, e.line_of_business, e.member_id, e.file_id, e.record_number, e.enrollment_start_date,
    month_start::date as month_start
  from eligibility e
  join person_member p on p.payer = e.payer and p.member_id = e.member_id
  left join superseded s on s.file_id = e.file_id and s.record_number = e.record_number
  cross join lateral generate_series(
    date_trunc('month', greatest(e.enrollment_start_date, date '2024-01-01') + interval '1 month' - interval '1 day'),
    least(e.enrollment_end_date, coalesce(e.death_date, e.enrollment_end_date), date '2025-12-31'),
    interval '1 month') as month_start
  where s.file_id is null
), once as (
  select distinct on (person_id, payer, plan, line_of_business, month_start) *
  from covered
  order by person_id, payer, plan, line_of_business, month_start, enrollment_start_date, member_id, file_id, record_number
)
select person_id, payer, plan, line_of_business, member_id, to_char(month_start, 'YYYYMM') as year_month, month_start,
  row_number() over (partition by person_id, month_start
    order by array_position(array['medicare-ffs', 'medicare-advantage', 'commercial', 'self-funded',
      'medicaid-managed-care', 'medicaid-ffs'], line_of_business), payer, plan, line_of_business) = 1 as primary_coverage,
  file_id, record_number
from once;
