import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { SUPERSEDED } from '../../lake/lake.ts'
import { id, literal, raw, type Sql, sql, join as sqlJoin } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import type { Region } from '../../region.ts'
import { nameAsSent } from '../mapping/name-as-sent.ts'
import type { ClaimLife } from '../source.ts'
import { exampleFindings, findingRows } from '../validate/examples.ts'
import type { Sender } from '../validate/sender.ts'
import type { Delivery, FileFate } from './delivery.ts'
import { newTable } from './map.ts'
import { declared, type Landed, landedSubmissions, parquet } from './submissions.ts'
import { added } from './supersede.ts'
import * as kept from './tables.ts'

type Landing = {
  delivery: Delivery
  sender: Sender
  received_at: string
  fates: readonly FileFate[]
  tables: readonly Table[]
  region: Region
}

/** Writes what the submission adds beside the lake, and makes it appear by one rename. */
export async function land(engine: Engine, landing: Landing): Promise<Landed> {
  const { delivery, sender, fates, tables, region } = landing
  const { submission_id } = delivery
  for (const table of tables) {
    const found = await engine.one<{ n: number }>(sql`select count(*) as n from (${added(table)}) t`)
    if (!found?.n) continue
    const order = ['member_id', 'file_id', 'record_number'].filter((name) => table.columns.some((c) => c.name === name))
    await engine.writeParquet(
      sql`select ${declared(table)} from (${added(table)}) t order by ${sqlJoin(order.map(id))}`,
      join(delivery.landing, `${table.name}.parquet`),
    )
  }
  const lives = new Set(fates.flatMap((fate) => fate.staged?.recognised.source.life ?? []))
  const companions: Sql[] = []
  for (const life of lives) {
    await live(engine, landing, life)
    if (life.companions) companions.push(life.companions())
  }
  if (companions.length > 0)
    await goneWithTheirClaim(
      engine,
      landing,
      sqlJoin(
        companions.map((one) => sql`select * from (${one}) part`),
        ' union all ',
      ),
    )
  await exampleFindings(
    engine,
    fates.flatMap((fate) => fate.staged ?? []),
    tables,
  )
  await nameAsSent(
    engine,
    fates.flatMap((fate) => fate.staged ?? []),
  )
  await writeKept(engine, landing)
  await holdCounts(engine, fates)
  rmSync(delivery.scratch, { recursive: true, force: true })
  for (const name of readdirSync(delivery.landing)) chmodSync(join(delivery.landing, name), 0o600)
  const payerFolder = join(region.lake, sender.payer)
  mkdirSync(payerFolder, { recursive: true, mode: 0o700 })
  renameSync(delivery.receiving, join(region.received, submission_id))
  const folder = join(payerFolder, submission_id)
  renameSync(delivery.landing, folder)
  await viewSuperseded(engine, region)
  return { payer: sender.payer, submission_id, folder }
}

/** What this submission put out of force is out of force from now on; the rows themselves are not read again here. */
async function viewSuperseded(engine: Engine, region: Region): Promise<void> {
  const putting = landedSubmissions(region.lake).filter(({ folder }) =>
    existsSync(join(folder, `${SUPERSEDED}.parquet`)),
  )
  if (putting.length === 0) return
  await engine.run(sql`create or replace view superseded as
    select distinct file_id, record_number from ${parquet(putting, SUPERSEDED)}`)
}

async function writeKept(engine: Engine, { delivery, sender, received_at, fates, tables }: Landing): Promise<void> {
  const write = (name: string, relation: Sql) =>
    engine.writeParquet(relation, join(delivery.landing, `${name}.parquet`))
  await write(
    'record',
    sql`select ${declared(kept.record)} from record_outcome order by length(file_id), file_id, record_number`,
  )
  await write(
    'finding',
    sql`select ${declared(kept.finding)} from (${findingRows()}) f order by file_id, record_number, "column", rule`,
  )
  await write(
    'profile',
    sql`select ${declared(kept.profile)} from (${profileRows()}) p order by table_name, file_id, payer, line_of_business, month`,
  )
  await write('fill', sql`select ${declared(kept.fill)} from fill_now order by table_name, file_id, "column"`)
  await write(
    'code_use',
    sql`select ${declared(kept.codeUse)} from code_use_now order by table_name, file_id, "column", value`,
  )
  const gone = await engine.one<{ n: number }>(sql`select count(*) as n from gone`)
  if (gone?.n) {
    await write(
      'superseded',
      sql`
        select file_id, record_number, max(by_file_id) as by_file_id, max(by_record_number) as by_record_number, min(rule) as rule
        from gone group by file_id, record_number order by file_id, record_number`,
    )
  }
  const repeats = await engine.one<{ n: number }>(sql`select count(*) as n from repeated`)
  if (repeats?.n) {
    await write(
      'repeat',
      sql`
        select file_id, record_number, of_file_id, of_record_number from (
          select *, row_number() over (
            partition by file_id, record_number order by of_file_id, of_record_number, table_name, claimed) as place
          from repeated
        ) r where place = 1 order by file_id, record_number`,
    )
  }
  await engine.run(sql`create or replace table file_of_submission as
    select ${declared(kept.file)} from (select ${sqlJoin(kept.file.columns.map((c) => sql`null as ${id(c.name)}`))}) none where false`)
  const newest = await newestDates(engine, tables, received_at)
  const rows = fates.map((fate) => {
    const { received, recognised } = fate
    const row = [
      delivery.submission_id,
      fate.file_id,
      sender.payer,
      received_at,
      received.place,
      received.file_name,
      received.stored_as,
      received.sha256,
      received.bytes,
      fate.records,
      recognised?.source.layout.name ?? null,
      recognised?.file.name ?? null,
      recognised ? `${recognised.source.layout.name}/${recognised.aco_id ?? sender.payer}` : null,
      recognised?.name_key ?? null,
      fate.status,
      fate.because,
      newest.get(fate.file_id) ?? null,
    ]
    return sql`(${sqlJoin(row.map((value) => sql`${value}`))})`
  })
  if (rows.length > 0) await engine.run(sql`insert into file_of_submission values ${sqlJoin(rows)}`)
  await write('file', sql`select * from file_of_submission`)
}

const profileRows = (): Sql => sql`
  select n.*, coalesce(v.verdict, 'not compared') as verdict from profile_now n
  left join verdict v on v.table_name = n.table_name and v.payer = n.payer and v.line_of_business = n.line_of_business
    and v.month = n.month`

/** Days by which a file's news is judged. */
const DAYS: Record<string, string | undefined> = {
  medical_claim: 'claim_start_date',
  pharmacy_claim: 'dispensing_date',
  lab_result: 'collection_date',
  eligibility: 'enrollment_start_date',
}

/** The newest day of each file that is not in the future. */
async function newestDates(
  engine: Engine,
  tables: readonly Table[],
  received_at: string,
): Promise<ReadonlyMap<string, string>> {
  const days = tables.flatMap((table) => {
    const day = DAYS[table.name]
    return day ? [sql`select file_id, ${id(day)} as day from ${id(newTable(table))}`] : []
  })
  if (days.length === 0) return new Map()
  const found = await engine.rows<{ file_id: string; day: string }>(sql`
    select file_id, max(day) as day from (${sqlJoin(days, ' union all ')}) days
    where day <= ${received_at.slice(0, 10)}::date group by file_id`)
  return new Map(found.map(({ file_id, day }) => [file_id, day]))
}

/** Every physical record has one outcome, and the outcomes add up to the records of the file: or nothing lands. */
async function holdCounts(engine: Engine, fates: readonly FileFate[]): Promise<void> {
  const counted = await engine.rows<{ file_id: string; n: number; different: number; known: number }>(sql`
    select file_id, count(*) as n, count(distinct record_number) as different,
      count(case when outcome in ('accepted', 'warned', 'quarantined', 'duplicate', 'control') then 1 end) as known
    from record_outcome group by file_id`)
  const byFile = new Map(counted.map((row) => [row.file_id, row]))
  for (const { file_id, received, records } of fates) {
    const found = byFile.get(file_id) ?? { n: 0, different: 0, known: 0 }
    if (found.n !== records || found.different !== records || found.known !== records)
      throw new WholepanelError('input-record-count', {
        at: received.place,
        got: `${records} records, of which ${found.n} have an outcome`,
        want: 'one outcome for each record',
      })
  }
}

/** A source's own rules over all history, this submission included: its rows are read from where they wait. */
async function live(engine: Engine, landing: Landing, life: ClaimLife): Promise<void> {
  const { delivery, sender } = landing
  for (const name of life.tables) {
    const waiting = join(delivery.landing, `${name}.parquet`)
    const history = id(`${name}_history`)
    const more = existsSync(waiting) ? sql`union all select * from read_parquet(${literal(waiting)})` : raw('')
    await engine.run(sql`create or replace temp view ${history} as select * from memory.main.${history} ${more}`)
  }
  await engine.run(sql`create or replace temp view superseded as
    select file_id, record_number from memory.main.superseded union select file_id, record_number from gone`)
  await viewWithdrawn(engine, landing)
  await life.prepare?.(engine, { payer: sender.payer, submission_id: delivery.submission_id })
  await engine.run(sql`create or replace table outlived as ${life.gone(sender.payer)}`)
  await engine.run(sql`
    insert into gone
    select n.file_id, n.record_number, n.by_file_id, n.by_record_number, n.rule from outlived n
    where not exists (select 1 from superseded s where s.file_id = n.file_id and s.record_number = n.record_number)`)
  if (life.noticed) await warn(engine, life.noticed(sender.payer, delivery.submission_id))
  for (const name of [...life.tables.map((table) => `${table}_history`), 'superseded', 'withdrawn'])
    await engine.run(sql`drop view temp.${id(name)}`)
}

/** View withdrawn: files that the sender sent again, corrected. What they said never counts as a version of anything. */
async function viewWithdrawn(engine: Engine, { sender, fates, region }: Landing): Promise<void> {
  const earlier = landedSubmissions(region.lake).filter(({ payer }) => payer === sender.payer)
  const said =
    earlier.length > 0
      ? await engine.rows<Pick<FileFate, 'because'>>(sql`
    select because from ${parquet(earlier, 'file')} where starts_with(because, 'corrects ')`)
      : []
  const corrected = [...said, ...fates].flatMap(({ because }) => /^corrects (.+)$/.exec(because ?? '')?.[1] ?? [])
  const rows = corrected.map((file_id) => sql`select ${literal(file_id)} as file_id`)
  await engine.run(sql`create or replace temp view withdrawn as
    select distinct file_id from (${sqlJoin([sql`select '' as file_id`, ...rows], ' union all ')}) f where file_id <> ''`)
}

/** A claim's diagnoses, procedures and the like go with it, whichever submission brought them. */
async function goneWithTheirClaim(
  engine: Engine,
  { delivery, sender, region }: Landing,
  companions: Sql,
): Promise<void> {
  const file = `${kept.companion.name}.parquet`
  const own = join(delivery.landing, file)
  await engine.writeParquet(
    sql`select ${declared(kept.companion)} from (${companions}) c order by file_id, record_number`,
    own,
  )
  const earlier = landedSubmissions(region.lake).filter(({ payer }) => payer === sender.payer)
  const all = [...earlier.map(({ folder }) => join(folder, file)).filter(existsSync), own]
  await engine.run(sql`
    insert into gone
    select c.file_id, c.record_number, max(g.by_file_id), max(g.by_record_number), min(g.rule)
    from read_parquet([${sqlJoin(all.map(literal))}]) c
      join gone g on g.file_id = c.of_file_id and g.record_number = c.of_record_number
    where not exists (select 1 from superseded s where s.file_id = c.file_id and s.record_number = c.record_number)
      and not exists (select 1 from gone o where o.file_id = c.file_id and o.record_number = c.record_number)
    group by c.file_id, c.record_number`)
}

/** Such a record is in force and says so. */
async function warn(engine: Engine, found: Sql): Promise<void> {
  await engine.run(sql`create or replace table found_late as ${found}`)
  await engine.run(sql`
    insert into noticed (file_id, record_number, "column", rule, severity, expected, fix)
    select file_id, record_number, "column", rule, severity, expected, fix from found_late`)
  await engine.run(sql`
    update record_outcome set outcome = 'warned', rule = (
      select min(u.rule) from found_late u
      where u.severity = 'warned' and u.file_id = record_outcome.file_id and u.record_number = record_outcome.record_number)
    where outcome = 'accepted' and exists (
      select 1 from found_late u
      where u.severity = 'warned' and u.file_id = record_outcome.file_id and u.record_number = record_outcome.record_number)`)
}

/** Takes away what an interrupted ingest left: it never landed. The caller holds the region's lock. */
export function sweep(region: Region): void {
  const landed = new Set(landedSubmissions(region.lake).map(({ submission_id }) => submission_id))
  for (const folder of [region.received, region.lake]) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const isLeft =
        name.startsWith('.staging-') || (folder === region.received && /^s\d{6}-/.test(name) && !landed.has(name))
      if (isLeft) rmSync(join(folder, name), { recursive: true, force: true })
    }
  }
}
