import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SelectQueryNode,
  type TransactionSettings,
} from 'kysely'
import type { PgliteSession } from './session.ts'
import type { Along } from './together.ts'
import type { Statement } from './worker.ts'

/** How a dialect works on PGlite. */
export type PgliteTurns = {
  session: PgliteSession
  /** A new session on the same folder, after the one before it was given up or its thread died. */
  reopen: () => Promise<PgliteSession>
  /** Milliseconds after which a statement is given up. */
  limit: number
}

/**
 * Kysely over PGlite's own API. PGlite has one session, so a connection is a turn in a queue: first come, first
 * served, and held until the transaction ends. Two transactions never interleave.
 */
export class PgliteDialect implements Dialect {
  readonly #turns: PgliteTurns

  constructor(turns: PgliteTurns) {
    this.#turns = turns
  }

  createDriver(): Driver {
    return new PgliteDriver(this.#turns)
  }
  createQueryCompiler() {
    return new PostgresQueryCompiler()
  }
  createAdapter() {
    return new PostgresAdapter()
  }
  createIntrospector(db: ConstructorParameters<typeof PostgresIntrospector>[0]) {
    return new PostgresIntrospector(db)
  }
}

class PgliteDriver implements Driver {
  readonly #turns: PgliteTurns
  readonly #done = new WeakMap<DatabaseConnection, () => void>()
  #session: PgliteSession
  #last: Promise<void> = Promise.resolve()

  constructor(turns: PgliteTurns) {
    this.#turns = turns
    this.#session = turns.session
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last
    let done: () => void = () => undefined
    this.#last = new Promise((resolve) => {
      done = resolve
    })
    await before
    try {
      if (this.#session.isOver) this.#session = await this.#turns.reopen()
    } catch (error) {
      done()
      throw error
    }
    const connection = new PgliteConnection(this.#session, this.#turns.limit)
    this.#done.set(connection, done)
    return connection
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#done.get(connection)?.()
  }

  async beginTransaction(connection: DatabaseConnection, { isolationLevel }: TransactionSettings): Promise<void> {
    await connection.executeQuery(
      CompiledQuery.raw(isolationLevel ? `begin isolation level ${isolationLevel}` : 'begin'),
    )
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as PgliteConnection).commit()
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as PgliteConnection).rollback()
  }

  async destroy(): Promise<void> {
    await this.#last
    await this.#session.close()
  }
}

/** What opens a transaction, says who asks or waits for a turn: no rows, and it fails only where the next statement does too. */
const OPENS = /^(begin|set local role|select pg_advisory_xact_lock)\b/

/** Bound to its session: what a transaction began is not continued on a session that was opened later. */
class PgliteConnection implements DatabaseConnection {
  readonly #session: PgliteSession
  readonly #limit: number
  /** Goes to the thread along with the next statement: a question costs more than most statements. */
  #held: { statement: Statement; rows: unknown[] }[] = []
  /** Nothing since the transaction began that could have changed anything. */
  #onlyRead = true

  constructor(session: PgliteSession, limit: number) {
    this.#session = session
    this.#limit = limit
  }

  async executeQuery<Row>(asked: CompiledQuery & Partial<Along>): Promise<QueryResult<Row>> {
    const { sql, parameters, query } = asked
    const rows: Row[] = []
    this.#held.push({ statement: { sql, parameters }, rows })
    if (OPENS.test(sql)) return { rows }
    this.#onlyRead &&= SelectQueryNode.is(query) && query.with === undefined
    if (asked.along) return { rows }
    const held = this.#held
    this.#held = []
    const results = await this.#session.run(
      held.map((one) => one.statement),
      this.#limit,
    )
    for (const [i, one] of held.entries()) for (const row of results[i]?.rows ?? []) one.rows.push(row)
    const affectedRows = results.at(-1)?.affectedRows
    return { rows, ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }) }
  }

  /** Whoever only read need not wait for the end. */
  async commit(): Promise<void> {
    const commit = CompiledQuery.raw('commit')
    if (this.#onlyRead && this.#held.length === 0) this.#session.later(commit)
    else await this.executeQuery(commit)
  }

  /** What was not sent yet is not: one of it may fail, and the end must not wait behind it. */
  async rollback(): Promise<void> {
    const isBegun = !this.#held.some((one) => one.statement.sql.startsWith('begin'))
    this.#held = []
    if (isBegun) await this.executeQuery(CompiledQuery.raw('rollback'))
  }

  // biome-ignore lint/correctness/useYield: the register never streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('the embedded register does not stream')
  }
}
