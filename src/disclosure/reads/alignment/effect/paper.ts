import { matrix } from '../../../../alignment/degree/matrix.ts'
import {
  type InEffect,
  type OnPaper,
  paperAndEffect,
  readEffectBounds,
} from '../../../../alignment/effect/paper-and-effect.ts'
import type { Profile } from '../../../../alignment/profile/profile.ts'
import { profileIn, type RegionAlignment, type RegionPayer } from '../../../../run/region-alignment.ts'
import type { Row } from '../../../dataset.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { oncePerRun, type Reading } from '../../reading.ts'
import { each, isOverseer } from '../../received/received.ts'
import { type Fill, ordersInRun } from '../orders-in-run.ts'
import { nameOf } from './known.ts'

export const PAPER_COLUMNS = [
  ...[
    'payer',
    'payer_name',
    'other',
    'other_name',
    'area',
    'area_label',
    'degree',
    'verdict',
    'figure',
    'value',
    'bound',
  ],
  'because',
]

/** Areas of which an effect is measured. */
const MEASURED = ['attribution', 'measures', 'benchmark']

const boundsOf = oncePerRun(async ({ folders }) => readEffectBounds(folders))

/** Figures as they were released, so that no verdict tells what its figure may not. */
export type Shown = { attribution: readonly Released[]; measures: readonly Released[]; ranks: readonly Released[] }

/** Paper beside effect: of every pair to who oversees, to a payer of itself beside the reference and what others said. */
export async function readPaperAndEffect(
  reading: Reading,
  door: Door,
  region: RegionAlignment,
  shown: Shown,
): Promise<Released[]> {
  const { fill } = await ordersInRun(reading, door.viewer)
  const paper = onPaper(door, region, fill)
  const beside = paperAndEffect(paper, inEffect(door, shown), await boundsOf(reading))
  const labels = region.library.elements.areas
  const rows = beside.map(
    ({ figure, ...one }): Row => ({
      ...one,
      payer_name: nameOf(reading, region, one.payer),
      other_name: nameOf(reading, region, one.other),
      area_label: labels[one.area]?.label ?? one.area,
      figure: figure?.name ?? null,
      value: figure === null ? null : Number(figure.value).toFixed(2),
      bound: figure?.bound ?? null,
    }),
  )
  return release(door, { name: 'paper and effect', columns: each(PAPER_COLUMNS, 'public'), parties: () => ({}) }, rows)
}

function onPaper({ viewer }: Door, region: RegionAlignment, fill: Fill): OnPaper[] {
  const { reference, library } = region
  const payers = region.payers.filter(({ payer }) => !viewer.unusable_payers.includes(payer))
  const own = payers.filter(({ payer }) => isOverseer(viewer) || payer === viewer.organization_id)
  if (!isOverseer(viewer) && viewer.role !== 'payer') return []
  const degrees = (profile: Profile, other: Profile): OnPaper[] =>
    matrix(library.elements, [profile], other, fill([profile], other, region.day))
      .areas.filter(({ area }) => MEASURED.includes(area))
      .map(({ payer, area, degree }) => ({ payer, other: other.payer, area, degree }))
  return own.flatMap((one) => {
    const profile = profileIn(region, one)
    const isBeside = ({ payer, stated }: RegionPayer) =>
      isOverseer(viewer) ? payer > one.payer : payer !== one.payer && stated.profile.answers.size > 0
    const others = payers
      .filter(isBeside)
      .map((other) => (isOverseer(viewer) ? profileIn(region, other) : other.stated.profile))
    return [...(reference.profile ? [reference.profile] : []), ...others].flatMap((other) => degrees(profile, other))
  })
}

const HELD = 'the figure is withheld'

function inEffect({ viewer }: Door, { attribution, measures, ranks }: Shown): InEffect {
  const members = viewer.role === 'payer' ? 'own' : 'all'
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  const head = (row: Released) => ({ payer: String(row.payer), other: String(row.other) })
  const agreed = (row: Released) => {
    const [kappa, agree_share] = [text(row.kappa), text(row.agree_share)]
    const isHeld = ['compared', 'few'].includes(String(row.state)) && kappa === null && agree_share === null
    return { ...head(row), kappa, agree_share, state: isHeld ? HELD : String(row.state) }
  }
  const ofMembers = (rows: readonly Released[]) => rows.filter((row) => row.members === members).map((row) => row)
  return {
    attribution: ofMembers(attribution).map(agreed),
    measures: ofMembers(measures).map((row) => ({ ...agreed(row), concept: String(row.concept) })),
    benchmark: ranks.map((row) => {
      const spearman = text(row.spearman)
      return { ...head(row), spearman, state: row.state === 'compared' && spearman === null ? HELD : String(row.state) }
    }),
  }
}
