import { raw, type Sql, sql } from '../../lake/sql.ts'
import { pharmacyClaim } from '../../lake/tables/pharmacy-claim.ts'
import { currentMemberOfSubmission } from './member.ts'
import { row, type Sender, sentBy } from './row.ts'
import { partDStatus, sign } from './status.ts'

/**
 * One row per version of a prescription drug event (CCLF7). The feed says what the beneficiary paid and not what the
 * plan paid, so the paid amount is unknown; the beneficiary's payment, of whatever kind, stands as copayment.
 */
export function mapPartD(sender: Sender): Sql {
  return sql`
    with crosswalk as (${currentMemberOfSubmission()})
    select ${row(pharmacyClaim, {
      ...sentBy(sender, 'l'),
      claim_id: raw("'cclf7-' || l.cur_clm_uniq_id"),
      claim_line_number: raw('1'),
      member_id: raw('coalesce(x.current_member_id, l.bene_mbi_id)'),
      prescribing_provider_npi: raw(npi('l.prvdr_prsbng_id_qlfyr_cd', 'l.clm_prsbng_prvdr_gnrc_id_num')),
      dispensing_provider_npi: raw(npi('l.prvdr_srvc_id_qlfyr_cd', 'l.clm_srvc_prvdr_gnrc_id_num')),
      dispensing_date: raw('l.clm_line_from_dt'),
      ndc_code: raw('l.clm_line_ndc_cd'),
      quantity: raw('l.clm_line_srvc_unit_qty'),
      days_supply: raw('l.clm_line_days_suply_qty'),
      refills: raw('try_cast(l.clm_line_rx_fill_num as bigint)'),
      paid_date: raw('l.clm_efctv_dt'),
      copayment_amount: sql`${sign('l')} * l.clm_line_bene_pmt_amt`,
      claim_status: partDStatus('l'),
      claim_control_number: raw(EVENT),
    })}
    from cclf7 l left join crosswalk x on x.previous_member_id = l.bene_mbi_id`
}

/** The natural key of packet 5.1.2. Where a part is missing nothing can be told to be the same event. */
const EVENT = `cast(l.clm_line_from_dt as varchar) || '-' || l.prvdr_srvc_id_qlfyr_cd || '-' || l.clm_srvc_prvdr_gnrc_id_num
  || '-' || coalesce(l.clm_dspnsng_stus_cd, '') || '-' || l.clm_line_rx_srvc_rfrnc_num || '-' || l.clm_line_rx_fill_num`

/** 01 says that the number is an NPI (packet table 20, elements 7 and 13); ten digits are what an NPI has. */
const npi = (qualifier: string, number: string) =>
  `case when coalesce(${qualifier}, '01') = '01' and length(${number}) = 10 then ${number} end`
