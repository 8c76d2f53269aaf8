import type { Register } from './open.ts'
import type { ReleaseRow } from './schema.ts'

export type Withheld = { field: string; because: string; rows: number }
export type ReleaseGiven = Omit<ReleaseRow, 'release_id' | 'withheld'> & { withheld: readonly Withheld[] }

/** Writes down what left the house: who looked, why, at what, under which policy, and what was held back. */
export async function recordRelease(register: Register, given: ReleaseGiven): Promise<void> {
  await register.engine((tx) =>
    tx
      .insertInto('release')
      .values({ ...given, withheld: JSON.stringify(given.withheld) })
      .execute(),
  )
}

/** Newest first. */
export async function listReleases(
  register: Register,
  limit = 100,
): Promise<(ReleaseGiven & { release_id: number })[]> {
  const rows = await register.engine((tx) =>
    tx.selectFrom('release').selectAll().orderBy('release_id', 'desc').limit(limit).execute(),
  )
  return rows.map((row) => ({ ...row, withheld: row.withheld as Withheld[] }))
}
