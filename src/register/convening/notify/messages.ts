import { type Selectable, sql } from 'kysely'
import type { RegisterTransaction } from '../../open.ts'
import { type Notification, unsent } from './notifications.ts'
import type { MessageRow } from './schema.ts'

export type Message = Selectable<MessageRow>

/** One digest a day for each person who has something unread that is told daily. How many were made. */
export async function makeDigests(tx: RegisterTransaction, now: string): Promise<number> {
  const waiting = (account?: string) =>
    tx
      .selectFrom('notification')
      .where('mail', '=', 'daily')
      .where('message', 'is', null)
      .where('read_at', 'is', null)
      .$if(account !== undefined, (query) => query.where('account', '=', account ?? ''))
  const accounts = await waiting().select('account').distinct().orderBy('account').execute()
  let made = 0
  for (const { account } of accounts) {
    const message = await tx
      .insertInto('message')
      .values({ account, kind: 'digest', ...unsent(now) })
      // Written out: a statement that is kept prepared is matched with a partial index only by what it says itself.
      .onConflict((c) => c.columns(['account', 'day']).where('kind', '=', sql.lit('digest')).doNothing())
      .returning('message')
      .executeTakeFirst()
    if (!message) continue
    await tx
      .updateTable('notification')
      .set({ message: message.message })
      .where('notification', 'in', waiting(account).select('notification'))
      .execute()
    made += 1
  }
  return made
}

/** What waited since before a time and was never tried is given up. */
export async function giveUpStale(tx: RegisterTransaction, before: string): Promise<void> {
  await tx
    .updateTable('message')
    .set({ state: 'failed', last_problem: 'it waited too long: nobody had set up e-mail' })
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .where('made_at', '<', before)
    .execute()
}

export type MessageToSend = {
  message: Message
  /** Null for who has left, or has no address any more. */
  person: { name: string; email: string } | null
  notifications: Notification[]
}

/** Takes one that is due, and nobody else takes it until `until`. Undefined where none is due. */
export async function takeMessage(
  tx: RegisterTransaction,
  now: string,
  until: string,
): Promise<MessageToSend | undefined> {
  const due = await tx
    .selectFrom('message')
    .select('message')
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('message')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!due) return undefined
  const message = await tx
    .updateTable('message')
    .set({ attempts: sql`attempts + 1`, next_at: until })
    .where('message', '=', due.message)
    .returningAll()
    .executeTakeFirstOrThrow()
  const account = await tx
    .selectFrom('account')
    .select(['name', 'email', 'status'])
    .where('account', '=', message.account)
    .executeTakeFirstOrThrow()
  const notifications = await tx
    .selectFrom('notification')
    .selectAll()
    .where('message', '=', message.message)
    .orderBy('notification')
    .execute()
  const { name, email, status } = account
  return { message, person: status === 'active' && email !== null ? { name, email } : null, notifications }
}

export type Ended =
  | { state: 'sent'; sent_at: string }
  | { state: 'failed' | 'waiting'; next_at?: string; last_problem: string }

export async function endMessage(tx: RegisterTransaction, message: number, ended: Ended): Promise<void> {
  await tx.updateTable('message').set(ended).where('message', '=', message).execute()
}

/** Newest first: those that failed, or were tried and wait for another try. */
export const troubledMessages = (tx: RegisterTransaction, limit: number): Promise<Message[]> =>
  tx
    .selectFrom('message')
    .selectAll()
    .where('state', '<>', 'sent')
    .where('last_problem', 'is not', null)
    .orderBy('message', 'desc')
    .limit(limit)
    .execute()

/** How many are in each state, of messages and of calls. */
export async function countSending(
  tx: RegisterTransaction,
): Promise<{ what: 'e-mail' | 'webhook call'; state: string; count: number }[]> {
  const count = sql<number>`count(*)::int`.as('count')
  const messages = await tx.selectFrom('message').select(['state', count]).groupBy('state').orderBy('state').execute()
  const calls = await tx
    .selectFrom('webhook_delivery')
    .select(['state', count])
    .groupBy('state')
    .orderBy('state')
    .execute()
  return [
    ...messages.map((one) => ({ what: 'e-mail' as const, ...one })),
    ...calls.map((one) => ({ what: 'webhook call' as const, ...one })),
  ]
}
