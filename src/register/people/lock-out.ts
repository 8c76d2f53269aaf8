import { sql } from 'kysely'
import type { Register, RegisterTransaction } from '../open.ts'

/** Failures in a row that cost nothing; each further one doubles the wait. */
export const FREE_FAILURES = 4
const FIRST_WAIT_SECONDS = 30
const LONGEST_WAIT_SECONDS = 3600

export type Attempt = 'may-try' | 'locked'

/**
 * Counts a try as failed before it is made, so that many at once cannot all slip through; `clearFailures` takes it
 * back. An account that is locked or not there is not counted.
 */
export async function countAttempt(
  register: Register,
  account: string,
  now: string,
): Promise<{ attempt: Attempt; locked_until: string | null }> {
  const counted = await register.engine((tx) =>
    tx
      .updateTable('account')
      .set({
        failures: sql<number>`failures + 1`,
        locked_until: sql<string | null>`case when failures >= ${FREE_FAILURES} then ${now}::timestamptz
          + make_interval(secs => least(${LONGEST_WAIT_SECONDS}, ${FIRST_WAIT_SECONDS} * power(2, least(failures - ${FREE_FAILURES}, 20)))) end`,
      })
      .where('account', '=', account)
      .where((e) => e.or([e('locked_until', 'is', null), e('locked_until', '<=', now)]))
      .returning('locked_until')
      .executeTakeFirst(),
  )
  return counted
    ? { attempt: 'may-try', locked_until: counted.locked_until }
    : { attempt: 'locked', locked_until: null }
}

/** After a sign-in that succeeded. */
export const clearFailures = (register: Register, account: string): Promise<void> =>
  register.engine((tx) => clearFailuresIn(tx, account))

/** The same within a change of the account: when it is unlocked or recovered. */
export async function clearFailuresIn(tx: RegisterTransaction, account: string): Promise<void> {
  await tx.updateTable('account').set({ failures: 0, locked_until: null }).where('account', '=', account).execute()
}
