import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { StagedFile } from '../staged.ts'
import type { RuleName } from './rules/rules.ts'
import { listed, notice, plainName } from './validate.ts'

/** A registered sender of files. */
export type Sender = {
  payer: string
  payer_name: string
  /** payer, practice or convener */
  kind: string
  line_of_business: string | null
  /** Names by which files call it. */
  names_in_files: readonly string[]
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
const namesOf = (sender: Sender) => [...new Set([sender.payer, sender.payer_name, ...sender.names_in_files].map(plain))]

/** Table `known_payer`: each name of each registered payer, as it is compared. */
export async function createKnownPayers(engine: Engine, senders: readonly Sender[]): Promise<void> {
  await engine.run(sql`create or replace table known_payer (name varchar, payer varchar, line_of_business varchar)`)
  for (const sender of senders.filter((s) => s.kind === 'payer')) {
    for (const name of namesOf(sender))
      await engine.run(sql`insert into known_payer values (${name}, ${sender.payer}, ${sender.line_of_business})`)
  }
}

/**
 * A payer's records are its own; a practice or the convener may send records about members of any registered payer.
 * When not one record of a file is the payer's own, the file is refused.
 */
export async function checkSender(engine: Engine, staged: StagedFile, sender: Sender): Promise<void> {
  const { fields } = staged.recognised.file
  if (!fields.some((field) => field.name === 'payer')) return
  const table = id(staged.raw_table)
  const name = plainName(raw('payer'))
  const isPayer = sender.kind === 'payer'
  const isOther = isPayer
    ? sql`payer is not null and ${name} not in (${listed(namesOf(sender))})`
    : sql`(payer is null or ${name} not in (select name from known_payer))`
  const isUnknown = sql`line_of_business is null and ${lineOfBusiness(sender)} is null`
  const found = await engine.one<{ all_records: number; other: number; unknown: number }>(sql`
    select count(*) as all_records, count(case when is_other then 1 end) as other, count(case when is_unknown then 1 end) as unknown
    from (select ${isOther} as is_other, ${isUnknown} as is_unknown from ${table}) record`)
  const { all_records = 0, other = 0, unknown = 0 } = found ?? {}
  if (isPayer && other > 0 && other === all_records)
    throw new WholepanelError('input-wrong-payer', {
      at: `${staged.received.place}, column payer`,
      got: 'another name in every record',
      want: namesOf(sender).join(' or '),
      fix: `ingest it as that payer; or, if it is a name of ${sender.payer}, give it with --name`,
    })
  const quarantine = (rule: RuleName, column: string, fails: Sql) =>
    notice(
      engine,
      rule,
      'quarantined',
      column,
      sql`select ${staged.file_id} as file_id, record_number from ${table} where ${fails}`,
    )
  if (other > 0) await quarantine('wrong-payer', 'payer', isOther)
  if (unknown > 0) await quarantine('line-of-business-unknown', 'line_of_business', isUnknown)
}

/** The registered key of the payer a record is about. */
export const payerOf = (sender: Sender): Sql =>
  sender.kind === 'payer'
    ? literal(sender.payer)
    : sql`(select max(k.payer) from known_payer k where k.name = ${plainName(raw('t.payer'))})`

/** What is registered for that payer; a record's own column comes first. */
const lineOfBusiness = (sender: Sender): Sql =>
  sender.kind === 'payer'
    ? sql`${sender.line_of_business}::varchar`
    : sql`(select max(k.line_of_business) from known_payer k where k.name = ${plainName(raw('payer'))})`

export const lineOfBusinessOf = (sender: Sender): Sql =>
  sender.kind === 'payer'
    ? sql`coalesce(t.line_of_business, ${sender.line_of_business}::varchar)`
    : sql`coalesce(t.line_of_business,
        (select max(k.line_of_business) from known_payer k where k.name = ${plainName(raw('t.payer'))}))`
