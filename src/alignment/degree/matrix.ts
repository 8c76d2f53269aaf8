import { countsOf, type Degree, type DegreeCounts, farthest } from '../elements/degree.ts'
import type { Element } from '../elements/element.ts'
import type { Elements } from '../elements/elements.ts'
import { spoken } from '../profile/answer.ts'
import { type Profile, type Reading, readingsOf } from '../profile/profile.ts'
import { type Compared, compare } from './compare.ts'

/** One answer as it is shown: its words, and where they stand. */
export type Text = { reading: string | null; says: string; source: string; status: 'stated' | 'unconfirmed' }

/** Two readings compared. */
export type Part = Compared & { payer_reading: string | null; reference_reading: string | null }

/** One element of one payer beside the reference, or beside another payer. */
export type Cell = {
  area: string
  element: string
  payer: string
  degree: Degree
  /** The rule that decided, in words; of several readings, that of the farthest. */
  because: string
  parts: readonly Part[]
  payer_says: readonly Text[]
  reference_says: readonly Text[]
}

/** One area of one payer: the farthest degree of what both state, and how many elements stand at each. */
export type AreaCell = { area: string; payer: string; degree: Degree; counts: DegreeCounts; elements: number }

export type Matrix = { reference: string; cells: Cell[]; areas: AreaCell[] }

/**
 * Every payer beside the reference, in the order of the elements and of the payers; the reference itself is left out. `fill`
 * puts in what a run found of a cell.
 */
export function matrix(
  elements: Elements,
  profiles: readonly Profile[],
  reference: Profile,
  fill: (cell: Cell) => Cell = (one) => one,
): Matrix {
  const others = profiles.filter(({ payer }) => payer !== reference.payer)
  const cells = others.flatMap((profile) => elements.elements.map((element) => fill(cell(element, profile, reference))))
  return { reference: reference.payer, cells, areas: others.flatMap(({ payer }) => areasOf(elements, cells, payer)) }
}

/** One element of two payers. */
export function cell(element: Element, profile: Profile, reference: Profile): Cell {
  const [mine, theirs] = [readingsOf(profile, element.element), readingsOf(reference, element.element)]
  const parts = pairs(mine, theirs).map(([one, other]) => ({
    payer_reading: one.reading,
    reference_reading: other.reading,
    ...compare(element, one, other),
  }))
  const degree = farthest(parts.map((part) => part.degree))
  return {
    area: element.area,
    element: element.element,
    payer: profile.payer,
    degree,
    because: parts.find((part) => part.degree === degree)?.because ?? silence(mine, theirs),
    parts,
    payer_says: textsOf(element, profile),
    reference_says: textsOf(element, reference),
  }
}

/** Two readings of one name are compared with each other alone; of others each with each. */
function pairs(mine: readonly Reading[], theirs: readonly Reading[]): [Reading, Reading][] {
  const named = (one: Reading, all: readonly Reading[]) => all.some(({ reading }) => reading === one.reading)
  return mine.flatMap((one) => {
    if (named(one, theirs))
      return theirs.filter(({ reading }) => reading === one.reading).map((other) => pair(one, other))
    const left = theirs.filter((other) => !named(other, mine))
    return (left.length > 0 ? left : theirs).map((other) => pair(one, other))
  })
}

const pair = (one: Reading, other: Reading): [Reading, Reading] => [one, other]

function silence(mine: readonly Reading[], theirs: readonly Reading[]): string {
  if (mine.length === 0 && theirs.length === 0) return 'neither states it'
  return mine.length === 0 ? 'the payer does not state it' : 'the reference does not state it'
}

/** What a profile says to an element, in words. */
export const textsOf = (element: Element, profile: Profile): Text[] =>
  readingsOf(profile, element.element).map((reading) => textOf(element, reading))

const textOf = (element: Element, { reading, answer, source, status }: Reading): Text => ({
  reading,
  says: spoken(element, answer),
  source,
  status,
})

function areasOf({ areas }: Elements, cells: readonly Cell[], payer: string): AreaCell[] {
  return Object.keys(areas).map((area) => {
    const degrees = cells.filter((one) => one.payer === payer && one.area === area).map(({ degree }) => degree)
    return { area, payer, degree: farthest(degrees), counts: countsOf(degrees), elements: degrees.length }
  })
}
