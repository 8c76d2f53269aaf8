import { createHash, randomBytes } from 'node:crypto'
import { type Compilable, type RawBuilder, sql } from 'kysely'
import { toldOf } from '../events.ts'
import type { RegisterTransaction } from '../open.ts'
import { sessionAsFound } from '../people/sessions.ts'
import { standingAsFound } from '../standing.ts'
import { queryText } from '../store/query-text.ts'
import { instantOf } from '../store/values.ts'
import { BEFORE_THE_FIRST, canonicalText } from './event-chain.ts'
import type { ReleaseEvent, ReleaseGiven, ReleasePeople } from './releases.ts'

/** A session, and what stands, as they were found: all of it must still be so. */
export type AsFound = { session_hash: string; today: string; session_found: string; standing_found: string }
/** One row where it was written. */
type Written = { release_id: number }

/**
 * A release, whose people it was of, and its event, in one statement. Only the store knows the number of the release and
 * where the log ends, so it makes both hashes, over texts that are cut where those stand. Its transaction must have the
 * turn, by `takeTurn`, before it.
 */
export const writeRelease = queryText((tx: RegisterTransaction, values: ReleaseValues) =>
  statement(tx, values, sql`select true`),
)

/** The same, or nothing at all where something is no longer as it was found. */
export const writeReleaseIf = queryText((tx: RegisterTransaction, values: ReleaseValues & AsFound) =>
  statement(
    tx,
    values,
    sql`select from (${sessionAsFound(tx, values.session_hash, values.today)}) session, (${standingAsFound(tx)}) standing
        where session.as_found = ${values.session_found} and standing.as_found = ${values.standing_found}`,
  ),
)

export type ReleaseValues = ReturnType<typeof releaseValues>

/** What the statement is given. */
export function releaseValues(given: ReleaseGiven, { act, about, detail }: ReleaseEvent, people: ReleasePeople) {
  const release = {
    ...given,
    withheld: [...given.withheld],
    released_at: instantOf(given.released_at),
    salt: randomBytes(16).toString('hex'),
  }
  const told = toldOf({
    at: given.released_at,
    actor: given.viewer,
    role: given.role,
    participant: given.organization_id,
    purpose: given.purpose,
    act,
    about,
    detail,
  })
  const filled = Object.fromEntries(Object.entries(release).filter(([, value]) => value !== null))
  const [release_1, release_2] = cut({ ...filled, release_id: HERE }, 1)
  const [detail_1, detail_2, detail_3] = cut({ ...told.detail, release: HERE, release_hash: HERE }, 2)
  const [event_1, event_2, event_3, event_4] = cut({ ...told, detail: HERE, number: HERE, previous_hash: HERE }, 3)
  const { actor, about: shortAbout, at } = told
  return {
    ...release,
    ...{ at, actor, act, about: shortAbout },
    ...{ release_1, release_2, detail_1, detail_2, detail_3, event_1, event_2, event_3, event_4 },
    people: JSON.stringify(setsOf(people)),
  }
}

/** Stands where a value comes that only the store knows; no text of a release or an event holds it. */
const HERE = '\u0001'

/** The canonical text of an object, cut at so many such places. */
function cut(object: Readonly<Record<string, unknown>>, places: number): readonly (string | undefined)[] {
  const pieces = canonicalText(object).split(JSON.stringify(HERE))
  if (pieces.length !== places + 1) throw new Error('a release or its event holds a control character')
  return pieces
}

/** Each set of people is kept once, by its hash. */
const setsOf = (people: ReleasePeople): { dataset: string; people_set: string; person_ids: string[] }[] =>
  people.flatMap(({ dataset, person_ids: held }) => {
    const person_ids = [...new Set(held)].sort()
    const people_set = createHash('sha256').update(person_ids.join('\n')).digest('hex')
    return person_ids.length === 0 ? [] : [{ dataset, people_set, person_ids }]
  })

const hashOf = (text: RawBuilder<unknown>) => sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`

const statement = (tx: RegisterTransaction, one: ReleaseValues, may: RawBuilder<unknown>): Compilable<Written> => ({
  compile: () =>
    sql<Written>`
      with may as (${may}),
      written as (
        insert into wholepanel.release
          (viewer, role, organization_id, purpose, path, policy, withheld, released_at, salt)
        select ${one.viewer}, ${one.role}, ${one.organization_id}, ${one.purpose}, ${one.path}, ${one.policy},
               ${one.withheld}::text[], ${one.released_at}::timestamptz, ${one.salt}
        from may
        returning release_id),
      hashed as (
        select release_id, ${hashOf(sql`${one.release_1}::text || release_id || ${one.release_2}::text`)} as release_hash
        from written),
      told as (
        select release_id, coalesce(head.number, 0) + 1 as number,
               coalesce(head.hash, ${sql.lit(BEFORE_THE_FIRST.hash)}) as previous_hash,
               ${one.detail_1}::text || release_id || ${one.detail_2}::text || '"' || release_hash || '"'
                 || ${one.detail_3}::text as detail
        from hashed
        left join (select number, hash from wholepanel.event order by number desc limit 1) head on true),
      event as (
        insert into wholepanel.event
          (number, at, actor, role, participant, purpose, act, about, detail, previous_hash, hash)
        select number, ${one.at}, ${one.actor}, ${one.role}, ${one.organization_id}, ${one.purpose}, ${one.act},
               ${one.about}, detail::jsonb, previous_hash,
               ${hashOf(sql`${one.event_1}::text || detail || ${one.event_2}::text || number || ${one.event_3}::text
                 || '"' || previous_hash || '"' || ${one.event_4}::text`)}
        from told),
      sets as (
        select release_id, dataset, people_set, person_ids
        from written, jsonb_to_recordset(${one.people}::jsonb) as s(dataset text, people_set text, person_ids text[])),
      people as (
        insert into wholepanel.people_set (people_set, person_ids)
        select distinct on (people_set) people_set, person_ids from sets
        on conflict do nothing),
      about as (
        insert into wholepanel.release_people (release_id, dataset, people_set)
        select distinct release_id, dataset, people_set from sets
        on conflict do nothing)
      select release_id from written`.compile(tx),
})
