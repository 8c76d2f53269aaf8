import { compare } from '../../../alignment/degree/compare.ts'
import { farthest } from '../../../alignment/elements/degree.ts'
import { spoken, understand } from '../../../alignment/profile/answer.ts'
import { type Reading, readingsOf } from '../../../alignment/profile/profile.ts'
import {
  type AdoptionPublic,
  counts,
  isPublic,
  type Stage,
  type Standing,
  standing,
} from '../../../convening/adoption/stages.ts'
import type { Change } from '../../../register/convening/recommendation-schema.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { byContracts, type RegionAlignment } from '../../../run/region-alignment.ts'
import { type Door, type Released, release } from '../../release.ts'
import { knownOf, type OnPaper, seesContracts } from '../alignment/seen.ts'
import { each, partyOf } from '../received/received.ts'

export const ADOPTION_COLUMNS = [
  ...[
    'recommendation',
    'title',
    'year',
    'intent_by',
    'actual_by',
    'payer',
    'payer_name',
    'element',
    'label',
    'becomes',
  ],
  ...['intent', 'intent_because', 'intent_stated_at', 'intent_standing', 'actual', 'actual_because'],
  ...['actual_stated_at', 'actual_standing', 'shows', 'shows_degree', 'shows_because'],
] as const
const ADOPTION = {
  name: 'adoption',
  columns: each(ADOPTION_COLUMNS, 'public'),
  parties: ({ payer }: { payer?: unknown }) => ({ payer: String(payer) }),
}

/** What contracts show of an element: in words, how near it is to what was published, and why there is nothing to say. */
type Shown = { shows: string | null; shows_degree: string | null; shows_because: string | null }

/**
 * Every recommendation for whose year payers were asked, by element and payer: what was intended, what was done, who is
 * late, and beside it what the payer's contracts show, to those who may know their structure.
 */
export async function readAdoption(door: Door, paper: OnPaper): Promise<Released[]> {
  const { viewer } = door
  const known = await knownOf(paper, viewer)
  const found = await paper.register.as(partyOf(viewer), askedIn)
  const calls = found.calls.filter((one) => viewer.role !== 'public' || isPublic(one.adoption_public, one, paper.day))
  const rows = calls.flatMap((call) => {
    const region = known.on(call.year < Number(paper.day.slice(0, 4)) ? `${call.year}-12-31` : paper.day)
    return found.payers
      .filter(({ initiative }) => initiative === call.initiative)
      .flatMap(({ participant: payer }) =>
        call.changes.map((change) => {
          const said = found.said.filter(
            (one) =>
              one.recommendation === call.recommendation &&
              one.year === call.year &&
              one.payer === payer &&
              one.element === change.element,
          )
          const stage = (name: Stage) => {
            const newest = counts(said, name)
            const stands: Standing = standing(call, name, newest, paper.day)
            return {
              degree: newest?.degree ?? null,
              because: newest?.because ?? null,
              at: newest?.stated_at ?? null,
              stands,
            }
          }
          const [intent, actual] = [stage('intent'), stage('actual')]
          const { recommendation, title, year, intent_by, actual_by } = call
          return {
            ...{ recommendation, title, year, intent_by, actual_by, payer, element: change.element },
            payer_name: region.payers.find((one) => one.payer === payer)?.name ?? payer,
            label:
              region.library.elements.elements.find((one) => one.element === change.element)?.label ?? change.element,
            becomes: change.becomes,
            ...{ intent: intent.degree, intent_because: intent.because, intent_stated_at: intent.at },
            ...{ intent_standing: intent.stands, actual: actual.degree, actual_because: actual.because },
            ...{ actual_stated_at: actual.at, actual_standing: actual.stands },
            ...shownOf(region, payer, change, seesContracts(viewer, payer)),
          }
        }),
      )
  })
  return release(door, ADOPTION, rows)
}

function shownOf(region: RegionAlignment, payer: string, { element: name, value }: Change, sees: boolean): Shown {
  const nothing = (because: string | null): Shown => ({ shows: null, shows_degree: null, shows_because: because })
  if (!sees) return nothing(null)
  const element = region.library.elements.elements.find((one) => one.element === name)
  const found = region.payers.find((one) => one.payer === payer)
  if (!element || !found) return nothing('it is no element of alignment')
  const readings = readingsOf(byContracts(region, found), name)
  if (readings.length === 0) return nothing('its contracts do not say')
  const shows = readings.map(({ answer }) => spoken(element, answer)).join(' / ')
  const meant = value === null ? null : understand(element, value)
  if (meant === null || 'fault' in meant)
    return { ...nothing('the recommendation gives no answer to compare with'), shows }
  const wanted: Reading = {
    ...{ reading: null, answer: meant.answer, source: '', status: 'stated' as const },
    ...{ by: [], never_decides: [] },
  }
  const degrees = readings.map((one) => compare(element, one, wanted))
  const degree = farthest(degrees.map((one) => one.degree))
  return { shows, shows_degree: degree, shows_because: degrees.find((one) => one.degree === degree)?.because ?? null }
}

/** What payers were asked, of the version that was published, and what they said. */
async function askedIn(tx: RegisterTransaction) {
  const calls = await tx
    .selectFrom('adoption_call as c')
    .innerJoin('recommendation as r', 'r.recommendation', 'c.recommendation')
    .innerJoin('recommendation_publication as p', 'p.recommendation', 'c.recommendation')
    .innerJoin('recommendation_version as v', (join) =>
      join.onRef('v.recommendation', '=', 'p.recommendation').onRef('v.version', '=', 'p.version'),
    )
    .select(['c.recommendation', 'c.year', 'c.intent_by', 'c.actual_by', 'r.title', 'r.initiative', 'v.changes'])
    .orderBy('c.year', 'desc')
    .orderBy('c.recommendation')
    .execute()
  const charters = await tx
    .selectFrom('initiative_charter')
    .select(['initiative', 'adoption_public'])
    .orderBy('version', 'desc')
    .execute()
  const payers = await tx
    .selectFrom('initiative_participant')
    .select(['initiative', 'participant'])
    .where('side', '=', 'payer')
    .orderBy('participant')
    .execute()
  const said = await tx.selectFrom('adoption').selectAll().orderBy('adoption').execute()
  const chartered = calls.map((call) => ({
    ...call,
    adoption_public: (charters.find(({ initiative }) => initiative === call.initiative)?.adoption_public ??
      'at-once') as AdoptionPublic,
  }))
  return { calls: chartered, payers, said }
}
