/** What waits for the reader's own hand, the soonest first. */
import type { Initiative, Recommendation } from '../../api/convening/convening.ts'
import type { Viewer } from '../../api/people/sign-in.ts'
import { plural } from '../../design/words/words.ts'
import { decides, keepsProcess, signs } from '../who.ts'
import { moment } from '../words.ts'

export type Awaited = { key: string; says: string; about: string } & (
  | { recommendation: string }
  | { initiative: string }
)

export function awaited(viewer: Viewer, initiatives: readonly Initiative[], all: readonly Recommendation[]): Awaited[] {
  return [
    ...all.flatMap((one) => ofRecommendation(viewer, one)),
    ...initiatives.flatMap((one) => ofInitiative(viewer, one)),
  ]
}

function ofRecommendation(viewer: Viewer, one: Recommendation): Awaited[] {
  const { recommendation, title: about, state, own, ballots, comments, round } = one
  const found = (key: string, says: string): Awaited => ({
    key: `${recommendation} ${key}`,
    says,
    about,
    recommendation,
  })
  const open = ballots.find(({ closed_at }) => closed_at === null)
  const mine = open && own?.votes && !own.recused && own.vote === null
  const vote = mine ? [found('vote', `Cast your vote by ${moment(open.closes_at)}`)] : []
  if (!keepsProcess(viewer)) return vote
  const now = comments.filter((each) => each.round === round)
  const waiting = now.filter(({ moderation }) => moderation === 'waiting').length
  const bare = now.filter((each) => each.moderation === 'shown' && each.answers.length === 0).length
  const takes = state === 'in-comment' || state === 'answering'
  const ended = open && (Date.parse(open.closes_at) <= Date.now() || open.cast === open.seats)
  return [
    ...vote,
    ...(ended ? [found('close', 'Count and close the vote')] : []),
    ...(takes && waiting > 0 ? [found('look', `Look at ${waiting} ${plural(waiting, 'comment')}`)] : []),
    ...(takes && bare > 0 ? [found('answer', `Answer ${bare} ${plural(bare, 'comment')}`)] : []),
    ...(state === 'answering' && waiting + bare === 0 ? [found('open', 'Open the vote')] : []),
    ...(state === 'voted' && decides(viewer) ? [found('decide', 'Accept it or send it back')] : []),
    ...(state === 'accepted' ? [found('publish', 'Publish it')] : []),
  ]
}

function ofInitiative(viewer: Viewer, { initiative, title, memorandum, own, committees }: Initiative): Awaited[] {
  const found = (key: string, says: string, about = title): Awaited => ({
    key: `${initiative} ${key}`,
    says,
    about,
    initiative,
  })
  const signed = memorandum?.signatures.some(
    (one) => one.participant === own?.participant && one.version === memorandum.version,
  )
  const sign = memorandum && own && signs(viewer) && !signed
  const kept = keepsProcess(viewer) ? committees.filter(({ ended_on }) => ended_on === null) : []
  return [
    ...(sign ? [found('sign', 'Read and sign the memorandum of understanding')] : []),
    ...kept.flatMap(({ committee, title: about, seats, faults }) => {
      const empty = seats.filter(({ holder }) => holder === null).length
      return [
        ...(empty > 0 ? [found(`${committee} seats`, `Fill ${empty} empty ${plural(empty, 'seat')}`, about)] : []),
        ...(faults.length > 0
          ? [found(`${committee} faults`, `It may not decide: ${faults.map(({ says }) => says).join('; ')}`, about)]
          : []),
      ]
    }),
  ]
}
