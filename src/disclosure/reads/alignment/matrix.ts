import { compare } from '../../../alignment/degree/compare.ts'
import { OVERVIEW_COLUMNS, type Overview, overview, overviewRows } from '../../../alignment/degree/overview.ts'
import { elementOf } from '../../../alignment/elements/elements.ts'
import { spoken } from '../../../alignment/profile/answer.ts'
import { payerOf } from '../../../alignment/profile/find-payer.ts'
import { readingsOf } from '../../../alignment/profile/profile.ts'
import { byContracts, type RegionAlignment, type RegionPayer } from '../../../run/region-alignment.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each } from '../received/received.ts'
import type { OrdersInRun } from './orders-in-run.ts'
import { knownOf, type OnPaper, referenceProfile, seenProfiles, seesContracts } from './seen.ts'

/** A payer's own word beside what its contracts say, where the two are not the same. */
export type Differing = { payer: string; element: string; label: string; says: string; contracts: string }

export type RegionMatrix = Overview & {
  day: string
  /** Whether there is a common model, and why not. */
  common_model: { title: string; about: string; state: 'set' | 'none' | 'withdrawn'; because: string | null }
  differing: Differing[]
  /** Answers that the library does not understand any more, of payers of which the viewer sees everything. */
  faults: { payer: string; element: string; fault: string }[]
}

const PAPER = {
  name: 'alignment on paper',
  columns: each(OVERVIEW_COLUMNS, 'public'),
  parties: ({ payer }: { payer?: unknown }) => ({ payer: String(payer) }),
}

/** Every payer beside the common model, or beside one of them, on a day, as far as the viewer may know their answers. */
export async function readMatrix(
  door: Door,
  paper: OnPaper,
  asked: { reference?: string | undefined },
  { fill }: OrdersInRun,
): Promise<{ matrix: RegionMatrix; rows: Released[] }> {
  const region = (await knownOf(paper, door.viewer)).on(paper.day)
  const { viewer } = door
  const { elements } = region.library
  const profiles = seenProfiles(region)
  const reference =
    asked.reference === undefined ? referenceProfile(region) : payerOf(profiles, asked.reference, 'reference')
  const found = overview(elements, profiles, reference, fill(profiles, reference, paper.day))
  const payers = found.payers.some(({ payer }) => payer === reference.payer)
    ? found.payers
    : [...found.payers, { payer: reference.payer, name: reference.name, lines: reference.lines }]
  const { title, about, state } = region.reference
  const because = region.reference.state === 'set' ? null : region.reference.because
  const whole = region.payers.filter(({ payer }) => seesContracts(viewer, payer))
  const matrix: RegionMatrix = {
    ...found,
    payers,
    day: paper.day,
    common_model: { title, about, state, because },
    differing: whole.flatMap((payer) => differing(region, payer)),
    faults: whole.flatMap(({ payer, stated }) => stated.faults.map((one) => ({ payer, ...one }))),
  }
  return { matrix, rows: await release(door, PAPER, overviewRows(found)) }
}

/** Where a payer says one thing and its contracts another. */
function differing(region: RegionAlignment, found: RegionPayer): Differing[] {
  const { payer, stated } = found
  const contracts = byContracts(region, found)
  return [...stated.profile.answers].flatMap(([name, said]) => {
    const element = elementOf(region.library.elements, name)
    const theirs = readingsOf(contracts, name)
    const same = said.every((one) => theirs.some((other) => compare(element, one, other).degree === 'exact'))
    if (theirs.length === 0 || same) return []
    const words = (readings: typeof said) => readings.map(({ answer }) => spoken(element, answer)).join(' / ')
    return [{ payer, element: name, label: element.label, says: words(said), contracts: words(theirs) }]
  })
}
