import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'
import { CitedSources } from './cited.ts'
import { DEGREES, type Degree } from './degree.ts'
import { Element, Word } from './element.ts'

const Said = z.strictObject({ label: z.string().min(1), source: z.string().min(1) })

const ElementsFile = z
  .strictObject({
    title: z.string().min(1),
    about: z.string().min(1),
    sources: CitedSources,
    degrees: z.record(
      z.enum(DEGREES),
      z.strictObject({ label: z.string().min(1), means: z.string().min(1), source: z.string().optional() }),
    ),
    answers: z.record(z.string(), z.string().min(1)),
    amounts: z.record(z.string(), z.string().min(1)),
    equivalences: z.array(z.strictObject({ equivalence: Word, says: z.string().min(1) })),
    rules: z.record(z.string(), z.looseObject({ exact: z.string().min(1), directional: z.string().min(1) })),
    rollup: z.strictObject({
      area: z.literal('farthest-stated'),
      readings: z.literal('farther'),
      with: z.literal('counts'),
    }),
    tests: z.record(z.string(), z.string().min(1)),
    effort: z.record(Word, Said.extend({ weight: z.number().positive() })),
    sequence: z.array(z.strictObject({ first: Word, next: Word, source: z.string().min(1) })),
    burdens: z.array(Word),
    areas: z.record(Word, Said),
    elements: z.array(Element).min(1),
  })
  .superRefine(({ elements, areas, effort, burdens, sequence }, context) => {
    const known = (path: (string | number)[], word: string, words: readonly string[]) => {
      if (!words.includes(word))
        context.addIssue({ code: 'custom', message: `${word} is not declared${didYouMean(word, words)}`, path })
    }
    const seen = new Set<string>()
    for (const [i, one] of elements.entries()) {
      known(['elements', i, 'area'], one.area, Object.keys(areas))
      known(['elements', i, 'effort'], one.effort, Object.keys(effort))
      for (const burden of one.burden) known(['elements', i, 'burden'], burden, burdens)
      if (seen.has(one.element))
        context.addIssue({ code: 'custom', message: `${one.element} stands twice`, path: ['elements', i, 'element'] })
      seen.add(one.element)
    }
    for (const [i, { first, next }] of sequence.entries())
      for (const area of [first, next]) known(['sequence', i], area, Object.keys(areas))
  })

/** What alignment is measured on: `models/alignment/elements.yaml`, or a region's own. */
export type Elements = Omit<z.infer<typeof ElementsFile>, 'degrees'> & {
  degrees: Record<Degree, { label: string; means: string }>
  file: string
}

export function readElements(folders: Folders = [LIBRARY]): Elements {
  const file = folders.map((folder) => join(folder, 'alignment', 'elements.yaml')).find((path) => existsSync(path))
  if (!file) throw new WholepanelError('input-model', { got: 'no alignment/elements.yaml in the model folders' })
  return { ...readYaml(file, ElementsFile).value, file }
}

/** An element by its name. */
export function elementOf({ elements }: Elements, name: string): Element {
  const found = elements.find(({ element }) => element === name)
  if (found) return found
  const known = elements.map(({ element }) => element)
  throw new WholepanelError('input-argument', {
    got: `no element ${name}${didYouMean(name, known)}`,
    want: known.join(' or '),
  })
}

/** The elements of an area, by its name. */
export function elementsOfArea({ elements, areas }: Elements, area: string): Element[] {
  if (areas[area]) return elements.filter((one) => one.area === area)
  const known = Object.keys(areas)
  throw new WholepanelError('input-argument', {
    got: `no area ${area}${didYouMean(area, known)}`,
    want: known.join(' or '),
  })
}
