import { z } from 'zod'
import { RuleFile } from './rule-file.ts'

/** The JSON Schema of rule files, by which an editor completes and checks one. */
export const ruleSchema = (): Record<string, unknown> => ({
  title: 'Wholepanel attribution rule',
  description: 'Whose patient a person is: steps in order, of which the first that names a practice decides',
  ...z.toJSONSchema(RuleFile, { io: 'input', unrepresentable: 'any', target: 'draft-7' }),
})
