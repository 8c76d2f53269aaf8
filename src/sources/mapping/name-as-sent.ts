import type { Engine } from '../../lake/engine.ts'
import { id, join, type Sql, sql } from '../../lake/sql.ts'
import type { StagedFile } from '../staged.ts'
import { listed } from '../validate/validate.ts'
import { formsOf } from './date-form.ts'
import { cellOf } from './read-mapped.ts'
import type { ReadMapping } from './read-mapping.ts'

/**
 * Findings about columns of the common data model say the sender's column instead. One column may fill several: what is
 * said twice of a record is said once.
 */
export async function nameAsSent(engine: Engine, staged: readonly StagedFile[]): Promise<void> {
  for (const source of new Set(staged.map(({ recognised }) => recognised.source))) {
    const names = [...(source.sentNames ?? [])].filter(([column, sent]) => column !== sent)
    if (names.length === 0) continue
    const files = staged.filter(({ recognised }) => recognised.source === source)
    await engine.run(sql`create or replace temp table sent_name ("column" varchar, sent varchar)`)
    await engine.run(
      sql`insert into sent_name values ${join(names.map(([column, sent]) => sql`(${column}, ${sent})`))}`,
    )
    for (const table of ['noticed', 'observation', 'finding_example'])
      await engine.run(sql`
        update ${id(table)} set "column" = n.sent from sent_name n
        where n."column" = ${id(table)}."column" and file_id in (${listed(files.map(({ file_id }) => file_id))})`)
  }
  if (!staged.some(({ recognised }) => recognised.source.sentNames)) return
  await engine.run(sql`
    create or replace temp table noticed_once as
    select file_id, record_number, "column", rule, min(severity) as severity, min(expected) as expected, min(fix) as fix
    from noticed group by file_id, record_number, "column", rule`)
  await engine.run(sql`delete from noticed`)
  await engine.run(sql`insert into noticed select * from noticed_once`)
}

/** What was expected is said in the mapping's words, and a value that the mapping did not know is not also missing. */
export async function wordAsMapped(engine: Engine, staged: StagedFile, mapping: ReadMapping): Promise<void> {
  const { file_id, recognised } = staged
  await engine.run(sql`
    delete from noticed where file_id = ${file_id} and rule in ('required-missing', 'not-listed') and exists (
      select 1 from noticed n where n.file_id = noticed.file_id and n.record_number = noticed.record_number
        and n."column" = noticed."column" and n.rule in ('code-not-in-mapping', 'lookup-not-found'))`)
  const words = recognised.file.fields.flatMap((field): Sql[] => {
    const cell = cellOf(mapping, field.name)
    if (!cell) return []
    const word = (rule: string, expected: string) => sql`(${field.name}, ${rule}, ${expected})`
    const unit = cell.unit ?? mapping.amounts.unit
    if (field.type === 'date')
      return [word('date-unreadable', `a day written ${formsOf(cell.date ?? mapping.dates).join(' or ')}`)]
    return field.type === 'usd' && unit !== 'dollars' ? [word('amount-unreadable', `an amount in ${unit}`)] : []
  })
  if (words.length > 0)
    await engine.run(sql`
      update noticed set expected = w.expected, fix = 'write it as the mapping says, or correct the mapping'
      from (values ${join(words)}) w("column", rule, expected)
      where file_id = ${file_id} and noticed."column" = w."column" and noticed.rule = w.rule`)
}
