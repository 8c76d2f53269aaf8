import { createHash, randomBytes } from 'node:crypto'
import { type Compilable, type Insertable, sql } from 'kysely'
import { appendEventIn, continueLog, type EventGiven, newestIn, takeTurn } from './events.ts'
import { BEFORE_THE_FIRST, canonicalText, type EventDetail, sha256 } from './log/event-chain.ts'
import type { Register, RegisterTransaction } from './open.ts'
import type { ReleaseRow } from './schema.ts'
import { queryText } from './store/query-text.ts'

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
  /** Whether whoever asked is still let in: where not, nothing is written. */
  holds?: Holds | undefined
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
  { holds = always, before = [] }: ReleaseTerms = {},
): Promise<boolean> {
  try {
    await register.engine((tx) => writeDown(tx, given, event, people, { holds, before }))
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

/** Whether it may leave is asked in one question with what is written if it may: a way to the store and back is what costs. */
async function writeDown(
  tx: RegisterTransaction,
  given: ReleaseGiven,
  event: ReleaseEvent,
  people: ReleasePeople,
  { holds, before }: { holds: Holds; before: readonly EventGiven[] },
): Promise<void> {
  for (const one of before) await appendEventIn(tx, one)
  await takeTurn(tx)
  const asked = await holds(tx, written(tx, given, people))
  const [row] = asked.rows
  if (!asked.holds || !row) throw new LetOut()
  const { head_number, head_hash, ...release } = row
  const head = head_number === null || head_hash === null ? BEFORE_THE_FIRST : { number: head_number, hash: head_hash }
  await continueLog(tx, head, {
    at: given.released_at,
    actor: given.viewer,
    role: given.role,
    participant: given.organization_id,
    purpose: given.purpose,
    act: event.act,
    about: event.about,
    detail: { ...event.detail, release: release.release_id, release_hash: releaseHash(release) },
  })
}

/**
 * The release and its people, in one statement that also gives where the log stands. Each set of people is kept once, by
 * its hash.
 */
function written(tx: RegisterTransaction, given: ReleaseGiven, people: ReleasePeople): Compilable<Written> {
  const row = { ...given, withheld: [...given.withheld], salt: randomBytes(16).toString('hex') }
  const sets = people.flatMap(({ dataset, person_ids: held }) => {
    const person_ids = [...new Set(held)].sort()
    const people_set = createHash('sha256').update(person_ids.join('\n')).digest('hex')
    return person_ids.length === 0 ? [] : [{ dataset, people_set, person_ids }]
  })
  if (sets.length === 0) return aboutNobody(tx, row)
  const once = [...new Map(sets.map((one) => [one.people_set, one])).values()]
  return withHead(
    tx,
    releaseIn(tx, row)
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
      ),
  )
}

type Written = Release & { head_number: number | null; head_hash: string | null }

const releaseIn = (tx: RegisterTransaction, row: Insertable<ReleaseRow>) =>
  tx.with('written', (db) => db.insertInto('release').values(row).returningAll())

const withHead = (tx: RegisterTransaction, whole: Pick<ReturnType<typeof releaseIn>, 'selectFrom'>) =>
  whole
    .selectFrom('written')
    .leftJoin(newestIn(tx).as('head'), (join) => join.onTrue())
    .selectAll('written')
    .select(['head.number as head_number', 'head.hash as head_hash'])

const aboutNobody = queryText((tx: RegisterTransaction, row: Insertable<ReleaseRow>) =>
  withHead(tx, releaseIn(tx, row)),
)

/** Over what is there: a column that a later version adds is empty in earlier rows and changes no hash. */
export const releaseHash = (row: Readonly<Record<string, unknown>>): string =>
  sha256(canonicalText(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))))

/** Newest first. */
export function listReleases(register: Register, limit = 100): Promise<Release[]> {
  return register.engine((tx) =>
    tx.selectFrom('release').selectAll().orderBy('release_id', 'desc').limit(limit).execute(),
  )
}
