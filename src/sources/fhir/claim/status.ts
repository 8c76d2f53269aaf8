import { eachAs, elementAt, elementsWhere, firstWhere, recordOf, valueNamed } from '../../../lake/dialect.ts'
import { join, raw, type Sql, sql } from '../../../lake/sql.ts'
import { firstDayOf, lastDayOf, lastPart, nameOf, quantityOf } from '../words.ts'

/** Codes of Blue Button's extensions beside their names, the last part of their addresses: carr_clm_pmt_dnl_cd. */
export function extensionCodes(extensions: Sql): { names: Sql; values: Sql } {
  const coded = elementsWhere(extensions, 'x', raw('x.valueCoding.code is not null'))
  return { names: eachAs(coded, 'x', lastPart(raw('x.url'))), values: eachAs(coded, 'x', raw('x.valueCoding.code')) }
}

/** Supporting information beside its names: C4BB's category, or the CMS variable. NUBC's code comes before others. */
export function informationOf(list: Sql): { names: Sql; values: Sql } {
  const nubc = firstWhere(raw('s.code.coding'), 'c', raw("contains(c.system, 'nubc.org')"))
  return {
    names: eachAs(list, 's', nameOf(raw('s.category'))),
    values: eachAs(
      list,
      's',
      recordOf({
        code: sql`coalesce(${nubc}.code, ${elementAt(raw('s.code.coding'), 1)}.code)`,
        is_nubc: sql`${nubc}.code is not null`,
        first_day: firstDayOf(raw('s.timingPeriod.start')),
        last_day: lastDayOf(raw('s.timingPeriod."end"')),
        day: firstDayOf(raw('s.timingDate')),
        quantity: quantityOf(raw('s.valueQuantity.value')),
      }),
    ),
  }
}

/** Of lists `<name>_names` and `<name>_values` of a row, the first of the wanted ones; `member` of it where it is a record. */
export const found = (list: string, wanted: readonly string[], member = ''): Sql =>
  sql`coalesce(${join(
    wanted.map(
      (name) => sql`${valueNamed(raw(`${list}_names`), raw(`${list}_values`), name)}${raw(member && `.${member}`)}`,
    ),
  )}, null)`

/** Whom the carrier paid: 1 to 9, A and B; the rest are denials (ResDAC: carrier claim payment denial code). */
const PAID_TO = "'1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B'"
/** Allowed, reprocessed and secondary payer (ResDAC: line processing indicator code). */
const ALLOWED = "'A', 'R', 'S'"

/** The claim was denied as a whole: the payer says so (C4BBPayerAdjudicationStatus), could not process it, or CMS's codes do. */
export const isClaimDenied =
  (): Sql => sql`(coalesce(payment_status = 'denied', false) or coalesce(outcome = 'error', false)
  or coalesce(${found('ext', ['carr_clm_pmt_dnl_cd', 'clm-carr-pmt-dnl-cd'])} not in (${raw(PAID_TO)}), false)
  or coalesce(${found('ext', ['clm_mdcr_non_pmt_rsn_cd', 'clm-mdcr-npmt-rsn-cd'])} <> 'P', false))`

/** A line alone was denied: CMS's processing indicator, in an extension or as the reason of an adjudication. */
export function isLineDenied(item: Sql): Sql {
  const stated = firstWhere(
    sql`${item}.adjudication`,
    'a',
    sql`${lastPart(sql`${elementAt(raw('a.category.coding'), 1)}.code`)} = 'line_prcsg_ind_cd'`,
  )
  const extension = firstWhere(sql`${item}.extension`, 'x', raw("ends_with(x.url, 'line_prcsg_ind_cd')"))
  return sql`coalesce(coalesce(${extension}.valueCoding.code, ${elementAt(sql`${stated}.reason.coding`, 1)}.code)
    not in (${raw(ALLOWED)}), false)`
}

/**
 * What this version does: a status of cancelled or entered-in-error, or CMS's codes, take a claim back; a prior claim,
 * or CMS's codes, make it an adjustment. Codes: claim query (0 credit, 5 debit), Part D adjustment and deletion (A, D),
 * claim adjustment type (1, 2), Part D claim type (2 adjusted, 3 deleted), frequency of the bill (7 replaces, 8 voids).
 */
export const isVoid = (): Sql => sql`coalesce(coalesce(status in ('cancelled', 'entered-in-error'), false)
  or coalesce(query_code = '0', false) or coalesce(${PART_D} = 'D', false) or coalesce(${TYPE} = '1', false)
  or coalesce(kind = 'pharmacy' and drug_type = '3', false) or coalesce(frequency = '8', false), false)`

export const isAdjustment = (): Sql => sql`(prior is not null or coalesce(query_code = '5', false)
  or coalesce(${PART_D} = 'A', false) or coalesce(${TYPE} = '2', false)
  or coalesce(kind = 'pharmacy' and drug_type = '2', false) or coalesce(frequency = '7', false))`

const PART_D = found('info', ['adjstmt_dltn_cd'], 'code')
const TYPE = found('info', ['clm_adjstmt_type_cd'], 'code')
