import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CitedSources, undeclared } from '../../alignment/elements/cited.ts'
import { DEGREES } from '../../alignment/elements/degree.ts'
import { Word } from '../../alignment/elements/element.ts'
import { type Elements, readElements } from '../../alignment/elements/elements.ts'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, type Path, readYaml } from '../../model/read-yaml.ts'
import { DecimalText, isDecimal } from '../../model/schedule.ts'

const Key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, { message: 'want lower case letters, digits and hyphens' })
const Share = DecimalText.refine((text) => isDecimal(text) && Number(text) >= 0 && Number(text) <= 1, {
  message: 'want a share from 0 to 1',
})
const whole = z.number().int().min(1)

/** When a lesson is worth hearing. Every part that is stated has to hold. */
const When = z
  .strictObject({
    measures_behind: z
      .strictObject({
        of: z.array(Key).min(1).optional().describe('These measures; every measure where none is named'),
        by: Share.default('0').describe('How far behind the target, as a share'),
        at_least: whole.default(1).describe('So many of them'),
      })
      .optional(),
    measures_falling: z
      .strictObject({ by: Share.describe('How far the rate fell from the year before'), at_least: whole.default(1) })
      .optional(),
    people: z
      .strictObject({ at_least: whole.optional(), at_most: whole.optional() })
      .refine(({ at_least, at_most }) => at_least !== undefined || at_most !== undefined, 'want at_least or at_most')
      .optional(),
    payers: z.strictObject({ at_least: whole }).optional(),
    element: z
      .strictObject({ element: Word, degree: z.array(z.enum(DEGREES)).min(1) })
      .describe('How far the practice’s payers are apart in it')
      .optional(),
    area: z.strictObject({ area: Word, divergent: whole.describe('So many of its elements are divergent') }).optional(),
    aligned_share: z
      .strictObject({ area: Word, under: Share })
      .describe('Less of the panel than this is in aligned arrangements')
      .optional(),
  })
  .refine((one) => Object.values(one).some((part) => part !== undefined), 'want at least one condition')
export type When = z.infer<typeof When>

const Lesson = z.strictObject({
  lesson: Key,
  title: z.string().min(1),
  says: z.string().min(1).describe('What was learned elsewhere'),
  try: z.string().min(1).describe('What a practice and its coach may do with it'),
  where: z.string().min(1).describe('The initiative that learned it'),
  source: z.string().min(1),
  when: When,
})
export type Lesson = z.infer<typeof Lesson>

const LessonsFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: CitedSources,
  lessons: z.array(Lesson).min(1),
})
export type Lessons = z.infer<typeof LessonsFile>

/**
 * Lessons of other initiatives: `models/alignment/lessons.yaml`, or a region's own. What names no element, area, measure or
 * source that there is, is told with its place.
 */
export function readLessons(
  measures: readonly string[],
  folders: Folders = [LIBRARY],
  elements: Elements = readElements(folders),
): Lessons {
  const file = folders.map((folder) => join(folder, 'alignment', 'lessons.yaml')).find((path) => existsSync(path))
  if (!file) throw new WholepanelError('input-model', { got: 'no alignment/lessons.yaml in the model folders' })
  const { value, at } = readYaml(file, LessonsFile)
  const faults = value.lessons.flatMap((one, i) =>
    faultsOf(one, value, { measures, elements }).map(({ text, path }) => ({ text, at: at(['lessons', i, ...path]) })),
  )
  const keys = value.lessons.map(({ lesson }) => lesson)
  const twice = keys.flatMap((key, i) =>
    keys.indexOf(key) === i ? [] : [{ text: `${key} stands twice`, at: at(['lessons', i, 'lesson']) }],
  )
  if (faults.length + twice.length > 0) throw new WholepanelError('input-model', faultsDetail([...faults, ...twice]))
  return value
}

type Known = { measures: readonly string[]; elements: Elements }

function faultsOf({ source, when }: Lesson, { sources }: Lessons, { measures, elements }: Known) {
  const faults: { text: string; path: Path }[] = []
  const known = (what: string, word: string | undefined, words: readonly string[], ...path: Path) => {
    if (word !== undefined && !words.includes(word))
      faults.push({ text: `no ${what} ${word}${didYouMean(word, words)}`, path })
  }
  const missing = undeclared(source, sources)
  if (missing !== null) known('source', missing, Object.keys(sources), 'source')
  const areas = Object.keys(elements.areas)
  const names = elements.elements.map(({ element }) => element)
  known('element', when.element?.element, names, 'when', 'element', 'element')
  known('area', when.area?.area, areas, 'when', 'area', 'area')
  known('area', when.aligned_share?.area, areas, 'when', 'aligned_share', 'area')
  for (const [i, measure] of (when.measures_behind?.of ?? []).entries())
    known('measure', measure, measures, 'when', 'measures_behind', 'of', i)
  return faults
}
