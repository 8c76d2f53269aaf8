import type { Selectable } from 'kysely'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import { day } from '../rights/agreements.ts'
import type { CoachingRow } from './schema.ts'

export type Coaching = Selectable<CoachingRow>
export type CoachingGiven = Pick<CoachingRow, 'participant' | 'practice_id' | 'organization_id' | 'start_date'> & {
  end_date?: string | null | undefined
}

/** The organization of a practice lets a coaching organization in. */
export function insertCoaching(
  tx: RegisterTransaction,
  given: CoachingGiven,
  consented_by: string,
  consented_at: string,
): Promise<Coaching> {
  day(given.start_date)
  if (given.end_date) day(given.end_date)
  return tx
    .insertInto('coaching')
    .values({
      ...given,
      end_date: given.end_date ?? null,
      consented_at,
      consented_by,
      ended_at: null,
      ended_by: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** From this moment no coach of the organization reads anything of the practice. True where it was still open. */
export async function endCoaching(
  tx: RegisterTransaction,
  coaching: number,
  ended_by: string,
  ended_at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('coaching')
    .set({ ended_at, ended_by })
    .where('coaching', '=', coaching)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Newest first; a party sees those of its own practices, and those let in to it. */
export function listCoaching(register: Register, party?: Party): Promise<Coaching[]> {
  const work: Parameters<typeof register.engine<Coaching[]>>[0] = (tx) =>
    tx.selectFrom('coaching').selectAll().orderBy('coaching', 'desc').execute()
  return party ? register.as(party, work) : register.engine(work)
}
