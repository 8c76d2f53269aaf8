import { sql } from 'kysely'
import { type EventDetail, type EventRow, type EventText, eventHash, FIRST_PREVIOUS_HASH } from './event-chain.ts'
import type { Register, RegisterTransaction } from './open.ts'

export type EventGiven = Omit<EventText, 'number' | 'previous_hash'>

/** Writers add to the log one after the other: the chain never forks and no number is skipped. */
const TURN = 4405
const LONGEST = 200

/** Adds one event at the end of the log. What cannot be recorded is not done: let the error pass. */
export const appendEvent = (register: Register, given: EventGiven): Promise<EventRow> =>
  register.engine((tx) => appendEventIn(tx, given))

/** The same within a transaction of the engine, so that the act and its event stand or fall together. Call it last. */
export async function appendEventIn(tx: RegisterTransaction, given: EventGiven): Promise<EventRow> {
  await sql`select pg_advisory_xact_lock(${sql.lit(TURN)})`.execute(tx)
  const head = await headIn(tx)
  const text: EventText = {
    number: head.number + 1,
    at: new Date(given.at).toISOString(),
    actor: short(given.actor),
    role: given.role,
    participant: given.participant,
    purpose: given.purpose,
    act: given.act,
    about: short(given.about),
    detail: shortDetail(given.detail),
    previous_hash: head.hash,
  }
  const row = { ...text, hash: eventHash(text) }
  await tx
    .insertInto('event')
    .values({ ...row, detail: JSON.stringify(row.detail) })
    .execute()
  return row
}

/** Where the log stands: its newest number and hash. Whoever keeps them can tell later that nothing before was changed. */
export type EventHead = { number: number; hash: string }

export const eventHead = (register: Register): Promise<EventHead> => register.engine(headIn)

async function headIn(tx: RegisterTransaction): Promise<EventHead> {
  const newest = tx.selectFrom('event').select(['number', 'hash']).orderBy('number', 'desc').limit(1)
  return (await newest.executeTakeFirst()) ?? { number: 0, hash: FIRST_PREVIOUS_HASH }
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
