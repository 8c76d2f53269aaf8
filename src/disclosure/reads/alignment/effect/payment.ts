import {
  effectOfPayment,
  type PayerStructure,
  type PaymentEffect,
} from '../../../../alignment/effect/effect-of-payment.ts'
import { readScenarios } from '../../../../alignment/effect/scenarios.ts'
import { REFERENCE } from '../../../../alignment/profile/reference.ts'
import { explainId } from '../../../../explain/context.ts'
import { type Model, models } from '../../../../model/read-model.ts'
import type { RegionAlignment } from '../../../../run/region-alignment.ts'
import type { Row } from '../../../dataset.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { oncePerRun, type Reading } from '../../reading.ts'
import { each, isCare } from '../../received/received.ts'
import { nameOf, structuresIn } from './known.ts'

export const PAYMENT_COLUMNS = [
  ...['payer', 'payer_name', 'model', 'track', 'savings', 'quality', 'earned_usd', 'earned_share', 'needs', 'borrowed'],
  'explain_id',
]

const libraryOf = oncePerRun(async ({ folders }) => ({ all: models(folders), scenarios: readScenarios(folders) }))

/**
 * What one made-up performance earns under each structure that the viewer may know of, at published and recommended amounts:
 * no amount of a contract is in it.
 */
export async function readEffectOfPayment(reading: Reading, door: Door, region: RegionAlignment): Promise<Released[]> {
  const { all, scenarios } = await libraryOf(reading)
  const structures = region.payers
    .filter(({ payer }) => !door.viewer.unusable_payers.includes(payer))
    .flatMap((one) =>
      structuresIn(reading, one).flatMap(({ model, track }) =>
        all.filter(({ id }) => id === model).map((found) => ({ payer: one.payer, model: found, track })),
      ),
    )
  const given = structures.length > 0 ? [...structures, ...ofReference(region, all)] : []
  const reference = region.reference.amounts
  const rows = effectOfPayment(given, scenarios, { period: reading.period, reference }).map(
    (one): Row => ({
      ...ofOne(one),
      payer_name: nameOf(reading, region, one.payer),
      explain_id: mayOpen(door.viewer)
        ? explainId('effect_payment', reading.period.id, one.model, one.track, one.savings, one.quality)
        : null,
    }),
  )
  const dataset = { name: 'payment in effect', columns: each(PAYMENT_COLUMNS, 'public'), parties: () => ({}) }
  return release(door, dataset, rows)
}

/** Who may take numbers apart at all, where every payer's records may be used. */
const mayOpen = (viewer: Door['viewer']): boolean =>
  viewer.role === 'operator' || ((viewer.role === 'payer' || isCare(viewer)) && viewer.unusable_payers.length === 0)

/** The common model beside what payers made of it. */
function ofReference({ reference: { structure } }: RegionAlignment, all: readonly Model[]): PayerStructure[] {
  const model = all.find(({ id }) => id === structure?.model.id)
  if (!structure || !model) return []
  const tracks = structure.track === null ? model.tracks.map(({ track }) => track) : [structure.track]
  return tracks.map((track) => ({ payer: REFERENCE, model, track }))
}

const ofOne = ({
  payer,
  model,
  track,
  savings,
  quality,
  earned_usd,
  earned_share,
  needs,
  borrowed,
}: PaymentEffect) => ({
  ...{ payer, model, track, savings, quality, earned_usd, earned_share },
  needs: needs.join('; '),
  borrowed: borrowed.map(({ label, value, from, source }) => `${label}: ${value}, ${from} (${source})`).join('; '),
})
