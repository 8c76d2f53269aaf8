import { type Sql, sql } from '../../lake/sql.ts'

/**
 * One row per record of the submission that only tells more about another: procedures, diagnoses and benefit
 * enhancements of a Part A header (CCLF3, CCLF4, CCLFA) and benefit enhancements of a Part B line (CCLFB). When the
 * other is no longer in force, neither is it. A record whose other did not come has no row.
 */
export const companions = (): Sql => sql`
    with header as (
      select cur_clm_uniq_id, aco_id, file_id, record_number, count(*) over (partition by cur_clm_uniq_id) as copies,
        row_number() over (
          partition by aco_id, cur_clm_uniq_id
          order by clm_idr_ld_dt desc nulls last, file_id desc, record_number desc) as place
      from cclf1
    ), about_claim as (
      select cur_clm_uniq_id, aco_id, file_id, record_number from cclf3
      union all select cur_clm_uniq_id, aco_id, file_id, record_number from cclf4
      union all select cur_clm_uniq_id, aco_id, file_id, record_number from cclfa
    ), part_b_line as (
      select cur_clm_uniq_id, clm_line_num, aco_id, file_id, record_number,
        count(*) over (partition by cur_clm_uniq_id, clm_line_num) as copies,
        row_number() over (
          partition by aco_id, cur_clm_uniq_id, clm_line_num order by file_id desc, record_number desc) as place
      from cclf5
    )
    select a.file_id, a.record_number, h.file_id as of_file_id, h.record_number as of_record_number
    from about_claim a join header h
      on h.cur_clm_uniq_id = a.cur_clm_uniq_id and h.place = 1 and (h.aco_id = a.aco_id or h.copies = 1)
    union all
    select b.file_id, b.record_number, l.file_id, l.record_number
    from cclfb b join part_b_line l
      on l.cur_clm_uniq_id = b.cur_clm_uniq_id and l.clm_line_num = b.clm_line_num and l.place = 1
        and (l.aco_id = b.aco_id or l.copies = 1)`
