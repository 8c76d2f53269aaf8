import type { Compilable } from 'kysely'
import { appendEventIn, type EventGiven, newestIn, takeTurn } from '../events.ts'
import type { Register, RegisterTransaction } from '../open.ts'
import type { ReleaseRow } from '../schema.ts'
import { along } from '../store/together.ts'
import { canonicalText, type EventDetail, sha256 } from './event-chain.ts'
import { type AsFound, type ReleaseValues, releaseValues, writeRelease, writeReleaseIf } from './release-statement.ts'

/** Whose records a release was about, by the kind of read. */
export type ReleasePeople = readonly { dataset: string; person_ids: readonly string[] }[]
export type ReleaseGiven = Omit<ReleaseRow, 'release_id' | 'withheld' | 'salt'> & { withheld: readonly string[] }
export type Release = ReleaseGiven & { release_id: number; salt: string }

/** How the log tells of a release: its address may name a person and stays out, its hash stands for it. */
export type ReleaseEvent = { act: string; about: string; detail: EventDetail }

/** Asks whether somebody is still let in, in one question with another query where it can, whose rows it gives too. */
export type Holds = <Row>(
  tx: RegisterTransaction,
  query: Compilable<Row>,
) => Promise<{ holds: boolean; rows: readonly Row[] }>

/** What is asked and written in the transaction of a release. */
export type ReleaseTerms = {
  /** Whether whoever asked is still let in: where not, nothing is written. Null where `asFound` alone may tell. */
  holds?: Holds | null | undefined
  /** What must be as it was found, where that is known: the store answers it within the statement that writes. */
  asFound?: AsFound | null | undefined
  /** What the log tells before it tells of the release. */
  before?: readonly EventGiven[] | undefined
}

/**
 * Writes down what left the house: who looked, why, at what, at whose, under which policy, and what was held back.
 * False where it may not leave any more.
 */
export async function recordRelease(
  register: Register,
  given: ReleaseGiven,
  event: ReleaseEvent,
  people: ReleasePeople = [],
  { holds = always, asFound, before = [] }: ReleaseTerms = {},
): Promise<boolean> {
  const values = releaseValues(given, event, people)
  if (asFound && before.length === 0 && (await writeIfAsFound(register, { ...values, ...asFound }))) return true
  if (holds === null) return false
  try {
    await register.engine((tx) => writeDown(tx, values, { holds, before }))
    return true
  } catch (error) {
    if (!(error instanceof LetOut)) throw error
    // All that was written is gone with it. Asked again alone, whatever is over is marked so.
    await register.engine((tx) => holds(tx, newestIn(tx)))
    return false
  }
}

class LetOut extends Error {}

const always: Holds = async (tx, query) => ({ holds: true, rows: (await tx.executeQuery(query.compile())).rows })

/**
 * One question to the store for all of it, its end included. False, with nothing written, where anything is not as it
 * was found: then it is asked what that means.
 */
async function writeIfAsFound(register: Register, values: ReleaseValues & AsFound): Promise<boolean> {
  const rows = await register.engine(async (tx) => {
    await takeTurn(tx)
    return (await tx.executeQuery(along(writeReleaseIf(tx, values).compile()))).rows
  })
  return rows.length === 1
}

/** Whether it may leave is asked in one question with what is written if it may: a way to the store and back is what costs. */
async function writeDown(
  tx: RegisterTransaction,
  values: ReleaseValues,
  { holds, before }: { holds: Holds; before: readonly EventGiven[] },
): Promise<void> {
  for (const one of before) await appendEventIn(tx, one)
  await takeTurn(tx)
  const asked = await holds(tx, writeRelease(tx, values))
  if (!asked.holds) throw new LetOut()
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
