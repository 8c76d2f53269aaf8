import type { BreakGlass } from '../register/people/break-glass.ts'
import type { Standing } from '../register/standing.ts'
import type { Session } from './sign-in/sessions.ts'

/** A session as the register had it, with what stood and what was open in an emergency. */
export type Found = { session: Session; standing: Standing; emergencies: readonly BreakGlass[] }

const MOST = 5_000

/**
 * Who asked a moment ago, and what stood when the register was asked last. Nothing here decides anything: whoever works
 * under it has the register say, as the answer is recorded, that all of it is still so.
 */
export class Remembered {
  readonly #sessions = new Map<string, Session>()
  /** One for all: what one reader finds changed, the others need not find again. */
  #standing: Standing | null = null

  /** What was opened in an emergency ends by the clock, and is asked for each time. */
  keep(session_hash: string, found: Found | null): void {
    this.#sessions.delete(session_hash)
    if (!found) return
    this.#standing = found.standing
    if (found.session.as_found === null || found.emergencies.length > 0) return
    this.#sessions.set(session_hash, found.session)
    const [oldest] = this.#sessions.keys()
    if (this.#sessions.size > MOST && oldest !== undefined) this.#sessions.delete(oldest)
  }

  found(session_hash: string): Found | null {
    const session = this.#sessions.get(session_hash)
    return session && this.#standing ? { session, standing: this.#standing, emergencies: [] } : null
  }
}
