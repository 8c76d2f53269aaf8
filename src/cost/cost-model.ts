import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WholepanelError } from '../error.ts'
import { LINES_OF_BUSINESS } from '../lake/tables/lineage.ts'
import { type DatedParameter, Parameters, valueOn } from '../model/parameter.ts'
import { type Folders, LIBRARY } from '../model/read-model.ts'
import { readYaml } from '../model/read-yaml.ts'
import type { Period } from '../period.ts'
import { countsParts, MonthPolicy } from './month-policy.ts'

const CostFile = z.strictObject({
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
  parameters: Parameters,
  member_months: MonthPolicy,
  primary_coverage: z.strictObject({
    about: z.string().min(1),
    source: z.string().min(1),
    order: z
      .array(z.enum(LINES_OF_BUSINESS))
      .refine(
        (order) => new Set(order).size === LINES_OF_BUSINESS.length && order.length === LINES_OF_BUSINESS.length,
        {
          message: 'want every line of business once',
        },
      ),
  }),
})

/** How total cost of care is counted: `models/cost/total-cost-of-care.yaml`. */
export type CostModel = z.infer<typeof CostFile> & { rule: string }

export function readCostModel(folders: Folders = [LIBRARY]): CostModel {
  const file = folders.map((folder) => join(folder, 'cost', 'total-cost-of-care.yaml')).find((path) => existsSync(path))
  if (!file) throw new WholepanelError('input-model', { got: 'no cost/total-cost-of-care.yaml in the model folders' })
  const model = readYaml(file, CostFile).value
  // A cost per member month would take a part for a whole month, so a region is not told a wrong one.
  if (countsParts(model.member_months))
    throw new WholepanelError('input-model', {
      at: `${file}: member_months/counting`,
      got: 'days-share, which costs per member month cannot add up yet',
      want: 'first-day, fifteenth, any-day or whole-month',
    })
  return { rule: 'cost/total-cost-of-care', ...model }
}

/** The dated parameter behind a truncation point, with its source. */
export function truncationPercentile(model: CostModel, period: Period): DatedParameter & { value: string } {
  const parameter = model.parameters.truncation_percentile
  const dated = parameter && valueOn(parameter, period.start)
  if (!dated || dated.value === null)
    throw new WholepanelError('input-model', {
      at: model.rule,
      got: `no truncation_percentile on ${period.start}`,
      want: 'a share such as 0.99',
    })
  return { ...dated, value: dated.value }
}
