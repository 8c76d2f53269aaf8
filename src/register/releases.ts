import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Register } from './open.ts'
import type { ReleaseRow } from './schema.ts'

export type ReleaseGiven = Omit<ReleaseRow, 'release_id' | 'withheld' | 'salt'> & {
  withheld: readonly string[]
  /** Whose records it was about, by the kind of read; nobody's when not given. */
  people?: readonly { dataset: string; person_ids: readonly string[] }[]
}

/** Writes down what left the house: who looked, why, at what, at whose, under which policy, and what was held back. */
export async function recordRelease(register: Register, given: ReleaseGiven): Promise<void> {
  const { people = [], ...release } = given
  const sets = people
    .map(({ dataset, person_ids }) => ({ dataset, person_ids: [...new Set(person_ids)].sort() }))
    .filter(({ person_ids }) => person_ids.length > 0)
    .map((one) => ({ ...one, people_set: createHash('sha256').update(one.person_ids.join('\n')).digest('hex') }))
  await register.engine(async (tx) => {
    const { release_id } = await tx
      .insertInto('release')
      .values({ ...release, withheld: [...release.withheld] })
      .returning('release_id')
      .executeTakeFirstOrThrow()
    for (const { dataset, people_set, person_ids } of sets) {
      const once = tx.insertInto('people_set').values({ people_set, person_ids })
      await once.onConflict((c) => c.doNothing()).execute()
      const about = tx.insertInto('release_people').values({ release_id, dataset, people_set })
      await about.onConflict((c) => c.doNothing()).execute()
    }
  })
}

/** Newest first. */
export function listReleases(register: Register, limit = 100): Promise<Selectable<ReleaseRow>[]> {
  return register.engine((tx) =>
    tx.selectFrom('release').selectAll().orderBy('release_id', 'desc').limit(limit).execute(),
  )
}
