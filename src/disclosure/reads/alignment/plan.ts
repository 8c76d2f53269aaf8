import { readBurden } from '../../../alignment/burden/coefficients.ts'
import { readCounts } from '../../../alignment/burden/counts.ts'
import type { Sensitivity } from '../../../alignment/burden/sensitivity.ts'
import { type Practice, sideOf } from '../../../alignment/burden/side.ts'
import { firstStepSensitivity } from '../../../alignment/pathway/first-step.ts'
import { type Pathway, type PathwayGiven, pathway } from '../../../alignment/pathway/pathway.ts'
import { readWeights } from '../../../alignment/pathway/weights.ts'
import { REFERENCE } from '../../../alignment/profile/reference.ts'
import { sql } from '../../../lake/sql.ts'
import { exact } from '../../../money.ts'
import { profileIn } from '../../../run/region-alignment.ts'
import { type Door, release } from '../../release.ts'
import { answersFor, practices, type Reading } from '../reading.ts'
import { each } from '../received/received.ts'
import { type Known, knownOf, type OnPaper } from './seen.ts'

export type Plan = Pathway & {
  day: string
  reference: string | null
  practices: number
  rests_on: Sensitivity
}

export type PlanAsked = { years?: number | undefined; changes?: number | undefined }

const STEPS = {
  name: 'next steps of alignment',
  columns: each(['payer', 'element', 'year', 'says'], 'public'),
  parties: ({ payer }: { payer?: unknown }) => ({ payer: String(payer) }),
}

/** The changes that help most, for who convenes or oversees: which payers a practice has is nothing for another payer. */
export async function readPlan(reading: Reading, door: Door, paper: OnPaper, asked: PlanAsked): Promise<Plan> {
  const known = await knownOf(paper, door.viewer)
  const given = await planGiven(reading, door, known, paper, asked)
  const way = pathway(given)
  await release(
    door,
    STEPS,
    way.steps.map(({ payer, element, year, says }) => ({ payer, element, year, says })),
  )
  return {
    ...way,
    day: paper.day,
    reference: given.reference?.profile.name ?? null,
    practices: given.practices.length,
    rests_on: firstStepSensitivity(given),
  }
}

/** What a pathway is worked out from: contracts say which payers a practice has, the last run what their rules do. */
export async function planGiven(
  reading: Reading,
  { viewer }: Door,
  { on, contracted }: Known,
  { folders, day }: Pick<OnPaper, 'folders' | 'day'>,
  { years, changes }: PlanAsked,
): Promise<PathwayGiven> {
  const region = on(day)
  const { elements } = region.library
  const counts = readCounts(elements, folders)
  const weights = readWeights(elements, counts, folders)
  const answers = answersFor(reading, viewer)
  const found = await answers.rows<{ practice_id: string; organization_id: string }>(practices())
  const effect = await answers.rows<{ payer: string; agree_share: string }>(sql`
    select payer, agree_share from effect_attribution
    where period = ${reading.period.id} and other = ${REFERENCE} and members = 'own' and agree_share is not null
    order by payer`)
  const lives = await answers.rows<{ payer: string; share: string }>(sql`
    select payer, cast(cast(sum(people) as decimal(18, 6)) / nullif(sum(sum(people)) over (), 0) as decimal(18, 4)) as share
    from practice_cost where period = ${reading.period.id} and payer <> 'all' group by payer order by payer`)
  return {
    elements,
    counts,
    burden: readBurden(counts, folders),
    weights: {
      ...weights,
      years: years === undefined ? weights.years : { value: years, source: 'as asked' },
      yearly_changes: changes === undefined ? weights.yearly_changes : { value: changes, source: 'as asked' },
    },
    sides: region.payers.map((payer) => sideOf(profileIn(region, payer))),
    reference: region.reference.profile && sideOf(region.reference.profile),
    practices: found.map(
      ({ practice_id, organization_id }): Practice => ({
        practice: practice_id,
        payers: contracted(organization_id),
        physicians: null,
      }),
    ),
    beside: {
      effect: effect.map(({ payer, agree_share }) => ({
        payer,
        area: 'attribution',
        share: exact(1).minus(agree_share).toDecimalPlaces(2).toFixed(),
      })),
      extent: lives.filter(({ share }) => share !== null).map(({ payer, share }) => ({ payer, share: String(share) })),
    },
  }
}
