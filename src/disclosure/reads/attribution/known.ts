import type { Permitted } from '../../../governance/permitted.ts'
import { raw, type Sql, sql } from '../../../lake/sql.ts'
import { oneOf, ownPayer, type Reading } from '../reading.ts'

/** Where a list places a person, as far as the viewer may know: the practice where it is the viewer's own, else elsewhere. */
export function placeFor(viewer: Permitted, column: string): Sql {
  if (viewer.role === 'operator' || viewer.role === 'payer') return raw(column)
  return sql`case when ${oneOf(column, viewer.practice_ids)} then ${raw(column)} when ${raw(column)} is not null then 'elsewhere' end`
}

/** One row per person: the numbers by which payers that the viewer may hear of know the person, by payer. */
export const numbersOf = (viewer: Permitted): Sql => sql`
  select person_id, string_agg(payer || ' ' || member_id, ',' order by payer, member_id) as members
  from person_member where ${ownPayer(viewer, 'payer')} group by person_id`

/** People who are or were on the panel of one of the viewer's practices, where the permission ends there; else everybody. */
export function onOwnPanel({ period, baseline }: Reading, viewer: Permitted, person: string): Sql {
  if (viewer.permission.data !== 'on-panel') return raw('true')
  return sql`${raw(person)} in (
    select a.person_id from attribution a
    where ${oneOf('a.practice_id', viewer.practice_ids)} and a.period in (${period.id}, ${baseline.id}))`
}
