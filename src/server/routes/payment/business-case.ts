import { z } from 'zod'
import { readBusinessCases } from '../../../disclosure/reads/payment/business-case.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { explain_id } from '../cost/shapes.ts'
import { count, decimal, Format, months, sendCsv, shaped, text, Withheld } from '../shapes.ts'

const Year = z.object({
  period: z.string(),
  basis: text,
  support_usd: decimal,
  support_pmpm_usd: decimal,
  practices: count,
  member_months: months,
  people: count,
  shared_months: months,
  explain_id,
  withheld: Withheld,
})

const BesideAll = z.object({
  period: z.string(),
  panel_share: decimal,
  support_share: decimal,
  support_ratio: decimal,
  as_of: text,
  withheld: Withheld,
})

const Cost = z.object({
  supported_people: count,
  supported_baseline_pmpm_usd: decimal,
  supported_period_pmpm_usd: decimal,
  supported_change_usd: decimal,
  other_people: count,
  other_baseline_pmpm_usd: decimal,
  other_period_pmpm_usd: decimal,
  other_change_usd: decimal,
  difference_usd: decimal,
  low_usd: decimal,
  high_usd: decimal,
  warning: z.string(),
  explain_id,
  supported_explain_id: text,
  other_explain_id: text,
  withheld: Withheld,
})

const BusinessCase = z
  .object({
    payer: z.string(),
    payer_name: z.string(),
    period: z.string(),
    baseline: z.string(),
    years: z.array(Year).describe('What the payer spent on support, and its members on the panels it supports'),
    beside_all: z.array(BesideAll).describe('The payer beside all payers together, in whole percent'),
    churn: z.object({ supported_people: count, stayed: count, gone: count, explain_id, withheld: Withheld }),
    gone: z.object({ to_other_payers_share: decimal, as_of: text, withheld: Withheld }),
    cost: Cost,
  })
  .meta({ id: 'BusinessCase' })

const TABLES = { years: Year, beside_all: BesideAll, cost: Cost } as const
const Query = Format.extend({
  table: z.enum(['years', 'beside_all', 'cost']).default('years').describe('Which table, as csv'),
})

export function businessCaseRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'What support of shared practices costs and brings a payer, to that payer',
    querystring: Query,
    response: { 200: z.array(BusinessCase), ...problems },
  }
  server.get('/api/business-case', { schema }, async (request, reply) => {
    const { format, table } = request.query
    const found = await throughDoor(house, request, null, readBusinessCases)
    if (format === 'json') return shaped<z.infer<typeof BusinessCase>[]>(found)
    const rows = found.flatMap((one) => [one[table]].flat().map((row) => ({ ...row, payer: one.payer })))
    const columns = Object.keys(TABLES[table].shape).filter((name) => name !== 'withheld')
    return sendCsv(reply, `business-case-${table}`, rows, ['payer', ...columns])
  })
}
