import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { RegisterTransaction } from '../../open.ts'
import type { NotificationRow } from './schema.ts'

export type Notification = Selectable<NotificationRow>
type Given = Pick<NotificationRow, 'account' | 'mail' | 'kind' | 'about' | 'link'>

/** Writes down what awaits whom, and an e-mail for each who wants one at once. What is unread already is left as it is. */
export async function insertNotifications(
  tx: RegisterTransaction,
  given: readonly Given[],
  made_at: string,
): Promise<void> {
  if (given.length === 0) return
  const made = await tx
    .insertInto('notification')
    .values(given.map((one) => ({ ...one, made_at, message: null, read_at: null })))
    .onConflict((c) => c.columns(['account', 'kind', 'about']).where('read_at', 'is', null).doNothing())
    .returning(['notification', 'account', 'mail'])
    .execute()
  const atOnce = made.filter((one) => one.mail === 'at-once')
  if (atOnce.length === 0) return
  const messages = await tx
    .insertInto('message')
    .values(atOnce.map(({ account }) => ({ account, kind: 'notice', ...unsent(made_at) })))
    .returning(['message', 'account'])
    .execute()
  const of = new Map(messages.map((one) => [one.account, one.message]))
  for (const { notification, account } of atOnce)
    await tx
      .updateTable('notification')
      .set({ message: of.get(account) ?? null })
      .where('notification', '=', notification)
      .execute()
}

/** A message that was never tried. */
export const unsent = (made_at: string) => ({
  message_id: randomUUID(),
  day: made_at.slice(0, 10),
  made_at,
  next_at: made_at,
  sent_at: null,
  last_problem: null,
})

/** Newest first. */
export const notificationsOf = (tx: RegisterTransaction, account: string, limit: number): Promise<Notification[]> =>
  tx
    .selectFrom('notification')
    .selectAll()
    .where('account', '=', account)
    .orderBy('notification', 'desc')
    .limit(limit)
    .execute()

export async function unreadOf(tx: RegisterTransaction, account: string): Promise<number> {
  const { unread } = await tx
    .selectFrom('notification')
    .select(sql<number>`count(*)::int`.as('unread'))
    .where('account', '=', account)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return unread
}

/** Marks one as read, or all of them. How many it was. */
export async function markRead(
  tx: RegisterTransaction,
  account: string,
  notification: number | 'all',
  now: string,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('notification')
    .set({ read_at: now })
    .where('account', '=', account)
    .where('read_at', 'is', null)
    .$if(notification !== 'all', (query) => query.where('notification', '=', Number(notification)))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** How each of these wants to be told of a kind, where they chose. */
export async function choicesIn(
  tx: RegisterTransaction,
  accounts: readonly string[],
  kind: string,
): Promise<ReadonlyMap<string, string>> {
  if (accounts.length === 0) return new Map()
  const rows = await tx
    .selectFrom('notification_choice')
    .select(['account', 'mail'])
    .where('account', 'in', accounts)
    .where('kind', '=', kind)
    .execute()
  return new Map(rows.map((one) => [one.account, one.mail]))
}

/** What a person chose, by kind. */
export async function choicesOf(tx: RegisterTransaction, account: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('notification_choice').selectAll().where('account', '=', account).execute()
  return new Map(rows.map((one) => [one.kind, one.mail]))
}

export async function choose(tx: RegisterTransaction, account: string, kind: string, mail: string): Promise<void> {
  await tx
    .insertInto('notification_choice')
    .values({ account, kind, mail })
    .onConflict((c) => c.columns(['account', 'kind']).doUpdateSet({ mail }))
    .execute()
}
