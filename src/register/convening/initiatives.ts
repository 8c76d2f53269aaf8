import { WholepanelError } from '../../error.ts'
import type { RegisterTransaction } from '../open.ts'
import type { CommitteeRow, InitiativeRow } from './initiative-schema.ts'

const missing = (what: string): WholepanelError =>
  new WholepanelError('access-denied', { fix: `nothing here that this viewer may open: no such ${what}` })

/** The initiative, locked: what is done in it is done one after the other. */
export async function requireInitiative(tx: RegisterTransaction, initiative: string): Promise<InitiativeRow> {
  const found = await tx
    .selectFrom('initiative')
    .selectAll()
    .where('initiative', '=', initiative)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw missing('initiative')
  return found
}

export type CommitteeHeld = CommitteeRow & { footing: string }

/** The committee, locked, with the footing of its initiative. */
export async function requireCommittee(tx: RegisterTransaction, committee: string): Promise<CommitteeHeld> {
  const found = await tx
    .selectFrom('committee')
    .innerJoin('initiative', 'initiative.initiative', 'committee.initiative')
    .selectAll('committee')
    .select('initiative.footing')
    .where('committee', '=', committee)
    .forUpdate('committee')
    .executeTakeFirst()
  if (!found) throw missing('committee')
  return found
}

/** The committee that governs the initiative, where one does. */
export const governingOf = (tx: RegisterTransaction, initiative: string) =>
  tx
    .selectFrom('committee')
    .select(['committee', 'title'])
    .where('initiative', '=', initiative)
    .where('governs', '=', true)
    .where('ended_on', 'is', null)
    .executeTakeFirst()

export type SeatFilled = {
  seat: number
  side: string
  votes: boolean
  seat_term: number
  account: string
  participant: string | null
  chair: boolean
  start_date: string
  end_date: string
}

/** Who sits on a committee on a day, by seat. */
export function filledOn(tx: RegisterTransaction, committee: string, day: string): Promise<SeatFilled[]> {
  return tx
    .selectFrom('seat_term')
    .innerJoin('seat', 'seat.seat', 'seat_term.seat')
    .select([
      ...(['seat.seat', 'seat.side', 'seat.votes', 'seat_term.seat_term', 'seat_term.account'] as const),
      ...(['seat_term.participant', 'seat_term.chair', 'seat_term.start_date', 'seat_term.end_date'] as const),
    ])
    .where('seat.committee', '=', committee)
    .where('seat.ended_on', 'is', null)
    .where('seat_term.start_date', '<=', day)
    .where('seat_term.end_date', '>=', day)
    .where((e) => e.or([e('seat_term.ended_on', 'is', null), e('seat_term.ended_on', '>', day)]))
    .orderBy('seat.seat')
    .execute()
}

/** Who takes part in an initiative on a day. */
export const takePartOn = (tx: RegisterTransaction, initiative: string, day: string) =>
  tx
    .selectFrom('initiative_participant')
    .select('participant')
    .where('initiative', '=', initiative)
    .where('start_date', '<=', day)
    .where((e) => e.or([e('end_date', 'is', null), e('end_date', '>=', day)]))
    .orderBy('participant')

/** Payers that take part in an initiative on a day. */
export async function payersTakingPart(tx: RegisterTransaction, initiative: string, day: string): Promise<string[]> {
  const found = await takePartOn(tx, initiative, day)
    .innerJoin('payer', 'payer.payer', 'initiative_participant.participant')
    .where('side', '=', 'payer')
    .execute()
  return found.map(({ participant }) => participant)
}
