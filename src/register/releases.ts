import type { Register } from './open.ts'
import type { ReleaseRow } from './schema.ts'

export type ReleaseGiven = Omit<ReleaseRow, 'release_id' | 'withheld' | 'salt'> & { withheld: readonly string[] }

/** Writes down what left the house: who looked, why, at what, under which policy, and what was held back. */
export async function recordRelease(register: Register, given: ReleaseGiven): Promise<void> {
  await register.engine((tx) =>
    tx
      .insertInto('release')
      .values({ ...given, withheld: [...given.withheld] })
      .execute(),
  )
}

/** Newest first. */
export function listReleases(register: Register, limit = 100): Promise<(ReleaseGiven & { release_id: number })[]> {
  return register.engine((tx) =>
    tx.selectFrom('release').selectAll().orderBy('release_id', 'desc').limit(limit).execute(),
  )
}
