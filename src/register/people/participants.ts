import { WholepanelError } from '../../error.ts'
import type { Register } from '../open.ts'
import type { Party } from '../party.ts'
import type { ParticipantRow } from './schema.ts'

export const PARTICIPANT_KINDS = ['payer', 'provider-organization', 'convener', 'purchaser', 'state', 'coach'] as const
export type ParticipantKind = (typeof PARTICIPANT_KINDS)[number]

export type ParticipantGiven = { participant: string; participant_name: string; kind: ParticipantKind }

/** An organization whose people may sign in. Saved again it gets the new name; it keeps its kind. */
export async function saveParticipant(
  register: Register,
  given: ParticipantGiven,
  registered_at: string,
): Promise<ParticipantRow> {
  const participant = key(given.participant)
  return register.engine(async (tx) => {
    const known = await tx
      .selectFrom('participant')
      .selectAll()
      .where('participant', '=', participant)
      .executeTakeFirst()
    if (known && known.kind !== given.kind)
      throw new WholepanelError('input-argument', {
        got: `${participant} as a ${given.kind}`,
        want: `a ${known.kind}, which it is registered as`,
        fix: 'an organization that takes part twice gets a second key',
      })
    // A viewer's participant decides which payer's rows are its own: nobody else may carry a payer's key.
    const payer = await tx.selectFrom('payer').select('kind').where('payer', '=', participant).executeTakeFirst()
    if (payer?.kind === 'payer' && given.kind !== 'payer')
      throw new WholepanelError('input-argument', {
        got: `${participant}, which is a payer's key`,
        want: 'a key of its own',
      })
    return tx
      .insertInto('participant')
      .values({ ...given, registered_at })
      .onConflict((c) => c.column('participant').doUpdateSet({ participant_name: given.participant_name }))
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** All of them; a party sees them too, unless it is the public. */
export function listParticipants(register: Register, party?: Party): Promise<ParticipantRow[]> {
  const work: Parameters<typeof register.engine<ParticipantRow[]>>[0] = (tx) =>
    tx.selectFrom('participant').selectAll().orderBy('kind').orderBy('participant').execute()
  return party ? register.as(party, work) : register.engine(work)
}

export function participantOf(register: Register, participant: string): Promise<ParticipantRow | undefined> {
  return register.engine((tx) =>
    tx.selectFrom('participant').selectAll().where('participant', '=', participant).executeTakeFirst(),
  )
}

/** Keys stand in addresses and in the log: letters, digits and hyphens, and nothing else. */
export function key(text: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,79}$/.test(text)) return text
  throw new WholepanelError('input-argument', {
    got: 'a key that is not one',
    want: 'lower case letters, digits and hyphens, at most 80, such as harbor-advantage',
  })
}
