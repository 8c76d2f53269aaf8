import { sql } from 'kysely'
import type { RegisterTransaction } from '../open.ts'

const ENABLED: Readonly<Record<string, string>> = { O: 'enable', A: 'enable always', R: 'enable replica' }

/**
 * Lets rows in as they were: in any order (no foreign keys), as they stood (no triggers) and from the owner (row-level
 * security not forced). What comes back puts all of it in place again, and the database then checks each foreign key.
 */
export async function loosen(tx: RegisterTransaction): Promise<() => Promise<void>> {
  const { rows: forced } = await sql<{ at: string }>`
    select oid::regclass::text as at from pg_class
    where relnamespace = 'wholepanel'::regnamespace and relkind = 'r' and relforcerowsecurity`.execute(tx)
  const { rows: triggers } = await sql<{ at: string; name: string; enabled: string }>`
    select tgrelid::regclass::text as at, quote_ident(tgname) as name, tgenabled::text as enabled
    from pg_trigger join pg_class c on c.oid = tgrelid
    where c.relnamespace = 'wholepanel'::regnamespace and not tgisinternal and tgenabled <> 'D'`.execute(tx)
  const { rows: keys } = await sql<{ at: string; name: string; definition: string }>`
    select conrelid::regclass::text as at, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where connamespace = 'wholepanel'::regnamespace and contype = 'f'`.execute(tx)
  const alter = async (statements: readonly string[]) => {
    for (const statement of statements) await sql.raw(`alter table ${statement}`).execute(tx)
  }
  await alter([
    ...keys.map(({ at, name }) => `${at} drop constraint ${name}`),
    ...triggers.map(({ at, name }) => `${at} disable trigger ${name}`),
    ...forced.map(({ at }) => `${at} no force row level security`),
  ])
  return () =>
    alter([
      ...keys.map(({ at, name, definition }) => `${at} add constraint ${name} ${definition}`),
      ...triggers.map(({ at, name, enabled }) => `${at} ${ENABLED[enabled]} trigger ${name}`),
      ...forced.map(({ at }) => `${at} force row level security`),
    ])
}
