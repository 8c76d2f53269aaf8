import type { Region } from '../../region.ts'
import { filledOn, payersTakingPart, takePartOn } from '../../register/convening/initiatives.ts'
import { listFeeds } from '../../register/feeds/feeds.ts'
import { listWaivers } from '../../register/feeds/waivers.ts'
import type { Register, RegisterTransaction } from '../../register/open.ts'
import { grantsOn } from '../../register/people/access-grants.ts'
import { listSubmissions } from '../../register/submissions.ts'
import { submissionStates } from '../../rights/holding.ts'
import { deliveriesOf } from '../../sources/feeds/deliveries.ts'
import { type ExpectedDelivery, expectedDeliveries } from '../../sources/feeds/expected-deliveries.ts'
import { STAGES } from '../adoption/stages.ts'
import type { OpenBallot, OpenStep, Term, Unsaid, Window } from './due.ts'

/** How things stand on a day, read by the program's own hand: whom it is told is decided of it, and nothing else leaves. */
export type Standing = { register: Register; region: Pick<Region, 'lake'>; day: string }

export async function deliveriesOwed({ register, region, day }: Standing): Promise<ExpectedDelivery[]> {
  const feeds = await listFeeds(register)
  if (feeds.length === 0) return []
  const came = deliveriesOf(region, await listSubmissions(register), await submissionStates(register, day))
  return expectedDeliveries(feeds, came, await listWaivers(register), day)
}

export const termsHeld = ({ register, day }: Standing): Promise<Term[]> =>
  register.engine(async (tx) => {
    const found = await tx
      .selectFrom('seat_term')
      .innerJoin('seat', 'seat.seat', 'seat_term.seat')
      .innerJoin('committee', 'committee.committee', 'seat.committee')
      .select(['seat_term', 'seat.seat', 'account', 'start_date', 'end_date'])
      .where('seat_term.ended_on', 'is', null)
      .where('seat.ended_on', 'is', null)
      .where('committee.ended_on', 'is', null)
      .where('end_date', '>=', day)
      .orderBy('seat_term')
      .execute()
    return found.map((one) => ({
      ...one,
      followed: found.some(({ seat, start_date }) => seat === one.seat && start_date > one.end_date),
    }))
  })

export const stepsOpen = ({ register, day }: Standing): Promise<OpenStep[]> =>
  register.engine(async (tx) => {
    const steps = await tx
      .selectFrom('plan_step')
      .select(['plan_step', 'due_date', 'owner', 'participant'])
      .where('done_on', 'is', null)
      .where('dropped_on', 'is', null)
      .orderBy('plan_step')
      .execute()
    if (steps.length === 0) return []
    const people = await grantsOn(tx, day)
      .innerJoin('account as holder', 'holder.account', 'access_grant.account')
      .clearSelect()
      .select(['holder.account', 'holder.name'])
      .distinct()
      .where('holder.status', '=', 'active')
      .execute()
    return steps.map(({ plan_step, due_date, owner, participant }) => {
      const own = people.filter(({ name }) => name === owner)
      return { plan_step, due_date, participant, account: own.length === 1 ? (own[0]?.account ?? null) : null }
    })
  })

export const adoptionsUnsaid = ({ register, day }: Standing): Promise<Unsaid[]> =>
  register.engine(async (tx) => {
    const calls = await tx
      .selectFrom('adoption_call')
      .innerJoin('recommendation', 'recommendation.recommendation', 'adoption_call.recommendation')
      .select(['recommendation.recommendation', 'initiative', 'year', 'intent_by', 'actual_by'])
      .where('state', '=', 'published')
      .orderBy('recommendation.recommendation')
      .orderBy('year')
      .execute()
    const said = await tx.selectFrom('adoption').select(['recommendation', 'year', 'payer', 'stage']).execute()
    const known = new Set(said.map((one) => [one.recommendation, one.year, one.payer, one.stage].join(' ')))
    const unsaid: Unsaid[] = []
    for (const { initiative, ...call } of calls)
      for (const payer of await payersTakingPart(tx, initiative, day))
        for (const stage of STAGES)
          if (!known.has([call.recommendation, call.year, payer, stage].join(' ')))
            unsaid.push({ ...call, payer, stage })
    return unsaid
  })

export const commentsOpen = ({ register, day }: Standing): Promise<Window[]> =>
  register.engine(async (tx) => {
    const found = await tx
      .selectFrom('comment_window')
      .innerJoin('recommendation', (join) =>
        join
          .onRef('recommendation.recommendation', '=', 'comment_window.recommendation')
          .onRef('recommendation.round', '=', 'comment_window.round'),
      )
      .select(['recommendation.recommendation', 'initiative', 'opens_on', 'closes_on'])
      .where('state', '=', 'in-comment')
      .orderBy('recommendation.recommendation')
      .execute()
    const open: Window[] = []
    for (const { initiative, ...one } of found) {
      const takePart = await takePartOn(tx, initiative, day).execute()
      open.push({ ...one, participants: takePart.map(({ participant }) => participant) })
    }
    return open
  })

export const ballotsOpen = ({ register, day }: Standing): Promise<OpenBallot[]> =>
  register.engine(async (tx) => {
    const found = await tx
      .selectFrom('ballot')
      .innerJoin('recommendation', 'recommendation.recommendation', 'ballot.recommendation')
      .select(['ballot', 'ballot.recommendation', 'ballot.round', 'committee', 'opened_at', 'closes_at'])
      .where('closed_at', 'is', null)
      .orderBy('ballot')
      .execute()
    const open: OpenBallot[] = []
    for (const { round, committee, ...one } of found)
      open.push({ ...one, silent: await silentOn(tx, { ...one, round, committee }, day) })
    return open
  })

/** Who is on the roll, still sits there, and neither voted nor stepped back. */
async function silentOn(
  tx: RegisterTransaction,
  {
    ballot,
    recommendation,
    round,
    committee,
  }: Pick<OpenBallot, 'ballot' | 'recommendation'> & {
    round: number
    committee: string
  },
  day: string,
): Promise<string[]> {
  const roll = await tx
    .selectFrom('ballot_seat')
    .select(['seat', 'account'])
    .where('ballot', '=', ballot)
    .where('seat', 'not in', tx.selectFrom('vote').select('seat').where('ballot', '=', ballot))
    .where(
      'seat',
      'not in',
      tx.selectFrom('recusal').select('seat').where('recommendation', '=', recommendation).where('round', '=', round),
    )
    .orderBy('seat')
    .execute()
  const sits = await filledOn(tx, committee, day)
  return roll
    .filter(({ seat, account }) => sits.some((one) => one.seat === seat && one.account === account))
    .map(({ account }) => account)
}
