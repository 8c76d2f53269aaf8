import { randomInt } from 'node:crypto'
import { WholepanelError } from '../../../error.ts'
import type { Register } from '../../open.ts'
import type { Party } from '../../party.ts'
import type { AttestationCodeRow } from './schema.ts'

/** Without letters and digits that are taken for one another, or that make words. */
const LETTERS = '23456789bcdfghjkmnpqrstvwxz'
const LENGTH = 10

/** A code is no secret: it hangs in a waiting room. It is drawn so that two never meet and none is guessed by the next. */
const newCode = (): string => Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** The address under which statements are taken back. */
const TAKEN = 'withdrawal'

export type CodeGiven = Pick<AttestationCodeRow, 'practice_id' | 'organization_id' | 'label'> & {
  /** Chosen, where an address is to be remembered; drawn when not given. */
  attestation_code?: string | undefined
}

export async function makeCode(
  register: Register,
  given: CodeGiven,
  made_by: string,
  made_at: string,
): Promise<AttestationCodeRow> {
  const row = {
    ...given,
    attestation_code: given.attestation_code ?? newCode(),
    made_at,
    made_by,
    withdrawn_at: null,
    withdrawn_by: null,
  }
  if (!/^[a-z0-9][a-z0-9-]{3,39}$/.test(row.attestation_code) || row.attestation_code === TAKEN)
    throw new WholepanelError('input-argument', {
      got: 'a code of another form',
      want: '4 to 40 lower case letters, digits and hyphens',
    })
  const made = await register.engine((tx) =>
    tx
      .insertInto('attestation_code')
      .values(row)
      .onConflict((conflict) => conflict.column('attestation_code').doNothing())
      .returningAll()
      .executeTakeFirst(),
  )
  if (!made)
    throw new WholepanelError('input-argument', { got: 'a code that is there already', want: 'a new code, or none' })
  return made
}

/** From this moment the link takes no statement. Those that came by it stay. True where it was open. */
export async function withdrawCode(register: Register, code: string, by: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await register.engine((tx) =>
    tx
      .updateTable('attestation_code')
      .set({ withdrawn_at: now, withdrawn_by: by })
      .where('attestation_code', '=', code)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow(),
  )
  return numUpdatedRows === 1n
}

/** The link as it stands, if it is open. */
export const openCode = (register: Register, code: string): Promise<AttestationCodeRow | undefined> =>
  register.engine((tx) =>
    tx
      .selectFrom('attestation_code')
      .selectAll()
      .where('attestation_code', '=', code)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst(),
  )

/** Newest first; a party sees its own, and who convenes all. */
export async function listCodes(register: Register, party?: Party): Promise<AttestationCodeRow[]> {
  const work: Parameters<typeof register.engine<AttestationCodeRow[]>>[0] = (tx) =>
    tx.selectFrom('attestation_code').selectAll().orderBy('made_at', 'desc').orderBy('attestation_code').execute()
  return party ? register.as(party, work) : register.engine(work)
}
