import { Worker } from 'node:worker_threads'
import type { Answer, Fault, Opening, Question, Result, Statement } from './worker.ts'

type Answered = Extract<Answer, { results: Result[] }>
type Waiting = { resolve: (answer: Answered) => void; reject: (error: Error) => void }

/** What PostgreSQL says of a statement that its time ran out on. */
export const GIVEN_UP = '57014'
/** Within so many milliseconds who read asks again, mostly to write down what was read. */
const SOON = 10
/** What PostgreSQL says when the connection is no more. */
const NO_CONNECTION = '08003'

/** The compiled thread beside the compiled program, and the one in TypeScript beside the one in TypeScript. */
const WORKER = new URL(`./worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)

/**
 * PGlite in a thread of its own. A statement computes there, so that the main thread goes on answering; and since
 * PGlite cannot cancel one, ending the thread is how a statement is given up. The folder survives that as it survives
 * `kill -9`, and is opened again by a new session.
 */
export class PgliteSession {
  readonly #thread: Worker
  readonly #waiting = new Map<number, Waiting>()
  #next = 1
  #owed: Statement[] = []
  #over: Error | null = null

  /** Without a folder the data lives in the thread and ends with it. */
  static async open(folder?: string): Promise<PgliteSession> {
    const session = new PgliteSession(folder ?? null)
    try {
      await session.exec("set time zone 'UTC'")
      return session
    } catch (error) {
      await session.end(error as Error)
      throw error
    }
  }

  private constructor(folder: string | null) {
    const workerData: Opening = { folder }
    this.#thread = new Worker(WORKER, { workerData, name: 'register' })
    this.#thread.on('message', (answer: Answer) => this.#receive(answer))
    this.#thread.on('error', (error) => this.#lose(error))
    this.#thread.on('exit', () => this.#lose(faultOf('Error', 'the thread of the register ended', NO_CONNECTION)))
    this.#thread.unref()
  }

  /** True when the thread is gone: nothing more is answered. */
  get isOver(): boolean {
    return this.#over !== null
  }

  /** Statements as one question: what each gave. One that takes longer than the limit, in milliseconds, ends the session. */
  async run(statements: readonly Statement[], limit = Number.POSITIVE_INFINITY): Promise<Result[]> {
    const owed = this.#take()
    const { results } = await this.#ask({ statements: [...owed, ...statements] }, limit)
    return results.slice(owed.length)
  }

  /** A statement whose answer nobody waits for: it goes along with the next question, or alone where none comes soon. */
  later({ sql, parameters }: Statement): void {
    this.#owed.push({ sql, parameters })
    setTimeout(() => {
      if (this.#owed.length > 0 && !this.#over) this.run([]).catch(() => undefined)
    }, SOON).unref()
  }

  #take(): Statement[] {
    const owed = this.#owed
    this.#owed = []
    return owed
  }

  async exec(sql: string): Promise<void> {
    await this.run([{ sql, parameters: null }])
  }

  async close(): Promise<void> {
    if (this.#over) return
    if (this.#owed.length > 0) await this.run([])
    await this.#ask({ close: true })
    await this.end(faultOf('Error', 'the register is closed', NO_CONNECTION))
  }

  /** Ends the thread whatever it does; what waits fails with the error. */
  async end(error: Error): Promise<void> {
    this.#lose(error)
    await this.#thread.terminate()
  }

  async #ask(
    asked: { statements: readonly Statement[] } | { close: true },
    limit = Number.POSITIVE_INFINITY,
  ): Promise<Answered> {
    if (this.#over) throw this.#over
    const id = this.#next++
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<Answered>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject })
        // A process that waits for an answer stays; one that is done may end without closing.
        this.#thread.ref()
        const question: Question = { id, ...asked }
        this.#thread.postMessage(question)
        if (Number.isFinite(limit)) timer = setTimeout(() => this.#giveUp(id, limit), limit)
      })
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(id)
      // One that is being ended holds the process until it is: what waited must not let go of it meanwhile.
      if (this.#waiting.size === 0 && !this.#over) this.#thread.unref()
    }
  }

  /** After a pause of the main thread the answer may lie there already: messages are read before it is given up. */
  #giveUp(id: number, limit: number): void {
    setImmediate(() => {
      if (!this.#waiting.has(id)) return
      void this.end(faultOf('error', `canceling statement: it took longer than ${limit} ms`, GIVEN_UP))
    })
  }

  #receive(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    if ('fault' in answer) waiting?.reject(errorOf(answer.fault))
    else waiting?.resolve(answer)
  }

  #lose(error: Error): void {
    this.#over ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#over)
  }
}

const faultOf = (name: string, message: string, code: string): Error => errorOf({ name, message, fields: { code } })

function errorOf({ name, message, fields }: Fault): Error {
  return Object.assign(new Error(message), fields, { name })
}
