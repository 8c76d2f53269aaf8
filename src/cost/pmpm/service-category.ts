import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { CostFile, readCostFile } from '../cost-file.ts'
import { LineCondition, lineIsAny } from '../line-condition.ts'
import { readSpendingModel } from '../spending/spending-model.ts'

const Told = {
  key: z.string().regex(/^[a-z][a-z-]*$/, 'want a key such as hospital-inpatient'),
  label: z.string().min(1),
  group: z.enum(['hospital', 'professional', 'pharmacy', 'long-term-care', 'other']),
  about: z.string().min(1),
  source: z.string().min(1),
}
const Category = z.union([
  z.strictObject({ ...Told, lines: z.array(LineCondition).min(1) }),
  z.strictObject({ ...Told, primary_care: z.string().describe('A definition of cost/spending') }),
])

const CategoryFile = CostFile.extend({
  categories: z
    .array(Category)
    .min(1)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, { message: 'want each key once' }),
  otherwise: z.string().describe('The category of lines that no other names'),
}).refine(({ categories, otherwise }) => categories.some(({ key }) => key === otherwise), {
  message: 'want a key of categories',
  path: ['otherwise'],
})

type CategoryFile = z.infer<typeof CategoryFile>
export type ServiceCategory = Pick<z.infer<typeof Category>, keyof typeof Told> & { lines: LineCondition[] }

/** What claim lines are spent on: `models/cost/service-categories.yaml`, the first that holds. */
export type ServiceCategories = Pick<CategoryFile, 'parameters' | 'otherwise'> & {
  rule: string
  categories: ServiceCategory[]
}

/** Errors: `input-model` where a category names a definition of primary care that cost/spending has not. */
export function readServiceCategories(folders: Folders = [LIBRARY]): ServiceCategories {
  const { rule, parameters, otherwise, categories } = readCostFile('service-categories', CategoryFile, folders)
  const { primary_care } = readSpendingModel(folders)
  const linesOf = (category: CategoryFile['categories'][number]): LineCondition[] => {
    if ('lines' in category) return category.lines
    const named = primary_care.find(({ definition }) => definition === category.primary_care)
    if (!named)
      throw new WholepanelError('input-model', {
        at: `${rule}/categories/${category.key}/primary_care`,
        got: category.primary_care,
        want: `a definition of cost/spending: ${primary_care.map(({ definition }) => definition).join(', ')}`,
      })
    const { specialties, places } = named
    return [{ claim_type: ['professional'], specialties, ...(places ? { places } : {}) }]
  }
  return {
    rule,
    parameters,
    otherwise,
    categories: categories.map((category) => {
      const { key, label, group, about, source } = category
      return { key, label, group, about, source, lines: linesOf(category) }
    }),
  }
}

/** The place in the list of a row of `person_line`, from 1; unknown where no category names the line. */
export const placeOfLine = ({ categories }: ServiceCategories): Sql =>
  sql`case ${join(
    categories.map(({ lines }, i) => sql`when ${lineIsAny(lines)} then ${raw(String(i + 1))}`),
    ' ',
  )} end`

/** The key at a place, which is that of `otherwise` where it is unknown. */
export const keyAt = ({ categories, otherwise }: ServiceCategories, place: Sql): Sql =>
  sql`case ${place} ${join(
    categories.map(({ key }, i) => sql`when ${raw(String(i + 1))} then ${literal(key)}`),
    ' ',
  )} else ${literal(otherwise)} end`
