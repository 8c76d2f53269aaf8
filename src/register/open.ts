import { chmodSync, mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Region } from '../region.ts'
import { PgliteDialect } from './dialect-pglite.ts'
import { migrate } from './migrate.ts'
import { type Party, partyName } from './party.ts'
import type { Schema } from './schema.ts'

export type RegisterTransaction = Transaction<Schema>

/**
 * The relational store. A connection may touch nothing until it says who asks: read and write through `as` or
 * `engine`, each one transaction. Held by one process at a time when it is embedded: take `acquireLock` first.
 */
export class Register {
  /** Refused by the database unless a transaction of `as` or `engine` is on. */
  readonly db: Kysely<Schema>
  /** pglite or postgresql, for `settings` and messages. */
  readonly store: 'pglite' | 'postgresql'

  constructor(db: Kysely<Schema>, store: 'pglite' | 'postgresql') {
    this.db = db
    this.store = store
  }

  /** What this party may see and change. Example: `register.as(viewer, (tx) => tx.selectFrom('arrangement')…)`. */
  as<Result>(party: Party, work: (tx: RegisterTransaction) => Promise<Result>): Promise<Result> {
    return this.db.transaction().execute(async (tx) => {
      await sql`set local role wholepanel_reader`.execute(tx)
      await sql`select set_config('wholepanel.party', ${partyName(party)}, true)`.execute(tx)
      return work(tx)
    })
  }

  /** Ingests and runs read every contract; what leaves the house goes through `disclosure/`. */
  engine<Result>(work: (tx: RegisterTransaction) => Promise<Result>): Promise<Result> {
    return this.db.transaction().execute(async (tx) => {
      await sql`set local role wholepanel_engine`.execute(tx)
      return work(tx)
    })
  }

  close(): Promise<void> {
    return this.db.destroy()
  }
}

/** The register of a region: PostgreSQL where `WHOLEPANEL_DATABASE_URL` names one, else PGlite in the folder. */
export async function openRegister(
  region: Region,
  url: string | undefined = process.env.WHOLEPANEL_DATABASE_URL,
): Promise<Register> {
  if (url) return openPostgres(url)
  mkdirSync(region.register, { recursive: true, mode: 0o700 })
  chmodSync(region.register, 0o700)
  return openPglite(region.register)
}

/** Without a folder the register lives in memory and ends with the process. */
export async function openPglite(folder?: string): Promise<Register> {
  const pglite = await PGlite.create({
    ...(folder ? { dataDir: folder } : {}),
    parsers: Object.fromEntries(Object.entries(PARSERS)) as Record<number, (text: string) => unknown>,
  })
  try {
    await pglite.exec("reset role; set time zone 'UTC'")
    const db = new Kysely<Schema>({ dialect: new PgliteDialect(pglite) })
    await migrate(db)
    await pglite.exec('set role wholepanel_closed')
    return new Register(db.withSchema('wholepanel'), 'pglite')
  } catch (error) {
    await pglite.close()
    throw error
  }
}

export async function openPostgres(url: string): Promise<Register> {
  const settings = { connectionString: url, types: { getTypeParser } }
  const builder = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ ...settings, max: 1 }) }),
  })
  try {
    await migrate(builder)
  } finally {
    await builder.destroy()
  }
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: new pg.Pool({ ...settings, max: 8 }),
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw("set time zone 'UTC'"))
        await connection.executeQuery(CompiledQuery.raw('set role wholepanel_closed'))
      },
    }),
  })
  return new Register(db.withSchema('wholepanel'), 'postgresql')
}

/** The same values from both stores: no JavaScript date, no float. By type number of `pg_type`. */
const PARSERS: Record<number, (text: string) => unknown> = {
  20: Number, // bigint: counts and identities, far below 2^53
  1082: (text) => text, // date
  1184: instant,
  1700: (text) => text, // numeric
}

/** A timestamptz of a session in UTC as ISO text; the store drops the zeros that end a fraction. */
function instant(text: string): string {
  return text
    .replace(' ', 'T')
    .replace(/(?:[.](\d{1,6}))?[+]00$/, (_end, fraction?: string) => (fraction ? `.${fraction.padEnd(3, '0')}Z` : 'Z'))
}

function getTypeParser(type: number, format?: string) {
  const ours = format === 'binary' ? undefined : PARSERS[type]
  return ours ?? pg.types.getTypeParser(type, format as 'text')
}
