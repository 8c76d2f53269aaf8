import { z } from 'zod'
import { IsoDate, Name } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { readYaml } from '../../model/read-yaml.ts'
import { ruleFile } from '../../model/rule-file.ts'
import { RuleHead } from '../../model/rule-head.ts'

/**
 * How a figure is written. `number`: 0.75, 1234. `percent`: 75 or 75% for three quarters. `share`: 0.75; a
 * percent sign says that it is a percent all the same. `money`: $1,234 or (1,234) for less than nothing. A form is declared, never guessed from the values.
 */
export const FORMS = ['number', 'percent', 'share', 'money', 'flag', 'code', 'date'] as const

const Column = z.strictObject({
  column: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe('Its header, the first that is there'),
  form: z.enum(FORMS),
  from: IsoDate.optional().describe('First day of the first period in which it is read so'),
  until: IsoDate.optional().describe('Last day on which such a period may begin'),
  yes: z.array(z.string()).optional().describe('What stands for yes'),
  stands_for: z.record(z.string(), z.string()).optional().describe('A figure for each word that stands where one does'),
  codes: z.record(z.string(), z.string()).optional().describe('Our code for each of theirs'),
  not_applicable: z.array(z.string()).optional().describe('What stands where there is nothing to say, besides a blank'),
})
export type LayoutColumn = z.infer<typeof Column>

/** One column for each code: the first that says yes gives it. */
const OneOf = z.strictObject({
  one_of: z.record(z.string(), z.string()).describe('Header by code'),
  yes: z.array(z.string()).min(1),
  from: IsoDate.optional(),
  until: IsoDate.optional(),
})

export const LayoutFile = z.strictObject({
  ...RuleHead.shape,
  model: z.string(),
  entity: z.array(z.string().min(1)).min(1).describe('Headers of the identifier, the first that is there'),
  not_applicable: z.array(z.string()).default([]),
  track: z
    .array(z.union([Column, OneOf]))
    .min(1)
    .describe('The first that is there and in force'),
  facts: z.record(Name, z.union([Column, z.array(Column).min(1)])),
  answers: z.array(z.string()).default([]).describe('Columns that hold results; they are never read'),
})
export type Layout = z.infer<typeof LayoutFile> & { id: string }
export type OneOf = z.infer<typeof OneOf>

/** A published layout of facts, by its name. Example: `readLayout('cms-mssp-puf')`. */
export function readLayout(name: string, folders: Folders = [LIBRARY]): Layout {
  return { id: name, ...readYaml(ruleFile('layouts', 'layout', name, folders), LayoutFile).value }
}
