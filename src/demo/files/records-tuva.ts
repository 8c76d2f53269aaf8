import { literal, raw, type Sql, sql } from '../../lake/sql.ts'

/** What a payer holds on a day, under the names of the Tuva input layer. `from` is exclusive. */
export type Window = { payer: string; from: string; until: string }

/** One row per span of coverage that has begun and had not ended before the window. */
export const eligibilityRecords = ({ payer, from, until }: Window): Sql => sql`
  with known as (
    select s.*, m.*, case when m.moved and (m.stays_at_old or ${until}::date < (date '2023-01-01' + to_months(m.moved_month))::date) then 1 else 0 end as at_old
    from span s join member m on m.person = s.person and m.payer = s.payer
    where s.payer = ${payer} and s.start_date <= ${until}::date and s.end_date >= greatest(${from}::date, date '2023-01-01')
  )
  select member_id, subscriber_id, payer, plan, ${linesOf(payer)} start_date as enrollment_start_date,
    case when end_date > ${until}::date then date '9999-12-31' else end_date end as enrollment_end_date,
    ${literal(PAYER_TYPE[payer] ?? 'commercial')} as payer_type, group_id, first_name, last_name, gender, race, birth_date,
    case when death_date <= ${until}::date then death_date end as death_date, social_security_number,
    case at_old when 1 then old_address else address end as address, case at_old when 1 then old_city else city end as city, 'ZZ' as state,
    case at_old when 1 then old_zip_code else zip_code end as zip_code, phone, email, subscriber_relation,
    case when plan in ('state-dual', 'harbor-dual') then '02' end as dual_status_code, payer || '-enrollment' as data_source
  from known order by member_id, plan, start_date`

const PAYER_TYPE: Record<string, string> = {
  'harbor-advantage': 'medicare advantage',
  'state-medicaid': 'medicaid',
  'bridge-health-plan': 'medicaid managed care',
}

/** Only the payer with two lines of business states which. */
const linesOf = (payer: string, of = '') => raw(payer === 'summit-health' ? `${of}line_of_business,` : '')

/**
 * Each claim's latest state within the window, under the number it always had: a later delivery replaces an earlier
 * one. A claim taken back comes again with nothing paid, unless it was never sent.
 */
const sent = ({ payer, from, until }: Window, table: string, key: string): Sql => sql`
  select ${raw(key)}, number, factor, paid_date,
    case status when 'cancellation' then 'cancellation' else case when status = 'adjustment' and payer = 'harbor-advantage' then 'adjustment' else 'original' end end as claim_status
  from (
    select *, row_number() over (partition by ${raw(key)} order by paid_date desc, number desc) as place, min(number) over (partition by ${raw(key)}) as first_number from ${raw(table)}
    where payer = ${payer} and paid_date > ${from}::date and paid_date <= ${until}::date and (status <> 'cancellation' or reversed)
  ) as state where place = 1 and not (status = 'cancellation' and first_number = 0)`

const PREFIX: Record<string, string> = {
  'harbor-advantage': 'HC',
  'state-medicaid': 'T',
  'bridge-health-plan': 'BR',
  'summit-health': 'S',
  'keystone-mutual': 'K',
}
const numberOf = (payer: string, key: string) => sql`${literal(PREFIX[payer] ?? '')} || v.${raw(key)}::varchar`

/** A claim that was taken back pays nothing; a line paid anew pays nine tenths. */
const paid = (column: string) =>
  raw(`(${column} * case v.claim_status when 'cancellation' then 0 else v.factor end)::decimal(18,2)`)

const DIAGNOSES = [1, 2, 3, 4, 5, 6]
  .map((n) => `nullif(split_part(c.diagnoses, ' ', ${n}), '') as diagnosis_code_${n}`)
  .join(', ')

/** One row per line of the claims' versions. */
export const medicalRecords = (window: Window): Sql => sql`
  select ${numberOf(window.payer, 'claim')} as claim_id, l.claim_line_number, v.claim_status,
    case c.part when 'f' then 'institutional' else 'professional' end as claim_type, m.member_id, c.payer, c.plan, ${linesOf(window.payer, 'c.')}
    c.from_date as claim_start_date, c.thru_date as claim_end_date, c.from_date as claim_line_start_date, c.thru_date as claim_line_end_date,
    case when c.bill_type_code in ('111', '211') then c.from_date end as admission_date, case when c.bill_type_code in ('111', '211') then c.thru_date end as discharge_date,
    case when c.bill_type_code = '111' then case c.because when 'newborn' then '5' else '1' end end as admit_source_code,
    case when c.bill_type_code = '111' then case c.because when 'newborn' then '4' when 'joint' then '3' else '1' end end as admit_type_code,
    case when c.part = 'f' then coalesce(c.disposition, '01') end as discharge_disposition_code, l.place_of_service_code, c.bill_type_code,
    case when c.drg is not null and c.bill_type_code = '111' then 'ms-drg' end as drg_code_type, case when c.bill_type_code = '111' then c.drg end as drg_code,
    l.revenue_center_code, l.units as service_unit_quantity, l.hcpcs_code, c.rendering_npi, c.billing_tin as rendering_tin, c.billing_npi, c.billing_tin,
    case when c.part = 'f' then c.billing_npi end as facility_npi, v.paid_date,
    ${paid('(l.allowed_amount - l.member_amount)')} as paid_amount, ${paid('l.allowed_amount')} as allowed_amount, ${paid('l.charge_amount')} as charge_amount,
    case when c.part = 'f' then ${paid('l.member_amount')} else 0 end as coinsurance_amount, case when c.part = 'p' then ${paid('l.member_amount')} else 0 end as copayment_amount,
    0 as deductible_amount, 'icd-10-cm' as diagnosis_code_type, ${raw(DIAGNOSES)}, '1' as in_network_flag, c.payer || '-claims' as data_source
  from (${sent(window, 'claim_version', 'claim')}) v
  join claim c on c.claim = v.claim
  join claim_line l on l.claim = v.claim
  join member m on m.person = c.person and m.payer = c.payer
  order by v.claim, v.number, l.claim_line_number`

/** One row per fill's version. */
export const pharmacyRecords = (window: Window): Sql => sql`
  select ${numberOf(window.payer, 'fill')} || 'R' as claim_id, 1 as claim_line_number,
    v.claim_status,
    m.member_id, f.payer, f.plan, ${linesOf(window.payer, 'f.')} f.prescribing_npi as prescribing_provider_npi,
    f.dispensing_npi as dispensing_provider_npi, f.dispensing_date, f.ndc_code, f.quantity, f.days_supply, f.refills, v.paid_date,
    ${paid('(f.allowed_amount - f.member_amount)')} as paid_amount, ${paid('f.allowed_amount')} as allowed_amount, ${paid('f.charge_amount')} as charge_amount,
    0 as coinsurance_amount, ${paid('f.member_amount')} as copayment_amount, 0 as deductible_amount, '1' as in_network_flag, f.payer || '-pharmacy' as data_source
  from (${sent(window, 'fill_version', 'fill')}) v
  join fill f on f.fill = v.fill
  join member m on m.person = f.person and m.payer = f.payer
  order by v.fill, v.number`

/** One row per laboratory result reported in the window. */
export const labRecords = ({ payer, from, until }: Window): Sql => sql`
  select 'L' || l.lab::varchar as lab_result_id, m.member_id, l.payer, l.plan, l.line_of_business, 'loinc' as source_code_type, l.source_code, l.result, l.result_value,
    l.source_units, l.collection_date, l.result_date, l.npi as ordering_practitioner_npi, l.payer || '-laboratory' as data_source
  from lab l join member m on m.person = l.person and m.payer = l.payer
  where l.payer = ${payer} and l.result_date > ${from}::date and l.result_date <= ${until}::date
  order by l.lab`

/** One row per member and quarter's last month on the payer's own list: mostly the usual practice, sometimes another, sometimes none. */
export const attributionRecords = ({ payer, from, until }: Window): Sql => sql`
  select m.member_id, strftime(c.month_start, '%Y%m') as year_month, c.payer, c.plan, ${linesOf(payer, 'c.')}
    p.practice_id as payer_attributed_provider_practice, p.organization_id as payer_attributed_provider_organization, c.payer || '-roster' as data_source
  from covered c join member m on m.person = c.person and m.payer = c.payer
  join panel n on n.person = c.person
  join practice_list p on p.practice_id = case when hash(c.person) % 100 < 86 then n.practice_id when hash(c.person) % 100 < 94 then n.next_practice_id end
  where c.payer = ${payer} and c.main and c.month % 3 = 2 and c.month >= 24 and c.month_start > ${from}::date and c.month_start <= ${until}::date
  order by m.member_id, c.month`
