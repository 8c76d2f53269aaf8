import { z } from 'zod'
import { CATEGORY_COLUMNS, CATEGORY_USE_COLUMNS, readCells } from '../../../disclosure/reads/cost/categories.ts'
import { readCost, readPracticeCost } from '../../../disclosure/reads/cost/cost.ts'
import { OUTLIER_COLUMNS } from '../../../disclosure/reads/cost/outliers.ts'
import { COMPLETENESS_COLUMNS, PRACTICE_COST_COLUMNS } from '../../../disclosure/reads/cost/practices.ts'
import { SPENT_COLUMNS } from '../../../disclosure/reads/cost/spent.ts'
import { USE_COLUMNS } from '../../../disclosure/reads/cost/use.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import {
  costOfPayer,
  count,
  decimal,
  Format,
  months,
  ofLine,
  ofPayer,
  PracticeParams,
  sendCsv,
  shaped,
  text,
  Withheld,
} from '../shapes.ts'
import { explain_id, How } from './shapes.ts'

const interval = { completed_pmpm_usd: decimal, low_pmpm_usd: decimal, high_pmpm_usd: decimal }

const Spending = z
  .object({
    ...ofLine,
    period: z.string(),
    member_months: months,
    claims_pmpm_usd: decimal,
    non_claims_pmpm_usd: decimal,
    total_pmpm_usd: decimal,
    claims_usd: decimal,
    non_claims_usd: decimal,
    total_usd: decimal,
    lines_without_amount: count,
    completeness: text,
    paid_through: text.describe('YYYYMM of the last month of payment that is whole'),
    paid_share: decimal,
    ...interval,
    growth: decimal.describe('Of spending per person from the year before, after truncation'),
    low_share: decimal,
    high_share: decimal,
    reason: text,
    explain_id,
    completed_explain_id: text,
    withheld: Withheld,
  })
  .meta({ id: 'Spending' })

const Month = z
  .object({
    ...ofLine,
    period: z.string(),
    year_month: z.string(),
    member_months: months,
    developed_months: count,
    paid_pmpm_usd: decimal,
    paid_share: decimal,
    ...interval,
    completeness: z.string(),
    reason: text,
    explain_id,
    withheld: Withheld,
  })
  .meta({ id: 'MonthOfCost' })

const Driver = z
  .object({
    ...ofLine,
    practice_id: z.string(),
    practice_name: z.string(),
    baseline_member_months: months,
    member_months: months,
    baseline_lines: count,
    lines: count,
    baseline_pmpm_usd: decimal,
    pmpm_usd: decimal,
    change_usd: decimal,
    price_usd: decimal,
    use_usd: decimal,
    mix_usd: decimal,
    reason: text,
    explain_id,
    withheld: Withheld,
  })
  .meta({ id: 'CostDriver' })

const Share = z
  .object({
    ...ofLine,
    period: z.string(),
    kind: z.string(),
    definition: z.string(),
    claims_usd: decimal,
    non_claims_usd: decimal,
    of_usd: decimal,
    share: decimal,
    explain_id,
    withheld: Withheld,
  })
  .meta({ id: 'ShareOfSpending' })

const OfPayer = z.object({ ...costOfPayer, explain_id, withheld: Withheld })
const AtPractice = OfPayer.extend({ practice_id: z.string(), practice_name: z.string() })

const Use = z.object({
  practice_id: z.string(),
  practice_name: z.string(),
  services_per_1000: count.describe('Services of a thousand people in twelve months of coverage'),
  baseline_services_per_1000: count,
  withheld: Withheld,
})

const Category = z
  .object({
    ...ofLine,
    category: z.string(),
    category_label: z.string(),
    baseline_pmpm_usd: decimal,
    pmpm_usd: decimal,
    change_usd: decimal,
    lines_per_1000: count,
    baseline_lines_per_1000: count,
    explain_id,
    withheld: Withheld,
  })
  .meta({ id: 'CategoryOfCost' })

const CategoryUse = z.object({
  practice_id: z.string(),
  category: z.string(),
  category_label: z.string(),
  lines_per_1000: count.describe('Claim lines of a thousand people in twelve months of coverage'),
  baseline_lines_per_1000: count,
  withheld: Withheld,
})

const Truncation = z.object({
  ...ofLine,
  period: z.string(),
  member_months: months,
  spend_pmpm_usd: decimal,
  truncated_pmpm_usd: decimal,
  withheld: Withheld,
})

const Outlier = z
  .object({
    ...ofLine,
    person_id: text,
    practice_id: z.string(),
    practice_name: z.string(),
    category: text,
    reason: z.string(),
    rule: z.string(),
    spend_usd: decimal,
    practice_share: decimal.describe('Of what the practice’s people with the payer and line of business spent'),
    category_usd: decimal,
    lines_below_zero: count,
    lines_above_bound: count,
    explain_id,
    withheld: Withheld,
  })
  .meta({ id: 'CostOutlier' })

const Completeness = z.object({
  ...ofLine,
  period: z.string(),
  year_month: z.string(),
  completeness: z.string(),
  withheld: Withheld,
})

const Region = z.object({
  ...ofPayer,
  region_pmpm_usd: decimal,
  withheld: Withheld,
})

const Cost = z
  .object({
    period: z.string(),
    baseline: z.string(),
    spending: z.array(Spending).describe('What a payer spent on its own people, in both years'),
    months: z.array(Month),
    drivers: z.array(Driver),
    shares: z.array(Share),
    region: z.array(Region).describe('After truncation, of everybody on a panel'),
    practices: z.array(AtPractice).describe('After truncation, as the scorecard of each practice shows it'),
    completeness: z.array(Completeness),
    use: z.array(Use),
    categories: z.array(Category),
    category_use: z.array(CategoryUse),
    truncation: z.array(Truncation).describe('The same people before truncation and after it'),
    outliers: z.array(Outlier),
    how: How,
  })
  .meta({ id: 'Cost' })

const TABLES = {
  ...SPENT_COLUMNS,
  practices: PRACTICE_COST_COLUMNS,
  completeness: COMPLETENESS_COLUMNS,
  use: USE_COLUMNS,
  categories: CATEGORY_COLUMNS.categories,
  category_use: CATEGORY_USE_COLUMNS,
  truncation: CATEGORY_COLUMNS.truncation,
  outliers: OUTLIER_COLUMNS,
}
type TableName = keyof typeof TABLES | 'cells'
const table = z.enum(['cells', ...(Object.keys(TABLES) as TableName[])])

const PracticeCost = z
  .object({
    practice_id: z.string(),
    practice_name: text,
    period: z.string(),
    baseline: z.string(),
    cost: z.array(OfPayer).describe('After truncation, as the scorecard shows it'),
    drivers: z.array(Driver),
    use: z.array(Use),
    category_use: z.array(CategoryUse),
    how: How,
  })
  .meta({ id: 'PracticeCost' })

export function costRoutes(server: Server, house: House): void {
  const cost = {
    summary: 'What was spent: to a payer on its own people, to others what is told of all payers together',
    querystring: Format.extend({ table: table.default('spending').describe('Which table, as csv') }),
    response: { 200: Cost, ...problems },
  }
  server.get('/api/cost', { schema: cost }, async (request, reply) => {
    const { format, table: asked } = request.query
    if (format === 'csv' && asked === 'cells')
      return sendCsv(reply, 'cost-cells', await throughDoor(house, request, null, readCells), CATEGORY_COLUMNS.cells)
    const found = await throughDoor(house, request, null, readCost)
    if (asked === 'cells') return shaped(found)
    return format === 'csv' ? sendCsv(reply, `cost-${asked}`, found[asked], TABLES[asked]) : shaped(found)
  })
  const practice = {
    summary: 'Cost of a practice’s people, as far as its scorecard shows it, and their use of services',
    params: PracticeParams,
    querystring: Format.extend({ table: z.enum(['cost', 'drivers', 'use', 'category_use']).default('cost') }),
    response: { 200: PracticeCost, ...problems },
  }
  server.get('/api/practices/:practice_id/cost', { schema: practice }, async (request, reply) => {
    const { practice_id } = request.params
    const found = await throughDoor(house, request, practice_id, (reading, door) =>
      readPracticeCost(reading, door, practice_id),
    )
    const { format, table: asked } = request.query
    const columns = { cost: Object.keys(OfPayer.shape).filter((one) => one !== 'withheld'), ...TABLES }[asked]
    return format === 'csv' ? sendCsv(reply, `practice-${asked}`, found[asked], columns) : shaped(found)
  })
}
