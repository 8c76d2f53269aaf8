import { firstWhere, someWhere } from '../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { isCoded, lastPart } from './words.ts'

/** The code of an extension of Blue Button, by the last part of its address: carr_clm_pmt_dnl_cd. */
export const extensionCode = (extensions: Sql, names: readonly string[]): Sql =>
  sql`${firstWhere(extensions, 'x', sql`${lastPart(raw('x.url'))} in (${join(names.map((n) => literal(n)))})`)}.valueCoding.code`

/** A piece of supporting information by its category: C4BB's code, or the CMS variable. */
export const information = (list: Sql, names: readonly string[]): Sql =>
  firstWhere(
    list,
    's',
    someWhere(raw('s.category.coding'), 'c', sql`${lastPart(raw('c.code'))} in (${join(names.map((n) => literal(n)))})`),
  )

/** Its code: NUBC's where it is given, else the first. */
export const informationCode = (list: Sql, names: readonly string[]): Sql => {
  const found = sql`${information(list, names)}.code.coding`
  return sql`coalesce(${firstWhere(found, 'c', raw("contains(c.system, 'nubc.org')"))}.code, (${found})[1].code)`
}

/** Whom the carrier paid: 1 to 9, A and B; the rest are denials (ResDAC: carrier claim payment denial code). */
const PAID_TO = "'1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B'"
/** Allowed, reprocessed and secondary payer (ResDAC: line processing indicator code). */
const ALLOWED = "'A', 'R', 'S'"

/** The claim was denied as a whole: the payer says so (C4BBPayerAdjudicationStatus), could not process it, or CMS's codes do. */
export const isClaimDenied = (hasOutcome: boolean): Sql => sql`(
  ${isCoded(raw('e.payment.type'), ['denied'])}
  or coalesce(${extensionCode(raw('e.extension'), ['carr_clm_pmt_dnl_cd', 'clm-carr-pmt-dnl-cd'])} not in (${raw(PAID_TO)}), false)
  or coalesce(${extensionCode(raw('e.extension'), ['clm_mdcr_non_pmt_rsn_cd', 'clm-mdcr-npmt-rsn-cd'])} <> 'P', false)
  ${hasOutcome ? raw("or coalesce(e.outcome = 'error', false)") : raw('')})`

/** A line alone was denied. */
export const isLineDenied = (item: Sql): Sql => {
  const stated = firstWhere(
    sql`${item}.adjudication`,
    'a',
    someWhere(raw('a.category.coding'), 'c', sql`${lastPart(raw('c.code'))} = 'line_prcsg_ind_cd'`),
  )
  return sql`coalesce(coalesce(${extensionCode(sql`${item}.extension`, ['line_prcsg_ind_cd'])}, ${stated}.reason.coding[1].code)
    not in (${raw(ALLOWED)}), false)`
}

/**
 * What this version does: a status of cancelled or entered-in-error, or CMS's codes, take a claim back; a prior claim,
 * or CMS's codes, make it an adjustment. Codes: claim query (0 credit, 5 debit), Part D adjustment and deletion (A, D),
 * claim adjustment type (1, 2), Part D claim type (2 adjusted, 3 deleted), frequency of the bill (7 replaces, 8 voids).
 */
export function versionOf(info: Sql): { isVoid: Sql; isAdjustment: Sql } {
  const query = extensionCode(raw('e.billablePeriod.extension'), ['claim_query_cd'])
  const partD = informationCode(info, ['adjstmt_dltn_cd'])
  const type = informationCode(info, ['clm_adjstmt_type_cd'])
  const drug = sql`case when ${isCoded(raw('e.type'), ['pharmacy'])} then
    ${firstWhere(raw('e.type.coding'), 'c', raw("ends_with(c.system, 'CLM-TYPE-CD')"))}.code end`
  const bill = sql`case when ${informationCode(info, ['clm_freq_cd', 'typeofbill'])} is not null
    then right(${informationCode(info, ['clm_freq_cd', 'typeofbill'])}, 1) end`
  return {
    isVoid: sql`coalesce(e.status in ('cancelled', 'entered-in-error') or ${query} = '0' or ${partD} = 'D' or ${type} = '1'
      or ${drug} = '3' or ${bill} = '8', false)`,
    isAdjustment: sql`coalesce(${query} = '5' or ${partD} = 'A' or ${type} = '2' or ${drug} = '2' or ${bill} = '7', false)`,
  }
}
