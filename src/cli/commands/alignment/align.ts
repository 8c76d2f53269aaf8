import { resolve } from 'node:path'
import { type AreaCell, type Cell, matrix, type Text } from '../../../alignment/degree/matrix.ts'
import { type Elements, elementsOfArea, readElements } from '../../../alignment/elements/elements.ts'
import { initiatives } from '../../../alignment/profile/initiative.ts'
import { readLibrary } from '../../../alignment/profile/library.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { readProfiles } from '../../../alignment/profile/profile-file.ts'
import { WholepanelError } from '../../../error.ts'
import { didYouMean } from '../../../model/read-yaml.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { foldersOf } from '../payment/models.ts'

export type AlignOptions = Output & {
  profiles?: string
  initiative?: string
  reference?: string
  pair?: string[]
  area?: string
}

/** How far payers are from a reference, or from each other: the areas, or the elements with the rule that decided. */
export async function align(context: Context, options: AlignOptions): Promise<number> {
  const elements = readElements(foldersOf(context))
  if (options.area !== undefined) elementsOfArea(elements, options.area)
  const { profiles, reference } = compared(context, elements, options)
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
function compared(
  context: Context,
  elements: Elements,
  options: AlignOptions,
): { profiles: readonly Profile[]; reference: Profile } {
  const { profiles, reference } = given(context, elements, options)
  if (!options.pair) return { profiles, reference: payerOf(profiles, options.reference ?? reference) }
  const [one, other, ...more] = options.pair
  if (one === undefined || other === undefined || more.length > 0 || one === other)
    throw new WholepanelError('input-argument', { at: '--pair', got: options.pair.join(' '), want: 'two payers' })
  return { profiles: [payerOf(profiles, one, '--pair')], reference: payerOf(profiles, other, '--pair') }
}

function given(
  context: Context,
  elements: Elements,
  { profiles, initiative }: AlignOptions,
): { profiles: readonly Profile[]; reference: string | undefined } {
  if (profiles !== undefined)
    return {
      profiles: readProfiles(resolve(context.cwd, profiles), readLibrary(foldersOf(context))),
      reference: undefined,
    }
  const known = initiatives(elements, foldersOf(context))
  const found = known.find((one) => one.initiative === initiative)
  if (found) return found
  const names = known.map((one) => one.initiative)
  throw new WholepanelError('input-argument', {
    got: initiative === undefined ? 'no payers' : `no initiative ${initiative}${didYouMean(initiative, names)}`,
    want: `--profiles with a folder, or --initiative ${names.join(' or ')}`,
  })
}

function payerOf(profiles: readonly Profile[], id: string | undefined, option = '--reference'): Profile {
  const found = profiles.find(({ payer }) => payer === id)
  if (found) return found
  const known = profiles.map(({ payer }) => payer)
  throw new WholepanelError('input-argument', {
    got: id === undefined ? 'no reference' : `no payer ${id}${didYouMean(id, known)}`,
    want: `${option} ${known.join(' or ')}`,
  })
}
