import { raw, type Sql, sql } from '../../lake/sql.ts'
import { memberCrosswalk } from '../../lake/tables/member-crosswalk.ts'
import { row, type Sender, sentBy } from './row.ts'

/** How often a beneficiary number may have changed. CMS lists every earlier number, so one step is usual. */
const LONGEST_CHAIN = 8

/**
 * One row per earlier number: the number in use now, over any chain of changes (packet 3.1, 5.1.1).
 * `changes` has previous_member_id, current_member_id and obsolete_date. A number replaced twice follows the later
 * change; a chain that closes on itself keeps the numbers as they were sent.
 */
export function currentMember(changes: Sql): Sql {
  return sql`
    with recursive change as (
      select previous_member_id, current_member_id from (
        select previous_member_id, current_member_id, row_number() over (
          partition by previous_member_id order by obsolete_date desc nulls last, current_member_id) as place
        from (${changes}) c
        where previous_member_id <> current_member_id
      ) ranked where place = 1
    ), chain (previous_member_id, current_member_id, steps) as (
      select previous_member_id, current_member_id, 1 from change
      union all
      select chain.previous_member_id, change.current_member_id, chain.steps + 1
      from chain join change on change.previous_member_id = chain.current_member_id
      where chain.steps < ${raw(String(LONGEST_CHAIN))} and chain.previous_member_id <> change.current_member_id
    )
    select previous_member_id, max(current_member_id) as current_member_id
    from chain
    where not exists (select 1 from change where change.previous_member_id = chain.current_member_id)
    group by previous_member_id`
}

/** One row per earlier number that this submission's CCLF9 replaces. */
export const currentMemberOfSubmission = (): Sql =>
  currentMember(sql`
    select prvs_num as previous_member_id, crnt_num as current_member_id, prvs_id_obslt_dt as obsolete_date from cclf9`)

/** One row per earlier and current number in CCLF9. Two spans of one pair become one, from the first day to the last. */
export function mapCrosswalk(sender: Sender): Sql {
  return sql`
    with pair as (
      select *,
        min(prvs_id_efctv_dt) over (partition by aco_id, prvs_num, crnt_num) as effective_date,
        max(prvs_id_obslt_dt) over (partition by aco_id, prvs_num, crnt_num) as obsolete_date,
        row_number() over (partition by aco_id, prvs_num, crnt_num order by file_id, record_number) as place
      from cclf9
    )
    select ${row(memberCrosswalk, {
      ...sentBy(sender, 'x'),
      previous_member_id: raw('x.prvs_num'),
      current_member_id: raw('x.crnt_num'),
      effective_date: raw('x.effective_date'),
      obsolete_date: raw('x.obsolete_date'),
    })}
    from pair x where x.place = 1`
}
