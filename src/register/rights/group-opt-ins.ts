import { WholepanelError } from '../../error.ts'
import type { Register } from '../open.ts'
import type { Party } from '../party.ts'
import type { GroupOptInRow } from '../schema.ts'
import { day } from './agreements.ts'

export type GroupOptInGiven = Omit<GroupOptInRow, 'recorded_at' | 'end_date'> & { end_date?: string | null | undefined }

/**
 * Writes down that a self-funded group lets its plan share its members' claims, for coverage from one day to another.
 * The same group and first day again replaces what was recorded.
 */
export async function recordGroupOptIn(
  register: Register,
  given: GroupOptInGiven,
  now: string,
): Promise<GroupOptInRow> {
  const row: GroupOptInRow = { ...given, end_date: given.end_date ?? null, recorded_at: now }
  for (const one of [row.start_date, ...(row.end_date === null ? [] : [row.end_date])]) day(one)
  if (row.end_date !== null && row.end_date < row.start_date)
    throw new WholepanelError('input-argument', {
      got: `an end of ${row.end_date}`,
      want: `a day from ${row.start_date} on`,
    })
  const { end_date, document, recorded_at } = row
  await register.engine((tx) =>
    tx
      .insertInto('group_opt_in')
      .values(row)
      .onConflict((c) =>
        c.columns(['payer', 'group_id', 'start_date']).doUpdateSet({ end_date, document, recorded_at }),
      )
      .execute(),
  )
  return row
}

export function listGroupOptIns(register: Register, party?: Party): Promise<GroupOptInRow[]> {
  const work: Parameters<typeof register.engine<GroupOptInRow[]>>[0] = (tx) =>
    tx.selectFrom('group_opt_in').selectAll().orderBy('payer').orderBy('group_id').orderBy('start_date').execute()
  return party ? register.as(party, work) : register.engine(work)
}
