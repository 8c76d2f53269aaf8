import { raw, type Sql, sql } from '../../lake/sql.ts'
import { make, type World } from '../world.ts'

/** One ACO's part of a delivery. `from` is exclusive. */
export type Feed = { aco: string; from: string; until: string }

/**
 * Tables that the feed is read from, once for all deliveries: `beneficiary` (the ACO of each person and the person's
 * numbers) and `cclf_version` (each version of a claim with the numbers CMS gives it). Part B has no adjustments: a
 * claim paid anew is a second original (packet 5.2.2).
 */
export async function cclfVersions(world: World): Promise<void> {
  await make(
    world,
    'beneficiary',
    sql`select m.*, coalesce(o.parent_organization_id, case when hash(m.person) % 2 = 0 then 'A1001' else 'A1002' end) as aco,
        hash(m.person) % 97 = 0 as number_changed, p.disabled, p.low_income, p.age, min(s.start_date) over (partition by m.person) as first_day, d.dual
      from member m
      join person p on p.person = m.person
      join course d on d.person = m.person
      join (select person, min(start_date) as start_date from span where payer = 'medicare' group by person) s on s.person = m.person
      join panel n on n.person = m.person
      left join practice_list l on l.practice_id = n.practice_id
      left join organization_list o on o.organization_id = l.organization_id
      where m.payer = 'medicare' order by m.person`,
  )
  await make(
    world,
    'cclf_version',
    sql`select v.claim, v.number, v.status, v.factor, v.paid_date, b.aco, ${memberNumber('v.paid_date')} as mbi,
        lpad((v.claim * 4 + v.number)::varchar, 13, '0') as unique_id, c.part, c.kind, c.from_date, c.thru_date, c.oscar, c.bill_type_code, c.drg, c.disposition, c.because,
        c.rendering_npi, c.billing_npi, c.billing_tin, c.diagnoses, c.allowed_amount, c.member_amount, c.charge_amount,
        case v.status when 'original' then '0' when 'cancellation' then '1' else case when c.part = 'f' then '2' else '0' end end as adjustment,
        case c.kind when 'stay' then case c.part when 'f' then '60' else '71' end when 'nursing' then '20' when 'home-health' then '10'
          when 'equipment' then '82' else case c.part when 'f' then '40' else '71' end end as claim_type
      from claim_version v join claim c on c.claim = v.claim join beneficiary b on b.person = c.person
      where v.payer = 'medicare' order by v.claim, v.number`,
  )
}

/** About one beneficiary in a hundred got a new number at the start of 2025; deliveries carry the number of their day. */
const memberNumber = (day: string) =>
  raw(
    `case when b.number_changed and ${day} <= date '2024-12-31' then '2' || substr(b.member_id, 2) else b.member_id end`,
  )

const sent = ({ aco, from, until }: Feed, and: Sql = sql`true`): Sql =>
  sql`(select * from cclf_version where aco = ${aco} and paid_date > ${from}::date and paid_date <= ${until}::date and ${and})`

const FACILITY = sql`part = 'f'`
const amount = (column: string) => raw(`(${column} * v.factor)::decimal(18,2)`)
const WHOLE = "v.claim_type in ('60', '20', '10')"

const headers = (feed: Feed): Sql => sql`
  select unique_id as CUR_CLM_UNIQ_ID, oscar as PRVDR_OSCAR_NUM, mbi as BENE_MBI_ID, claim_type as CLM_TYPE_CD, from_date as CLM_FROM_DT, thru_date as CLM_THRU_DT,
    substr(bill_type_code, 1, 1) as CLM_BILL_FAC_TYPE_CD, substr(bill_type_code, 2, 1) as CLM_BILL_CLSFCTN_CD, split_part(diagnoses, ' ', 1) as PRNCPL_DGNS_CD,
    case when ${raw(WHOLE)} then split_part(diagnoses, ' ', 1) end as ADMTG_DGNS_CD, ${amount('(allowed_amount - member_amount)')} as CLM_PMT_AMT, '99' as PRVDR_FAC_FIPS_ST_CD,
    coalesce(disposition, '01') as BENE_PTNT_STUS_CD, case claim_type when '60' then '0' || drg end as DGNS_DRG_CD, billing_npi as FAC_PRVDR_NPI_NUM, rendering_npi as ATNDG_PRVDR_NPI_NUM,
    adjustment as CLM_ADJSMT_TYPE_CD, paid_date as CLM_EFCTV_DT, (paid_date + 3)::date as CLM_IDR_LD_DT, case claim_type when '60' then '1' end as CLM_ADMSN_TYPE_CD,
    case claim_type when '60' then '1' end as CLM_ADMSN_SRC_CD, case number when 0 then '1' when 1 then '8' else '7' end as CLM_BILL_FREQ_CD, '0' as DGNS_PRCDR_ICD_IND,
    ${amount('charge_amount')} as CLM_MDCR_INSTNL_TOT_CHRG_AMT, oscar as CLM_BLG_PRVDR_OSCAR_NUM, billing_npi as CLM_BLG_PRVDR_NPI_NUM, rendering_npi as CLM_ATNDG_PRVDR_NPI_NUM,
    'C' || claim::varchar || '-' || number::varchar as CLM_CNTL_NUM, case when number > 0 then 'C' || claim::varchar || '-0' end as CLM_ORG_CNTL_NUM
  from ${sent(feed, FACILITY)} v order by claim, number`

/** A stay is paid as a whole: its revenue lines have no amount of their own (packet 3.5). */
const revenueLines = (feed: Feed): Sql => sql`
  select v.unique_id as CUR_CLM_UNIQ_ID, l.claim_line_number as CLM_LINE_NUM, v.mbi as BENE_MBI_ID, v.claim_type as CLM_TYPE_CD, v.from_date as CLM_LINE_FROM_DT, v.thru_date as CLM_LINE_THRU_DT,
    l.revenue_center_code as CLM_LINE_PROD_REV_CTR_CD, v.from_date as CLM_LINE_INSTNL_REV_CTR_DT, l.hcpcs_code as CLM_LINE_HCPCS_CD, v.oscar as PRVDR_OSCAR_NUM, v.from_date as CLM_FROM_DT, v.thru_date as CLM_THRU_DT,
    l.units as CLM_LINE_SRVC_UNIT_QTY, case when ${raw(WHOLE)} then 0 else
      -- The last line takes the cents that rounding left, so that lines sum to their header.
      case when l.claim_line_number = c.lines then ${amount('(v.allowed_amount - v.member_amount)')}
        - coalesce(sum(${amount('(l.allowed_amount - l.member_amount)')}) over (partition by v.claim, v.number order by l.claim_line_number rows between unbounded preceding and 1 preceding), 0)
      else ${amount('(l.allowed_amount - l.member_amount)')} end end as CLM_LINE_CVRD_PD_AMT, v.oscar as CLM_FAC_PRVDR_OSCAR_NUM
  from ${sent(feed, FACILITY)} v join claim_line l on l.claim = v.claim join claim c on c.claim = v.claim order by v.claim, v.number, l.claim_line_number`

const procedures = (feed: Feed): Sql => sql`
  select unique_id as CUR_CLM_UNIQ_ID, mbi as BENE_MBI_ID, claim_type as CLM_TYPE_CD, 1 as CLM_VAL_SQNC_NUM, case because when 'joint' then '0SRC0J9' else '0DTN4ZZ' end as CLM_PRCDR_CD,
    from_date as CLM_PRCDR_PRFRM_DT, oscar as PRVDR_OSCAR_NUM, from_date as CLM_FROM_DT, thru_date as CLM_THRU_DT, '0' as DGNS_PRCDR_ICD_IND, oscar as CLM_BLG_PRVDR_OSCAR_NUM
  from ${sent(feed, sql`claim_type = '60' and because in ('joint', 'digestive')`)} v order by claim, number`

const diagnoses = (feed: Feed): Sql => sql`
  select v.unique_id as CUR_CLM_UNIQ_ID, v.mbi as BENE_MBI_ID, v.claim_type as CLM_TYPE_CD, 'D' as CLM_PROD_TYPE_CD, n.place as CLM_VAL_SQNC_NUM, split_part(v.diagnoses, ' ', n.place) as CLM_DGNS_CD,
    v.oscar as PRVDR_OSCAR_NUM, v.from_date as CLM_FROM_DT, v.thru_date as CLM_THRU_DT, case v.claim_type when '60' then 'Y' end as CLM_POA_IND, '0' as DGNS_PRCDR_ICD_IND, v.oscar as CLM_BLG_PRVDR_OSCAR_NUM
  from ${sent(feed, FACILITY)} v join (values (1), (2), (3), (4), (5), (6), (7), (8)) as n(place) on split_part(v.diagnoses, ' ', n.place) <> '' order by v.claim, v.number, n.place`

/** CMS specialty codes of clinicians. */
const SPECIALTY = `case s.specialty when 'primary-care' then '08' when 'cardiology' then '06' when 'endocrinology' then '46' when 'nephrology' then '39' when 'gastroenterology' then '10'
  when 'pulmonology' then '29' when 'orthopedics' then '20' when 'psychiatry' then '26' when 'dermatology' then '07' when 'surgery' then '02' when 'obstetrics' then '16'
  else case v.kind when 'emergency' then '93' else '69' end end`

/** What two of three clinicians say they are to the patient: reporting is voluntary (CMS, MM11259). */
const RELATIONSHIP = `case when hash(v.rendering_npi) % 3 <> 0 then case v.kind when 'office' then 'X1' when 'wellness' then 'X1'
  when 'specialist' then 'X2' when 'stay' then 'X3' when 'colonoscopy' then 'X4' when 'laboratory' then 'X5' end end`

const physicians = (feed: Feed): Sql => sql`
  select v.unique_id as CUR_CLM_UNIQ_ID, l.claim_line_number as CLM_LINE_NUM, v.mbi as BENE_MBI_ID, v.claim_type as CLM_TYPE_CD, v.from_date as CLM_FROM_DT, v.thru_date as CLM_THRU_DT,
    '1' as RNDRG_PRVDR_TYPE_CD, '99' as RNDRG_PRVDR_FIPS_ST_CD, ${raw(SPECIALTY)} as CLM_PRVDR_SPCLTY_CD, '1' as CLM_FED_TYPE_SRVC_CD, l.place_of_service_code as CLM_POS_CD,
    v.from_date as CLM_LINE_FROM_DT, v.from_date as CLM_LINE_THRU_DT, l.hcpcs_code as CLM_LINE_HCPCS_CD, ${raw(RELATIONSHIP)} as HCPCS_1_MDFR_CD,
    ${amount('(l.allowed_amount - l.member_amount)')} as CLM_LINE_CVRD_PD_AMT, split_part(v.diagnoses, ' ', 1) as CLM_LINE_DGNS_CD, v.billing_tin as CLM_RNDRG_PRVDR_TAX_NUM, v.rendering_npi as RNDRG_PRVDR_NPI_NUM, '1' as CLM_CARR_PMT_DNL_CD, 'A' as CLM_PRCSG_IND_CD,
    v.adjustment as CLM_ADJSMT_TYPE_CD, v.paid_date as CLM_EFCTV_DT, (v.paid_date + 3)::date as CLM_IDR_LD_DT, 'C' || v.claim::varchar as CLM_CNTL_NUM,
    ${amount('l.allowed_amount')} as CLM_LINE_ALOWD_CHRG_AMT, l.units as CLM_LINE_SRVC_UNIT_QTY, '01' as CLM_DISP_CD, ${raw(DIAGNOSES_B)}, '0' as DGNS_PRCDR_ICD_IND, v.rendering_npi as CLM_RNDRG_PRVDR_NPI_NUM
  from ${sent(feed, sql`claim_type = '71'`)} v join claim_line l on l.claim = v.claim
  left join (select distinct npi, specialty from affiliation_list) s on s.npi = v.rendering_npi
  order by v.claim, v.number, l.claim_line_number`

const DIAGNOSES_B = [1, 2, 3, 4, 5, 6, 7, 8]
  .map((n) => `nullif(split_part(v.diagnoses, ' ', ${n}), '') as CLM_DGNS_${n}_CD`)
  .join(', ')

const equipment = (feed: Feed): Sql => sql`
  select v.unique_id as CUR_CLM_UNIQ_ID, l.claim_line_number as CLM_LINE_NUM, v.mbi as BENE_MBI_ID, v.claim_type as CLM_TYPE_CD, v.from_date as CLM_FROM_DT, v.thru_date as CLM_THRU_DT, 'R' as CLM_FED_TYPE_SRVC_CD,
    l.place_of_service_code as CLM_POS_CD, v.from_date as CLM_LINE_FROM_DT, v.from_date as CLM_LINE_THRU_DT, l.hcpcs_code as CLM_LINE_HCPCS_CD, ${amount('(l.allowed_amount - l.member_amount)')} as CLM_LINE_CVRD_PD_AMT,
    v.billing_npi as PAYTO_PRVDR_NPI_NUM, '1' as CLM_CARR_PMT_DNL_CD, 'A' as CLM_PRCSG_IND_CD, v.adjustment as CLM_ADJSMT_TYPE_CD, v.paid_date as CLM_EFCTV_DT, (v.paid_date + 3)::date as CLM_IDR_LD_DT,
    'C' || v.claim::varchar as CLM_CNTL_NUM, ${amount('l.allowed_amount')} as CLM_LINE_ALOWD_CHRG_AMT, '01' as CLM_DISP_CD, v.billing_npi as CLM_BLG_PRVDR_NPI_NUM
  from ${sent(feed, sql`claim_type = '82'`)} v join claim_line l on l.claim = v.claim order by v.claim, v.number, l.claim_line_number`

/** Part D names what the beneficiary paid and nothing else (packet 3.3). */
const prescriptions = ({ aco, from, until }: Feed): Sql => sql`
  select lpad((f.fill * 4 + v.number)::varchar, 13, '0') as CUR_CLM_UNIQ_ID, ${memberNumber('v.paid_date')} as BENE_MBI_ID, f.ndc_code as CLM_LINE_NDC_CD, '01' as CLM_TYPE_CD, f.dispensing_date as CLM_LINE_FROM_DT,
    '01' as PRVDR_SRVC_ID_QLFYR_CD, f.dispensing_npi as CLM_SRVC_PRVDR_GNRC_ID_NUM, 'C' as CLM_DSPNSNG_STUS_CD, '0' as CLM_DAW_PROD_SLCTN_CD, f.quantity as CLM_LINE_SRVC_UNIT_QTY, f.days_supply as CLM_LINE_DAYS_SUPLY_QTY,
    '01' as PRVDR_PRSBNG_ID_QLFYR_CD, f.prescribing_npi as CLM_PRSBNG_PRVDR_GNRC_ID_NUM, (f.member_amount * v.factor)::decimal(18,2) as CLM_LINE_BENE_PMT_AMT,
    case v.status when 'original' then '0' when 'cancellation' then '1' else '2' end as CLM_ADJSMT_TYPE_CD, v.paid_date as CLM_EFCTV_DT, (v.paid_date + 3)::date as CLM_IDR_LD_DT,
    lpad(f.fill::varchar, 12, '0') as CLM_LINE_RX_SRVC_RFRNC_NUM, f.refills::varchar as CLM_LINE_RX_FILL_NUM, '01' as CLM_PHRMCY_SRVC_TYPE_CD
  from fill_version v join fill f on f.fill = v.fill join beneficiary b on b.person = f.person
  where f.payer = 'medicare' and b.aco = ${aco} and v.paid_date > ${from}::date and v.paid_date <= ${until}::date order by f.fill, v.number`

const inFeed = ({ aco, from, until }: Feed): Sql => sql`(
  select distinct b.* from beneficiary b join span s on s.person = b.person and s.payer = 'medicare'
  where b.aco = ${aco} and s.start_date <= ${until}::date and s.end_date > ${from}::date)`

const beneficiaries = (feed: Feed): Sql => sql`
  select ${memberNumber(`date '${feed.until}'`)} as BENE_MBI_ID, '99' as BENE_FIPS_STATE_CD, '001' as BENE_FIPS_CNTY_CD, ${home('zip_code', feed)} as BENE_ZIP_CD, birth_date as BENE_DOB,
    case gender when 'male' then '1' else '2' end as BENE_SEX_CD, case race when 'White' then '1' when 'Black or African American' then '2' when 'Asian' then '4' else '3' end as BENE_RACE_CD,
    floor(date_diff('day', birth_date, ${feed.until}::date) / 365.25)::integer as BENE_AGE, case when disabled then '20' else '10' end as BENE_MDCR_STUS_CD,
    case when low_income and dual then '02' else 'NA' end as BENE_DUAL_STUS_CD, case when death_date <= ${feed.until}::date then death_date end as BENE_DEATH_DT,
    first_name as BENE_1ST_NAME, last_name as BENE_LAST_NAME, case when disabled then '1' else '0' end as BENE_ORGNL_ENTLMT_RSN_CD, case when low_income and dual then 'C' else '3' end as BENE_ENTLMT_BUYIN_IND,
    first_day as BENE_PART_A_ENRLMT_BGN_DT, first_day as BENE_PART_B_ENRLMT_BGN_DT, ${home('address', feed)} as BENE_LINE_1_ADR, ${home('city', feed)} as GEO_ZIP_PLC_NAME, 'ZZ' as GEO_USPS_STATE_CD,
    ${home('zip_code', feed)} as GEO_ZIP5_CD
  from ${inFeed(feed)} b order by person`

const home = (column: string, { until }: Feed) =>
  raw(
    `case when moved and (stays_at_old or date '${until}' < date '2023-01-01' + to_months(moved_month)) then old_${column} else ${column} end`,
  )

const crosswalk = (feed: Feed): Sql => sql`
  select 'M' as HICN_MBI_XREF_IND, member_id as CRNT_NUM, '2' || substr(member_id, 2) as PRVS_NUM, date '2018-04-01' as PRVS_ID_EFCTV_DT, date '2024-12-31' as PRVS_ID_OBSLT_DT
  from ${inFeed(feed)} b where number_changed and first_day < date '2025-01-01' and ${feed.until}::date > date '2024-12-31' order by person`

const shareOfFacility = (feed: Feed): Sql => sql`
  select unique_id as CUR_CLM_UNIQ_ID, mbi as BENE_MBI_ID, claim_type as CLM_TYPE_CD, case claim_type when '60' then from_date end as CLM_ACTV_CARE_FROM_DT, ${amount('member_amount')} as CLM_MDCR_COINSRNC_AMT, 0 as CLM_MDCR_DDCTBL_AMT
  from ${sent(feed, FACILITY)} v order by claim, number`

const shareOfPhysicians = (feed: Feed): Sql => sql`
  select v.unique_id as CUR_CLM_UNIQ_ID, l.claim_line_number as CLM_LINE_NUM, v.mbi as BENE_MBI_ID, v.claim_type as CLM_TYPE_CD, 0 as CLM_MDCR_DDCTBL_AMT
  from ${sent(feed, sql`claim_type = '71'`)} v join claim_line l on l.claim = v.claim order by v.claim, v.number, l.claim_line_number`

/** The records of each file of a delivery, in CMS's order. */
export const CCLF_RECORDS: Readonly<Record<string, (feed: Feed) => Sql>> = {
  cclf1: headers,
  cclf2: revenueLines,
  cclf3: procedures,
  cclf4: diagnoses,
  cclf5: physicians,
  cclf6: equipment,
  cclf7: prescriptions,
  cclf8: beneficiaries,
  cclf9: crosswalk,
  cclfa: shareOfFacility,
  cclfb: shareOfPhysicians,
}
