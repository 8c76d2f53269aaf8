import { randomBytes } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Viewer } from '../governance/viewer.ts'

const COOKIE = 'wholepanel'
const IDLE_MINUTES = 30

/** Sessions live in this process's memory and end with it, or after half an hour without a request. */
export class Sessions {
  readonly #sessions = new Map<string, { viewer: Viewer; seen: number }>()
  readonly #clock: () => number

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** Gives the cookie of a new session; any session the browser had ends. */
  start(viewer: Viewer, before: string | undefined): string {
    this.end(before)
    for (const [key, { seen }] of this.#sessions) if (this.#isIdle(seen)) this.#sessions.delete(key)
    const key = randomBytes(32).toString('base64url')
    this.#sessions.set(key, { viewer, seen: this.#clock() })
    return cookie(key)
  }

  viewer(header: string | undefined): Viewer | null {
    const key = keyOf(header)
    const session = key === undefined ? undefined : this.#sessions.get(key)
    if (!key || !session) return null
    if (this.#isIdle(session.seen)) {
      this.#sessions.delete(key)
      return null
    }
    session.seen = this.#clock()
    return session.viewer
  }

  /** Ends the session and gives the cookie that forgets it. */
  end(header: string | undefined): string {
    const key = keyOf(header)
    if (key) this.#sessions.delete(key)
    return cookie('', 0)
  }

  #isIdle(seen: number): boolean {
    return this.#clock() - seen > IDLE_MINUTES * 60_000
  }
}

const keyOf = (header: string | undefined): string | undefined => parseCookie(header ?? '')[COOKIE]

const cookie = (value: string, maxAge?: number): string =>
  stringifySetCookie({
    name: COOKIE,
    value,
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    ...(maxAge === undefined ? {} : { maxAge }),
  })
