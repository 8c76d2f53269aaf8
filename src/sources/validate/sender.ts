import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { StagedFile } from '../staged.ts'
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
  const records = (fails: Sql) => sql`select ${staged.file_id} as file_id, record_number from ${table} where ${fails}`
  if (sender.kind === 'payer') {
    const isOther = sql`payer is not null and ${name} not in (${listed(namesOf(sender))})`
    const found = await engine.one<{ all_records: number; other: number }>(sql`
      select count(*) as all_records, count(case when ${isOther} then 1 end) as other from ${table}`)
    if (found && found.other > 0 && found.other === found.all_records)
      throw new WholepanelError('input-wrong-payer', {
        at: `${staged.received.place}, column payer`,
        got: 'another name in every record',
        want: namesOf(sender).join(' or '),
        fix: `ingest it as that payer; or, if it is a name of ${sender.payer}, register the name`,
      })
    await notice(engine, 'wrong-payer', 'quarantined', 'payer', records(isOther))
  } else {
    await notice(
      engine,
      'wrong-payer',
      'quarantined',
      'payer',
      records(sql`payer is null or ${name} not in (select name from known_payer)`),
    )
  }
  await notice(
    engine,
    'line-of-business-unknown',
    'quarantined',
    'line_of_business',
    records(sql`line_of_business is null and ${lineOfBusiness(sender)} is null`),
  )
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
