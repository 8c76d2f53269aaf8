import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WholepanelError } from '../error.ts'
import { type DatedParameter, Parameters, valueOn } from '../model/parameter.ts'
import type { Folders } from '../model/read-model.ts'
import { readYaml } from '../model/read-yaml.ts'

/** What every file of `models/cost/` says: what it counts, after whom, and its dated values. */
export const CostFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z.array(
    z.strictObject({
      title: z.string().min(1),
      by: z.string().min(1),
      published: z.string().optional(),
      url: z.url().optional(),
      says: z.string().optional(),
    }),
  ),
  parameters: Parameters,
})
export type CostFile = z.infer<typeof CostFile>

/** A file of `cost/` in the first folder that has it, with the name by which results cite it. */
export function readCostFile<Shape extends z.ZodType>(
  name: string,
  shape: Shape,
  folders: Folders,
): z.infer<Shape> & { rule: string } {
  const file = folders.map((folder) => join(folder, 'cost', `${name}.yaml`)).find((path) => existsSync(path))
  if (!file) throw new WholepanelError('input-model', { got: `no cost/${name}.yaml in the model folders` })
  return Object.assign({ rule: `cost/${name}` }, readYaml(file, shape).value)
}

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
