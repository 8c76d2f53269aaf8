import type { Engine } from '../../lake/engine.ts'
import { id, raw, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import type { FileFate } from '../landing/delivery.ts'
import { newTable } from '../landing/map.ts'
import { endWhole } from '../landing/outcome.ts'
import { noticeRule } from './validate.ts'

/** How much of a file may break a rule, and by whose word: as the register states it for a sender and a day. */
export type Limit = { rule: string; most_share: string; source: string }

type Broken = {
  file_id: string
  rule: string
  broken: number
  is_whole: boolean
  counted: number | null
  control: number
}

/**
 * Refuses the files of which more breaks a rule than may, before anything is set against what is in force: all their
 * records are quarantined, and what was noticed about each stays. A rule that is let off is said to be. Returns the
 * files as they stand then.
 */
export async function refuseOverThreshold(
  engine: Engine,
  fates: readonly FileFate[],
  tables: readonly Table[],
  limits: readonly Limit[],
): Promise<FileFate[]> {
  if (limits.length === 0) return [...fates]
  const broken = await brokenRules(engine)
  const after: FileFate[] = []
  for (const fate of fates) {
    const held = fate.status === 'accepted' ? heldTo(fate, broken, limits) : []
    const over = held.filter(({ rule }) => rule === 'over-threshold')
    await say(engine, fate, 'waived', held)
    await say(engine, fate, 'over-threshold', held)
    after.push(over.length > 0 ? await refuse(engine, fate, tables) : fate)
  }
  return after
}

type Held = { rule: 'waived' | 'over-threshold'; observed: string }

function heldTo({ file_id, records }: FileFate, broken: readonly Broken[], limits: readonly Limit[]): Held[] {
  return limits.flatMap(({ rule, most_share, source }): Held[] => {
    const found = broken.find((one) => one.file_id === file_id && one.rule === rule)
    if (!found) return []
    const data = records - found.control
    const count = found.is_whole ? (found.counted ?? data) : found.broken
    const said = `${count} of ${data} records break ${rule}`
    if (source.startsWith('waiver ')) return [{ rule: 'waived', observed: `${said}; ${source}` }]
    if (count <= Number(most_share) * data) return []
    return [{ rule: 'over-threshold', observed: `${said}; at most ${percent(most_share)} may (${source})` }]
  })
}

/** One row per file and rule; a finding about the file as a whole is about all its records, or as many as it says. */
function brokenRules(engine: Engine): Promise<Broken[]> {
  return engine.rows<Broken>(sql`
    with broken as (
      select file_id, rule, count(distinct record_number) as broken, count(*) > count(record_number) as is_whole
      from noticed group by file_id, rule
    ), observed as (
      select file_id, rule, max(records) as counted from observation group by file_id, rule
    ), control_record as (
      select file_id, count(distinct record_number) as control from ending where outcome = 'control' group by file_id
    )
    select b.file_id, b.rule, b.broken, b.is_whole, o.counted, coalesce(c.control, 0) as control
    from broken b
      left join observed o on o.file_id = b.file_id and o.rule = b.rule
      left join control_record c on c.file_id = b.file_id
    order by b.file_id, b.rule`)
}

/** One finding for the file, whatever the number of rules. */
async function say(engine: Engine, { file_id }: FileFate, rule: Held['rule'], held: readonly Held[]): Promise<void> {
  const observed = held.filter((one) => one.rule === rule).map((one) => one.observed)
  if (observed.length === 0) return
  await noticeRule(engine, rule, '-', sql`select ${file_id} as file_id, null::bigint as record_number`)
  await engine.run(sql`insert into observation values (${file_id}, '-', ${rule}, ${observed.join('. ')}, null)`)
}

const percent = (share: string) => `${Number((Number(share) * 100).toFixed(4))}%`

/** As if the file had been refused at the door: nothing of it is in the common data model, nothing goes because of it. */
async function refuse(engine: Engine, fate: FileFate, tables: readonly Table[]): Promise<FileFate> {
  const { file_id, records } = fate
  for (const table of tables) {
    const header = table.columns.some(({ name }) => name === 'header_file_id')
    await engine.run(sql`
      delete from ${id(newTable(table))} where file_id = ${file_id} ${header ? sql`or header_file_id = ${file_id}` : raw('')}`)
  }
  await engine.run(sql`delete from ending where file_id = ${file_id}`)
  await engine.run(sql`delete from gone where by_file_id = ${file_id}`)
  await engine.run(sql`delete from noticed where file_id = ${file_id} and rule = 'corrects-file'`)
  await endWhole(engine, file_id, records, 'quarantined', 'over-threshold')
  return { ...fate, staged: null, status: 'refused', because: 'over-threshold' }
}
