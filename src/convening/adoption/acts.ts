import { stateAnswersIn } from '../../register/alignment/profile-answers.ts'
import { payersTakingPart } from '../../register/convening/initiatives.ts'
import type { Change } from '../../register/convening/recommendation-schema.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, notNow, recorded, wrong } from '../act.ts'
import { notifyIn } from '../notify/notify.ts'
import { requireSilenceIn } from '../silence/in-room.ts'
import { type AdoptionDegree, type Call, refuseCall, refuseStage, type Stage } from './stages.ts'

/** Asks payers what they adopt of a published recommendation in a year. Asked again, days move later, never earlier. */
export function callForAdoption(act: Act, recommendation: string, call: Call): Promise<void> {
  refuseCall(call, dayOf(act))
  return act.register.engine(async (tx) => {
    const { initiative } = await requirePublished(tx, recommendation)
    const { year, intent_by, actual_by } = call
    const before = await callOf(tx, recommendation, year)
    if (before && (intent_by < before.intent_by || actual_by < before.actual_by))
      throw notNow('less time than was given', `${before.intent_by} and ${before.actual_by}, or later`)
    await tx
      .insertInto('adoption_call')
      .values({ recommendation, year, intent_by, actual_by, ...recorded(act) })
      .onConflict((c) => c.columns(['recommendation', 'year']).doUpdateSet({ intent_by, actual_by }))
      .execute()
    const payers = await payersTakingPart(tx, initiative, dayOf(act))
    await notifyIn(tx, {
      ...{ to: payers.map((participant) => ({ participant, role: 'payer' as const })), kind: 'adoption-asked' },
      ...{ about: `adoption:${recommendation}.${year}`, link: '/convening/adoption', at: act.now, by: act.by.person },
    })
  })
}

export type AdoptionGiven = {
  year: number
  stage: Stage
  elements: { element: string; degree: AdoptionDegree; because: string | null }[]
}

/**
 * A payer says what it adopts, element by element. It speaks for itself alone; what it does not adopt in full has a
 * reason, which everybody reads.
 */
export function stateAdoption(act: Act, recommendation: string, payer: string, given: AdoptionGiven): Promise<void> {
  const { year, stage, elements } = given
  return act.register.engine(async (tx) => {
    const published = await requirePublished(tx, recommendation)
    const call = await callOf(tx, recommendation, year)
    if (!call) throw notNow(`an answer for ${year}`, 'a year for which payers were asked')
    refuseStage(call, stage, dayOf(act))
    if (!(await payersTakingPart(tx, published.initiative, dayOf(act))).includes(payer))
      throw notNow('a payer that takes no part', 'one that takes part in the initiative')
    await requireSilenceIn(tx, act, { because: elements.map(({ because }) => because) })
    for (const { element, degree, because } of elements) {
      const asked = published.changes.map((one) => one.element)
      if (!asked.includes(element)) throw wrong(`no element ${element} in what was published`, asked.join(', '))
      if (degree !== 'full' && because === null) throw wrong(`${element}: ${degree} without a reason`, 'why')
    }
    await tx
      .insertInto('adoption')
      .values(
        elements.map((one) => ({
          ...{ recommendation, year, payer, stage, ...one },
          ...{ stated_at: act.now, stated_by: act.by.person },
        })),
      )
      .execute()
    await answerAdopted(tx, act, published, payer, given)
    await notifyIn(tx, {
      ...{ to: { role: 'convener' }, kind: 'adoption-stated', about: `adoption:${recommendation}.${year}.${payer}` },
      ...{ link: '/convening/adoption', at: act.now, by: act.by.person },
    })
  })
}

/**
 * What was adopted in full is the payer's answer from the first day of the year on, where the recommendation gives the
 * answer to an element. So alignment on paper follows what was adopted; what was adopted in part is asked on its page.
 */
async function answerAdopted(
  tx: RegisterTransaction,
  act: Act,
  { recommendation, changes }: Published,
  payer: string,
  { year, stage, elements }: AdoptionGiven,
): Promise<void> {
  if (stage !== 'actual') return
  const full = elements.filter(({ degree }) => degree === 'full').map(({ element }) => element)
  const source = `adopted in full for ${year}: ${recommendation}`
  const answers = changes
    .filter(({ element, value }) => value !== null && full.includes(element))
    .map(({ element, value }) => ({ element, answer: JSON.stringify({ value, source }) }))
  await stateAnswersIn(
    tx,
    answers.map((one) => ({ ...one, payer, from_date: `${year}-01-01`, stated_by: act.by.name })),
    act.now,
  )
}

const callOf = (tx: RegisterTransaction, recommendation: string, year: number) =>
  tx
    .selectFrom('adoption_call')
    .select(['year', 'intent_by', 'actual_by'])
    .where('recommendation', '=', recommendation)
    .where('year', '=', year)
    .executeTakeFirst()

type Published = { recommendation: string; initiative: string; changes: Change[] }

/** What is in force, and what the published version changes. */
async function requirePublished(tx: RegisterTransaction, recommendation: string): Promise<Published> {
  const found = await tx
    .selectFrom('recommendation')
    .innerJoin('recommendation_publication as p', 'p.recommendation', 'recommendation.recommendation')
    .innerJoin('recommendation_version as v', (join) =>
      join.onRef('v.recommendation', '=', 'p.recommendation').onRef('v.version', '=', 'p.version'),
    )
    .select(['recommendation.initiative', 'recommendation.state', 'v.changes'])
    .where('recommendation.recommendation', '=', recommendation)
    .executeTakeFirst()
  if (found?.state !== 'published') throw notNow('nothing that is published', 'a published recommendation')
  return { recommendation, initiative: found.initiative, changes: found.changes }
}
