import { createHash, randomBytes } from 'node:crypto'
import { appendEventIn } from './events.ts'
import { canonicalText, type EventDetail, sha256 } from './log/event-chain.ts'
import type { Register, RegisterTransaction } from './open.ts'
import type { ReleaseRow } from './schema.ts'

/** Whose records a release was about, by the kind of read. */
export type ReleasePeople = readonly { dataset: string; person_ids: readonly string[] }[]
export type ReleaseGiven = Omit<ReleaseRow, 'release_id' | 'withheld' | 'salt'> & { withheld: readonly string[] }
export type Release = ReleaseGiven & { release_id: number; salt: string }

/** How the log tells of a release: its address may name a person and stays out, its hash stands for it. */
export type ReleaseEvent = { act: string; about: string; detail: EventDetail }

/** Writes down what left the house: who looked, why, at what, at whose, under which policy, and what was held back. */
export async function recordRelease(
  register: Register,
  given: ReleaseGiven,
  event: ReleaseEvent,
  people: ReleasePeople = [],
): Promise<void> {
  await register.engine(async (tx) => {
    const row = { ...given, withheld: [...given.withheld], salt: randomBytes(16).toString('hex') }
    const written = await tx.insertInto('release').values(row).returningAll().executeTakeFirstOrThrow()
    await recordPeople(tx, written.release_id, people)
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
  })
}

/** Each set of people is kept once, by its hash. */
async function recordPeople(tx: RegisterTransaction, release_id: number, people: ReleasePeople): Promise<void> {
  for (const { dataset, person_ids: given } of people) {
    const person_ids = [...new Set(given)].sort()
    if (person_ids.length === 0) continue
    const people_set = createHash('sha256').update(person_ids.join('\n')).digest('hex')
    const once = tx.insertInto('people_set').values({ people_set, person_ids })
    await once.onConflict((c) => c.doNothing()).execute()
    const about = tx.insertInto('release_people').values({ release_id, dataset, people_set })
    await about.onConflict((c) => c.doNothing()).execute()
  }
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
