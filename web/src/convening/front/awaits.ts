/** What waits for the reader's own hand, the soonest first. */
import type { Adoption } from '../../api/convening/adoption.ts'
import type { Initiative, Recommendation } from '../../api/convening/convening.ts'
import type { PlanStep } from '../../api/convening/plan.ts'
import type { Viewer } from '../../api/people/sign-in.ts'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { adopts, keepsProcess, signs } from '../who.ts'
import { moment } from '../words.ts'

export type Awaited = { key: string; says: string; about: string } & (
  | { recommendation: string }
  | { initiative: string }
  | { to: '/convening/adoption' | '/convening/plan' }
)

export type Known = {
  initiatives: readonly Initiative[]
  recommendations: readonly Recommendation[]
  adoption: readonly Adoption[]
  plan: readonly PlanStep[]
}

export function awaited(viewer: Viewer, { initiatives, recommendations, adoption, plan }: Known): Awaited[] {
  return [
    ...recommendations.flatMap((one) => ofRecommendation(viewer, one)),
    ...ofAdoption(viewer, adoption),
    ...initiatives.flatMap((one) => ofInitiative(viewer, one)),
    ...ofPlan(viewer, plan),
  ]
}

/** What the reader's payer was asked and has not said, once for each recommendation and year. */
function ofAdoption(viewer: Viewer, adoption: readonly Adoption[]): Awaited[] {
  if (!adopts(viewer)) return []
  const to = '/convening/adoption' as const
  const owed = adoption
    .filter(({ payer }) => payer === viewer.organization_id)
    .flatMap((one) => {
      const { recommendation, year, title: about, intent_by, actual_by, intent_standing, actual_standing } = one
      const key = `${recommendation} ${year} adoption`
      if (owes(actual_standing)) return [{ key, about, to, says: `Say what you did in ${year}, by ${day(actual_by)}` }]
      // Once the year has begun it is too late to say what one means to adopt.
      if (!owes(intent_standing) || new Date().toISOString() >= `${year}-01-01`) return []
      return [{ key, about, to, says: `Say what you mean to adopt in ${year}, by ${day(intent_by)}` }]
    })
  return [...new Map(owed.map((one) => [one.key, one])).values()]
}

const owes = (standing: Adoption['intent_standing']): boolean => standing === 'open' || standing === 'late'

function ofPlan(viewer: Viewer, plan: readonly PlanStep[]): Awaited[] {
  const stuck = keepsProcess(viewer) ? plan.filter((one) => one.stuck !== null) : []
  return stuck.map(({ plan_step, title, owner }) => ({
    ...{ key: `step ${plan_step}`, says: `See to a step that is stuck: ${title}`, about: owner },
    to: '/convening/plan',
  }))
}

function ofRecommendation(viewer: Viewer, one: Recommendation): Awaited[] {
  const { recommendation, title: about, state, own, ballots, waits } = one
  const found = (key: string, says: string): Awaited => ({
    key: `${recommendation} ${key}`,
    says,
    about,
    recommendation,
  })
  const open = ballots.find(({ closed_at }) => closed_at === null)
  const mine = open && own?.votes && !own.recused && own.vote === null
  const vote = mine ? [found('vote', `Cast your vote by ${moment(open.closes_at)}`)] : []
  const decide = state === 'voted' && one.decided_by.own ? [found('decide', 'Accept it or send it back')] : []
  const propose = one.own_draft && state === 'draft' ? [found('propose', 'Go on with your draft, or propose it')] : []
  if (!keepsProcess(viewer)) return [...vote, ...decide, ...propose]
  const takes = state === 'in-comment' || state === 'answering'
  const ended = open && (Date.parse(open.closes_at) <= Date.now() || open.cast === open.seats)
  return [
    ...vote,
    ...(ended ? [found('close', 'Count and close the vote')] : []),
    ...(takes && waits.look > 0 ? [found('look', `Look at ${waits.look} ${plural(waits.look, 'comment')}`)] : []),
    ...(takes && waits.answer > 0
      ? [found('answer', `Answer ${waits.answer} ${plural(waits.answer, 'comment')}`)]
      : []),
    ...(state === 'answering' && waits.look + waits.answer === 0 ? [found('open', 'Open the vote')] : []),
    ...decide,
    ...(state === 'proposed' ? [found('draft', 'Put a member’s draft before the public, or withdraw it')] : []),
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
