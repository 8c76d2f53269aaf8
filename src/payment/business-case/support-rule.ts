import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { readYaml } from '../../model/read-yaml.ts'

const SupportFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z.array(
    z.strictObject({
      title: z.string().min(1),
      by: z.string().min(1),
      url: z.url().optional(),
      says: z.string().optional(),
    }),
  ),
  categories: z
    .array(z.enum(['population-health', 'performance', 'capitation', 'shared-savings', 'recovery', 'other']))
    .min(1),
})

/** What counts as support of practices: `models/cost/support.yaml`. */
export type SupportRule = z.infer<typeof SupportFile>

export function readSupportRule(folders: Folders = [LIBRARY]): SupportRule {
  const file = folders.map((folder) => join(folder, 'cost', 'support.yaml')).find((path) => existsSync(path))
  if (!file) throw new WholepanelError('input-model', { got: 'no cost/support.yaml in the model folders' })
  return readYaml(file, SupportFile).value
}
