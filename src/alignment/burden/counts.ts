import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'
import { Word } from '../elements/element.ts'
import { type Elements, elementOf } from '../elements/elements.ts'

const Source = z.strictObject({
  element: Word,
  each: z
    .enum(['option', 'answer'])
    .default('option')
    .describe('Whether each option of a set is a thing, or the whole answer'),
  own: z.array(Word).default([]).describe('Options that are another thing with each payer'),
  nothing: z.array(z.string()).default([]).describe('Answers that are no thing'),
})
export type Source = z.infer<typeof Source>

const Said = { count: Word, label: z.string().min(1), one: z.string().min(1), burden: Word.optional() }

const Count = z.union([
  z.strictObject({ ...Said, things: z.array(Source).min(1) }),
  z.strictObject({
    ...Said,
    of: z.enum(['measures', 'specifications', 'programs']),
    from: z.array(Word).min(1),
    because: z.string().optional(),
  }),
])
export type Count = z.infer<typeof Count>

const CountsFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  counts: z.array(Count).min(1),
  not_counted: z.array(z.strictObject({ element: Word, burden: z.array(Word).min(1), because: z.string().min(1) })),
})

/** How answers become counts: `models/alignment/counts.yaml`, or a region's own. */
export type Counts = z.infer<typeof CountsFile>

export function readCounts(elements: Elements, folders: Folders = [LIBRARY]): Counts {
  const file = folders.map((folder) => join(folder, 'alignment', 'counts.yaml')).find((path) => existsSync(path))
  if (!file) throw new WholepanelError('input-model', { got: 'no alignment/counts.yaml in the model folders' })
  const { value, at } = readYaml(file, CountsFile)
  const faults: { at: string; text: string }[] = []
  const known = elements.elements.map(({ element }) => element)
  const seen = new Set<string>()
  for (const [i, count] of value.counts.entries()) {
    if (seen.has(count.count)) faults.push({ at: at(['counts', i, 'count']), text: `${count.count} stands twice` })
    seen.add(count.count)
    if (count.burden !== undefined && !elements.burdens.includes(count.burden))
      faults.push({
        at: at(['counts', i, 'burden']),
        text: `no burden ${count.burden}${didYouMean(count.burden, elements.burdens)}`,
      })
    for (const [k, source] of ('things' in count ? count.things : []).entries()) {
      const text = sourceFault(elements, known, source)
      if (text) faults.push({ at: at(['counts', i, 'things', k]), text })
    }
  }
  for (const [i, { element }] of value.not_counted.entries())
    if (!known.includes(element))
      faults.push({ at: at(['not_counted', i, 'element']), text: `no element ${element}${didYouMean(element, known)}` })
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
  return value
}

function sourceFault(elements: Elements, known: readonly string[], { element, own, nothing }: Source): string | null {
  if (!known.includes(element)) return `no element ${element}${didYouMean(element, known)}`
  const { options, value } = elementOf(elements, element)
  const words =
    value === 'yes-no' ? ['true', 'false'] : options === undefined || options === 'any' ? null : Object.keys(options)
  const unknown = words && [...own, ...nothing].find((word) => !words.includes(word))
  return unknown ? `${element} has no answer ${unknown}${didYouMean(unknown, words)}` : null
}
