import { WholepanelError } from '../error.ts'
import type { Register } from './open.ts'
import type { PayerRow } from './schema.ts'

export type PayerGiven = {
  payer: string
  payer_name?: string | undefined
  /** payer when not given; a practice or the convener also sends files under a key of its own. */
  kind?: 'payer' | 'practice' | 'convener' | undefined
  line_of_business?: string | undefined
  names_in_files?: readonly string[] | undefined
}

/** Registers a sender, or adds what is newly known of one. What is not given stays as it was. */
export function registerPayer(register: Register, given: PayerGiven, now: string): Promise<PayerRow> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(given.payer))
    throw new WholepanelError('input-argument', {
      got: given.payer,
      want: 'a key of lower case letters, digits and hyphens, such as harbor-advantage',
    })
  return register.engine(async (tx) => {
    const known = await tx.selectFrom('payer').selectAll().where('payer', '=', given.payer).executeTakeFirst()
    const row: PayerRow = {
      payer: given.payer,
      payer_name: given.payer_name ?? known?.payer_name ?? given.payer,
      kind: given.kind ?? known?.kind ?? 'payer',
      line_of_business: given.line_of_business ?? known?.line_of_business ?? null,
      names_in_files: [...new Set([...(known?.names_in_files ?? []), ...(given.names_in_files ?? [])])].sort(),
      registered_at: known?.registered_at ?? now,
    }
    const { payer: _key, ...rest } = row
    await tx
      .insertInto('payer')
      .values(row)
      .onConflict((c) => c.column('payer').doUpdateSet(rest))
      .execute()
    return row
  })
}

/** Payers only, or every sender of files. */
export function listPayers(register: Register, which: 'payers' | 'senders' = 'payers'): Promise<PayerRow[]> {
  return register.engine((tx) => {
    const all = tx.selectFrom('payer').selectAll().orderBy('payer')
    return (which === 'payers' ? all.where('kind', '=', 'payer') : all).execute()
  })
}
