import type { RegisterTransaction } from '../../register/open.ts'
import type { SilentParticipant } from './names.ts'
import { personNamed } from './persons.ts'
import { refuseTooManyTries, withoutReleased } from './refused/sent-again.ts'
import { refusedOf, type Sent, type Typed, WordsRefused } from './require-silence.ts'

/** What each kind of participant is to the room. The state's amounts are public, as the convener's own costs are. */
const SIDE_OF: Readonly<Record<string, Pick<SilentParticipant, 'side' | 'called'>>> = {
  payer: { side: 'payer' },
  'provider-organization': { side: 'provider' },
  practice: { side: 'provider' },
  convener: { side: 'convener' },
  state: { side: 'convener', called: 'state agency' },
  purchaser: { side: 'provider', called: 'purchaser' },
  coach: { side: 'provider', called: 'coach' },
}

/**
 * Everybody whose own amounts a text may not say, by each name that files and people call them. The side is what the
 * register has them as; who sits for payers in an initiative is a payer, whatever else it is.
 */
export async function inRoom(tx: RegisterTransaction): Promise<SilentParticipant[]> {
  const senders = await tx
    .selectFrom('payer')
    .select(['payer', 'payer_name', 'kind', 'names_in_files'])
    .orderBy('payer')
    .execute()
  const others = await tx
    .selectFrom('participant')
    .select(['participant', 'participant_name', 'kind'])
    .orderBy('participant')
    .execute()
  const sits = await tx
    .selectFrom('initiative_participant')
    .select('participant')
    .distinct()
    .where('side', '=', 'payer')
    .execute()
  const added = await tx.selectFrom('participant_alias').select(['participant', 'alias']).orderBy('alias').execute()
  const aliasesOf = (key: string) => added.filter(({ participant }) => participant === key).map(({ alias }) => alias)
  const sideOf = (key: string, kind: string) =>
    sits.some(({ participant }) => participant === key) ? { side: 'payer' as const } : SIDE_OF[kind]
  return [
    ...senders.map(({ payer, payer_name, kind, names_in_files }) => ({
      ...{ name: payer_name, aliases: [...names_in_files, ...aliasesOf(payer)] },
      ...sideOf(payer, kind),
    })),
    ...others
      .filter(({ participant }) => !senders.some(({ payer }) => payer === participant))
      .map(({ participant, participant_name, kind }) => ({
        ...{ name: participant_name, aliases: aliasesOf(participant) },
        ...sideOf(participant, kind),
      })),
  ]
}

/** Everybody who has an account, and the organizations: by these names nobody is told who said what. */
export async function nobodyNamed(tx: RegisterTransaction): Promise<SilentParticipant[]> {
  const accounts = await tx.selectFrom('account').select(['account', 'name']).orderBy('account').execute()
  const conveners = await tx.selectFrom('access_grant').select('account').where('role', '=', 'convener').execute()
  return [
    ...(await inRoom(tx)),
    ...accounts.map(({ account, name }): SilentParticipant => {
      const side = conveners.some((one) => one.account === account) ? 'convener' : 'person'
      return { ...personNamed(name), side }
    }),
  ]
}

/**
 * Stops texts that say an own amount or plan, before anything of an act is written. Words that a steward released pass when
 * their author sends them again in the same field of the same form, once.
 */
export async function requireSilenceIn(tx: RegisterTransaction, sent: Sent, typed: Typed): Promise<void> {
  if (!Object.values(typed).flat().some(Boolean)) return
  await refuseTooManyTries(tx, sent)
  const refused = await withoutReleased(tx, sent, refusedOf(typed, await inRoom(tx)))
  if (refused.length > 0) throw new WordsRefused(refused, sent)
}
