import { raw, type Sql } from '../../lake/sql.ts'

/**
 * What a record says about itself. Denied comes first (packet 3.2): a denied version is kept and never counted, so it
 * can neither be voided nor void. The lists are ResDAC's for the three fields (resdac.org: claim Medicare
 * non-payment reason, carrier claim payment denial, line processing indicator); a blank is not a denial, and a code in
 * no list is one, because nothing says that it was paid.
 */
const adjustment = (alias: string) =>
  `case ${alias}.clm_adjsmt_type_cd when '0' then 'original' when '1' then 'cancellation' when '2' then 'adjustment' end`

/** Part A claims are paid or denied as a whole. P is "payment requested", not a reason for nonpayment. */
export const partAStatus = (alias: string): Sql =>
  raw(`case when coalesce(${alias}.clm_mdcr_npmt_rsn_cd, 'P') <> 'P' then 'denied' else ${adjustment(alias)} end`)

/** Whom the carrier paid: 1 to 9, A and B. The rest are denials and cost that another payer avoided for Medicare. */
const PAID_TO = "'1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B'"
/** Allowed, reprocessed and secondary payer. */
const ALLOWED = "'A', 'R', 'S'"

/** Part B denies claims, and lines of claims. */
export const partBStatus = (alias: string): Sql =>
  raw(`case when coalesce(${alias}.clm_carr_pmt_dnl_cd, '1') not in (${PAID_TO})
        or coalesce(${alias}.clm_prcsg_ind_cd, 'A') not in (${ALLOWED}) then 'denied'
      else ${adjustment(alias)} end`)

export const partDStatus = (alias: string): Sql => raw(adjustment(alias))

/** A cancellation takes back what its original paid (packet 5.3.1): its amounts are negative. */
export const sign = (alias: string): Sql => raw(`case when ${alias}.clm_adjsmt_type_cd = '1' then -1 else 1 end`)
