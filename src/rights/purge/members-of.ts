import type { Engine } from '../../lake/engine.ts'
import { join, sql } from '../../lake/sql.ts'
import type { Member } from './target.ts'

/**
 * Every number of a person: those of the run, or one payer's number (who opted out is in no run), and by the payers'
 * crosswalks every number that was ever replaced by one of them or replaced it.
 */
export async function membersOf(engine: Engine, person: string): Promise<Member[]> {
  const [payer = '', ...number] = person.split(':')
  const first =
    number.length > 0
      ? [{ payer, member_id: number.join(':') }]
      : await engine.rows<Member>(sql`
          select payer, member_id from person_member where person_id = ${person} order by payer, member_id`)
  const known = new Map(first.map((one) => [`${one.payer} ${one.member_id}`, one]))
  for (let size = -1; size !== known.size && known.size > 0; ) {
    size = known.size
    const given = [...known.values()].map((one) => sql`(${one.payer}, ${one.member_id})`)
    const more = await engine.rows<Member>(sql`
      with known(payer, member_id) as (values ${join(given)})
      select x.payer, x.current_member_id as member_id from member_crosswalk_received x
        join known k on k.payer = x.payer and k.member_id = x.previous_member_id
      union
      select x.payer, x.previous_member_id from member_crosswalk_received x
        join known k on k.payer = x.payer and k.member_id = x.current_member_id
      order by 1, 2`)
    for (const one of more) known.set(`${one.payer} ${one.member_id}`, one)
  }
  return [...known.values()]
}
