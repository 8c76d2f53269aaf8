import { type Insertable, sql } from 'kysely'
import {
  BEFORE_THE_FIRST,
  type EventDetail,
  type EventHead,
  type EventRow,
  type EventText,
  eventHash,
} from './log/event-chain.ts'
import type { Register, RegisterTransaction } from './open.ts'
import type { Party } from './party.ts'
import type { EventTable } from './schema.ts'
import { queryText } from './store/query-text.ts'
import { along } from './store/together.ts'

export type EventGiven = Omit<EventText, 'number' | 'previous_hash'>

/** Writers add to the log one after the other: the chain never forks and no number is skipped. */
const TURN = 4405
const LONGEST = 200

/** Adds one event at the end of the log. What cannot be recorded is not done: let the error pass. */
export const appendEvent = (register: Register, given: EventGiven): Promise<EventRow> =>
  register.engine((tx) => appendEventIn(tx, given))

/** The same within a transaction of the engine, so that the act and its event stand or fall together. Call it last. */
export async function appendEventIn(tx: RegisterTransaction, given: EventGiven): Promise<EventRow> {
  await takeTurn(tx)
  return continueLog(tx, await headIn(tx), given)
}

/** Whoever writes next waits until this transaction ends. The end of the log is to be read after this, not with it. */
export const takeTurn = (tx: RegisterTransaction): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(${sql.lit(TURN)})`.execute(tx)

/** Adds an event at the end of the log, where it stood when this transaction's turn came. Call it last. */
export async function continueLog(tx: RegisterTransaction, head: EventHead, given: EventGiven): Promise<EventRow> {
  const text: EventText = { ...toldOf(given), number: head.number + 1, previous_hash: head.hash }
  const row = { ...text, hash: eventHash(text) }
  await tx.executeQuery(along(insertText(tx, { ...row, detail: JSON.stringify(row.detail) }).compile()))
  return row
}

/** What an event tells, as it is hashed and kept. */
export const toldOf = ({ at, actor, role, participant, purpose, act, about, detail }: EventGiven): EventGiven => ({
  at: new Date(at).toISOString(),
  actor: short(actor),
  role,
  participant,
  purpose,
  act,
  about: short(about),
  detail: shortDetail(detail),
})

const insertText = queryText((tx: RegisterTransaction, row: Insertable<EventTable>) =>
  tx.insertInto('event').values(row),
)

/** Where the log stands. Whoever keeps it outside can tell later that nothing up to it was changed or taken away. */
export const eventHead = (register: Register): Promise<EventHead> => register.engine(headIn)

async function headIn(tx: RegisterTransaction): Promise<EventHead> {
  return (await newestIn(tx).executeTakeFirst()) ?? BEFORE_THE_FIRST
}

/** The newest event; none where there is none yet. */
export const newestIn = (tx: Pick<RegisterTransaction, 'selectFrom'>) =>
  tx.selectFrom('event').select(['number', 'hash']).orderBy('number', 'desc').limit(sql.lit(1))

export const EVENT_KINDS = ['change', 'read', 'sign-in', 'refusal'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export type EventFilter = {
  /** From this day on, and up to the end of the other: 2026-01-31, in UTC. */
  since?: string | undefined
  until?: string | undefined
  actor?: string | undefined
  act?: string | undefined
  kind?: EventKind | undefined
  /** Only events with a smaller number: the next page. */
  before?: number | undefined
  limit: number
}

/** Newest first, as far as the party may see them. An act that ended is listed once, by its end. */
export function listEvents(register: Register, filter: EventFilter, party: Party): Promise<EventRow[]> {
  return register.as(party, (tx) => {
    const { since, until, actor, act, kind, before, limit } = filter
    let query = tx
      .selectFrom('event')
      .selectAll()
      .where(
        sql<boolean>`not (detail ->> 'outcome' = 'begun' and exists (
          select 1 from wholepanel.event later where (later.detail ->> 'begun')::bigint = event.number))`,
      )
      .orderBy('number', 'desc')
      .limit(limit)
    if (since !== undefined) query = query.where('at', '>=', since)
    if (until !== undefined) query = query.where('at', '<', `${until}T24`)
    if (actor !== undefined) query = query.where('actor', '=', actor)
    if (act !== undefined) query = query.where('act', '=', act)
    if (kind !== undefined) query = query.where(sql<string>`${sql.raw(KIND)}`, '=', kind)
    if (before !== undefined) query = query.where('number', '<', before)
    return query.execute()
  })
}

const KIND = `case when act ~ '-(refused|failed)$' then 'refusal' when act ~ '^sign-' then 'sign-in'
                   when act ~ '^read-' then 'read' else 'change' end`

const PAGE = 1000

/** Every event up to a number, oldest first, in pages: a log may be long. */
export async function* allEvents(register: Register, last: number): AsyncGenerator<EventRow> {
  for (let after = 0; after < last; ) {
    const rows = await register.engine((tx) =>
      tx
        .selectFrom('event')
        .selectAll()
        .where('number', '>', after)
        .where('number', '<=', last)
        .orderBy('number')
        .limit(PAGE)
        .execute(),
    )
    yield* rows
    const newest = rows.at(-1)
    if (newest === undefined) return
    after = newest.number
  }
}

const shortDetail = (detail: EventDetail): EventDetail =>
  Object.fromEntries(
    Object.entries(detail).map(([name, value]) => {
      if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('a name in the detail of an event is not in snake_case')
      if (typeof value === 'number' && !Number.isSafeInteger(value)) return [name, String(value)]
      return [name, typeof value === 'string' ? short(value) : value]
    }),
  )

// Every program reads the same bytes: no control characters, no halves of a character, nothing long.
const short = (text: string): string =>
  Array.from(text, (one) => (/[\p{Cc}\p{Cs}]/u.test(one) ? '\ufffd' : one))
    .slice(0, LONGEST)
    .join('')
