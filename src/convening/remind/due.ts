import type { ExpectedDelivery } from '../../sources/feeds/expected-deliveries.ts'
import type { Call, Stage } from '../adoption/stages.ts'
import type { Recipient } from '../notify/notify.ts'
import { beforeMark, lateMark, latest, type Reminder } from './reminder.ts'

/** Each takes how things stand and a day, and says who has to be told of what. */

const CONVENER: Recipient = { role: 'convener' }
const recommendationPage = (recommendation: string) => `/convening/recommendations/${recommendation}`

type Delivery = Pick<ExpectedDelivery, 'payer' | 'feed' | 'state' | 'due_date' | 'mend_by' | 'days_late'>

/** What is late of each feed, once for all of its periods: to its sender and who convenes, and to no other sender. */
export function lateDeliveries(deliveries: readonly Delivery[], day: string): Reminder[] {
  const late = deliveries.filter(
    ({ state, days_late }) => state === 'late' || (state === 'refused' && (days_late ?? 0) > 0),
  )
  const feeds = new Map(late.map(({ payer, feed }) => [`${payer}.${feed}`, { payer, feed }]))
  return [...feeds].flatMap(([key, { payer, feed }]): Reminder[] => {
    const marks = late
      .filter((one) => one.payer === payer && one.feed === feed)
      .flatMap(({ due_date, mend_by }) => lateMark(mend_by ?? due_date, day) ?? [])
    const mark = latest(marks, day)
    if (mark === null) return []
    const to: Recipient[] = [{ participant: payer, role: 'payer' }, CONVENER]
    return [{ kind: 'delivery-late', about: `delivery:${key}`, mark, link: '/submissions', to }]
  })
}

export type Term = {
  seat_term: number
  account: string
  start_date: string
  end_date: string
  /** Somebody's next term on the seat is settled. */
  followed: boolean
}

/** Two months and two weeks before a term ends, while nobody follows: to who sits there and who convenes. */
export const endingTerms = (terms: readonly Term[], day: string): Reminder[] =>
  terms.flatMap(({ seat_term, account, start_date, end_date, followed }): Reminder[] => {
    const mark = beforeMark(end_date, [60, 14], day)
    if (followed || mark === null || mark <= start_date) return []
    const to = [{ account }, CONVENER]
    return [{ kind: 'seat-ending', about: `term:${seat_term}`, mark, link: '/convening', to }]
  })

export type OpenStep = {
  plan_step: number
  due_date: string
  /** Who sees to it; of a step from before participants were chosen, the one person who is called like its owner. */
  participant: string | null
  account: string | null
}

/** A step of the plan past its day: to who sees to it and who convenes. */
export const lateSteps = (steps: readonly OpenStep[], day: string): Reminder[] =>
  steps.flatMap(({ plan_step, due_date, participant, account }): Reminder[] => {
    const mark = lateMark(due_date, day)
    if (mark === null) return []
    const own = participant !== null ? [{ participant }] : account !== null ? [{ account }] : []
    const to = [...own, CONVENER]
    return [{ kind: 'step-late', about: `plan-step:${plan_step}`, mark, link: '/convening/plan', to }]
  })

/** A payer that has not said yet what it was asked for. */
export type Unsaid = Call & { recommendation: string; payer: string; stage: Stage }

/**
 * Two weeks and three days before a payer is to say what it means to adopt, or did, and when it is late. What was done is
 * asked for once the year is over; what one means to do, before it begins.
 */
export const unsaidAdoptions = (all: readonly Unsaid[], day: string): Reminder[] =>
  all.flatMap(({ recommendation, year, payer, stage, intent_by, actual_by }): Reminder[] => {
    const opens = stage === 'actual' ? `${year + 1}-01-01` : ''
    if (day < opens || (stage === 'intent' && day >= `${year}-01-01`)) return []
    const due = stage === 'intent' ? intent_by : actual_by
    const said = { about: `adoption:${recommendation}.${year}.${payer}.${stage}`, link: '/convening/adoption' }
    const own = { participant: payer, role: 'payer' as const }
    const before = beforeMark(due, [14, 3], day)
    if (before !== null)
      return [{ kind: 'adoption-due', ...said, mark: latest([opens, before], day) ?? before, to: [own] }]
    const late = lateMark(due, day)
    return late === null ? [] : [{ kind: 'adoption-late', ...said, mark: late, to: [own, CONVENER] }]
  })

export type Window = { recommendation: string; opens_on: string; closes_on: string; participants: readonly string[] }

/** Three days before the time for comments is over: to everybody who takes part. */
export const closingComments = (windows: readonly Window[], day: string): Reminder[] =>
  windows.flatMap(({ recommendation, opens_on, closes_on, participants }): Reminder[] => {
    const mark = beforeMark(closes_on, [3], day)
    if (mark === null || mark <= opens_on) return []
    const to = participants.map((participant) => ({ participant }))
    const link = recommendationPage(recommendation)
    return [{ kind: 'comment-closing', about: `recommendation:${recommendation}`, mark, link, to }]
  })

export type OpenBallot = {
  ballot: number
  recommendation: string
  opened_at: string
  closes_at: string
  /** Who is on the roll and neither voted nor stepped back. */
  silent: readonly string[]
}

/** The day before a vote ends to those who have not voted; the day after, to who convenes, that it awaits its count. */
export const closingVotes = (ballots: readonly OpenBallot[], day: string): Reminder[] =>
  ballots.flatMap(({ ballot, recommendation, opened_at, closes_at, silent }): Reminder[] => {
    const said = { about: `ballot:${ballot}`, link: recommendationPage(recommendation) }
    const ends = closes_at.slice(0, 10)
    const over = lateMark(ends, day)
    if (over !== null) return [{ kind: 'ballot-ended', ...said, mark: over, to: [CONVENER] }]
    const mark = beforeMark(ends, [1], day)
    if (mark === null || mark <= opened_at.slice(0, 10)) return []
    return [{ kind: 'ballot-closing', ...said, mark, to: silent.map((account) => ({ account })) }]
  })
