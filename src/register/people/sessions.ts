import { type Compilable, sql } from 'kysely'
import type { Register, RegisterTransaction } from '../open.ts'
import { queryText } from '../store/query-text.ts'
import { along } from '../store/together.ts'
import { type GrantHeld, grantsOn, narrowGrant, restsOnItself } from './access-grants.ts'
import type { SessionRow } from './schema.ts'
import { newToken, tokenHash } from './token.ts'

export const IDLE_MINUTES = 30
export const LONGEST_HOURS = 12
/** How old `seen_at` may grow before it is written again, so that reading pages does not write on every request. */
const SEEN_SECONDS = 60

export type EndedBecause = 'signed-out' | 'idle' | 'revoked' | 'replaced' | 'over' | 'locked'

/**
 * Who signed in, by what, and the grant as it holds now. `as_found` is another text as soon as anything of it is other;
 * null where the grant hangs on more: it was lent, or opens what others let somebody in to.
 */
export type Session = SessionRow & { name: string; grant: GrantHeld; as_found: string | null }

export type SessionGiven = {
  account: string
  access_grant: number
  method: string
  /** When the one before it would have ended: another grant does not make a session longer. */
  ends_at?: string
}

/** Keeps the hash of a new key and gives the key, which only its browser will have. */
export async function startSession(register: Register, given: SessionGiven, now: string): Promise<string> {
  const key = newToken()
  await register.engine((tx) =>
    tx
      .insertInto('session')
      .values({
        ...given,
        session_hash: tokenHash(key),
        started_at: now,
        seen_at: now,
        ends_at: given.ends_at ?? after(now, LONGEST_HOURS * 3600),
        ended_at: null,
        ended_because: null,
      })
      .execute(),
  )
  return key
}

/**
 * The session with its holder and the grant it rests on, if all three still hold. One that is over is marked with why,
 * by whoever meets it first: nothing sweeps them.
 */
export async function sessionIn(tx: RegisterTransaction, session_hash: string, now: string): Promise<Session | null> {
  const { rows } = await tx.executeQuery(sessionQuery(tx, session_hash, now).compile())
  return sessionFrom(tx, rows[0], now)
}

/** What tells whether a session holds, for `sessionFrom`: asked along with other queries. */
export const sessionQuery = (tx: RegisterTransaction, session_hash: string, now: string) =>
  sessionText(tx, { session_hash, today: now.slice(0, 10) })

const sessionText = queryText(
  (tx: RegisterTransaction, { session_hash, today }: { session_hash: string; today: string }) =>
    tx
      .selectFrom(foundIn(tx, session_hash, today).as('found'))
      .selectAll()
      .select(AS_FOUND.as('as_found')),
)

const foundIn = (tx: RegisterTransaction, session_hash: string, today: string) =>
  tx
    .selectFrom('session')
    .innerJoin('account', 'account.account', 'session.account')
    .leftJoin(grantsOn(tx, today).as('held'), (join) =>
      join.onRef('held.access_grant', '=', 'session.access_grant').onRef('held.account', '=', 'session.account'),
    )
    .selectAll('session')
    .select(['account.status as account_status', 'name', 'role', 'purpose', 'participant'])
    .select(['practice_ids', 'administers', 'delegated_from'])
    .select((e) =>
      e
        .selectFrom('break_glass')
        .select(sql<number>`count(*)`.as('opened'))
        .whereRef('break_glass.access_grant', '=', 'session.access_grant')
        .as('opened_in_emergency'),
    )
    .where('session_hash', '=', session_hash)
    .where('session.ended_at', 'is', null)

/** Everything that is asked of a session, and how often its grant opened something, but not when it was seen last: one text. */
const AS_FOUND = sql<string>`encode(sha256(convert_to((to_jsonb(found) - 'seen_at')::text, 'UTF8')), 'hex')`

/** The query for that text alone, to ask whether all is still as it was found. */
export const sessionAsFound = (tx: RegisterTransaction, session_hash: string, today: string) =>
  tx.selectFrom(foundIn(tx, session_hash, today).as('found')).select(AS_FOUND.as('as_found'))

type SessionFound = ReturnType<typeof sessionQuery> extends Compilable<infer Row> ? Row : never

/** The session as `sessionQuery` found it. */
export async function sessionFrom(
  tx: RegisterTransaction,
  found: SessionFound | undefined,
  now: string,
): Promise<Session | null> {
  if (!found) return null
  const { session_hash } = found
  const { account_status, name, role, purpose, participant, practice_ids, administers, delegated_from, ...rest } = found
  const { as_found, opened_in_emergency: _opened, ...session } = rest
  const because = overBecause(session, account_status, now)
  if (because !== null) return endIn(tx, session_hash, because, now)
  if (!isSeen(session, now)) {
    await tx.executeQuery(
      along(tx.updateTable('session').set({ seen_at: now }).where('session_hash', '=', session_hash).compile()),
    )
    session.seen_at = now
  }
  const { access_grant } = session
  const held =
    role === null || purpose === null || practice_ids === null || administers === null
      ? null
      : { access_grant, role, purpose, participant, practice_ids, administers, delegated_from }
  const grant = held && (await narrowGrant(tx, held, now.slice(0, 10)))
  if (!grant) return endIn(tx, session_hash, 'revoked', now)
  return { ...session, name, grant, as_found: restsOnItself(grant) ? as_found : null }
}

/** Whether it need not be written yet that the session was seen. */
export const isSeen = ({ seen_at }: Pick<SessionRow, 'seen_at'>, now: string): boolean =>
  seconds(seen_at, now) < SEEN_SECONDS

/** Whether the clock has not ended a session that was found a moment ago. */
export const isInTime = (session: SessionRow, now: string): boolean => overBecause(session, 'active', now) === null

function overBecause({ ends_at, seen_at }: SessionRow, account_status: string, now: string): EndedBecause | null {
  if (account_status !== 'active') return 'locked'
  if (seconds(ends_at, now) >= 0) return 'over'
  return seconds(seen_at, now) > IDLE_MINUTES * 60 ? 'idle' : null
}

export const endSession = (
  register: Register,
  session_hash: string,
  because: EndedBecause,
  now: string,
): Promise<null> => register.engine((tx) => endIn(tx, session_hash, because, now))

async function endIn(tx: RegisterTransaction, session_hash: string, because: EndedBecause, now: string): Promise<null> {
  await tx
    .updateTable('session')
    .set({ ended_at: now, ended_because: because })
    .where('session_hash', '=', session_hash)
    .where('ended_at', 'is', null)
    .execute()
  return null
}

/** Ends every session of an account but one, and says how many there were. */
export async function endSessionsIn(
  tx: RegisterTransaction,
  account: string,
  because: EndedBecause,
  now: string,
  keep: string | null = null,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('session')
    .set({ ended_at: now, ended_because: because })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .$if(keep !== null, (query) => query.where('session_hash', '<>', keep ?? ''))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** Those that hold, the newest first. */
export async function sessionsOf(register: Register, account: string, now: string): Promise<SessionRow[]> {
  const open = await register.engine((tx) =>
    tx
      .selectFrom('session')
      .selectAll()
      .where('account', '=', account)
      .where('ended_at', 'is', null)
      .where('ends_at', '>', now)
      .orderBy('started_at', 'desc')
      .execute(),
  )
  return open.filter((one) => seconds(one.seen_at, now) <= IDLE_MINUTES * 60)
}

const seconds = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000
const after = (time: string, more: number): string => new Date(Date.parse(time) + more * 1000).toISOString()
