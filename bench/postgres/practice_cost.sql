-- Spend of each person, truncated at the 99th percentile (nearest rank) of their line of business, and what it comes to per
-- member month at each practice, by payer and over all payers.
create unlogged table person_cost as
with month as (
  select to_char(month_start, 'YYYY') as period, payer, line_of_business, person_id,
    count(distinct month_start) as member_months
  from member_month group by 1, 2, 3, 4
), line as (
  select to_char(service_date, 'YYYY') as period, payer, line_of_business, person_id, count(*) as lines,
    count(*) - count(spend_usd) as lines_without_amount, sum(spend_usd) as spend_usd
  from person_line where service_date >= date '2024-01-01' and service_date < date '2026-01-01' group by 1, 2, 3, 4
), spend as (
  select m.*, coalesce(l.lines, 0) as lines, coalesce(l.lines_without_amount, 0) as lines_without_amount,
    coalesce(l.spend_usd, 0) as spend_usd
  from month m left join line l using (period, payer, line_of_business, person_id)
), ranked as (
  select period, line_of_business, spend_usd, count(*) over (partition by period, line_of_business) as people,
    row_number() over (partition by period, line_of_business order by spend_usd) as place
  from spend
), point as (
  select period, line_of_business, spend_usd as cap_usd from ranked where place = greatest(ceil(0.99 * people), 1)
)
select s.*, least(s.spend_usd, p.cap_usd) as truncated_usd from spend s join point p using (period, line_of_business);

create unlogged table practice_cost as
with panel as (
  select period, person_id, practice_id from attribution where practice_id is not null
), months as (
  select p.period, p.practice_id, m.payer, count(distinct (m.person_id, m.month_start)) as member_months
  from (select *, to_char(month_start, 'YYYY') as period from member_month) m
  join panel p on p.period = m.period and p.person_id = m.person_id
  group by grouping sets ((p.period, p.practice_id, m.payer), (p.period, p.practice_id))
), spend as (
  select p.period, p.practice_id, c.payer, count(distinct c.person_id) as people, sum(c.spend_usd) as spend_usd,
    sum(c.truncated_usd) as truncated_usd
  from person_cost c join panel p on p.period = c.period and p.person_id = c.person_id
  group by grouping sets ((p.period, p.practice_id, c.payer), (p.period, p.practice_id))
)
select s.period, s.practice_id, coalesce(s.payer, 'all') as payer, s.people, m.member_months, s.spend_usd, s.truncated_usd,
  round(s.truncated_usd / m.member_months, 2) as pmpm_usd
from spend s
join months m on m.period = s.period and m.practice_id = s.practice_id and coalesce(m.payer, '') = coalesce(s.payer, '');
