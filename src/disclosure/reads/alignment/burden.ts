import type { Coefficient } from '../../../alignment/burden/coefficients.ts'
import { type AmountOfRegion, type BurdenOfPractice, burdenOfRegion } from '../../../alignment/burden/of-region.ts'
import { citedIn } from '../../../alignment/elements/cited.ts'
import type { PathwayGiven } from '../../../alignment/pathway/pathway.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { practiceOf, type Reading } from '../reading.ts'
import { each } from '../received/received.ts'
import { planGiven } from './plan.ts'
import { knownOf, type OnPaper } from './seen.ts'

/** One way in which counts become hours or dollars: the figure, what it is taken by, and why. */
export type Priced = Pick<Coefficient, 'value' | 'unit' | 'per' | 'of' | 'year'> & {
  estimate: string
  label: string
  by: readonly string[]
  because: string
  status: 'confirmed' | 'unconfirmed'
  sources: readonly { title: string; by: string; url: string | null }[]
}

export type BurdenOverAll = {
  day: string
  reference: string | null
  /** Practices of the directory over which no payer has a contract. */
  without_payers: number
  counts: Released[]
  elements: Released[]
  practices: Released[]
  amounts: readonly AmountOfRegion[]
  priced: readonly Priced[]
  /** By which share every figure is made smaller and larger. */
  vary: string
}

const THINGS = ['before', 'after', 'less', 'at_least'] as const
export const BURDEN_COLUMNS = {
  counts: ['count', 'label', 'practices', ...THINGS],
  elements: ['area', 'area_label', 'element', 'label', 'count', 'count_label', ...THINGS],
  practices: [
    ...['practice_id', 'practice_name', 'payers', 'physicians', 'things_before', 'things_after', 'at_least'],
    ...['hours_before', 'hours_after', 'usd_before', 'usd_after'],
  ],
} as const

/**
 * What all payers ask of all practices now, and if they were aligned: for who convenes or oversees. Which payers a practice
 * has is the shape of their networks, so that no payer reads it, as with the next steps.
 */
export async function readBurden(reading: Reading, door: Door, paper: OnPaper): Promise<BurdenOverAll> {
  const given = await planGiven(reading, door, await knownOf(paper, door.viewer, reading), paper, {})
  const practices = given.practices.filter(({ payers }) => payers.length > 0)
  const found = burdenOfRegion({ ...given, practices })
  const { areas } = given.elements
  const countLabel = (count: string) => given.counts.counts.find((one) => one.count === count)?.label ?? count
  const tables = {
    counts: found.counts.map((one) => ({ ...one, ...lessOf(one) })),
    elements: found.elements.map((one) => ({
      ...{ ...one, ...lessOf(one) },
      ...{ area_label: areas[one.area]?.label ?? one.area, count_label: countLabel(one.count) },
    })),
    practices: await Promise.all(found.practices.map((one) => practiceRow(reading, one, given.reference !== null))),
  }
  const dataset = (name: keyof typeof BURDEN_COLUMNS) => ({
    name: `burden by ${name}`,
    columns: each(BURDEN_COLUMNS[name], 'public'),
    parties: (row: Row) => (row.practice_id === undefined ? {} : { practice_id: String(row.practice_id) }),
  })
  return {
    day: paper.day,
    reference: given.reference?.profile.name ?? null,
    without_payers: given.practices.length - practices.length,
    counts: await release(door, dataset('counts'), tables.counts),
    elements: await release(door, dataset('elements'), tables.elements),
    practices: await release(door, dataset('practices'), tables.practices),
    amounts: found.amounts,
    priced: pricedBy(given.burden),
    vary: given.burden.vary,
  }
}

const lessOf = ({ before, after }: { before: number; after: number | null }) => ({
  less: after === null ? null : before - after,
})

async function practiceRow(reading: Reading, one: BurdenOfPractice, isAgreed: boolean) {
  const { practice, payers, physicians, counts, amounts } = one
  const sum = (of: 'before' | 'after') => counts.reduce((total, count) => total + count[of], 0)
  const of = (unit: 'hours' | 'usd') => amounts.find((amount) => amount.unit === unit)
  return {
    practice_id: practice,
    practice_name: (await practiceOf(reading, practice))?.practice_name ?? practice,
    ...{ payers: payers.length, physicians, at_least: one.at_least },
    ...{ things_before: sum('before'), things_after: isAgreed ? sum('after') : null },
    ...{ hours_before: of('hours')?.before ?? null, hours_after: of('hours')?.after ?? null },
    ...{ usd_before: of('usd')?.before ?? null, usd_after: of('usd')?.after ?? null },
  }
}

/** Each estimate with the figures that may stand in it, and where they are published. */
function pricedBy({ estimates, coefficients, sources }: PathwayGiven['burden']): Priced[] {
  return estimates.flatMap(({ estimate, label, of, instead, less, because }) => {
    const names = [...of, ...instead.map(({ coefficient }) => coefficient), ...(less ? [less.coefficient] : [])]
    return coefficients
      .filter(({ coefficient }) => names.includes(coefficient))
      .map(({ value, unit, per, of: from, year, status, source, label: figure }) => ({
        ...{ estimate, label: `${label}: ${figure.toLowerCase()}`, value, unit, per, of: from, year, because },
        by: of.filter((word) => !coefficients.some(({ coefficient }) => coefficient === word)),
        status: status ?? ('confirmed' as const),
        sources: citedIn(source, sources).flatMap((key) => {
          const cited = sources[key]
          return cited ? [{ title: cited.title, by: cited.by, url: cited.url ?? null }] : []
        }),
      }))
  })
}
