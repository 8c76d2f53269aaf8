-- Spend by month of service and month of payment, from which completion is learned.
create unlogged table claims_triangle as
select payer, line_of_business, to_char(service_date, 'YYYYMM') as service_month,
  coalesce(to_char(paid_date, 'YYYYMM'), '-') as paid_month, count(*) as lines,
  count(*) - count(spend_usd) as lines_without_amount, coalesce(sum(spend_usd), 0) as spend_usd, max(paid_date) as last_paid
from person_line
group by payer, line_of_business, service_month, paid_month;
