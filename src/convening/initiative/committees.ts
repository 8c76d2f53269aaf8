import type { CommitteeRow } from '../../register/convening/initiative-schema.ts'
import {
  filledOn,
  governingOf,
  requireCommittee,
  requireInitiative,
  type SeatFilled,
  takePartOn,
} from '../../register/convening/initiatives.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, keyOf, notNow, recorded, wrong, wrongAt } from '../act.ts'
import { requireSilenceIn } from '../silence/in-room.ts'
import { type CommitteeFault, type CommitteeRules, committeeFaults, type Filled, newFaults } from './committee.ts'
import { FOOTING_RULES, type Footing, type Room, type Side } from './footing.ts'

export type CommitteeGiven = Pick<
  CommitteeRow,
  'title' | 'charge' | 'quorum_share' | 'passes_share' | 'most_side_share' | 'least_consumer_seats'
> & { room: Room; decides_by: 'consensus' | 'vote'; governs?: boolean }

export function makeCommittee(act: Act, initiative: string, given: CommitteeGiven): Promise<{ committee: string }> {
  return act.register.engine(async (tx) => {
    const { footing } = await requireInitiative(tx, initiative)
    const rule = FOOTING_RULES[footing as Footing]
    if (!rule.rooms.includes(given.room))
      throw notNow(`a room of ${given.room} alone`, rule.rooms.join(' or '), `${rule.title} opens no other`)
    if (given.governs && (await governingOf(tx, initiative)))
      throw notNow('a second committee that governs', 'one that does')
    const taken = await tx.selectFrom('committee').select('committee').execute()
    const committee = keyOf(
      given.title,
      taken.map((one) => one.committee),
    )
    await tx
      .insertInto('committee')
      .values({ committee, initiative, governs: false, ...given, ended_on: null, ...recorded(act) })
      .execute()
    return { committee }
  })
}

export function addSeat(
  act: Act,
  committee: string,
  { side, votes }: { side: Side; votes: boolean },
): Promise<{ seat: number }> {
  return act.register.engine(async (tx) => {
    await requireCommittee(tx, committee)
    return tx
      .insertInto('seat')
      .values({ committee, side, votes, ended_on: null, ...recorded(act) })
      .returning('seat')
      .executeTakeFirstOrThrow()
  })
}

export type TermGiven = {
  seat: number
  account: string
  participant: string | null
  chair: boolean
  start_date: string
  end_date: string
}

/**
 * Somebody takes a seat for a term. One person holds one seat of a committee, a seat one person, and who would upset what
 * the committee or its footing asks for is not seated: first the seats that keep the balance.
 */
export function fillSeat(act: Act, committee: string, given: TermGiven): Promise<void> {
  return act.register.engine(async (tx) => {
    const held = await requireCommittee(tx, committee)
    const seat = await tx
      .selectFrom('seat')
      .select(['seat', 'side', 'votes'])
      .where('seat', '=', given.seat)
      .where('committee', '=', committee)
      .where('ended_on', 'is', null)
      .executeTakeFirst()
    if (!seat) throw wrong('no seat of this committee', 'one that is there')
    if (given.end_date < given.start_date)
      throw wrongAt('end_date', `a term until ${given.end_date}`, `a day from ${given.start_date} on`)
    await refuseStranger(tx, held.initiative, given)
    await refuseBesides(tx, committee, given)
    const before = await filledOn(tx, committee, given.start_date)
    const seated: Filled = { ...seat, side: seat.side as Side, chair: given.chair, participant: given.participant }
    const faults = newFaults(faultsOf(held, before), faultsOf(held, [...before.map(asFilled), seated]))
    if (faults.length > 0)
      throw notNow(faults.map(({ says }) => says).join('; '), 'seats that keep the balance', 'fill another side first')
    await tx
      .insertInto('seat_term')
      .values({ ...given, ended_on: null, because: null, ...recorded(act) })
      .execute()
  })
}

/** Nobody is kept on a seat. A committee that this leaves out of balance cannot open a vote until it is mended. */
export function endTerm(
  act: Act,
  committee: string,
  { seat_term, because }: { seat_term: number; because: string },
): Promise<{ faults: CommitteeFault[] }> {
  return act.register.engine(async (tx) => {
    const held = await requireCommittee(tx, committee)
    const day = dayOf(act)
    const sits = (await filledOn(tx, committee, day)).find((one) => one.seat_term === seat_term)
    if (!sits) throw notNow('nobody who sits there today', 'a term that runs')
    await tx.updateTable('seat_term').set({ ended_on: day, because }).where('seat_term', '=', seat_term).execute()
    return { faults: faultsOf(held, await filledOn(tx, committee, day)) }
  })
}

/** What one who sits there has at stake. It is read by the whole committee. */
export function declareConflict(act: Act, committee: string, interest: string): Promise<void> {
  return act.register.engine(async (tx) => {
    await requireCommittee(tx, committee)
    await ownSeat(tx, committee, act)
    await requireSilenceIn(tx, act, { interest })
    await tx
      .insertInto('conflict')
      .values({ committee, account: act.by.person, interest, declared_at: act.now, ended_on: null })
      .execute()
  })
}

/** The seat on which who acts sits today, or a refusal. */
export async function ownSeat(tx: RegisterTransaction, committee: string, act: Act): Promise<SeatFilled> {
  const own = (await filledOn(tx, committee, dayOf(act))).find(({ account }) => account === act.by.person)
  if (!own) throw notNow('who holds no seat of the committee', 'a seat')
  return own
}

const asFilled = ({ seat, side, votes, chair, participant }: SeatFilled): Filled => ({
  ...{ seat, votes, chair, participant },
  side: side as Side,
})

/** What is wrong with who sits on a committee, by what it was set up with. */
export const faultsOf = (
  {
    room,
    most_side_share,
    least_consumer_seats,
    footing,
  }: Omit<CommitteeRules, 'room'> & { room: string; footing: string },
  filled: readonly (SeatFilled | Filled)[],
): CommitteeFault[] =>
  committeeFaults(
    { room: room as Room, most_side_share, least_consumer_seats },
    footing as Footing,
    filled.map((one) => asFilled(one as SeatFilled)),
  )

/** Who sits for an organization sits for one that takes part. A consumer may sit for nobody but themselves. */
async function refuseStranger(
  tx: RegisterTransaction,
  initiative: string,
  { participant, start_date }: TermGiven,
): Promise<void> {
  if (participant === null) return
  const found = await takePartOn(tx, initiative, start_date).where('participant', '=', participant).executeTakeFirst()
  if (!found) throw notNow('a seat for who takes no part on that day', 'one of the participants')
}

async function refuseBesides(tx: RegisterTransaction, committee: string, given: TermGiven): Promise<void> {
  const overlapping = await tx
    .selectFrom('seat_term')
    .innerJoin('seat', 'seat.seat', 'seat_term.seat')
    .select(['seat.seat', 'account'])
    .where('committee', '=', committee)
    .where('start_date', '<=', given.end_date)
    .where('end_date', '>=', given.start_date)
    .where((e) => e.or([e('seat_term.ended_on', 'is', null), e('seat_term.ended_on', '>', given.start_date)]))
    .where((e) => e.or([e('seat.seat', '=', given.seat), e('account', '=', given.account)]))
    .executeTakeFirst()
  if (overlapping)
    throw notNow(
      overlapping.seat === given.seat ? 'a seat that somebody holds' : 'who holds a seat of this committee',
      'one seat a person, and one person a seat',
    )
}
