import { messages, type PGlite, parse, protocol } from '@electric-sql/pglite'
import type { Result, Statement } from './worker.ts'

const { serialize } = protocol
type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>
/** A statement that the store has read and planned, and how its parameters are written. */
type Prepared = { name: string; write: readonly ((value: unknown) => string)[] }

const NOTHING: Result = { rows: [], affectedRows: undefined }

/** So many statements are kept prepared; the one that was not asked for longest is forgotten first. */
const MOST = 300

/**
 * The statements of one PGlite. A query costs one call into it, where PGlite's own takes six, and a text that comes
 * again is neither read nor planned again: that is most of what a small query costs. Who may see what stays decided
 * per execution, for the store plans anew when the role is another.
 */
export class Statements {
  readonly #pglite: PGlite
  readonly #prepared = new Map<string, Prepared>()
  #next = 1

  constructor(pglite: PGlite) {
    this.#pglite = pglite
  }

  /** One after the other until one fails; gives the rows of each. */
  run(statements: readonly Statement[]): Promise<Result[]> {
    return this.#pglite.runExclusive(async () => {
      // One that is new must be read where it runs: who may see a table decides whether its text can be read.
      if (statements.every(({ sql, parameters }) => parameters !== null && this.#prepared.has(sql)))
        return this.#results(await this.#call(...(await this.#bound(statements)), serialize.sync()))
      const results: Result[] = []
      for (const one of statements) {
        const parts = one.parameters === null ? [serialize.query(one.sql)] : await this.#bound([one])
        const answered = await this.#call(...parts, ...(one.parameters === null ? [] : [serialize.sync()]))
        results.push(this.#results(answered).at(-1) ?? NOTHING)
      }
      return results
    })
  }

  #results(answered: Messages): Result[] {
    return parse.parseResults(answered, this.#pglite.parsers).map(({ rows, affectedRows }) => ({ rows, affectedRows }))
  }

  async #bound(statements: readonly Statement[]): Promise<Uint8Array[]> {
    const parts: Uint8Array[] = []
    for (const { sql, parameters } of statements) {
      const { name, write } = await this.#prepare(sql)
      const values = (parameters ?? []).map((value, i) =>
        value === null || value === undefined ? null : write[i]?.(value),
      )
      parts.push(
        serialize.bind({ statement: name, values: values as (string | null)[] }),
        serialize.describe({ type: 'P' }),
        serialize.execute({}),
      )
    }
    return parts
  }

  async #prepare(sql: string): Promise<Prepared> {
    const known = this.#prepared.get(sql)
    this.#prepared.delete(sql)
    const prepared = known ?? (await this.#read(sql))
    this.#prepared.set(sql, prepared)
    return prepared
  }

  async #read(text: string): Promise<Prepared> {
    const [oldest] = this.#prepared
    if (oldest && this.#prepared.size >= MOST) {
      this.#prepared.delete(oldest[0])
      await this.#call(serialize.close({ type: 'S', name: oldest[1].name }), serialize.sync())
    }
    const name = `kept_${this.#next++}`
    const told = await this.#call(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    )
    const types = told.find((one) => one instanceof messages.ParameterDescriptionMessage)?.dataTypeIDs ?? []
    return { name, write: types.map((type) => this.#pglite.serializers[type] ?? String) }
  }

  #call(...parts: readonly Uint8Array[]): Promise<Messages> {
    return this.#pglite.execProtocolStream(new Uint8Array(Buffer.concat(parts)))
  }
}
