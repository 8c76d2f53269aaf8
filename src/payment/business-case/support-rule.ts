import { z } from 'zod'
import { readCostFile } from '../../cost/cost-file.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { RuleHead } from '../../model/rule-head.ts'

const SupportFile = RuleHead.extend({
  categories: z
    .array(z.enum(['population-health', 'performance', 'capitation', 'shared-savings', 'recovery', 'other']))
    .min(1),
})

/** What counts as support of practices: `models/cost/support.yaml`. */
export type SupportRule = z.infer<typeof SupportFile>

export const readSupportRule = (folders: Folders = [LIBRARY]): SupportRule =>
  readCostFile('support', SupportFile, folders)
