import { WholepanelError } from '../../error.ts'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import type { FeedRow } from '../schema.ts'

export const CADENCES = ['weekly', 'monthly', 'quarterly', 'yearly'] as const
export type Cadence = (typeof CADENCES)[number]

/** What a sender promises: `due_days` after the end of each period, and `resubmit_days` to mend what was refused. */
export type FeedGiven = Omit<FeedRow, 'recorded_at' | 'cadence' | 'last_period_end'> & {
  cadence: Cadence
  last_period_end?: string | null | undefined
}

/** Records what a sender owes; recorded again it replaces what was said of the same feed. */
export async function recordFeed(register: Register, given: FeedGiven, now: string): Promise<FeedRow> {
  checkFeed(given)
  const row = { ...given, tables: [...given.tables], last_period_end: given.last_period_end ?? null, recorded_at: now }
  const { payer, feed, ...rest } = row
  await register.engine(async (tx) => {
    const known = await tx.selectFrom('payer').select('payer').where('payer', '=', payer).executeTakeFirst()
    if (!known) throw wrong('no sender of this key', 'the key of a registered sender')
    await tx
      .insertInto('feed')
      .values({ payer, feed, ...rest })
      .onConflict((c) => c.columns(['payer', 'feed']).doUpdateSet(rest))
      .execute()
  })
  return row
}

/** By sender and feed. A payer sees its own; without a party, the engine sees all. */
export function listFeeds(register: Register, party?: Party): Promise<FeedRow[]> {
  const all = (tx: RegisterTransaction) => tx.selectFrom('feed').selectAll().orderBy('payer').orderBy('feed').execute()
  return party ? register.as(party, all) : register.engine(all)
}

function checkFeed({ feed, tables, cadence, first_period_end, last_period_end, due_days, resubmit_days }: FeedGiven) {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(feed))
    throw wrong(feed, 'a key of lower case letters, digits and hyphens, such as medical-claims')
  if (!CADENCES.includes(cadence)) throw wrong(cadence, CADENCES.join(', '))
  if (tables.length === 0) throw wrong('a feed without tables', 'the tables that a delivery of it fills')
  for (const day of [first_period_end, last_period_end ?? first_period_end])
    if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)) throw wrong(day, 'a day such as 2026-01-31')
  if (last_period_end && last_period_end < first_period_end)
    throw wrong('a last period before the first', `${first_period_end} or later`)
  for (const days of [due_days, resubmit_days])
    if (!Number.isInteger(days) || days < 0 || days > 366) throw wrong(String(days), 'days from 0 to 366')
}

const wrong = (got: string, want: string) => new WholepanelError('input-argument', { at: 'feed', got, want })
