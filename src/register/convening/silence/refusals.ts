import type { Selectable } from 'kysely'
import type { RegisterTransaction } from '../../open.ts'
import type { RefusalAnswerRow, RefusalRow } from './schema.ts'

export type Refusal = Selectable<RefusalRow>
export type RefusalAnswer = Selectable<RefusalAnswerRow>

export async function insertRefusal(tx: RegisterTransaction, { texts, ...given }: Refusal): Promise<void> {
  await tx
    .insertInto('refusal')
    .values({ ...given, texts: JSON.stringify(texts) })
    .execute()
}

/** False where it was done before: of two at once one writes it. */
export async function insertAnswer(tx: RegisterTransaction, answer: RefusalAnswer): Promise<boolean> {
  const written = await tx
    .insertInto('refusal_answer')
    .values(answer)
    .onConflict((c) => c.doNothing())
    .returning('refusal')
    .executeTakeFirst()
  return written !== undefined
}

export const refusalOf = (tx: RegisterTransaction, refusal: string): Promise<Refusal | undefined> =>
  tx.selectFrom('refusal').selectAll().where('refusal', '=', refusal).executeTakeFirst()

export const answersTo = (tx: RegisterTransaction, refusals: readonly string[]): Promise<RefusalAnswer[]> =>
  refusals.length === 0
    ? Promise.resolve([])
    : tx.selectFrom('refusal_answer').selectAll().where('refusal', 'in', refusals).orderBy('at').execute()

/** What this author may send again in this form: released, and not sent yet. */
export const releasedFor = (
  tx: RegisterTransaction,
  { by, route, address }: { by: string; route: string; address: string },
): Promise<Refusal[]> =>
  tx
    .selectFrom('refusal')
    .selectAll()
    .where('by', '=', by)
    .where('route', '=', route)
    .where('address', '=', address)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('refusal_answer')
          .select('what')
          .whereRef('refusal_answer.refusal', '=', 'refusal.refusal')
          .where('what', '=', 'released'),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('refusal_answer')
            .select('what')
            .whereRef('refusal_answer.refusal', '=', 'refusal.refusal')
            .where('what', '=', 'passed'),
        ),
      ),
    )
    .orderBy('at')
    .execute()

/** When this author was refused since then, the latest first. */
export async function refusedSince(tx: RegisterTransaction, by: string, since: string): Promise<string[]> {
  const found = await tx
    .selectFrom('refusal')
    .select('at')
    .where('by', '=', by)
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .execute()
  return found.map(({ at }) => at)
}
