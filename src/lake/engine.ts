import { mkdirSync, rmSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, type Json } from '@duckdb/node-api'
import { literal, raw, type Sql, sql } from './sql.ts'

export type EngineSettings = {
  /** Upper bound of the engine's own memory; the process needs about a fifth more. */
  memory?: string
  threads?: number
  /** Where large sorts spill. Made 0700 and removed on close. */
  spill?: string
}

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
  readonly #readers: DuckDBConnection[] = []
  readonly #free: DuckDBConnection[] = []
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = []

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
   * in turn. What a connection keeps for itself, as temporary tables, reads no longer see.
   */
  async share(): Promise<void> {
    await this.#connection.run('set threads = 1')
    for (let i = 0; i < this.#threads; i++) this.#readers.push(await connect(this.#instance))
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
    const connection = await this.#take()
    try {
      return await connection.runAndReadAll(text, [...values] as DuckDBValue[])
    } finally {
      this.#give(connection)
    }
  }

  /** First come, first served. An engine that is not shared has one connection for everything. */
  #take(): DuckDBConnection | Promise<DuckDBConnection> {
    if (this.#readers.length === 0) return this.#connection
    return this.#free.pop() ?? new Promise((resolve) => this.#waiting.push(resolve))
  }

  #give(connection: DuckDBConnection): void {
    if (connection === this.#connection) return
    const next = this.#waiting.shift()
    if (next) next(connection)
    else this.#free.push(connection)
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
    for (const one of [this.#connection, ...this.#readers]) one.closeSync()
    this.#instance.closeSync()
    if (this.#spill) rmSync(this.#spill, { recursive: true, force: true })
  }
}

async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect()
  await connection.run("set TimeZone = 'UTC'")
  return connection
}
