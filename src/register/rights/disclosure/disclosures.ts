import { sql } from 'kysely'
import type { Register } from '../../open.ts'

/** One time that somebody was shown a person's records. */
export type Disclosure = {
  released_at: string
  viewer: string
  role: string
  organization_id: string | null
  purpose: string
  /** What was read: panel, person, explanation. */
  dataset: string
  path: string
  policy: string
}

/** The accounting of disclosures of one person (45 CFR 164.528), newest first: who saw what kind of record, when and why. */
export const disclosuresOf = (register: Register, person_id: string): Promise<Disclosure[]> =>
  register.engine((tx) =>
    tx
      .selectFrom('people_set as s')
      .innerJoin('release_people as p', 'p.people_set', 's.people_set')
      .innerJoin('release as r', 'r.release_id', 'p.release_id')
      .select([
        'r.released_at',
        'r.viewer',
        'r.role',
        'r.organization_id',
        'r.purpose',
        'p.dataset',
        'r.path',
        'r.policy',
      ])
      .where(sql<boolean>`s.person_ids @> array[${person_id}]::text[]`)
      .orderBy('r.release_id', 'desc')
      .orderBy('p.dataset')
      .execute(),
  )

/**
 * Takes purged people out of the accounting: the releases stay, and what they were about no longer says whom. A set
 * that names nobody any more says only that it was of people who are gone.
 */
export async function forgetPeople(register: Register, person_ids: readonly string[]): Promise<void> {
  if (person_ids.length === 0) return
  await register.engine(async (tx) => {
    const gone = sql`array[${sql.join([...person_ids])}]::text[]`
    await sql`update wholepanel.people_set set person_ids = array(
        select one from unnest(person_ids) as one where one <> all(${gone}) order by one)
      where person_ids && ${gone}`.execute(tx)
  })
}
