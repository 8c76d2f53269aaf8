import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'
import { DecimalText, isDecimal } from '../../model/schedule.ts'
import type { Counts } from '../burden/counts.ts'
import { Word } from '../elements/element.ts'
import type { Elements } from '../elements/elements.ts'

const Weight = z.strictObject({
  weight: DecimalText.refine((text) => isDecimal(text) && Number(text) >= 0, {
    message: 'want a decimal of 0 or more',
  }),
  per: z.string().min(1).optional(),
  source: z.string().min(1),
})
const Whole = z.strictObject({ value: z.number().int().min(1), source: z.string().min(1) })

const WeightsFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  years: Whole,
  yearly_changes: Whole,
  counts: z.record(Word, Weight).describe('Points for one thing less at a practice, by count'),
  usd: Weight,
  effect: Weight,
  extent: Weight,
  otherwise: z.string().min(1),
  sentences: z.record(Word, z.string().min(1)).default({}),
})

/** What a step gains, and how many a payer can take: `models/alignment/pathway.yaml`, or a region's own. */
export type Weights = z.infer<typeof WeightsFile>

export function readWeights(elements: Elements, counts: Counts, folders: Folders = [LIBRARY]): Weights {
  const file = folders.map((folder) => join(folder, 'alignment', 'pathway.yaml')).find((path) => existsSync(path))
  if (!file) throw new WholepanelError('input-model', { got: 'no alignment/pathway.yaml in the model folders' })
  const { value, at } = readYaml(file, WeightsFile)
  const faults: { at: string; text: string }[] = []
  const known = (where: 'counts' | 'sentences', words: readonly string[]) => {
    for (const word of Object.keys(value[where]))
      if (!words.includes(word)) faults.push({ at: at([where, word]), text: `no ${word}${didYouMean(word, words)}` })
  }
  known(
    'counts',
    counts.counts.map(({ count }) => count),
  )
  known(
    'sentences',
    elements.elements.map(({ element }) => element),
  )
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
  return value
}
