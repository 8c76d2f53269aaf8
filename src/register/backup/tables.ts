import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { WholepanelError } from '../../error.ts'
import type { RegisterTransaction } from '../open.ts'

/** A table of the register as the database describes it; nothing here names one, so that a new table is in at once. */
export type TableShape = {
  name: string
  columns: { name: string; type: string }[]
  /** Its primary key. */
  key: string[]
}

export const table = (name: string) => sql.table(`wholepanel.${name}`)

/** In order of name. The version of the schema is told by the header of a backup. */
export async function tablesOf(tx: RegisterTransaction): Promise<TableShape[]> {
  const { rows } = await sql<TableShape>`
    select c.relname as name,
           (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                            order by a.attnum)
            from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
           (select coalesce(json_agg(a.attname order by a.attnum), '[]')
            from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
            where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c
    where c.relnamespace = 'wholepanel'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_version'
    order by c.relname collate "C"`.execute(tx)
  return rows
}

/**
 * The transaction of a backup or a restore: the text of a value is the same in every session and on both stores, and
 * the work may take longer than a statement of a page.
 */
export async function asOwner(tx: RegisterTransaction): Promise<void> {
  await sql`set local role none`.execute(tx)
  for (const setting of ["datestyle = 'ISO, YMD'", "intervalstyle = 'postgres'", "bytea_output = 'hex'"])
    await sql.raw(`set local ${setting}`).execute(tx)
  await sql`set local statement_timeout = 0`.execute(tx)
}

/**
 * From here on the transaction reads as the engine, before whom no table hides a row. Were one hidden it would be
 * missing from a backup without a word, so that is looked up first.
 */
export async function asEngine(tx: RegisterTransaction): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'wholepanel'::regnamespace and c.relkind = 'r' and c.relrowsecurity
      and (exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)
           or not exists (select from pg_policy p
                          where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
                            and 'wholepanel_engine'::regrole = any (p.polroles)
                            and pg_get_expr(p.polqual, p.polrelid) = 'true'))`.execute(tx)
  if (rows[0])
    throw new WholepanelError('state-unexpected', {
      at: `table ${rows[0].name} of the register`,
      got: 'its policies may hide rows from the engine',
      want: 'a policy that shows the engine every row',
    })
  await sql`set local role wholepanel_engine`.execute(tx)
}

const BATCH = 1000

/** Every row as the texts of its values, in an order that depends on neither store nor locale. */
export async function* rowsOf(
  tx: RegisterTransaction,
  { name, columns, key }: TableShape,
): AsyncGenerator<(string | null)[][]> {
  const texts = (names: readonly string[]) => names.map((one) => sql`${sql.ref(one)}::text`)
  const all = columns.map((column) => column.name)
  const order = texts(key.length > 0 ? key : all).map((one) => sql`${one} collate "C"`)
  await sql`
    declare backup_rows no scroll cursor for
    select json_build_array(${sql.join(texts(all))}) as row from ${table(name)} order by ${sql.join(order)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<{ row: (string | null)[] }>`fetch ${sql.lit(BATCH)} from backup_rows`.execute(tx)
    if (rows.length === 0) break
    yield rows.map(({ row }) => row)
  }
  await sql`close backup_rows`.execute(tx)
}

/** The line of a backup in which a row stands. */
export const lineOf = (row: readonly (string | null)[]): string => `${JSON.stringify(row)}\n`

/** How many rows a table has, and the hash of their lines: the same for the same rows on both stores. */
export async function fingerprint(
  tx: RegisterTransaction,
  shape: TableShape,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256')
  let count = 0
  for await (const rows of rowsOf(tx, shape)) {
    count += rows.length
    for (const row of rows) hash.update(lineOf(row))
  }
  return { rows: count, sha256: hash.digest('hex') }
}
