import type { Selectable } from 'kysely'
import type { Register } from '../open.ts'
import type { Party } from '../party.ts'
import type { TombstoneRow } from '../schema.ts'

export type Tombstone = Selectable<TombstoneRow>
export type TombstoneGiven = Omit<Tombstone, 'tombstone'>

/** Writes down what was destroyed: how much, by whose authority, and the hash it had; never whose it was. Once. */
export function recordTombstones(register: Register, given: readonly TombstoneGiven[]): Promise<void> {
  return register.engine(async (tx) => {
    for (const row of given) {
      const same = await tx
        .selectFrom('tombstone')
        .select('tombstone')
        .where('purged_at', '=', row.purged_at)
        .where('payer', '=', row.payer)
        .where('submission_id', row.submission_id === null ? 'is' : '=', row.submission_id)
        .where('what', '=', row.what)
        .where('sha256', '=', row.sha256)
        .where('file_id', row.file_id === null ? 'is' : '=', row.file_id)
        .executeTakeFirst()
      if (!same) await tx.insertInto('tombstone').values(row).execute()
    }
  })
}

/** In the order in which they were written. */
export function listTombstones(register: Register, party?: Party): Promise<Tombstone[]> {
  const work: Parameters<typeof register.engine<Tombstone[]>>[0] = (tx) =>
    tx.selectFrom('tombstone').selectAll().orderBy('tombstone').execute()
  return party ? register.as(party, work) : register.engine(work)
}
