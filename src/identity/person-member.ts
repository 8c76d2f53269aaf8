import { md5Text } from '../lake/dialect.ts'
import { literal, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { joinMembers } from './linkage.ts'
import { prepareMembers } from './member.ts'
import { ALONE, LINKAGE_RULES, REPLACED, SHARED } from './rules.ts'
import { personMember } from './tables.ts'

/** One row per member of a payer. The join shown is the strongest that holds the member, to the first such member. */
export function linkPersons(): Step {
  return {
    table: personMember,
    reads: ['eligibility', 'eligibility_history', 'member_crosswalk'],
    keeps: { by: 'table' },
    prepare: async (engine) => {
      await prepareMembers(engine)
      await joinMembers(engine)
    },
    relation: sql`
      with both_ways as (
        select n, other, step from linkage_edge union all select other, n, step from linkage_edge
      ), strongest as (
        select n, other, step, row_number() over (partition by n order by step, other) as place from both_ways
      ), known as (
        select l.label from linkage_label l join linkage_member m on m.n = l.n group by l.label
        having max(case when m.eligible then 1 else 0 end) = 1
      ), rule as (${ruleWords()})
      select 'p' || substr(${md5Text(sql`first.payer || chr(31) || first.member_id`)}, 1, 12) as person_id,
        m.payer, m.member_id, m.first_name, m.last_name, m.birth_date, m.death_date, m.gender, m.zip_code,
        case when h.member_id is not null then ${SHARED.rule} else coalesce(r.rule, ${ALONE.rule}) end as rule,
        case when h.member_id is not null then ${SHARED.reason} else coalesce(r.reason, ${ALONE.reason}) end as reason,
        o.payer as linked_payer, o.member_id as linked_member_id, m.file_id, m.record_number
      from linkage_member m
      join linkage_label l on l.n = m.n
      join known k on k.label = l.label
      join linkage_member first on first.n = l.label
      left join strongest s on s.n = m.n and s.place = 1
      left join rule r on r.step = s.step
      left join linkage_member o on o.n = s.other
      left join linkage_shared h on h.payer = m.payer and h.member_id = m.member_id`,
  }
}

/** The rules' words as rows, so that the engine writes them beside each join. */
function ruleWords(): Sql {
  const rows = [REPLACED, ...LINKAGE_RULES].map(
    (r, step) => sql`select ${step} as step, ${literal(r.rule)} as rule, ${literal(r.reason)} as reason`,
  )
  return rows.reduce((all, row) => sql`${all} union all ${row}`)
}
