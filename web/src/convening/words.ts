/** Words of the convening, for who reads of it for the first time. */
import type { Outcome, Recommendation, Side, State } from '../api/convening/convening.ts'
import type { Tone } from '../design/words/badge.tsx'
import { day, percent } from '../design/words/format.ts'

export const STATE: Readonly<Record<State, { tone: Tone; words: string }>> = {
  draft: { tone: 'quiet', words: 'Draft' },
  proposed: { tone: 'open', words: 'Proposed by a member' },
  'in-comment': { tone: 'open', words: 'Open to comment' },
  answering: { tone: 'open', words: 'Comments being answered' },
  'in-vote': { tone: 'open', words: 'Being voted on' },
  voted: { tone: 'note', words: 'Passed, not yet decided' },
  accepted: { tone: 'note', words: 'Accepted, not yet published' },
  published: { tone: 'good', words: 'Published' },
  superseded: { tone: 'quiet', words: 'Superseded' },
  withdrawn: { tone: 'bad', words: 'Withdrawn' },
}

export const SIDE: Readonly<Record<Side, string>> = {
  payer: 'Payers',
  provider: 'Providers',
  consumer: 'Consumers',
  purchaser: 'Purchasers',
  state: 'State',
  convener: 'Convener',
}
export const SIDES = Object.keys(SIDE) as Side[]

export const ROOM = {
  'all-sides': 'All sides together',
  payers: 'Payers by themselves',
  providers: 'Providers by themselves',
} as const

export const BASIS = { lives: 'covered lives', premium: 'premium', equal: 'equal parts' } as const

export const OUTCOME: Readonly<Record<Outcome, { tone: Tone; words: string }>> = {
  passed: { tone: 'good', words: 'Passed' },
  failed: { tone: 'bad', words: 'Not passed' },
  'no-quorum': { tone: 'bad', words: 'No quorum' },
  void: { tone: 'quiet', words: 'Counts for nothing' },
}

export const CHANGES = {
  model: 'A payment model',
  'measure-set': 'A set of measures',
  rubric: 'How alignment is graded',
  reference: 'What payers are compared with',
} as const

export const MODERATION = { waiting: 'Not looked at yet', shown: 'In view', hidden: 'Hidden' } as const

export const choicesOf = <Key extends string>(of: Readonly<Record<Key, string>>): { key: Key; name: string }[] =>
  (Object.keys(of) as Key[]).map((key) => ({ key, name: of[key] }))

/** Days from today to the end of a day: 0 on the last one. */
export function daysLeft(closes_on: string, now = new Date()): number {
  const today = now.toISOString().slice(0, 10)
  return Math.round((Date.parse(closes_on) - Date.parse(today)) / 86_400_000)
}

/** The moment of an act, in the reader's own time. */
export const moment = (iso: string): string =>
  new Date(iso).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' })

/** What comes next, and when. */
export function nextOf({ state, round, by_member, window, published, superseded_by, ballots }: Recommendation): string {
  const open = ballots.find(({ closed_at }) => closed_at === null)
  if (state === 'draft' && by_member && round === 0) return 'Its member proposes it'
  if (state === 'draft' || state === 'proposed') return 'It is put before the public'
  if (state === 'in-comment' && window)
    return daysLeft(window.opens_on) > 0
      ? `Comments from ${day(window.opens_on)} to ${day(window.closes_on)}`
      : `Comments until ${day(window.closes_on)}`
  if (state === 'answering') return 'Every comment is answered, then the vote opens'
  if (state === 'in-vote') return open ? `Votes until ${moment(open.closes_at)}` : 'The vote ends and is counted'
  if (state === 'voted') return 'Those who govern accept it or send it back'
  if (state === 'accepted') return 'It is published'
  if (state === 'superseded' && superseded_by) return 'Another took its place'
  return published ? `Published ${day(published.published_at)}` : ''
}

/** `0.6` is `60%`, and `52.5%` keeps its half. */
export const share = (value: string): string => percent(value, 1).replace('.0%', '%')
