import { mkdirSync, rmSync } from 'node:fs'
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBValue,
  type Json,
} from '@duckdb/node-api'
import { literal, raw, type Sql, sql } from './sql.ts'

export type EngineSettings = {
  /** Upper bound of the engine's own memory; the process needs about a fifth more. */
  memory?: string
  threads?: number
  /** Where large sorts spill. Made 0700 and removed on close. */
  spill?: string
}

/** A connection that reads, with the statements that it has planned: a plan is a quarter of what a small question costs. */
type Reader = { connection: DuckDBConnection; planned: Map<string, DuckDBPreparedStatement> }

/** So many plans are kept by a connection; the one that was not asked for longest goes first. */
const MOST_PLANNED = 200

/**
 * One DuckDB in this process. Rows come back as plain JSON values: DECIMAL and DATE as text, integers as numbers
 * where they are safe, so that an amount never passes through a float.
 */
export class Engine {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #spill: string | undefined
  readonly #threads: number
  /** Of an engine that is shared, the connections that are free, and who waits for one. */
  readonly #readers: Reader[] = []
  readonly #free: Reader[] = []
  readonly #waiting: ((reader: Reader) => void)[] = []

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    { spill, threads = 2 }: Pick<EngineSettings, 'spill' | 'threads'>,
  ) {
    this.#instance = instance
    this.#connection = connection
    this.#spill = spill
    this.#threads = threads
  }

  static async open(settings: EngineSettings = {}): Promise<Engine> {
    if (settings.spill) mkdirSync(settings.spill, { recursive: true, mode: 0o700 })
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(settings.threads ?? 2),
      memory_limit: settings.memory ?? '3GB',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(settings.spill ? { temp_directory: settings.spill } : {}),
    })
    const connection = await connect(instance)
    // The rewrite of `row_number() … = 1` into an aggregate fails on some plans and drops rows on others
    // (duckdb issues 23677 and 24363, engine 1.5).
    await connection.run("set disabled_optimizers = 'top_n_window_elimination'")
    return new Engine(instance, connection, settings)
  }

  /**
   * From here on as many reads run at once as there are threads, each in one: less work than all threads on each read
   * in turn. What a connection keeps for itself, as temporary tables, reads no longer see. Tables and views stay as they
   * are from then on.
   */
  async share(): Promise<void> {
    await this.#connection.run('set threads = 1')
    for (let i = 0; i < this.#threads; i++)
      this.#readers.push({ connection: await connect(this.#instance), planned: new Map() })
    this.#free.push(...this.#readers)
  }

  async run(statement: Sql): Promise<void> {
    await this.#connection.run(statement.text, [...statement.values] as DuckDBValue[])
  }

  /** Rows in the statement's own order. For results a person reads: claim lines stay in the engine. */
  async rows<Row = Record<string, Json>>(statement: Sql): Promise<Row[]> {
    const reader = await this.#read(statement)
    const wide = new Set(reader.columnNames().filter((_, i) => /^U?BIGINT$/.test(String(reader.columnType(i)))))
    return reader.getRowObjectsJson().map((row) => {
      for (const name of wide) {
        const value = row[name]
        if (typeof value === 'string' && Number.isSafeInteger(Number(value))) row[name] = Number(value)
      }
      return row as Row
    })
  }

  async #read({ text, values }: Sql) {
    // An engine that is not shared has one connection for everything, and what it reads from changes.
    if (this.#readers.length === 0) return this.#connection.runAndReadAll(text, [...values] as DuckDBValue[])
    const reader = await this.#take()
    try {
      const planned = await plannedBy(reader, text)
      planned.bind([...values] as DuckDBValue[])
      return await planned.runAndReadAll()
    } finally {
      this.#give(reader)
    }
  }

  /** First come, first served. */
  #take(): Reader | Promise<Reader> {
    return this.#free.pop() ?? new Promise((resolve) => this.#waiting.push(resolve))
  }

  #give(reader: Reader): void {
    const next = this.#waiting.shift()
    if (next) next(reader)
    else this.#free.push(reader)
  }

  /** The cells of a statement whose columns are all text, in its own order, piece by piece. */
  async *pieces(statement: Sql): AsyncGenerator<(string | null)[][]> {
    const result = await this.#connection.stream(statement.text, [...statement.values] as DuckDBValue[])
    for (;;) {
      const chunk = await result.fetchChunk()
      if (!chunk || chunk.rowCount === 0) return
      yield chunk.getRows() as (string | null)[][]
    }
  }

  async one<Row = Record<string, Json>>(statement: Sql): Promise<Row | undefined> {
    return (await this.rows<Row>(statement))[0]
  }

  /**
   * Writes a relation as Parquet. The caller moves the file into place: a half-written one is never read. `quick` costs
   * half the time of `small` and a tenth more space, for what a run can make again.
   */
  async writeParquet(relation: Sql, path: string, form: 'small' | 'quick' = 'small'): Promise<void> {
    const settings = { small: raw('compression zstd'), quick: raw('compression snappy, parquet_version v2') }[form]
    await this.run(sql`copy (${relation}) to ${literal(path)} (format parquet, ${settings})`)
  }

  interrupt(): void {
    this.#connection.interrupt()
  }

  close(): void {
    for (const { connection, planned } of this.#readers) {
      for (const one of planned.values()) one.destroySync()
      connection.closeSync()
    }
    this.#connection.closeSync()
    this.#instance.closeSync()
    if (this.#spill) rmSync(this.#spill, { recursive: true, force: true })
  }
}

async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect()
  await connection.run("set TimeZone = 'UTC'")
  return connection
}

async function plannedBy({ connection, planned }: Reader, text: string): Promise<DuckDBPreparedStatement> {
  const one = planned.get(text) ?? (await connection.prepare(text))
  planned.delete(text)
  planned.set(text, one)
  const [oldest] = planned
  if (planned.size > MOST_PLANNED && oldest) {
    planned.delete(oldest[0])
    oldest[1].destroySync()
  }
  return one
}
