import { randomBytes } from 'node:crypto'
import { appendEventIn } from './events.ts'
import { canonicalText, type EventDetail, sha256 } from './log/event-chain.ts'
import type { Register } from './open.ts'
import type { ReleaseRow } from './schema.ts'

export type ReleaseGiven = Omit<ReleaseRow, 'release_id' | 'withheld' | 'salt'> & { withheld: readonly string[] }
export type Release = ReleaseGiven & { release_id: number; salt: string }

/** How the log tells of a release: its address may name a person and stays out, its hash stands for it. */
export type ReleaseEvent = { act: string; about: string; detail: EventDetail }

/** Writes down what left the house: who looked, why, at what, under which policy, and what was held back. */
export async function recordRelease(register: Register, given: ReleaseGiven, event: ReleaseEvent): Promise<void> {
  await register.engine(async (tx) => {
    const row = { ...given, withheld: [...given.withheld], salt: randomBytes(16).toString('hex') }
    const written = await tx.insertInto('release').values(row).returningAll().executeTakeFirstOrThrow()
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

/** Over what is there: a column that a later version adds is empty in earlier rows and changes no hash. */
export const releaseHash = (row: Readonly<Record<string, unknown>>): string =>
  sha256(canonicalText(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))))

/** Newest first. */
export function listReleases(register: Register, limit = 100): Promise<Release[]> {
  return register.engine((tx) =>
    tx.selectFrom('release').selectAll().orderBy('release_id', 'desc').limit(limit).execute(),
  )
}
