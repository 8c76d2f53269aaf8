import {
  type AdoptionDegree,
  type AdoptionPublic,
  counts,
  isPublic,
  type Stage,
  type Standing,
  standing,
} from '../../../convening/adoption/stages.ts'
import { verdictOf } from '../../../convening/adoption/verdict.ts'
import { registeredOrganizations } from '../../../register/directory.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { type Door, type Released, release } from '../../release.ts'
import { knownOf, type OnPaper, seesContracts } from '../alignment/seen.ts'
import { each, partyOf } from '../received/received.ts'
import { type Shown, shownOf } from './shown.ts'

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
  ...['actual_stated_at', 'actual_standing', 'area', 'shows', 'shows_degree', 'shows_rule', 'shows_because'],
  ...['verdict', 'verdict_rule', 'verdict_because', 'public_after'],
] as const
const ADOPTION = {
  name: 'adoption',
  columns: each([...ADOPTION_COLUMNS, 'contracts'], 'public'),
  parties: ({ payer }: { payer?: unknown }) => ({ payer: String(payer) }),
}

/**
 * Every recommendation for whose year payers were asked, by element and payer: what was intended, what was done, who is
 * late, and beside it what the payer's contracts show, to those who may know their structure.
 */
export async function readAdoption(door: Door, paper: OnPaper): Promise<Released[]> {
  const { viewer } = door
  const known = await knownOf(paper, viewer)
  const found = await paper.register.as(partyOf(viewer), askedIn, paper.day)
  const organizations = await registeredOrganizations(paper.register)
  const named = {
    keys: found.keys,
    organizations: new Map(organizations.map((one) => [one.organization_id, one.organization_name])),
  }
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
          const public_after = call.adoption_public === 'at-once' ? null : actual_by
          return {
            ...{ recommendation, title, year, intent_by, actual_by, payer, element: change.element },
            payer_name: region.payers.find((one) => one.payer === payer)?.name ?? payer,
            label:
              region.library.elements.elements.find((one) => one.element === change.element)?.label ?? change.element,
            ...{ becomes: change.becomes, public_after },
            ...{ intent: intent.degree, intent_because: intent.because, intent_stated_at: intent.at },
            ...{ intent_standing: intent.stands, actual: actual.degree, actual_because: actual.because },
            ...{ actual_stated_at: actual.at, actual_standing: actual.stands },
            ...against(
              shownOf(region, payer, change, { sees: seesContracts(viewer, payer), named }),
              intent,
              actual,
              year,
              paper.day,
            ),
          }
        }),
      )
  })
  return release(door, ADOPTION, rows)
}

type Said = { degree: string | null }

/** What contracts show, and beside it whether the newest that the payer said is that. */
function against(shown: Shown, intent: Said, actual: Said, year: number, day: string) {
  const stage: Stage = actual.degree === null ? 'intent' : 'actual'
  const degree = actual.degree ?? intent.degree
  const judged =
    degree === null || shown.shows_degree === null
      ? { verdict: null, verdict_rule: null, verdict_because: null }
      : verdictOf({
          ...{ stage, degree: degree as AdoptionDegree, shows: shown.shows_degree, begun: day >= `${year}-01-01` },
        })
  return { ...shown, ...judged }
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
  // The database tells each payer of its own contracts, and who convenes of none.
  const keys = await tx
    .selectFrom('arrangement')
    .select(['arrangement', 'payer', 'organization_id', 'model', 'track'])
    .execute()
  return { calls: chartered, payers, said, keys }
}
