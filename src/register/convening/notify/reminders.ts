import { sql } from 'kysely'
import type { RegisterTransaction } from '../../open.ts'
import type { ReminderRow } from './schema.ts'

type About = Pick<ReminderRow, 'kind' | 'about'>

/** Writes down that it is told from this day on. False where it was told from this day on, or from a later one, before. */
export async function markReminded(
  tx: RegisterTransaction,
  { kind, about, mark, told_at }: ReminderRow,
): Promise<boolean> {
  const written = await tx
    .insertInto('reminder')
    .values({ kind, about, mark, told_at })
    .onConflict((c) => c.columns(['kind', 'about']).doUpdateSet({ mark, told_at }).where('reminder.mark', '<', mark))
    .returning('mark')
    .executeTakeFirst()
  return written !== undefined
}

/** What was told of it before is over. */
export async function readEarlier(tx: RegisterTransaction, { kind, about }: About, read_at: string): Promise<void> {
  await tx
    .updateTable('notification')
    .set({ read_at })
    .where('kind', '=', kind)
    .where('about', '=', about)
    .where('read_at', 'is', null)
    .execute()
}

/** How many people have it unread. */
export async function unreadAbout(tx: RegisterTransaction, { kind, about }: About): Promise<number> {
  const { people } = await tx
    .selectFrom('notification')
    .select(sql<number>`count(*)::int`.as('people'))
    .where('kind', '=', kind)
    .where('about', '=', about)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return people
}
