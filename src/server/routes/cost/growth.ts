import { z } from 'zod'
import { GROWTH_COLUMNS, readGrowth } from '../../../disclosure/reads/cost/growth.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { count, decimal, Format, months, ofLine, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { explain_id, How } from './shapes.ts'

const Target = z.object({
  model: z.string(),
  model_title: z.string(),
  track: z.string(),
  label: z.string(),
  about: z.string(),
  target_share: z.string(),
  source: text,
})

const GrowthRow = z
  .object({
    ...ofLine,
    people: count,
    baseline_member_months: months,
    member_months: months,
    growth: decimal.describe('Of total medical expense per person after truncation'),
    low_share: decimal,
    high_share: decimal,
    verdict: text.describe(
      'met or exceeded where both ends of the interval agree, not-told where they differ; …-as-measured without one',
    ),
    baseline_tme_per_person_usd: decimal,
    tme_per_person_usd: decimal,
    tme_growth: decimal,
    baseline_thce_per_person_usd: decimal,
    thce_per_person_usd: decimal,
    thce_growth: decimal,
    completeness: text,
    reason: text,
    as_of: text,
    explain_id,
    withheld: Withheld,
  })
  .meta({ id: 'GrowthRow' })

const Growth = z
  .object({
    period: z.string(),
    baseline: z.string(),
    targets: z.array(Target).describe('Targets of states in force in the period'),
    region_target: Target.nullable().describe('What the region says it is held to, where it is in force'),
    target: Target.nullable(),
    target_sources: z.array(
      z.object({
        title: z.string(),
        by: z.string(),
        published: z.string().optional(),
        url: z.string().optional(),
        says: z.string().optional(),
      }),
    ),
    not_published: z.array(z.string()),
    how: How,
    rows: z.array(GrowthRow),
  })
  .meta({ id: 'GrowthOfSpending' })

export function growthRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'Growth of spending per person against a state’s target: a payer’s own, and the market’s',
    querystring: Format.extend({
      target: z
        .string()
        .max(200)
        .optional()
        .describe('Model and track, such as states/spending-growth-targets oregon; left out: the region’s own'),
    }),
    response: { 200: Growth, ...problems },
  }
  server.get('/api/cost/growth', { schema }, async (request, reply) => {
    const { format, target } = request.query
    const found = await throughDoor(house, request, null, (reading, door) => readGrowth(reading, door, { target }))
    return format === 'csv' ? sendCsv(reply, 'growth', found.rows, GROWTH_COLUMNS) : shaped(found)
  })
}
