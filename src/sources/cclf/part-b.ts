import { raw, type Sql, sql } from '../../lake/sql.ts'
import { medicalClaim } from '../../lake/tables/medical-claim.ts'
import { icd } from './codes.ts'
import { currentMemberOfSubmission } from './member.ts'
import { row, type Sender, sentBy } from './row.ts'
import { partBStatus, sign } from './status.ts'

const CLAIM_DIAGNOSES = Array.from({ length: 12 }, (_, i) => `l.clm_dgns_${i + 1}_cd`)

/**
 * One row per line of a professional claim (CCLF5). Diagnoses 1 to 12 are the claim's, in its order; the line's own
 * comes thirteenth where the claim does not list it. NPIs are PECOS's where given, else those on the claim.
 */
export function mapPhysician(sender: Sender): Sql {
  return sql`
    with crosswalk as (${currentMemberOfSubmission()}), share as (
      select aco_id, cur_clm_uniq_id, clm_line_num, max(clm_mdcr_ddctbl_amt) as deductible,
        count(*) over (partition by cur_clm_uniq_id, clm_line_num) as copies
      from cclfb group by aco_id, cur_clm_uniq_id, clm_line_num
    )
    select ${row(medicalClaim, {
      ...sentBy(sender, 'l'),
      ...lineOf('cclf5'),
      place_of_service_code: raw('l.clm_pos_cd'),
      service_unit_quantity: raw('l.clm_line_srvc_unit_qty'),
      hcpcs_modifier_1: raw('l.hcpcs_1_mdfr_cd'),
      hcpcs_modifier_2: raw('l.hcpcs_2_mdfr_cd'),
      hcpcs_modifier_3: raw('l.hcpcs_3_mdfr_cd'),
      hcpcs_modifier_4: raw('l.hcpcs_4_mdfr_cd'),
      hcpcs_modifier_5: raw('l.hcpcs_5_mdfr_cd'),
      rendering_npi: raw('coalesce(l.rndrg_prvdr_npi_num, l.clm_rndrg_prvdr_npi_num)'),
      rendering_tin: raw('l.clm_rndrg_prvdr_tax_num'),
      billing_tin: raw('l.clm_rndrg_prvdr_tax_num'),
      deductible_amount: sql`${sign('l')} * coalesce(own.deductible, sole.deductible)`,
      diagnosis_code_type: icd('l.dgns_prcdr_icd_ind', 'cm'),
      ...Object.fromEntries(CLAIM_DIAGNOSES.map((column, i) => [`diagnosis_code_${i + 1}`, raw(column)])),
      diagnosis_code_13: raw(
        `case when l.clm_line_dgns_cd not in (${CLAIM_DIAGNOSES.map((c) => `coalesce(${c}, '')`).join(', ')})
          then l.clm_line_dgns_cd end`,
      ),
    })}
    from cclf5 l
      left join crosswalk x on x.previous_member_id = l.bene_mbi_id
      left join share own on own.cur_clm_uniq_id = l.cur_clm_uniq_id and own.clm_line_num = l.clm_line_num
        and own.aco_id = l.aco_id
      left join share sole on sole.cur_clm_uniq_id = l.cur_clm_uniq_id and sole.clm_line_num = l.clm_line_num
        and sole.copies = 1`
}

/** One row per line of a claim for durable medical equipment (CCLF6), which names no diagnosis and no units. */
export function mapEquipment(sender: Sender): Sql {
  return sql`
    with crosswalk as (${currentMemberOfSubmission()})
    select ${row(medicalClaim, {
      ...sentBy(sender, 'l'),
      ...lineOf('cclf6'),
      place_of_service_code: raw('l.clm_pos_cd'),
      billing_npi: raw('coalesce(l.payto_prvdr_npi_num, l.clm_blg_prvdr_npi_num)'),
    })}
    from cclf6 l left join crosswalk x on x.previous_member_id = l.bene_mbi_id`
}

/** What both files of Part B have. The control number is their natural key beside the member (packet 5.1.2). */
const lineOf = (file: 'cclf5' | 'cclf6'): Record<string, Sql> => ({
  claim_id: raw(`'${file}-' || l.cur_clm_uniq_id`),
  claim_line_number: raw('l.clm_line_num'),
  claim_type: raw("'professional'"),
  member_id: raw('coalesce(x.current_member_id, l.bene_mbi_id)'),
  claim_start_date: raw('l.clm_from_dt'),
  claim_end_date: raw('l.clm_thru_dt'),
  claim_line_start_date: raw('l.clm_line_from_dt'),
  claim_line_end_date: raw('l.clm_line_thru_dt'),
  hcpcs_code: raw('l.clm_line_hcpcs_cd'),
  paid_date: raw('l.clm_efctv_dt'),
  paid_amount: sql`${sign('l')} * l.clm_line_cvrd_pd_amt`,
  allowed_amount: sql`${sign('l')} * l.clm_line_alowd_chrg_amt`,
  claim_status: partBStatus('l'),
  claim_control_number: raw('l.clm_cntl_num'),
})
