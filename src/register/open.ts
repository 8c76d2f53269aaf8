import { chmodSync, mkdirSync } from 'node:fs'
import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { WholepanelError } from '../error.ts'
import type { Region } from '../region.ts'
import { migrate } from './migrations/migrate.ts'
import { type Party, partyName } from './party.ts'
import type { Schema } from './schema.ts'
import { PgliteDialect } from './store/dialect-pglite.ts'
import { GIVEN_UP, PgliteSession } from './store/session.ts'
import { PARSERS } from './store/values.ts'

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

  /**
   * What this party may see and change. Example: `register.as(viewer, (tx) => tx.selectFrom('arrangement')…)`.
   * `day`: of what is told from some day on, which day it is; else the database's own clock says so.
   */
  as<Result>(party: Party, work: (tx: RegisterTransaction) => Promise<Result>, day = ''): Promise<Result> {
    return this.#turn(async (tx) => {
      await sql`set local role wholepanel_reader`.execute(tx)
      await sql`select set_config('wholepanel.party', ${partyName(party)}, true),
        set_config('wholepanel.day', ${day}, true)`.execute(tx)
      return work(tx)
    })
  }

  /** Ingests and runs read every contract; what leaves the house goes through `disclosure/`. */
  engine<Result>(work: (tx: RegisterTransaction) => Promise<Result>): Promise<Result> {
    return this.#turn(async (tx) => {
      await sql`set local role wholepanel_engine`.execute(tx)
      return work(tx)
    })
  }

  close(): Promise<void> {
    return this.db.destroy()
  }

  async #turn<Result>(work: (tx: RegisterTransaction) => Promise<Result>): Promise<Result> {
    try {
      return await this.db.transaction().execute(work)
    } catch (error) {
      throw (error as { code?: unknown } | null)?.code === GIVEN_UP ? gaveUp(error) : error
    }
  }
}

const gaveUp = (cause: unknown): WholepanelError =>
  new WholepanelError(
    'state-register-slow',
    {
      got: 'a statement was given up, and nothing of its transaction is kept',
      fix: 'try again when less is going on; if it stays so, give the register a server of its own',
    },
    cause,
  )

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

/** A statement that takes longer, on either store, is given up, so that it cannot stop the others for good. */
const MOST_MILLISECONDS = 60_000

/** Without a folder the register lives in memory and ends with the process. */
export async function openPglite(folder?: string, limit = MOST_MILLISECONDS): Promise<Register> {
  const session = await PgliteSession.open(folder)
  const closed = async (one: PgliteSession) => {
    await one.exec('set role wholepanel_closed')
    return one
  }
  const reopen = async () => {
    if (folder === undefined) throw new Error('the register in memory ended with its thread')
    return closed(await PgliteSession.open(folder))
  }
  try {
    await session.exec('reset role')
    await migrate(
      new Kysely<Schema>({ dialect: new PgliteDialect({ session, reopen, limit: Number.POSITIVE_INFINITY }) }),
    )
    await closed(session)
    const db = new Kysely<Schema>({ dialect: new PgliteDialect({ session, reopen, limit }) })
    return new Register(db.withSchema('wholepanel'), 'pglite')
  } catch (error) {
    await session.close()
    throw error
  }
}

export async function openPostgres(url: string, limit = MOST_MILLISECONDS): Promise<Register> {
  const builder = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: poolOf(url, 1) }) })
  try {
    await migrate(builder)
  } finally {
    await builder.destroy()
  }
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: poolOf(url, 8),
      onCreateConnection: async (connection) => {
        for (const setting of ["set time zone 'UTC'", `set statement_timeout = ${limit}`, 'set role wholepanel_closed'])
          await connection.executeQuery(CompiledQuery.raw(setting))
      },
    }),
  })
  return new Register(db.withSchema('wholepanel'), 'postgresql')
}

function poolOf(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, types: { getTypeParser }, max })
  // A connection that dies leaves the pool, and the query on it fails. Unheard, the event would end the process too.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

function getTypeParser(type: number, format?: string) {
  const ours = format === 'binary' ? undefined : PARSERS[type]
  return ours ?? pg.types.getTypeParser(type, format as 'text')
}
