import { z } from 'zod'
import { LINES_OF_BUSINESS } from '../lake/tables/lineage.ts'
import { type Folders, LIBRARY } from '../model/read-model.ts'
import { CostFile, readCostFile } from './cost-file.ts'
import { MonthPolicy } from './months/month-policy.ts'
import { readServiceCategories, type ServiceCategories } from './pmpm/service-category.ts'

const TotalCostFile = CostFile.extend({
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

/** How total cost of care is counted: `models/cost/total-cost-of-care.yaml`, and what lines are spent on. */
export type CostModel = z.infer<typeof TotalCostFile> & { rule: string; categories: ServiceCategories }

export function readCostModel(folders: Folders = [LIBRARY]): CostModel {
  const model = readCostFile('total-cost-of-care', TotalCostFile, folders)
  return { ...model, categories: readServiceCategories(folders) }
}
