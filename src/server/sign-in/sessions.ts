import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Compilable } from 'kysely'
import { type Viewer, viewerFrom } from '../../governance/viewer.ts'
import type { Register, RegisterTransaction } from '../../register/open.ts'
import {
  endSession,
  isInTime,
  isSeen,
  LONGEST_HOURS,
  type SessionGiven,
  type Session as SessionRow,
  sessionFrom,
  sessionIn,
  sessionQuery,
  startSession,
} from '../../register/people/sessions.ts'
import { tokenHash } from '../../register/people/token.ts'
import type { AsFound } from '../../register/release-statement.ts'
import { type RowsOf, together } from '../../register/store/together.ts'
import { type Addresses, type OwnAddress, ownAddress } from '../own-address.ts'
import { cookieOf, setCookie } from './cookies.ts'

const COOKIE = 'wholepanel'

/** Who signed in, by what, and as whom they look now. */
export type Session = SessionRow & { viewer: Viewer }

/**
 * Sessions stand in the register and are read from it on every request: what was revoked, suspended or ended there is
 * over at once, whoever did it, and a restart ends none.
 */
export class Sessions {
  readonly #register: Register
  readonly #now: () => string
  readonly #addresses: Addresses

  constructor(register: Register, now: () => string, addresses: Addresses) {
    this.#register = register
    this.#now = now
    this.#addresses = addresses
  }

  async of(request: FastifyRequest): Promise<Session | null> {
    const session_hash = this.hashOf(request)
    return session_hash === null ? null : this.byHash(session_hash)
  }

  /** What the register knows the request's session by; null where it came with none. */
  hashOf(request: FastifyRequest): string | null {
    const key = this.#key(request)
    return key === null ? null : tokenHash(key)
  }

  /** The session as the register has it now. */
  byHash(session_hash: string): Promise<Session | null> {
    return this.#register.engine((tx) => this.in(tx, session_hash))
  }

  /** The same within a transaction of the engine. */
  async in(tx: RegisterTransaction, session_hash: string): Promise<Session | null> {
    return withViewer(await sessionIn(tx, session_hash, this.#now()))
  }

  /** The same in one question with other queries, whose rows come with it. */
  async with<const Queries extends readonly Compilable<unknown>[]>(
    tx: RegisterTransaction,
    session_hash: string,
    ...queries: Queries
  ): Promise<[Session | null, ...RowsOf<Queries>]> {
    const now = this.#now()
    const [[found], ...rows] = await together(tx, sessionQuery(tx, session_hash, now), ...queries)
    return [withViewer(await sessionFrom(tx, found, now)), ...(rows as RowsOf<Queries>)]
  }

  /** What must still be so for the session to hold; null where the clock ended it, or more than the session is to be asked. */
  asFound(session: Session): Omit<AsFound, 'standing_found'> | null {
    const now = this.#now()
    const { session_hash, as_found } = session
    if (as_found === null || !isInTime(session, now)) return null
    return { session_hash, today: now.slice(0, 10), session_found: as_found }
  }

  /** Whether the register knows that the session was seen, so that it need not be met there. */
  isSeen(session: Session): boolean {
    return isSeen(session, this.#now())
  }

  /** Another key, always: one that somebody else put into the browser is worth nothing afterwards. */
  async start(request: FastifyRequest, reply: FastifyReply, given: SessionGiven): Promise<Session | null> {
    await this.#endHere(request, 'replaced')
    const key = await this.startAlone(given)
    reply.header('set-cookie', setCookie(COOKIE, key, this.#own(request)))
    return this.byHash(tokenHash(key))
  }

  startAlone(given: SessionGiven): Promise<string> {
    return startSession(this.#register, given, this.#now())
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.#endHere(request, 'signed-out')
    reply.header('set-cookie', setCookie(COOKIE, '', this.#own(request), { maxAge: 0 }))
  }

  async #endHere(request: FastifyRequest, because: 'replaced' | 'signed-out'): Promise<void> {
    const before = this.#key(request)
    if (before !== null) await endSession(this.#register, tokenHash(before), because, this.#now())
  }

  #key(request: FastifyRequest): string | null {
    return cookieOf(request, COOKIE, this.#own(request))
  }

  #own(request: FastifyRequest): OwnAddress {
    return ownAddress(request, this.#addresses) ?? { origin: 'http://localhost', hostname: 'localhost', secure: false }
  }
}

const withViewer = (session: SessionRow | null): Session | null =>
  session && { ...session, viewer: viewerFrom(session, session.grant) }

/** When the person last proved who they are; choosing another grant does not count. */
export const provenAt = ({ ends_at }: Pick<SessionRow, 'ends_at'>): string =>
  new Date(Date.parse(ends_at) - LONGEST_HOURS * 3_600_000).toISOString()
