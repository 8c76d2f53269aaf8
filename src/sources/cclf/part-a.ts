import { raw, type Sql, sql } from '../../lake/sql.ts'
import { DIAGNOSES, medicalClaim, PROCEDURES } from '../../lake/tables/medical-claim.ts'
import { acoOfClaim, besideHeader, diagnosesOfClaim, icd, numberedFrom, ofHeader, proceduresOfClaim } from './codes.ts'
import { currentMemberOfSubmission } from './member.ts'
import { row, type Sender, sentBy } from './row.ts'
import { partAStatus, sign } from './status.ts'

/**
 * One row per revenue line (CCLF2) of an institutional claim, with its header (CCLF1), diagnoses (CCLF4), procedures
 * (CCLF3) and member's share (CCLFA); a claim without revenue lines is one row, line 1.
 *
 * Paid amount (packet 3.5): where the lines sum to the header to the cent, each line has its own; otherwise the lines'
 * amounts are ignored and the header's stands on the first line, the others have 0.00. A line whose header did not
 * come has no known amount. Charges and the member's share are the header's, on the first line.
 */
export function mapPartA(sender: Sender): Sql {
  return sql`
    with ${header()},
    ${lines()},
    ${share()},
    ${diagnosesOfClaim()},
    ${proceduresOfClaim()},
    crosswalk as (${currentMemberOfSubmission()})
    select ${row(medicalClaim, { ...sentBy(sender, 'l'), ...CLAIM, ...LINE, ...PROVIDER, ...AMOUNT, ...CODES })}
    from line l
      left join header h on h.cur_clm_uniq_id = l.cur_clm_uniq_id and h.aco_id = l.header_aco_id
      left join share s on s.cur_clm_uniq_id = l.cur_clm_uniq_id and s.aco_id = coalesce(l.header_aco_id, l.aco_id)
      left join diagnoses d on d.cur_clm_uniq_id = l.cur_clm_uniq_id and d.aco_id = coalesce(l.header_aco_id, l.aco_id)
      left join procedures p on p.cur_clm_uniq_id = l.cur_clm_uniq_id and p.aco_id = coalesce(l.header_aco_id, l.aco_id)
      left join crosswalk x on x.previous_member_id = coalesce(h.bene_mbi_id, l.bene_mbi_id)`
}

/** One header per ACO and claim: of two copies in a delivery the one loaded last. `copies` counts ACOs that have it. */
const header = (): Sql => sql`
    ranked_header as (
      select *, row_number() over (
        partition by aco_id, cur_clm_uniq_id
        order by clm_idr_ld_dt desc nulls last, file_id desc, record_number desc) as place
      from cclf1
    ), header as (
      select *, count(*) over (partition by cur_clm_uniq_id) as copies from ranked_header where place = 1
    )`

/** Two copies of a line are both kept here; the later record is the one in force. */
const lines = (): Sql => sql`
    sent_line as (
      select r.*, ${ofHeader('aco_id')} as header_aco_id, ${ofHeader('clm_pmt_amt')} as clm_pmt_amt, row_number() over (
          partition by r.aco_id, r.cur_clm_uniq_id, r.clm_line_num order by r.file_id desc, r.record_number desc) as copy
      from cclf2 r ${besideHeader()}
    ), summed as (
      select aco_id, cur_clm_uniq_id, min(clm_line_num) as first_line,
        case when count(*) = count(clm_line_cvrd_pd_amt) and sum(clm_line_cvrd_pd_amt) = max(clm_pmt_amt)
          then true else false end as lines_sum
      from sent_line where copy = 1 group by aco_id, cur_clm_uniq_id
    ), line as (
      select r.aco_id, r.file_id, r.record_number, r.cur_clm_uniq_id, r.header_aco_id, r.clm_line_num, r.bene_mbi_id,
        r.clm_from_dt, r.clm_thru_dt, r.clm_line_from_dt, r.clm_line_thru_dt, r.clm_line_instnl_rev_ctr_dt,
        r.clm_line_prod_rev_ctr_cd, r.clm_line_hcpcs_cd, r.clm_line_srvc_unit_qty, r.clm_line_cvrd_pd_amt,
        r.hcpcs_1_mdfr_cd, r.hcpcs_2_mdfr_cd, r.hcpcs_3_mdfr_cd, r.hcpcs_4_mdfr_cd, r.hcpcs_5_mdfr_cd,
        s.lines_sum, r.clm_line_num = s.first_line as is_first
      from sent_line r join summed s on s.aco_id = r.aco_id and s.cur_clm_uniq_id = r.cur_clm_uniq_id
      union all
      select h.aco_id, h.file_id, h.record_number, h.cur_clm_uniq_id, h.aco_id, 1, h.bene_mbi_id,
        h.clm_from_dt, h.clm_thru_dt, null, null, null, null, null, null, null, null, null, null, null, null,
        false, true
      from header h
      where not exists (
        select 1 from sent_line r where r.cur_clm_uniq_id = h.cur_clm_uniq_id and r.header_aco_id = h.aco_id)
    )`

/** One row per claim of an ACO in CCLFA, which may list a claim more than once and repeats its amounts: the last record. */
const share = (): Sql => sql`
    share as (
      select ${acoOfClaim()} as aco_id, r.cur_clm_uniq_id, max(r.clm_mdcr_coinsrnc_amt) as coinsurance,
        case when max(r.clm_mdcr_ddctbl_amt) is null then max(r.clm_mdcr_ip_bene_ddctbl_amt)
          else max(r.clm_mdcr_ddctbl_amt) end as deductible,
        max_by(r.file_id, r.record_number) as file_id, max(r.record_number) as record_number
      from cclfa r ${besideHeader()} group by ${acoOfClaim()}, r.cur_clm_uniq_id
    )`

/** Claim types of stays: skilled nursing, swing bed, inpatient (packet table 14, element 5). */
const IS_STAY = "h.clm_type_cd in ('20', '30', '60', '61')"

const CLAIM: Record<string, Sql> = {
  claim_id: raw("'cclf1-' || l.cur_clm_uniq_id"),
  claim_line_number: raw('l.clm_line_num'),
  claim_type: raw("'institutional'"),
  member_id: raw('coalesce(x.current_member_id, h.bene_mbi_id, l.bene_mbi_id)'),
  claim_start_date: raw('coalesce(h.clm_from_dt, l.clm_from_dt)'),
  claim_end_date: raw('coalesce(h.clm_thru_dt, l.clm_thru_dt)'),
  // An interim bill (frequency 3 or 4) starts after the admission, and a patient who stays (status 30) has not left.
  admission_date: raw(
    `case when ${IS_STAY} and coalesce(h.clm_bill_freq_cd, '1') not in ('3', '4') then h.clm_from_dt end`,
  ),
  discharge_date: raw(`case when ${IS_STAY} and coalesce(h.bene_ptnt_stus_cd, '30') <> '30' then h.clm_thru_dt end`),
  admit_source_code: raw('h.clm_admsn_src_cd'),
  admit_type_code: raw('h.clm_admsn_type_cd'),
  discharge_disposition_code: raw('h.bene_ptnt_stus_cd'),
  bill_type_code: raw('h.clm_bill_fac_type_cd || h.clm_bill_clsfctn_cd || h.clm_bill_freq_cd'),
  drg_code_type: raw("case when h.dgns_drg_cd is not null then 'ms-drg' end"),
  drg_code: raw(
    "case when length(h.dgns_drg_cd) = 4 and h.dgns_drg_cd like '0%' then substr(h.dgns_drg_cd, 2) else h.dgns_drg_cd end",
  ),
  claim_status: partAStatus('h'),
  // The natural key of packet 5.1.2; the member, its fourth part, is a column of its own.
  claim_control_number: raw(
    "coalesce(h.clm_blg_prvdr_oscar_num, h.prvdr_oscar_num) || '-' || cast(h.clm_from_dt as varchar) || '-' || cast(h.clm_thru_dt as varchar)",
  ),
  header_file_id: raw('h.file_id'),
  header_record_number: raw('h.record_number'),
  share_file_id: raw('s.file_id'),
  share_record_number: raw('s.record_number'),
}

const LINE: Record<string, Sql> = {
  claim_line_start_date: raw('coalesce(l.clm_line_from_dt, l.clm_line_instnl_rev_ctr_dt)'),
  claim_line_end_date: raw('coalesce(l.clm_line_thru_dt, l.clm_line_instnl_rev_ctr_dt)'),
  revenue_center_code: raw('l.clm_line_prod_rev_ctr_cd'),
  service_unit_quantity: raw('l.clm_line_srvc_unit_qty'),
  hcpcs_code: raw('l.clm_line_hcpcs_cd'),
  hcpcs_modifier_1: raw('l.hcpcs_1_mdfr_cd'),
  hcpcs_modifier_2: raw('l.hcpcs_2_mdfr_cd'),
  hcpcs_modifier_3: raw('l.hcpcs_3_mdfr_cd'),
  hcpcs_modifier_4: raw('l.hcpcs_4_mdfr_cd'),
  hcpcs_modifier_5: raw('l.hcpcs_5_mdfr_cd'),
}

const PROVIDER: Record<string, Sql> = {
  rendering_npi: raw('coalesce(h.atndg_prvdr_npi_num, h.clm_atndg_prvdr_npi_num)'),
  billing_npi: raw('coalesce(h.fac_prvdr_npi_num, h.clm_blg_prvdr_npi_num)'),
  facility_npi: raw('coalesce(h.fac_prvdr_npi_num, h.clm_blg_prvdr_npi_num)'),
}

const PAID = `case when h.cur_clm_uniq_id is null then null when l.lines_sum then l.clm_line_cvrd_pd_amt
    when l.is_first then h.clm_pmt_amt else 0 end`
const signed = (amount: string) => sql`${sign('h')} * (${raw(amount)})`

const AMOUNT: Record<string, Sql> = {
  paid_date: raw('h.clm_efctv_dt'),
  paid_amount: signed(PAID),
  // Known only where CCLFA gives the member's share.
  allowed_amount: signed(
    `case when s.coinsurance is null or s.deductible is null then null
      when l.is_first then (${PAID}) + s.coinsurance + s.deductible else ${PAID} end`,
  ),
  charge_amount: signed('case when l.is_first then h.clm_mdcr_instnl_tot_chrg_amt end'),
  coinsurance_amount: signed('case when l.is_first then s.coinsurance end'),
  deductible_amount: signed('case when l.is_first then s.deductible end'),
}

const CODES: Record<string, Sql> = {
  diagnosis_code_type: icd('h.dgns_prcdr_icd_ind', 'cm'),
  ...numberedFrom('d', 'diagnosis_code', DIAGNOSES),
  procedure_code_type: icd('p.icd_indicator', 'pcs'),
  ...numberedFrom('p', 'procedure_code', PROCEDURES),
  ...numberedFrom('p', 'procedure_date', PROCEDURES),
}
