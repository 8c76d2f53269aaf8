import type { Register, RegisterTransaction } from '../open.ts'
import type { IdentityLinkRow } from './schema.ts'

export async function linkedAccount(register: Register, issuer: string, subject: string): Promise<string | null> {
  const found = await register.engine((tx) =>
    tx
      .selectFrom('identity_link')
      .select('account')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst(),
  )
  return found?.account ?? null
}

/** False when the provider's person is linked to an account already, this one or another: a link never moves. */
export async function linkIdentity(tx: RegisterTransaction, link: IdentityLinkRow): Promise<boolean> {
  const added = await tx
    .insertInto('identity_link')
    .values(link)
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export const linksOf = (register: Register, account: string): Promise<IdentityLinkRow[]> =>
  register.engine((tx) => tx.selectFrom('identity_link').selectAll().where('account', '=', account).execute())
