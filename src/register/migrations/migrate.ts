import { type Kysely, sql, type Transaction } from 'kysely'
import { WholepanelError } from '../../error.ts'
import type { Schema } from '../schema.ts'
import { MIGRATIONS, type Migration } from './index.ts'

/** Two processes that open the same server at once migrate one after the other. */
const TURN = 4400

/** Brings the schema to this version in one transaction; a register of a newer version is left as it is. */
export function migrate(
  db: Kysely<Schema>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<{ from: number; to: number }> {
  return db.transaction().execute((tx) => migrateWithin(tx, migrations))
}

/** The same as a part of a transaction. */
export async function migrateWithin(
  tx: Transaction<Schema>,
  migrations: readonly Migration[],
): Promise<{ from: number; to: number }> {
  const newest = Math.max(0, ...migrations.map((m) => m.version))
  await sql`select pg_advisory_xact_lock(${sql.lit(TURN)})`.execute(tx)
  await sql`create schema if not exists wholepanel`.execute(tx)
  await sql`create table if not exists wholepanel.schema_version (version integer primary key, name text not null)`.execute(
    tx,
  )
  const found = await sql<{ version: number }>`
    select coalesce(max(version), 0) as version from wholepanel.schema_version`.execute(tx)
  const from = found.rows[0]?.version ?? 0
  if (from > newest)
    throw new WholepanelError('state-newer-schema', {
      got: `schema ${from}`,
      want: `at most ${newest}`,
      fix: 'install the newer version of wholepanel, or restore a copy of the register made before it',
    })
  for (const { version, name, statements } of migrations) {
    if (version <= from) continue
    for (const statement of statements) await sql.raw(statement).execute(tx)
    await sql`insert into wholepanel.schema_version values (${sql.lit(version)}, ${name})`.execute(tx)
  }
  return { from, to: newest }
}
