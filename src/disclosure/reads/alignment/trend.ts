import { type AreaCell, type Cell, matrix } from '../../../alignment/degree/matrix.ts'
import { countsOf, DEGREES, type Degree, type DegreeCounts } from '../../../alignment/elements/degree.ts'
import { elementOf } from '../../../alignment/elements/elements.ts'
import type { RegionAlignment } from '../../../run/region-alignment.ts'
import { type Door, release } from '../../release.ts'
import { each } from '../received/received.ts'
import type { Fill, OrdersInRun } from './orders-in-run.ts'
import { knownOf, type OnPaper, referenceProfile, seenProfiles } from './seen.ts'

/** How a payer stands on a day, by how many elements. */
export type StandingOfDay = { day: string; payer: string; counts: DegreeCounts; areas: AreaCell[] }

/** What one payer changed of one element, or what was agreed did, from a day on. */
export type ElementChange = {
  day: string
  payer: string
  element: string
  label: string
  before: string
  after: string
  degree_before: Degree
  degree: Degree
  /** The rule that decided. */
  because: string
  /** nearer, farther (drift), stated where it was not, no longer stated, or as far as before. */
  move: 'nearer' | 'farther' | 'stated' | 'no-longer-stated' | 'as-far'
}

export type Trend = { days: string[]; standings: StandingOfDay[]; changes: ElementChange[] }

const CHANGES = {
  name: 'alignment over time',
  columns: each(
    ['day', 'payer', 'element', 'label', 'before', 'after', 'degree_before', 'degree', 'because', 'move'],
    'public',
  ),
  parties: ({ payer }: { payer?: unknown }) => ({ payer: String(payer) }),
}

/** How far payers were from the common model on each day on which something changed, and what changed. */
export async function readTrend(door: Door, paper: OnPaper, { days: ofRun, fill }: OrdersInRun): Promise<Trend> {
  const known = await knownOf(paper, door.viewer)
  const days = [...new Set([...known.days, ...ofRun.filter((day) => day <= paper.day)])].sort()
  const each = days.map((day) => ({ day, cells: cellsOn(known.on(day), fill) }))
  const changes = each
    .slice(1)
    .flatMap(({ day, cells }, i) => changed(day, each[i]?.cells.cells ?? [], cells.cells, known.on(day)))
  await release(door, CHANGES, changes)
  return {
    days,
    standings: each.flatMap(({ day, cells }) => standings(day, cells.cells, cells.areas)),
    changes,
  }
}

function cellsOn(region: RegionAlignment, fill: Fill) {
  const [profiles, reference] = [seenProfiles(region), referenceProfile(region)]
  return matrix(region.library.elements, profiles, reference, fill(profiles, reference, region.day))
}

function standings(day: string, cells: readonly Cell[], areas: readonly AreaCell[]): StandingOfDay[] {
  return [...new Set(cells.map(({ payer }) => payer))].map((payer) => ({
    day,
    payer,
    counts: countsOf(cells.filter((one) => one.payer === payer).map(({ degree }) => degree)),
    areas: areas.filter((one) => one.payer === payer),
  }))
}

/** An answer of the reference that changes moves payers too, though none of them did anything. */
function changed(
  day: string,
  before: readonly Cell[],
  after: readonly Cell[],
  { library }: RegionAlignment,
): ElementChange[] {
  const known = new Map(before.map((one) => [`${one.payer} ${one.element}`, one]))
  return after.flatMap((cell): ElementChange[] => {
    const was = known.get(`${cell.payer} ${cell.element}`)
    if (!was || (was.degree === cell.degree && saidIn(was) === saidIn(cell))) return []
    const { payer, element, degree, because } = cell
    return [
      {
        ...{ day, payer, element, degree, because, degree_before: was.degree },
        label: elementOf(library.elements, element).label,
        before: saidIn(was),
        after: saidIn(cell),
        move: moveOf(was.degree, degree),
      },
    ]
  })
}

const saidIn = ({ payer_says }: Cell): string => payer_says.map(({ says }) => says).join(' / ')

function moveOf(before: Degree, after: Degree): ElementChange['move'] {
  if (before === after) return 'as-far'
  if (before === 'not-stated') return 'stated'
  if (after === 'not-stated') return 'no-longer-stated'
  return DEGREES.indexOf(after) < DEGREES.indexOf(before) ? 'nearer' : 'farther'
}
