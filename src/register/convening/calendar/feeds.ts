import type { Selectable } from 'kysely'
import type { RegisterTransaction } from '../../open.ts'
import { newToken, tokenHash } from '../../people/token.ts'
import type { CalendarFeedEntryRow, CalendarFeedRow } from './schema.ts'

export type CalendarFeed = Selectable<CalendarFeedRow>
type Entry = Selectable<CalendarFeedEntryRow>

/** The person's own; undefined where they have none. */
export const feedOf = (tx: RegisterTransaction, account: string): Promise<CalendarFeed | undefined> =>
  tx
    .selectFrom('calendar_feed')
    .selectAll()
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/**
 * A new secret address under a grant: the one before leads nowhere from this moment. What was said under it is kept, so
 * that a reader who moves to the new address meets the same entries. The token is told this once.
 */
export async function renewFeed(
  tx: RegisterTransaction,
  account: string,
  access_grant: number,
  now: string,
): Promise<string> {
  const token = newToken()
  const token_hash = tokenHash(token)
  const { numUpdatedRows } = await tx
    .updateTable('calendar_feed')
    .set({ token_hash, access_grant, read_at: null })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n)
    await tx
      .insertInto('calendar_feed')
      .values({ account, access_grant, token_hash, made_at: now, read_at: null, ended_at: null })
      .execute()
  return token
}

/** Ends it, with what it had said. True where there was one. */
export async function endFeed(tx: RegisterTransaction, account: string, now: string): Promise<boolean> {
  const ended = await tx
    .updateTable('calendar_feed')
    .set({ ended_at: now })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .returning('calendar_feed')
    .executeTakeFirst()
  if (!ended) return false
  await tx.deleteFrom('calendar_feed_entry').where('calendar_feed', '=', ended.calendar_feed).execute()
  return true
}

/** The one that a token opens. */
export const feedByToken = (tx: RegisterTransaction, token: string): Promise<CalendarFeed | undefined> =>
  tx
    .selectFrom('calendar_feed')
    .selectAll()
    .where('token_hash', '=', tokenHash(token))
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** What it said the last time, while nobody else reads it. */
export async function saidIn(tx: RegisterTransaction, calendar_feed: number): Promise<Entry[]> {
  await tx
    .selectFrom('calendar_feed')
    .select('calendar_feed')
    .where('calendar_feed', '=', calendar_feed)
    .forUpdate()
    .execute()
  return tx.selectFrom('calendar_feed_entry').selectAll().where('calendar_feed', '=', calendar_feed).execute()
}

export async function writeSaid(
  tx: RegisterTransaction,
  calendar_feed: number,
  { write, forget }: { write: readonly Omit<Entry, 'calendar_feed'>[]; forget: readonly string[] },
  now: string,
): Promise<void> {
  if (forget.length > 0)
    await tx
      .deleteFrom('calendar_feed_entry')
      .where('calendar_feed', '=', calendar_feed)
      .where('uid', 'in', forget)
      .execute()
  if (write.length > 0)
    await tx
      .insertInto('calendar_feed_entry')
      .values(write.map((one) => ({ ...one, calendar_feed })))
      .onConflict((c) =>
        c.columns(['calendar_feed', 'uid']).doUpdateSet((e) => ({
          said: e.ref('excluded.said'),
          starts: e.ref('excluded.starts'),
          ends: e.ref('excluded.ends'),
          sequence: e.ref('excluded.sequence'),
          modified_at: e.ref('excluded.modified_at'),
          dropped_at: e.ref('excluded.dropped_at'),
        })),
      )
      .execute()
  await tx.updateTable('calendar_feed').set({ read_at: now }).where('calendar_feed', '=', calendar_feed).execute()
}
