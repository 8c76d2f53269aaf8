import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import type { ProfileAnswerRow } from '../schema.ts'

export type ProfileAnswer = ProfileAnswerRow

/**
 * Writes what payers say of themselves, all or none; said again for the same day it replaces what was said for it. The
 * database lets a payer speak for itself only, and the operator for anybody.
 */
export async function stateAnswers(
  register: Register,
  answers: readonly Omit<ProfileAnswer, 'stated_at'>[],
  party: Party,
  now: string,
): Promise<void> {
  await register.as(party, (tx) => stateAnswersIn(tx, answers, now))
}

/** The same within a transaction, which says who may. */
export async function stateAnswersIn(
  tx: RegisterTransaction,
  answers: readonly Omit<ProfileAnswer, 'stated_at'>[],
  now: string,
): Promise<void> {
  for (const one of answers) {
    const { answer, stated_by } = one
    await tx
      .insertInto('profile_answer')
      .values({ ...one, stated_at: now })
      .onConflict((c) =>
        c.columns(['payer', 'element', 'from_date']).doUpdateSet({ answer, stated_by, stated_at: now }),
      )
      .execute()
  }
}

/** Everything that was said, the oldest first: to the engine, or to a party as far as the database lets it. */
export function listAnswers(register: Register, party?: Party): Promise<ProfileAnswer[]> {
  const all = (tx: RegisterTransaction) =>
    tx.selectFrom('profile_answer').selectAll().orderBy('payer').orderBy('element').orderBy('from_date').execute()
  return party ? register.as(party, all) : register.engine(all)
}
