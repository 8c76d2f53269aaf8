import { join, raw, type Sql, sql } from '../../lake/sql.ts'
import { DIAGNOSES, PROCEDURES } from '../../lake/tables/medical-claim.ts'

/** What the icd version indicator says: 0 is ICD-10, 9 is ICD-9, U is unknown. */
export const icd = (indicator: string, kind: 'cm' | 'pcs'): Sql =>
  raw(`case ${indicator} when '0' then 'icd-10-${kind}' when '9' then 'icd-9-${kind}' end`)

/**
 * A record `r` finds the header of its claim within its ACO (`own`), or in the only ACO that has it (`sole`): a package
 * may name its files for several entities. Reads `header`, one row per ACO and claim, with `copies`, how many ACOs have
 * the claim. Two joins, because one on either condition compares every record with every header.
 */
export const besideHeader = (): Sql =>
  raw(`left join header own on own.cur_clm_uniq_id = r.cur_clm_uniq_id and own.aco_id = r.aco_id
      left join header sole on sole.cur_clm_uniq_id = r.cur_clm_uniq_id and sole.copies = 1`)

/** A column of that header: where both are found they are one. */
export const ofHeader = (column: string): Sql => raw(`coalesce(own.${column}, sole.${column})`)

/** The ACO under which the claim of `r` is known. */
export const acoOfClaim = (): Sql => raw('coalesce(own.aco_id, sole.aco_id, r.aco_id)')

const numbered = (count: number, column: (i: number) => string) =>
  join(
    Array.from({ length: count }, (_, i) => raw(column(i + 1))),
    ',\n      ',
  )

/**
 * One row per institutional claim of an ACO: its diagnoses in a fixed order. The principal diagnosis of CCLF1 comes
 * first, then those of CCLF4: other diagnoses (D) before external causes, each by CLM_VAL_SQNC_NUM. A code that stands
 * twice is given once, at its first place.
 */
export const diagnosesOfClaim = (): Sql => sql`
    listed as (
      select aco_id, cur_clm_uniq_id, prncpl_dgns_cd as code, 0 as kind, 0 as sequence, record_number
      from header where prncpl_dgns_cd is not null
      union all
      select ${acoOfClaim()}, r.cur_clm_uniq_id, r.clm_dgns_cd,
        case when r.clm_prod_type_cd in ('E', '1') then 2 else 1 end, coalesce(r.clm_val_sqnc_num, 99), r.record_number
      from cclf4 r ${besideHeader()} where r.clm_dgns_cd is not null
    ), first_listed as (
      select aco_id, cur_clm_uniq_id, code, min(kind * 1000 + sequence) as rank_in_claim
      from listed group by aco_id, cur_clm_uniq_id, code
    ), diagnosis as (
      select aco_id, cur_clm_uniq_id, code, row_number() over (
        partition by aco_id, cur_clm_uniq_id order by rank_in_claim, code) as place
      from first_listed
    ), diagnoses as (
      select aco_id, cur_clm_uniq_id,
      ${numbered(DIAGNOSES, (i) => `max(case when place = ${i} then code end) as diagnosis_code_${i}`)}
      from diagnosis group by aco_id, cur_clm_uniq_id
    )`

/** One row per institutional claim of an ACO: its procedures and their days, by CLM_VAL_SQNC_NUM of CCLF3. */
export const proceduresOfClaim = (): Sql => sql`
    listed_procedure as (
      select ${acoOfClaim()} as aco_id, r.cur_clm_uniq_id, r.clm_val_sqnc_num, r.clm_prcdr_cd as code,
        r.clm_prcdr_prfrm_dt as day, r.dgns_prcdr_icd_ind, row_number() over (
          partition by r.aco_id, r.cur_clm_uniq_id, r.clm_val_sqnc_num, r.clm_prcdr_cd, r.clm_prcdr_prfrm_dt
          order by r.file_id desc, r.record_number desc) as copy
      from cclf3 r ${besideHeader()} where r.clm_prcdr_cd is not null
    ), procedure_of_claim as (
      select *, row_number() over (
        partition by aco_id, cur_clm_uniq_id order by clm_val_sqnc_num nulls last, code, day nulls last) as place
      from listed_procedure where copy = 1
    ), procedures as (
      select aco_id, cur_clm_uniq_id, max(case when place = 1 then dgns_prcdr_icd_ind end) as icd_indicator,
      ${numbered(PROCEDURES, (i) => `max(case when place = ${i} then code end) as procedure_code_${i}`)},
      ${numbered(PROCEDURES, (i) => `max(case when place = ${i} then day end) as procedure_date_${i}`)}
      from procedure_of_claim group by aco_id, cur_clm_uniq_id
    )`

/** The columns `name_1` to `name_<count>` of `alias`. */
export const numberedFrom = (alias: string, name: string, count: number): Record<string, Sql> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}_${i + 1}`, raw(`${alias}.${name}_${i + 1}`)]))
