import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CitedSources, undeclared } from '../../alignment/elements/cited.ts'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'

export const READINESS_ANSWERS = ['yes', 'partly', 'no'] as const

const Question = z.strictObject({
  question: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, { message: 'want lower case letters, digits and hyphens' }),
  asks: z.string().min(1),
  why: z.string().min(1),
  source: z.string().min(1),
})
const ReadinessFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: CitedSources,
  questions: z.array(Question).min(1),
})
export type Readiness = z.infer<typeof ReadinessFile>

/** What a practice is asked about itself before it begins: `models/alignment/readiness.yaml`, or a region's own. */
export function readReadiness(folders: Folders = [LIBRARY]): Readiness {
  const file = folders.map((folder) => join(folder, 'alignment', 'readiness.yaml')).find((path) => existsSync(path))
  if (!file) throw new WholepanelError('input-model', { got: 'no alignment/readiness.yaml in the model folders' })
  const { value, at } = readYaml(file, ReadinessFile)
  const keys = value.questions.map(({ question }) => question)
  const faults = value.questions.flatMap(({ question, source }, i) => {
    const missing = undeclared(source, value.sources)
    return [
      ...(keys.indexOf(question) === i
        ? []
        : [{ at: at(['questions', i, 'question']), text: `${question} stands twice` }]),
      ...(missing === null
        ? []
        : [
            {
              at: at(['questions', i, 'source']),
              text: `no source ${missing}${didYouMean(missing, Object.keys(value.sources))}`,
            },
          ]),
    ]
  })
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
  return value
}
