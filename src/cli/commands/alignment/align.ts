import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type AreaCell, type Cell, matrix, type Text } from '../../../alignment/degree/matrix.ts'
import { type Elements, elementsOfArea, readElements } from '../../../alignment/elements/elements.ts'
import { boardOf } from '../../../alignment/print/board.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { WholepanelError } from '../../../error.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { foldersOf } from '../payment/models.ts'
import { pathwayGiven } from './pathway.ts'
import type { PracticesOptions } from './practices.ts'
import { requireReference, sideNamed, type WhomOptions, whom } from './whom.ts'

export type AlignOptions = Output & WhomOptions & PracticesOptions & { pair?: string[]; area?: string; pdf?: string }

type Compared = { elements: Elements; profiles: readonly Profile[]; reference: Profile }

/** How far payers are from a reference, or from each other: the areas, or the elements with the rule that decided. */
export async function align(context: Context, options: AlignOptions): Promise<number> {
  if (options.pdf !== undefined) return printBoard(context, options, options.pdf)
  const { elements, profiles, reference } = await compared(context, options)
  if (options.area !== undefined) elementsOfArea(elements, options.area)
  const { cells, areas } = matrix(elements, profiles, reference)
  const ofArea = ({ area }: { area: string }) => options.area === undefined || area === options.area
  if (options.json || options.csv || options.area !== undefined || options.pair)
    printRows(context, cells.filter(ofArea).map(elementRow), ELEMENT_COLUMNS, options)
  else printRows(context, areaRows(elements, profiles, areas), ['area', ...payersOf(areas)], options)
  return DONE
}

const ELEMENT_COLUMNS = ['area', 'element', 'payer', 'degree', 'because', 'payer_says', 'reference_says']

const elementRow = (cell: Cell): Row => ({
  ...cell,
  parts: undefined,
  payer_says: cell.payer_says.map(said),
  reference_says: cell.reference_says.map(said),
})

const said = ({ reading, says }: Text): string => (reading === null ? says : `${says} (${reading})`)

const payersOf = (areas: readonly AreaCell[]): string[] => [...new Set(areas.map(({ payer }) => payer))]

/** Payers across, areas down. */
const areaRows = (elements: Elements, profiles: readonly Profile[], areas: readonly AreaCell[]): Row[] =>
  Object.entries(elements.areas).map(([area, { label }]) => ({
    area: label,
    ...Object.fromEntries(
      profiles.map(({ payer }) => {
        const found = areas.find((one) => one.area === area && one.payer === payer)
        return [payer, found && areaText(found)]
      }),
    ),
  }))

const areaText = ({ degree, counts }: AreaCell): string =>
  degree === 'not-stated' ? degree : `${degree} ${counts.exact}/${counts.directional}/${counts.divergent}`

/** Whom to compare with whom. */
async function compared(context: Context, options: AlignOptions): Promise<Compared> {
  if (!options.pair) {
    const found = await whom(context, options)
    return { elements: found.elements, profiles: found.profiles, reference: requireReference(found) }
  }
  const [one, other, ...more] = await sidesNamed(context, options.pair, options)
  if (one === undefined || other === undefined || more.length > 0 || one.payer === other.payer)
    throw new WholepanelError('input-argument', { at: '--pair', got: options.pair.join(' '), want: 'two to compare' })
  return { elements: readElements(foldersOf(context)), profiles: [one], reference: other }
}

/** The sheet for people who decide: the areas, the first steps, and what practices have to deal with before and after. */
async function printBoard(context: Context, options: AlignOptions, file: string): Promise<number> {
  if (options.pair || options.area !== undefined)
    throw new WholepanelError('input-argument', { at: '--pdf', got: 'a pair or an area', want: 'all payers and areas' })
  const found = await whom(context, options, true)
  const { given, says } = pathwayGiven(context, found, options)
  const { title, day, profiles, sources, because } = found
  const shared = { title, day, profiles, sources, because, says: says === null ? [] : [says] }
  const { boardPdf } = await import('../../../alignment/print/board-pdf.ts')
  writeFileSync(resolve(context.cwd, file), await boardPdf(boardOf({ ...given, ...shared })), { mode: 0o600 })
  context.say(`${file} written`)
  return DONE
}

/** One after the other: a region is open to one command at a time. */
async function sidesNamed(context: Context, names: readonly string[], options: AlignOptions): Promise<Profile[]> {
  const sides: Profile[] = []
  for (const named of names) sides.push(await sideNamed(context, named, options))
  return sides
}
