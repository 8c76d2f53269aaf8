import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Table } from '../lake/table.ts'
import { COMMON_DATA_MODEL } from '../lake/tables/index.ts'
import { barredRecords, prepareGroups } from './groups.ts'
import type { Rights } from './rights.ts'
import type { Keeping } from './sensitive-hits.ts'
import { prepareSensitive, sensitiveRecords } from './sensitive-records.ts'
import { prepareStatements } from './statements.ts'
import { keptSpan, removed, removedRecord } from './tables.ts'
import { received } from './view-usable.ts'

const has = (table: Table, column: string) => table.columns.some((one) => one.name === column)
/** Tables that are about a member of a payer, by one number or two. */
const OF_MEMBERS = COMMON_DATA_MODEL.filter(
  (table) => has(table, 'payer') && (has(table, 'member_id') || has(table, 'current_member_id')),
)
const OF_PAYERS = COMMON_DATA_MODEL.filter((table) => has(table, 'payer') && has(table, 'line_of_business'))
const READS = COMMON_DATA_MODEL.map((table) => `${table.name}_history`)

/**
 * The first steps of a run: what may not be used, decided over everything ever accepted, then counted. An opt-out is one
 * payer's feed's: another payer's records of the same person stay, because the law binds the feed it was given for.
 * With `keeping`, claims' codes are read of new submissions only.
 */
export function removals(lake: string, rights: Rights, keeping?: Keeping): Step[] {
  const prepare = async (engine: Engine) => {
    await prepareStatements(engine, lake, rights.spoken)
    await notAgreed(engine, rights)
    await prepareGroups(engine, rights)
  }
  return [
    {
      table: removedRecord,
      reads: READS,
      prepare: async (engine) => {
        await prepare(engine)
        await deniedNumbers(engine)
        await prepareSensitive(engine, rights, keeping)
      },
      relation: removedRecords(),
    },
    { table: keptSpan, reads: [...READS, removedRecord.name], prepare, relation: keptSpans() },
    { table: removed, reads: [...READS, removedRecord.name], relation: counted() },
  ]
}

/** `not_agreed`: one row per record of a line of business that the sender's agreements do not cover. */
async function notAgreed(engine: Engine, { limited }: Rights): Promise<void> {
  await engine.run(sql`create or replace temp table limited_submission (submission_id varchar)`)
  await engine.run(sql`create or replace temp table limited_line (submission_id varchar, line_of_business varchar)`)
  for (const { submission_id, lines } of limited) {
    await engine.run(sql`insert into limited_submission values (${submission_id})`)
    for (const line of lines) await engine.run(sql`insert into limited_line values (${submission_id}, ${line})`)
  }
  const of = (table: Table) => sql`
    select ${literal(table.name)} as table_name, t.file_id, t.record_number from ${id(received(table))} t
      join limited_submission l on l.submission_id = t.submission_id
      left join limited_line a on a.submission_id = t.submission_id and a.line_of_business = t.line_of_business
    where a.submission_id is null`
  const found = limited.length > 0 ? join(OF_PAYERS.map(of), ' union all ') : NOTHING
  await engine.run(sql`create or replace temp table not_agreed as ${found}`)
}

const NOTHING = sql`select '' as table_name, '' as file_id, 0::bigint as record_number where false`

/** `denied_number`: one row per number, now or ever in use, of a member who said no to any sharing. */
const deniedNumbers = (engine: Engine): Promise<void> =>
  engine.run(sql`create or replace temp table denied_number as
    with denied as (select payer, member_id from stated where category = 'all' and decision = 'deny')
    select payer, member_id from denied
    union
    select n.payer, n.member_id from member_number n
      join denied d on d.payer = n.payer and d.member_id = n.current_member_id`)

/** One row per table and record; of several reasons the first in this order. */
function removedRecords(): Sql {
  return sql`
    with found as (
      select table_name, file_id, record_number, '1 not-agreed' as reason from not_agreed
      union all
      ${join(OF_MEMBERS.map(ofDenied), ' union all ')}
      union all
      select table_name, file_id, record_number, '3 group-not-opted-in' from (${barredRecords(OF_MEMBERS)}) barred
      union all
      select table_name, file_id, record_number, '4 ' || reason from (${sensitiveRecords()}) sensitive
    )
    select table_name, file_id, record_number, substr(min(reason), 3) as reason
    from found group by table_name, file_id, record_number`
}

const ofDenied = (table: Table): Sql =>
  join(
    ['member_id', 'current_member_id', 'previous_member_id']
      .filter((column) => has(table, column))
      .map(
        (column) => sql`
          select ${literal(table.name)}, t.file_id, t.record_number, '2 opted-out' from ${id(received(table))} t
            join denied_number d on d.payer = t.payer and d.member_id = t.${id(column)}`,
      ),
    ' union all ',
  )

/** One row per part that stays of a span that is removed for its group alone. */
const keptSpans = (): Sql => sql`
  select distinct p.file_id, p.record_number, p.span_start_date, p.first_day as enrollment_start_date,
    p.last_day as enrollment_end_date
  from opted_piece p
    join removed_record r on r.table_name = 'eligibility' and r.file_id = p.file_id and r.record_number = p.record_number
  where r.reason = 'group-not-opted-in'`

/** One row per payer, line of business, table and reason, of rows in force. A span of which a part stays counts. */
function counted(): Sql {
  return join(
    OF_PAYERS.map((table) => {
      const member = has(table, 'member_id')
        ? 't.member_id'
        : has(table, 'current_member_id')
          ? 't.current_member_id'
          : null
      return sql`
        select t.payer, t.line_of_business, ${literal(table.name)} as table_name, r.reason, count(*) as rows,
          ${member ? raw(`count(distinct ${member})`) : raw('cast(null as bigint)')} as members
        from ${id(received(table))} t
          join removed_record r
            on r.table_name = ${literal(table.name)} and r.file_id = t.file_id and r.record_number = t.record_number
          left join superseded s on s.file_id = t.file_id and s.record_number = t.record_number
        where s.file_id is null
        group by t.payer, t.line_of_business, r.reason`
    }),
    ' union all ',
  )
}
