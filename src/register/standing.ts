import { type Compilable, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Register, RegisterTransaction } from './open.ts'
import type { AgreementTerms } from './schema.ts'
import { queryText } from './store/query-text.ts'

/** What decides, beside who asks, what a read shows: of one moment, for one statement reads it. */
export type Standing = {
  /** Another text whenever a run finishes or is taken back, a delivery lands, or something is purged. */
  state: string
  agreements: readonly AgreementTerms[]
  /** The periods that are published. */
  published: readonly string[]
  /** Another text whenever a delivery, or what is known of one or of its sender, is written. */
  delivered: string
  /** Another text whenever anything else here is. */
  as_found: string
}

/** Asked anew by every read, so that what another process changed acts at once. */
export const standingOf = (register: Register): Promise<Standing> => register.engine(standingNow)

/** The same within a transaction of the engine. */
export async function standingNow(tx: RegisterTransaction): Promise<Standing> {
  const { rows } = await tx.executeQuery(standingIn(tx).compile())
  return rows[0] as Standing
}

/** The query of it, to be asked along with another: it has one row. */
export const standingIn = (tx: RegisterTransaction): Compilable<Standing> => standingText(tx, {})

const standingText = queryText((tx: RegisterTransaction) =>
  tx.selectFrom(foundIn(tx).as('found')).selectAll().select(AS_FOUND.as('as_found')),
)

/** The query for `as_found` alone, to ask whether all still stands as it was found. */
export const standingAsFound = (tx: RegisterTransaction) =>
  tx.selectFrom(foundIn(tx).as('found')).select(AS_FOUND.as('as_found'))

const AS_FOUND = sql<string>`encode(sha256(convert_to(to_jsonb(found)::text, 'UTF8')), 'hex')`

/** Of each row, which transaction wrote it: of as many rows it is another sum when one was written again. */
const WRITTEN = sql<string>`count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0)`

const foundIn = (tx: RegisterTransaction) =>
  tx.selectNoFrom((e) => [
    sql<string>`concat_ws(' ', ${e
      .selectFrom('run')
      .select(sql<string>`run_id || ' ' || finished_at`.as('run'))
      .where('status', '=', sql.lit('finished'))
      .where('as_of', 'is', null)
      .orderBy('finished_at', 'desc')
      .orderBy('run_id', 'desc')
      .limit(sql.lit(1))}, ${e
      .selectFrom('submission')
      .select(sql<string>`count(*) || ' ' || max(received_at)`.as('landed'))}, ${e
      .selectFrom('tombstone')
      .select(sql<string>`count(*)`.as('purged'))})`.as('state'),
    jsonArrayFrom(
      e
        .selectFrom('agreement')
        .select([
          ...(['agreement', 'payer', 'purposes', 'lines_of_business'] as const),
          ...(['start_date', 'end_date', 'withdrawn_on'] as const),
        ])
        .orderBy('payer')
        .orderBy('start_date')
        .orderBy('agreement'),
    ).as('agreements'),
    sql<string[]>`array(${e.selectFrom('publication').select('period').where('withdrawn_at', 'is', null)})`.as(
      'published',
    ),
    sql<string>`concat_ws(' ', ${e.selectFrom('submission').select(WRITTEN.as('submissions'))}, ${e
      .selectFrom('payer')
      .select(WRITTEN.as('payers'))})`.as('delivered'),
  ])
