import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { wholepanel } from '../../sources/layouts/layout-wholepanel.ts'
import { writeFile } from '../../sources/write.ts'
import type { Draw } from '../draw.ts'
import type { World } from '../world.ts'
import { fileOf, type Sent } from './files-tuva.ts'

/** The practice that sends its own list, of the last month of 2025. */
export const LISTED = 'elm-street'
const LAST_MONTH = 35

/** What a practice has in its own books: mostly who goes there, with the errors that such a list has. */
export async function filesPractice(world: World, folder: string): Promise<Sent[]> {
  const into = join(folder, LISTED, 'own-panel')
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const path = join(into, `${LISTED}-panel-2025-12.csv`)
  await writeFile(world.engine, fileOf(wholepanel, 'practice_panel'), ownPanel(world.draw), path)
  return [{ payer: LISTED, delivery: 'own-panel', paths: [path] }]
}

/**
 * One row per patient of the practice, under the number of the payer that covered the person last. Not taken off: a third
 * of those who went elsewhere in the last year and a half, and who died in 2025. Put on before any claim shows it: one in
 * forty of those who will come. Left off: one in thirty. A wrong number: one in sixty, the last two characters changed.
 */
function ownPanel(draw: Draw): Sql {
  const u = (salt: string) => draw.uniform(raw('n.person'), `own-panel/${salt}`)
  const changed = raw(`n.changes and n.change_month <= ${LAST_MONTH}`)
  return sql`
    with mine as (
      select n.person, ${u('number')} < 0.016 as wrong_number
      from panel n join person p on p.person = n.person
      where (n.practice_id is not null and case when ${changed} then n.next_practice_id else n.practice_id end = ${literal(LISTED)}
          and ${u('left-off')} >= 0.033 and (p.death_date is null or p.death_date >= date '2025-01-01'))
        or (n.practice_id = ${literal(LISTED)} and ${changed} and n.change_month >= 18 and ${u('stays-on')} < 0.33)
        or (n.practice_id <> ${literal(LISTED)} and not n.changes and n.next_practice_id = ${literal(LISTED)} and ${u('is-new')} < 0.025)
    ), last_cover as (
      select c.person, c.payer, c.plan, c.line_of_business from covered c join mine m on m.person = c.person
      where c.main qualify row_number() over (partition by c.person order by c.month desc) = 1
    ), seen as (
      select e.person, max(e.service_date) as last_seen_on from event e
      where e.seen_at = ${literal(LISTED)} and e.kind in ('office', 'wellness') group by e.person
    )
    select 'own-panel' as data_source, l.payer, l.plan, l.line_of_business,
      case when m.wrong_number then left(k.member_id, length(k.member_id) - 2) || '0X' else k.member_id end as member_id,
      '202512' as year_month, ${literal(LISTED)} as practice_id, null as npi, s.last_seen_on
    from mine m
    join last_cover l on l.person = m.person
    join member k on k.person = m.person and k.payer = l.payer
    left join seen s on s.person = m.person
    order by l.payer, k.member_id`
}
