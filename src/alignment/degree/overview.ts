import type { Degree } from '../elements/degree.ts'
import type { Element } from '../elements/element.ts'
import type { Elements } from '../elements/elements.ts'
import type { Profile } from '../profile/profile.ts'
import { type AreaCell, type Cell, matrix, type Part, type Text, textsOf } from './matrix.ts'

/** One payer's answer to an element, and how far it is from the reference's. */
export type Answered = { payer: string; degree: Degree; because: string; says: readonly Text[]; parts: readonly Part[] }

export type ElementRow = Pick<
  Element,
  'area' | 'element' | 'label' | 'asks' | 'why' | 'effort' | 'burden' | 'source'
> & {
  reference_says: readonly Text[]
  payers: Answered[]
}

/** An area over all payers: the degree of each. */
export type AreaRow = { area: string; label: string; source: string; elements: number; payers: AreaCell[] }

export type Overview = {
  reference: string
  payers: { payer: string; name: string; lines: readonly string[] }[]
  areas: AreaRow[]
  elements: ElementRow[]
}

/** All payers beside the reference, by area and by element, as it is read at a glance and then taken apart. */
export function overview(
  elements: Elements,
  profiles: readonly Profile[],
  reference: Profile,
  fill?: (cell: Cell) => Cell,
): Overview {
  const found = matrix(elements, profiles, reference, fill)
  return {
    reference: reference.payer,
    payers: profiles.map(({ payer, name, lines }) => ({ payer, name, lines })),
    areas: Object.entries(elements.areas).map(([area, { label, source }]) => ({
      area,
      label,
      source,
      elements: elements.elements.filter((one) => one.area === area).length,
      payers: found.areas.filter((one) => one.area === area),
    })),
    elements: elements.elements.map((element) => ({
      ...shownOf(element),
      reference_says: textsOf(element, reference),
      payers: found.cells.filter((one) => one.element === element.element).map(answered),
    })),
  }
}

const shownOf = ({ area, element, label, asks, why, effort, burden, source }: Element) => ({
  area,
  element,
  label,
  asks,
  why,
  effort,
  burden,
  source,
})

const answered = ({ payer, degree, because, payer_says, parts }: Cell): Answered => ({
  payer,
  degree,
  because,
  says: payer_says,
  parts,
})

export const OVERVIEW_COLUMNS = [
  'area',
  'element',
  'payer',
  'degree',
  'because',
  'payer_says',
  'reference_says',
] as const

/** One row per element and payer, as a table. */
export const overviewRows = ({ elements }: Pick<Overview, 'elements'>) =>
  elements.flatMap(({ area, element, reference_says, payers }) =>
    payers.map(({ payer, degree, because, says }) => ({
      ...{ area, element, payer, degree, because },
      payer_says: says.map((one) => one.says).join(' / '),
      reference_says: reference_says.map((one) => one.says).join(' / '),
    })),
  )
