import { notNow, notNowAt } from '../act.ts'

export const STATES = [
  ...(['draft', 'proposed', 'in-comment', 'answering', 'in-vote', 'voted', 'accepted'] as const),
  ...(['published', 'superseded', 'withdrawn'] as const),
] as const
export type State = (typeof STATES)[number]

/** Where a recommendation stands, and what of this round the procedure looks at. */
export type Process = {
  state: State
  round: number
  /** The last day on which a comment of this round is taken. */
  closes_on: string | null
  /** Comments of this round that nobody looked at yet, and those in view without an answer. */
  waiting: number
  unanswered: number
  /** Drafted by who holds a seat: it waits until they propose it. */
  by_member: boolean
}

export type Step =
  | { act: 'write' }
  | { act: 'propose' }
  | { act: 'take-back' }
  | { act: 'open-comment'; opens_on: string; closes_on: string }
  | { act: 'extend-comment'; closes_on: string }
  | { act: 'comment' }
  | { act: 'moderate' }
  | { act: 'answer' }
  | { act: 'recuse' }
  | { act: 'open-vote' }
  | { act: 'cast' }
  | { act: 'close-vote'; passed: boolean }
  | { act: 'decide'; accepted: boolean }
  | { act: 'publish' }
  | { act: 'supersede' }
  | { act: 'withdraw' }

/** From which states each act is allowed, and how a person says so. */
const FROM: Readonly<Record<Step['act'], { from: readonly State[]; words: string }>> = {
  write: { from: ['draft', 'proposed', 'answering'], words: 'is written anew' },
  propose: { from: ['draft'], words: 'is proposed' },
  'take-back': { from: ['proposed'], words: 'is taken back to be written' },
  'open-comment': { from: ['draft', 'proposed', 'answering'], words: 'is opened to public comment' },
  'extend-comment': { from: ['in-comment'], words: 'gets a longer time for comments' },
  comment: { from: ['in-comment'], words: 'takes comments' },
  moderate: { from: ['in-comment', 'answering'], words: 'has its comments looked at' },
  answer: { from: ['in-comment', 'answering'], words: 'has its comments answered' },
  recuse: { from: ['in-comment', 'answering', 'in-vote'], words: 'can be stepped back from' },
  'open-vote': { from: ['answering'], words: 'is put to the vote' },
  cast: { from: ['in-vote'], words: 'takes votes' },
  'close-vote': { from: ['in-vote'], words: 'has its vote closed' },
  decide: { from: ['voted'], words: 'is decided on' },
  publish: { from: ['accepted'], words: 'is published' },
  supersede: { from: ['published'], words: 'is superseded' },
  withdraw: {
    from: ['draft', 'proposed', 'in-comment', 'answering', 'in-vote', 'voted', 'accepted', 'published'],
    words: 'is withdrawn',
  },
}

/** Of a day: the time for comments is over when its last day is. */
export const onDay = (process: Process, day: string): Process =>
  process.state === 'in-comment' && process.closes_on !== null && process.closes_on < day
    ? { ...process, state: 'answering' }
    : process

/**
 * Where a recommendation stands after a step on a day, or the refusal. It is the whole procedure: nothing else moves a
 * recommendation, and no path from a draft to what is published leads round a comment's answer, a vote or a decision.
 */
export function following(found: Process, step: Step, day: string): Process {
  const process = onDay(found, day)
  const { from, words } = FROM[step.act]
  if (!from.includes(process.state))
    throw notNow(
      `a recommendation that is ${STATE_WORDS[process.state]}`,
      `one that is ${states(from)}: only then it ${words}`,
    )
  switch (step.act) {
    case 'propose':
      return { ...process, state: 'proposed' }
    case 'take-back':
      return { ...process, state: 'draft' }
    case 'open-comment':
      if (isOwnDraft(process)) throw notNow('a member’s draft', 'one that its member proposed')
      if (step.opens_on < day)
        throw notNowAt('opens_on', `comments from ${step.opens_on} on`, `a first day from ${day} on`)
      return {
        ...process,
        state: 'in-comment',
        round: process.round + 1,
        closes_on: lastDay(step),
        waiting: 0,
        unanswered: 0,
      }
    case 'extend-comment':
      if (process.closes_on !== null && step.closes_on <= process.closes_on)
        throw notNowAt(
          'closes_on',
          `comments until ${step.closes_on}`,
          `a day after ${process.closes_on}: time that was given is not taken back`,
        )
      return { ...process, closes_on: step.closes_on }
    case 'open-vote':
      refuseUnanswered(process)
      return { ...process, state: 'in-vote' }
    case 'close-vote':
      return { ...process, state: step.passed ? 'voted' : 'answering' }
    case 'decide':
      return { ...process, state: step.accepted ? 'accepted' : 'draft' }
    case 'publish':
      return { ...process, state: 'published' }
    case 'supersede':
      return { ...process, state: 'superseded' }
    case 'withdraw':
      return { ...process, state: 'withdrawn' }
    default:
      return process
  }
}

/** A draft of a member that was neither proposed nor sent back: nobody else moves it, but who convenes may withdraw it. */
export const isOwnDraft = ({ state, round, by_member }: Pick<Process, 'state' | 'round' | 'by_member'>): boolean =>
  by_member && state === 'draft' && round === 0

/** Days on which comments are taken, first and last among them. A week is the least. */
export const LEAST_COMMENT_DAYS = 7

function lastDay({ opens_on, closes_on }: { opens_on: string; closes_on: string }): string {
  const days = (Date.parse(closes_on) - Date.parse(opens_on)) / 86_400_000 + 1
  if (days < LEAST_COMMENT_DAYS)
    throw notNowAt(
      'closes_on',
      `comments for ${Math.max(days, 0)} days`,
      `at least ${LEAST_COMMENT_DAYS}, the first and the last among them`,
    )
  return closes_on
}

function refuseUnanswered({ waiting, unanswered }: Process): void {
  if (waiting > 0) throw notNow(`${waiting} comments that nobody looked at`, 'each in view, or hidden with a reason')
  if (unanswered > 0) throw notNow(`${unanswered} comments without an answer`, 'an answer to each before a vote opens')
}

export const STATE_WORDS: Readonly<Record<State, string>> = {
  draft: 'a draft',
  proposed: 'proposed',
  'in-comment': 'open to comment',
  answering: 'having its comments answered',
  'in-vote': 'being voted on',
  voted: 'passed by the committee',
  accepted: 'accepted',
  published: 'published',
  superseded: 'superseded',
  withdrawn: 'withdrawn',
}

const states = (all: readonly State[]) => all.map((one) => STATE_WORDS[one]).join(', or ')
