import type { z } from 'zod'
import { WholepanelError } from '../error.ts'
import { type DatedParameter, Parameters, valueOn } from '../model/parameter.ts'
import type { Folders } from '../model/read-model.ts'
import { readRuleFile } from '../model/rule-file.ts'
import { RuleHead } from '../model/rule-head.ts'

/** What every file of `models/cost/` says: what it counts, after whom, and its dated values. */
export const CostFile = RuleHead.extend({ parameters: Parameters })
export type CostFile = z.infer<typeof CostFile>

/** A file of `models/cost/`, in the first folder that has it. */
export const readCostFile = <Shape extends z.ZodType>(name: string, shape: Shape, folders: Folders) =>
  readRuleFile('cost', 'file of cost', name, shape, folders)

/** The value of a parameter that every period needs. */
export function costValue(
  { rule, parameters }: Pick<CostFile, 'parameters'> & { rule: string },
  name: string,
  day: string,
): DatedParameter & { value: string } {
  const parameter = parameters[name]
  const dated = parameter && valueOn(parameter, day)
  if (!dated || dated.value === null)
    throw new WholepanelError('input-model', {
      at: rule,
      got: `no ${name} on ${day}`,
      want: `a dated value of ${name}`,
    })
  return { ...dated, value: dated.value }
}
