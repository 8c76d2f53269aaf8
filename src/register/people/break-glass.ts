import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import { queryText } from '../store/query-text.ts'
import type { BreakGlassRow } from './schema.ts'

export type BreakGlass = Selectable<BreakGlassRow>
export type BreakGlassGiven = Pick<
  BreakGlass,
  'account' | 'access_grant' | 'reason' | 'practice_id' | 'organization_id' | 'started_at'
>

export const BREAK_GLASS_MINUTES = 60

export function insertBreakGlass(tx: RegisterTransaction, given: BreakGlassGiven): Promise<BreakGlass> {
  const ends_at = new Date(Date.parse(given.started_at) + BREAK_GLASS_MINUTES * 60_000).toISOString()
  return tx
    .insertInto('break_glass')
    .values({ ...given, ends_at, reviewed_at: null, reviewed_by: null, review: null })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** What is open now under a grant. It ends with the hour, and with the grant. */
export const openBreakGlassIn = (tx: RegisterTransaction, access_grant: number, now: string): Promise<BreakGlass[]> =>
  openOn(tx, now).where('access_grant', '=', access_grant).execute()

const openOn = (tx: RegisterTransaction, now: string) =>
  tx
    .selectFrom('break_glass')
    .selectAll()
    .where('started_at', '<=', now)
    .where('ends_at', '>', now)
    .orderBy('break_glass')

/** The query for what is open under the grant of a session, to be asked along with the session. */
export const openInSession = queryText((tx: RegisterTransaction, given: { session_hash: string; now: string }) =>
  openOn(tx, given.now).where('access_grant', '=', (e) =>
    e.selectFrom('session').select('session.access_grant').where('session_hash', '=', given.session_hash),
  ),
)

export type BreakGlassListed = BreakGlass & { name: string; participant: string | null; uses: number }

/** Newest first, with who it was and how often something was read. A party sees its people's, and its practices'. */
export function listBreakGlass(register: Register, party?: Party): Promise<BreakGlassListed[]> {
  const seen: Parameters<typeof register.engine<number[]>>[0] = async (tx) =>
    (await tx.selectFrom('break_glass').select('break_glass').execute()).map((one) => one.break_glass)
  return (party ? register.as(party, seen) : register.engine(seen)).then((numbers) =>
    numbers.length === 0 ? [] : register.engine((tx) => listed(tx, numbers)),
  )
}

function listed(tx: RegisterTransaction, numbers: readonly number[]): Promise<BreakGlassListed[]> {
  return tx
    .selectFrom('break_glass')
    .innerJoin('account', 'account.account', 'break_glass.account')
    .innerJoin('access_grant', 'access_grant.access_grant', 'break_glass.access_grant')
    .selectAll('break_glass')
    .select((e) => [
      'account.name',
      'access_grant.participant',
      e
        .selectFrom('event')
        .select(sql<number>`count(*)`.as('uses'))
        .where('act', '=', 'read-in-emergency')
        .where('about', 'like', sql<string>`'%break-glass:' || break_glass.break_glass`)
        .as('uses'),
    ])
    .where('break_glass', 'in', numbers)
    .orderBy('break_glass', 'desc')
    .execute() as Promise<BreakGlassListed[]>
}

/** Once, with words. False where it was reviewed before. */
export async function reviewBreakGlass(
  tx: RegisterTransaction,
  break_glass: number,
  review: string,
  reviewed_by: string,
  reviewed_at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('break_glass')
    .set({ review, reviewed_by, reviewed_at })
    .where('break_glass', '=', break_glass)
    .where('reviewed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
