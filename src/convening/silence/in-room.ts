import type { RegisterTransaction } from '../../register/open.ts'
import type { SilentParticipant } from './names.ts'
import { requireSilence } from './require-silence.ts'

/** Everybody whose own amounts a text may not say, by each name that files and people call them. */
export async function inRoom(tx: RegisterTransaction): Promise<SilentParticipant[]> {
  const payers = await tx
    .selectFrom('payer')
    .select(['payer', 'payer_name', 'names_in_files'])
    .orderBy('payer')
    .execute()
  const others = await tx
    .selectFrom('participant')
    .select(['participant', 'participant_name'])
    .orderBy('participant')
    .execute()
  const added = await tx.selectFrom('participant_alias').select(['participant', 'alias']).orderBy('alias').execute()
  const aliasesOf = (key: string) => added.filter(({ participant }) => participant === key).map(({ alias }) => alias)
  return [
    ...payers.map(({ payer, payer_name, names_in_files }) => ({
      name: payer_name,
      aliases: [...names_in_files, ...aliasesOf(payer)],
    })),
    ...others
      .filter(({ participant }) => !payers.some(({ payer }) => payer === participant))
      .map(({ participant, participant_name }) => ({ name: participant_name, aliases: aliasesOf(participant) })),
  ]
}

/** Stops each of these texts that says an own amount or plan, before anything of an act is written. */
export async function requireSilenceIn(
  tx: RegisterTransaction,
  ...texts: readonly (string | null | undefined)[]
): Promise<void> {
  const participants = await inRoom(tx)
  for (const text of texts) if (text) requireSilence(text, participants)
}
