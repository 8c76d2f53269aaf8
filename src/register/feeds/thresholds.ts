import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import type { ThresholdRow } from '../schema.ts'

/** How much of a file may break a rule on a day, and by whose word. */
export type ThresholdInForce = { rule: string; most_share: string; source: string }

/** Recorded again it replaces what was said under the same key. */
export async function recordThreshold(register: Register, given: ThresholdRow): Promise<void> {
  const { threshold, ...rest } = given
  await register.engine((tx) =>
    tx
      .insertInto('threshold')
      .values(given)
      .onConflict((c) => c.column('threshold').doUpdateSet(rest))
      .execute(),
  )
}

export function listThresholds(register: Register, party?: Party): Promise<ThresholdRow[]> {
  const all = (tx: RegisterTransaction) =>
    tx.selectFrom('threshold').selectAll().orderBy('rule').orderBy('threshold').execute()
  return party ? register.as(party, all) : register.engine(all)
}

/**
 * One row per rule, as it stands for this sender on this day. A waiver that was granted lets the whole rule off; else a
 * threshold of the sender's own comes before one for all, and the one that began last before an older one.
 */
export async function thresholds(register: Register, payer: string, day: string): Promise<ThresholdInForce[]> {
  const [known, waived] = await register.engine(async (tx) => [
    await tx
      .selectFrom('threshold')
      .selectAll()
      .where((or) => or.or([or('payer', 'is', null), or('payer', '=', payer)]))
      .where('start_date', '<=', day)
      .where((or) => or.or([or('end_date', 'is', null), or('end_date', '>=', day)]))
      .orderBy('start_date')
      .orderBy('threshold')
      .execute(),
    await tx
      .selectFrom('waiver')
      .select(['rule', 'waiver', 'end_date'])
      .where('payer', '=', payer)
      .where('rule', 'is not', null)
      .where('decision', '=', 'granted')
      .where('start_date', '<=', day)
      .where('end_date', '>=', day)
      .orderBy('end_date')
      .orderBy('waiver')
      .execute(),
  ])
  const inForce = new Map<string, ThresholdInForce>()
  const own = known.filter((one) => one.payer !== null)
  for (const { rule, most_share, source } of [...known.filter((one) => one.payer === null), ...own])
    inForce.set(rule, { rule, most_share, source })
  for (const { rule, waiver, end_date } of waived)
    if (rule !== null) inForce.set(rule, { rule, most_share: '1', source: `waiver ${waiver}, until ${end_date}` })
  return [...inForce.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1))
}
