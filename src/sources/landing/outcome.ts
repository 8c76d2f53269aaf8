import type { Engine } from '../../lake/engine.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { newTable } from './map.ts'

/** What was found in a file that repeats an earlier one was said when that one came. */
export async function forgetEnds(engine: Engine, file_id: string): Promise<void> {
  for (const table of ['ending', 'noticed']) await engine.run(sql`delete from ${id(table)} where file_id = ${file_id}`)
}

/** Records of files that are not read: refused ones are quarantined, repeated ones duplicate. */
export async function endWhole(
  engine: Engine,
  file_id: string,
  records: number,
  outcome: 'quarantined' | 'duplicate',
  rule: string,
): Promise<void> {
  await engine.run(sql`
    insert into ending select ${file_id}, r, ${outcome}, ${rule} from range(1, ${raw(String(records + 1))}) numbers(r)`)
}

/**
 * Fills `record_outcome`, one row per physical record of the submission. The first that holds decides: it ended before it
 * was data (control, quarantined, duplicate file); all its rows repeat rows in force; something was noticed about it.
 */
export async function decideOutcomes(
  engine: Engine,
  staged: readonly { file_id: string; raw_table: string }[],
  tables: readonly Table[],
): Promise<void> {
  const sent = [
    sql`select file_id, record_number from ending`,
    ...staged.map(({ file_id, raw_table }) => sql`select ${file_id}::varchar, record_number from ${id(raw_table)}`),
  ]
  const rows = tables.map((table) => rowsOf(table))
  await engine.run(sql`create or replace table record_outcome as
    with sent as (${join(sent, ' union ')}),
    row_of_record as (${rows.length > 0 ? join(rows, ' union all ') : raw("select '' as file_id, 0::bigint as record_number, 0 as is_new where false")}),
    repeat_record as (
      select file_id, record_number from row_of_record group by file_id, record_number having max(is_new) = 0
    ), warning as (
      select file_id, record_number, min(rule) as rule from noticed
      where severity = 'warned' and record_number is not null group by file_id, record_number
    ), ended as (
      select file_id, record_number, min(outcome) as outcome, min(rule) as rule from ending group by file_id, record_number
    )
    select sent.file_id, sent.record_number,
      coalesce(ended.outcome, case when repeat_record.file_id is not null then 'duplicate'
        when warning.file_id is not null then 'warned' else 'accepted' end) as outcome,
      coalesce(ended.rule, case when repeat_record.file_id is not null then 'same-record' else warning.rule end) as rule
    from sent
      left join ended on ended.file_id = sent.file_id and ended.record_number = sent.record_number
      left join repeat_record on repeat_record.file_id = sent.file_id and repeat_record.record_number = sent.record_number
      left join warning on warning.file_id = sent.file_id and warning.record_number = sent.record_number`)
}

const rowsOf = (table: Table): Sql => sql`
  select n.file_id, n.record_number, case when p.file_id is null then 1 else 0 end as is_new
  from ${id(newTable(table))} n
  left join (select distinct file_id, record_number from repeated where table_name = ${table.name}) p
    on p.file_id = n.file_id and p.record_number = n.record_number`
