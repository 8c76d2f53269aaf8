-- Claim lines in force with the person, the clinician's practice of that day, and the biller's organization. In the made-up
-- directory no clinician changes the practice, so that the spans need no sorting out.
create unlogged table person_line as
with biller_tin as (
  select tin, min(organization_id) as organization_id
  from (
    select tin, organization_id from organization where tin is not null and organization_type <> 'aco'
    union
    select tin, organization_id from practice
  ) t group by tin having count(distinct organization_id) = 1
), clinician as materialized (
  select f.npi, p.tin, p.practice_id, p.organization_id, f.specialty, f.start_date, f.end_date
  from affiliation f join practice p on p.practice_id = f.practice_id
), biller_npi as (
  select npi, min(organization_id) as organization_id
  from organization where npi is not null and organization_type <> 'aco'
  group by npi having count(distinct organization_id) = 1
)
select m.person_id, c.payer, c.line_of_business, c.member_id, c.claim_type, c.service_date, c.rendering_npi,
  c.billing_npi, c.billing_tin, a.practice_id, coalesce(a.organization_id, t.organization_id, n.organization_id) as organization_id,
  a.specialty,
  coalesce(c.claim_type = 'professional' and a.specialty = 'primary-care'
    and c.place_of_service_code in ('02', '10', '11', '12', '13', '19', '22', '49', '50', '71', '72')
    and c.claim_status <> 'cancellation' and coalesce(c.spend_usd, 0) >= 0, false) as primary_care_visit,
  c.spend_usd, c.paid_date, c.file_id, c.record_number
from (
  select *, coalesce(claim_line_start_date, claim_start_date, admission_date) as service_date,
    coalesce(allowed_amount, paid_amount) as spend_usd
  from medical_claim
) c
join person_member m on m.payer = c.payer and m.member_id = c.member_id
left join superseded s on s.file_id = c.file_id and s.record_number = c.record_number
left join clinician a on a.npi = c.rendering_npi and a.tin = c.billing_tin
  and a.start_date <= c.service_date and (a.end_date is null or a.end_date >= c.service_date)
left join biller_tin t on t.tin = c.billing_tin
left join biller_npi n on n.npi = c.billing_npi
where s.file_id is null and c.service_date is not null and coalesce(c.claim_status, '') <> 'denied';
