import type { Engine } from './engine.ts'
import type { Sql } from './sql.ts'

/** What answers questions: an engine, or what keeps its answers. */
export type Answering = Pick<Engine, 'rows' | 'one'>

type Kept = { rows: Promise<readonly object[]>; bytes: number }

/** Answers of so many bytes are kept, as they lie in memory, and none of more than a part of it. */
const MOST_BYTES = 32_000_000
const LARGEST_PART = 1 / 8

/**
 * Answers of an engine over tables that no longer change: there an answer hangs on the statement and its values alone.
 * What was not asked for longest goes first. One question asked by several at once is asked once; one that failed is
 * asked again.
 */
export class Answers {
  readonly #engine: Answering
  readonly #mostBytes: number
  readonly #kept = new Map<string, Kept>()
  #bytes = 0

  constructor(engine: Answering, mostBytes = MOST_BYTES) {
    this.#engine = engine
    this.#mostBytes = mostBytes
  }

  /** For those who share a right. Another right's answers are not among theirs: how long one takes would tell who looked. */
  of(right: string): Answering {
    return new AnswersOf((statement) => this.#ask(right, statement))
  }

  #ask(right: string, statement: Sql): Promise<readonly object[]> {
    const key = JSON.stringify([right, statement.text, ...statement.values.map((one) => `${typeof one} ${one}`)])
    const before = this.#kept.get(key)
    if (before) {
      this.#kept.delete(key)
      this.#kept.set(key, before)
      return before.rows
    }
    const kept: Kept = { rows: this.#engine.rows<object>(statement), bytes: key.length * 2 }
    this.#kept.set(key, kept)
    this.#bytes += kept.bytes
    kept.rows.then(
      (rows) => this.#keep(key, kept, frozen(rows)),
      () => this.#forget(key, kept),
    )
    return kept.rows
  }

  #keep(key: string, kept: Kept, bytes: number): void {
    if (this.#kept.get(key) !== kept) return
    kept.bytes += bytes
    this.#bytes += bytes
    if (bytes > this.#mostBytes * LARGEST_PART) this.#forget(key, kept)
    for (const [oldest, one] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) return
      this.#forget(oldest, one)
    }
  }

  #forget(key: string, kept: Kept): void {
    if (this.#kept.get(key) !== kept) return
    this.#kept.delete(key)
    this.#bytes -= kept.bytes
  }
}

/** Asks as an engine is asked. */
export class AnswersOf implements Answering {
  readonly #ask: (statement: Sql) => Promise<readonly object[]>

  constructor(ask: (statement: Sql) => Promise<readonly object[]>) {
    this.#ask = ask
  }

  async rows<Row>(statement: Sql): Promise<Row[]> {
    return [...(await this.#ask(statement))] as Row[]
  }

  async one<Row>(statement: Sql): Promise<Row | undefined> {
    return (await this.#ask(statement))[0] as Row | undefined
  }
}

/** Nobody changes what others will get. Gives about how many bytes it takes. */
function frozen(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length + 16
  if (typeof value !== 'object' || value === null) return 8
  Object.freeze(value)
  return Object.values(value).reduce((sum: number, one) => sum + frozen(one) + 8, 32)
}
