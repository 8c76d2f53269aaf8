import { WholepanelError } from '../error.ts'

const MINUTE = 60_000

/**
 * How much an account or a program may ask within a minute, whatever sessions or tokens it has. Counted in this process
 * and in memory: one process holds a region, a restart forgives, and no read costs the register a question more.
 * There is one count for each account or program that asked, so the register bounds how many there are.
 */
export class ReadLimit {
  readonly #most: number
  readonly #now: () => string
  readonly #asked = new Map<string, { since: number; count: number }>()

  constructor(most: number, now: () => string) {
    this.#most = most
    this.#now = now
  }

  /** Counts a request of `account:dana` or `client:ehr` as so many reads, and refuses it where that is too many. */
  take(key: string, reads: number): void {
    const now = Date.parse(this.#now())
    const before = this.#asked.get(key)
    const minute = before && now - before.since < MINUTE ? before : { since: now, count: 0 }
    this.#asked.set(key, minute)
    if (minute.count + reads > this.#most) {
      const wait = Math.max(1, Math.ceil((minute.since + MINUTE - now) / 1000))
      throw new WholepanelError('access-too-many-reads', {
        want: `at most ${this.#most.toLocaleString('en-US')} a minute; a file counts as ${READS_OF_A_FILE}`,
        fix: `wait ${wait} seconds, then go on`,
        wait,
      })
    }
    minute.count += reads
  }
}

/** A page of the lake is at most 500 rows; a table, a PDF or the log as a file is all of them, and is made anew. */
export const READS_OF_A_FILE = 10
