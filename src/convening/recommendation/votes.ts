import { filledOn, requireCommittee } from '../../register/convening/initiatives.ts'
import { type BallotHeld, openBallotOf, type RoundHeld } from '../../register/convening/recommendations.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, notNow, notNowAt } from '../act.ts'
import { faultsOf, ownSeat } from '../initiative/committees.ts'
import { requireSilenceIn } from '../silence/in-room.ts'
import { stepping, tell } from './acts.ts'
import { type Choice, type Method, type Tally, tally } from './tally.ts'

/** Steps back from a recommendation, before a vote or during it: what the seat says, or said, counts for nothing. */
export function recuse(act: Act, recommendation: string, because: string): Promise<void> {
  return stepping(act, recommendation, { act: 'recuse' }, async (tx, found) => {
    await requireSilenceIn(tx, act, { because })
    const { seat } = await ownSeat(tx, found.committee, act)
    const row = { recommendation, round: found.round, seat, because, recused_at: act.now, recused_by: act.by.person }
    const done = await tx
      .insertInto('recusal')
      .values(row)
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (Number(done.numInsertedOrUpdatedRows) === 0) throw notNow('who stepped back before', 'once a seat')
    return { result: undefined }
  })
}

/** Puts the newest version to the committee until a time. Who sits there now, and votes, is on the roll. */
export function openVote(
  act: Act,
  recommendation: string,
  { closes_at, method }: { closes_at: string; method: Method },
): Promise<{ ballot: number }> {
  return stepping(act, recommendation, { act: 'open-vote' }, async (tx, found) => {
    if (Date.parse(closes_at) <= Date.parse(act.now))
      throw notNowAt('closes_at', 'a vote that ends before it begins', 'a later time')
    const committee = await requireCommittee(tx, found.committee)
    const filled = await filledOn(tx, found.committee, dayOf(act))
    const faults = faultsOf(committee, filled)
    if (faults.length > 0)
      throw notNow(
        `a committee that may not decide: ${faults.map(({ says }) => says).join('; ')}`,
        'seats that keep what the committee and its footing ask for',
        'fill the seats first',
      )
    const { quorum_share, passes_share } = committee
    const { round, version } = found
    const result = await tx
      .insertInto('ballot')
      .values({
        ...{ recommendation, round, version, method, quorum_share, passes_share, closes_at },
        ...{ opened_at: act.now, opened_by: act.by.person },
      })
      .returning('ballot')
      .executeTakeFirstOrThrow()
    const roll = filled.filter(({ votes }) => votes)
    await tx
      .insertInto('ballot_seat')
      .values(roll.map(({ seat, side, account }) => ({ ballot: result.ballot, seat, side, account })))
      .execute()
    await tell(
      tx,
      act,
      found,
      'ballot-open',
      roll.map(({ account }) => ({ account })),
    )
    return { result }
  })
}

/** One seat, one vote, while the ballot is open; it is not taken back. */
export function cast(
  act: Act,
  recommendation: string,
  { choice, reason }: { choice: Choice; reason: string | null },
): Promise<void> {
  return stepping(act, recommendation, { act: 'cast' }, async (tx, found) => {
    const ballot = await requireOpen(tx, recommendation)
    if (Date.parse(act.now) >= Date.parse(ballot.closes_at))
      throw notNow(`a vote after ${ballot.closes_at}`, 'one before the ballot ends')
    await requireSilenceIn(tx, act, { reason })
    const { seat } = await ownSeat(tx, found.committee, act)
    const onRoll = await tx
      .selectFrom('ballot_seat')
      .select('account')
      .where('ballot', '=', ballot.ballot)
      .where('seat', '=', seat)
      .executeTakeFirst()
    if (onRoll?.account !== act.by.person)
      throw notNow('who was not on the roll', 'who sat there when the ballot opened')
    if ((await recusedSeats(tx, found)).has(seat)) throw notNow('a seat that stepped back', 'a seat that did not')
    const row = { ballot: ballot.ballot, seat, choice, reason, cast_at: act.now, cast_by: act.by.person }
    const done = await tx
      .insertInto('vote')
      .values(row)
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (Number(done.numInsertedOrUpdatedRows) === 0) throw notNow('a second vote of a seat', 'one vote a seat')
    return { result: undefined }
  })
}

/**
 * Counts the ballot and closes it, when its time is over or every seat voted. Of a committee that lost its balance
 * meanwhile nothing passes.
 */
export async function closeVote(act: Act, recommendation: string): Promise<Tally> {
  let counted: Tally | undefined
  const count = async (tx: RegisterTransaction, found: RoundHeld) => {
    counted = await countedNow(tx, found, await requireOpen(tx, recommendation), act)
    return { act: 'close-vote' as const, passed: counted.outcome === 'passed' }
  }
  return stepping(act, recommendation, count, async (tx, found) => {
    const ballot = await requireOpen(tx, recommendation)
    const result = counted as Tally
    const roll = await tx.selectFrom('ballot_seat').select('account').where('ballot', '=', ballot.ballot).execute()
    await tell(tx, act, found, 'ballot-closed', roll)
    await tx
      .updateTable('ballot')
      .set({
        closed_at: act.now,
        closed_by: act.by.person,
        outcome: result.outcome,
        because: result.because,
        tally: JSON.stringify(result),
      })
      .where('ballot', '=', ballot.ballot)
      .execute()
    return { result }
  })
}

/** How a ballot stands: of its roll, less who stepped back or whose term ended. */
async function tallyOf(tx: RegisterTransaction, ballot: BallotHeld, committee: string, day: string): Promise<Tally> {
  const roll = await tx
    .selectFrom('ballot_seat')
    .select(['seat', 'side', 'account'])
    .where('ballot', '=', ballot.ballot)
    .execute()
  const votes = await tx.selectFrom('vote').select(['seat', 'choice']).where('ballot', '=', ballot.ballot).execute()
  const sits = await filledOn(tx, committee, day)
  const recused = await recusedSeats(tx, ballot)
  const gone = roll.filter((one) => !sits.some(({ seat, account }) => seat === one.seat && account === one.account))
  return tally({
    ...{ method: ballot.method as Method, quorum_share: ballot.quorum_share, passes_share: ballot.passes_share },
    seats: roll,
    out: new Set([...recused, ...gone.map(({ seat }) => seat)]),
    votes: votes.map(({ seat, choice }) => ({ seat, choice: choice as Choice })),
  })
}

async function countedNow(tx: RegisterTransaction, found: RoundHeld, ballot: BallotHeld, act: Act): Promise<Tally> {
  const committee = await requireCommittee(tx, found.committee)
  const counted = await tallyOf(tx, ballot, found.committee, dayOf(act))
  if (Date.parse(act.now) < Date.parse(ballot.closes_at) && counted.silent > 0)
    throw notNow(`${counted.silent} seats that may still vote`, `an end at ${ballot.closes_at}, or every seat’s vote`)
  const faults = faultsOf(committee, await filledOn(tx, found.committee, dayOf(act)))
  return faults.length === 0
    ? counted
    : { ...counted, outcome: 'void', because: faults.map(({ says }) => says).join('; ') }
}

async function requireOpen(tx: RegisterTransaction, recommendation: string): Promise<BallotHeld> {
  const found = await openBallotOf(tx, recommendation)
  if (!found) throw notNow('no ballot that is open', 'an open ballot')
  return found
}

async function recusedSeats(
  tx: RegisterTransaction,
  { recommendation, round }: { recommendation: string; round: number },
): Promise<ReadonlySet<number>> {
  const found = await tx
    .selectFrom('recusal')
    .select('seat')
    .where('recommendation', '=', recommendation)
    .where('round', '=', round)
    .execute()
  return new Set(found.map(({ seat }) => seat))
}
