import type { Engine } from '../../lake/engine.ts'
import { id, sql } from '../../lake/sql.ts'
import type { StagedFile } from '../staged.ts'

/**
 * Findings about columns of the common data model say the sender's column instead. One column may fill several: what is
 * said twice of a record is said once.
 */
export async function nameAsSent(engine: Engine, staged: readonly StagedFile[]): Promise<void> {
  for (const { file_id, recognised } of staged) {
    const names = [...(recognised.source.sentNames ?? [])].filter(([column, sent]) => column !== sent)
    if (names.length === 0) continue
    await engine.run(sql`create or replace temp table sent_name ("column" varchar, sent varchar)`)
    for (const [column, sent] of names) await engine.run(sql`insert into sent_name values (${column}, ${sent})`)
    for (const table of ['noticed', 'observation'])
      await engine.run(sql`
        update ${id(table)} set "column" = n.sent from sent_name n where n."column" = ${id(table)}."column" and file_id = ${file_id}`)
  }
  if (!staged.some(({ recognised }) => recognised.source.sentNames)) return
  await engine.run(sql`
    create or replace temp table noticed_once as
    select file_id, record_number, "column", rule, min(severity) as severity, min(expected) as expected, min(fix) as fix
    from noticed group by file_id, record_number, "column", rule`)
  await engine.run(sql`delete from noticed`)
  await engine.run(sql`insert into noticed select * from noticed_once`)
}
