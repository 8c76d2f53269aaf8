import { messages, type PGlite, parse, protocol } from '@electric-sql/pglite'
import type { Statement } from './worker.ts'

const { serialize } = protocol
type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>
/** A statement that the store has read and planned, and how its parameters are written. */
type Prepared = { name: string; write: readonly ((value: unknown) => string)[] }

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

  /** One after the other until one fails; gives the rows of the last. */
  run(statements: readonly Statement[]): Promise<{ rows: unknown[]; affectedRows: number | undefined }> {
    return this.#pglite.runExclusive(async () => {
      let answered: Messages = []
      for (const { sql, parameters } of statements)
        answered = parameters === null ? await this.#call(serialize.query(sql)) : await this.#query(sql, parameters)
      const last = parse.parseResults(answered, this.#pglite.parsers).at(-1)
      return { rows: last?.rows ?? [], affectedRows: last?.affectedRows }
    })
  }

  async #query(sql: string, parameters: readonly unknown[]): Promise<Messages> {
    const { name, write } = await this.#prepare(sql)
    const values = parameters.map((value, i) => (value === null || value === undefined ? null : write[i]?.(value)))
    return this.#call(
      serialize.bind({ statement: name, values: values as (string | null)[] }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    )
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
