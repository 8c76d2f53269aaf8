import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { appendEventIn, type EventGiven } from './events.ts'
import { canonicalText, type EventDetail, sha256 } from './log/event-chain.ts'
import type { Register, RegisterTransaction } from './open.ts'
import type { ReleaseRow } from './schema.ts'

/** Whose records a release was about, by the kind of read. */
export type ReleasePeople = readonly { dataset: string; person_ids: readonly string[] }[]
export type ReleaseGiven = Omit<ReleaseRow, 'release_id' | 'withheld' | 'salt'> & { withheld: readonly string[] }
export type Release = ReleaseGiven & { release_id: number; salt: string }

/** How the log tells of a release: its address may name a person and stays out, its hash stands for it. */
export type ReleaseEvent = { act: string; about: string; detail: EventDetail }

/** What is asked and written in the transaction of a release. */
export type ReleaseTerms = {
  /** Whether whoever asked is still let in: where not, nothing is written. */
  holds?: ((tx: RegisterTransaction) => Promise<boolean>) | undefined
  /** What the log tells before it tells of the release. */
  before?: readonly EventGiven[] | undefined
}

/**
 * Writes down what left the house: who looked, why, at what, at whose, under which policy, and what was held back.
 * False where it may not leave any more.
 */
export function recordRelease(
  register: Register,
  given: ReleaseGiven,
  event: ReleaseEvent,
  people: ReleasePeople = [],
  { holds, before = [] }: ReleaseTerms = {},
): Promise<boolean> {
  return register.engine(async (tx) => {
    if (holds && !(await holds(tx))) return false
    const written = await writeRelease(tx, given, people)
    for (const one of before) await appendEventIn(tx, one)
    await appendEventIn(tx, {
      at: given.released_at,
      actor: given.viewer,
      role: given.role,
      participant: given.organization_id,
      purpose: given.purpose,
      act: event.act,
      about: event.about,
      detail: { ...event.detail, release: written.release_id, release_hash: releaseHash(written) },
    })
    return true
  })
}

/** The release and its people, in one statement. Each set of people is kept once, by its hash. */
function writeRelease(tx: RegisterTransaction, given: ReleaseGiven, people: ReleasePeople): Promise<Release> {
  const row = { ...given, withheld: [...given.withheld], salt: randomBytes(16).toString('hex') }
  const sets = people.flatMap(({ dataset, person_ids: held }) => {
    const person_ids = [...new Set(held)].sort()
    const people_set = createHash('sha256').update(person_ids.join('\n')).digest('hex')
    return person_ids.length === 0 ? [] : [{ dataset, people_set, person_ids }]
  })
  const once = [...new Map(sets.map((one) => [one.people_set, one])).values()]
  const release = tx.with('written', (db) => db.insertInto('release').values(row).returningAll())
  if (sets.length === 0) return release.selectFrom('written').selectAll().executeTakeFirstOrThrow()
  return release
    .with('people', (db) =>
      db
        .insertInto('people_set')
        .values(once.map(({ people_set, person_ids }) => ({ people_set, person_ids })))
        .onConflict((c) => c.doNothing()),
    )
    .with('about', (db) =>
      db
        .insertInto('release_people')
        .columns(['release_id', 'dataset', 'people_set'])
        .expression((e) =>
          sets
            .map(({ dataset, people_set }) =>
              e
                .selectFrom('written')
                .select([
                  'release_id',
                  sql<string>`${dataset}::text`.as('dataset'),
                  sql<string>`${people_set}::text`.as('people_set'),
                ]),
            )
            .reduce((all, one) => all.unionAll(one)),
        )
        .onConflict((c) => c.doNothing()),
    )
    .selectFrom('written')
    .selectAll()
    .executeTakeFirstOrThrow()
}

/** Over what is there: a column that a later version adds is empty in earlier rows and changes no hash. */
export const releaseHash = (row: Readonly<Record<string, unknown>>): string =>
  sha256(canonicalText(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))))

/** Newest first. */
export function listReleases(register: Register, limit = 100): Promise<Release[]> {
  return register.engine((tx) =>
    tx.selectFrom('release').selectAll().orderBy('release_id', 'desc').limit(limit).execute(),
  )
}
