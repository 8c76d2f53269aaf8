-- The practice with the most primary-care visits in the 24 months that end with the year, for everybody with a month of
-- coverage in it; equal visits are settled by spend, then by the latest visit, then by the practice's key.
create unlogged table plurality as
with list (list, first_day, window_start, end_day) as (
  values ('2024', date '2024-01-01', date '2023-01-01', date '2025-01-01'),
    ('2025', date '2025-01-01', date '2024-01-01', date '2026-01-01')
), visit as (
  select person_id, practice_id, service_date, sum(spend_usd) as allowed_usd, max(rendering_npi) as npi
  from person_line
  where primary_care_visit and practice_id is not null and (spend_usd is null or spend_usd >= 0)
    and service_date >= date '2023-01-01' and service_date < date '2026-01-01'
  group by person_id, practice_id, service_date
), seen as (
  select l.list, v.person_id, v.practice_id, count(*) as visits, sum(v.allowed_usd) as allowed_usd,
    max(v.service_date) as last_visit, (array_agg(v.npi order by v.service_date desc))[1] as npi
  from visit v join list l on v.service_date >= l.window_start and v.service_date < l.end_day
  group by l.list, v.person_id, v.practice_id
), ranked as (
  select *, sum(visits) over whole as total, count(*) over whole as candidates,
    row_number() over (partition by list, person_id
      order by visits desc, allowed_usd desc nulls last, last_visit desc, practice_id) as place
  from seen window whole as (partition by list, person_id)
), population as (
  select distinct l.list, m.person_id
  from member_month m join list l on m.month_start >= l.first_day and m.month_start < l.end_day
)
select p.list, p.person_id, r.practice_id, r.npi, case when r.person_id is null then 'no-primary-care' else 'plurality' end as reason,
  r.visits, r.allowed_usd, r.last_visit, round(r.visits / r.total, 9) as share, coalesce(r.candidates, 0) as candidates
from population p
left join ranked r on r.list = p.list and r.person_id = p.person_id and r.place = 1;
