import { z } from 'zod'
import {
  EXTENT_COLUMNS,
  EXTENT_PRACTICE_COLUMNS,
  readExtent,
} from '../../../disclosure/reads/alignment/reach/extent.ts'
import { MARKET_COLUMNS, readMarket, SHARE_COLUMNS } from '../../../disclosure/reads/alignment/reach/market.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { count, decimal, Format, months, ofPayer, sendCsv, shaped, text, Withheld } from '../shapes.ts'

const inArea = { area: z.string(), area_label: z.string() }
const payers = { payers: count, aligned_payers: count, open_payers: count }

const OfRegion = z
  .object({
    ...inArea,
    line_of_business: z.string(),
    ...payers,
    lives: count,
    aligned_lives: count,
    aligned_share: decimal.describe('Of member months'),
    open_share: decimal.describe('Under contracts of whose payer the area is not stated'),
    spend_share: decimal,
    practices: count,
    practices_reached: count.describe('Whose panel reaches the critical mass, over all lines'),
    type: text,
    withheld: Withheld,
  })
  .meta({ id: 'ExtentOfAlignment' })

const OfPractice = z
  .object({
    practice_id: z.string(),
    practice_name: text,
    ...inArea,
    ...payers,
    aligned_lines: count,
    panel_share: decimal,
    spend_share: decimal,
    open_panel_share: decimal,
    open_spend_share: decimal,
    type: text,
    critical_mass: text.describe('reached, not-reached, open or not-set'),
    explain_id: text,
    withheld: Withheld,
  })
  .meta({ id: 'ExtentAtPractice' })

const Extent = z
  .object({
    period: z.string(),
    critical_mass: z.object({ share: decimal, of: z.array(z.string()), least_degree: z.string(), source: text }),
    extent: z.array(OfRegion),
    practices: z.array(OfPractice),
  })
  .meta({ id: 'AlignmentExtent' })

const placed = { place: z.string(), line_of_business: z.string() }
const Share = z
  .object({
    ...placed,
    ...ofPayer,
    lives: count,
    member_months: months,
    share: decimal,
    practices: count,
    explain_id: text,
    withheld: Withheld,
  })
  .meta({ id: 'MarketShare' })

const Concentration = z
  .object({
    ...placed,
    payers: count,
    lives: count,
    member_months: months,
    concentration: text.describe('low, moderate or high, by the index'),
    hhi: decimal.describe('Herfindahl-Hirschman index, up to 10,000'),
    largest_share: decimal,
    movers: count.describe('The fewest payers whose shares together reach the critical mass'),
    self_funded_share: decimal,
    practices: count,
    shared_practices: count.describe('With members of at least two payers'),
    withheld: Withheld,
  })
  .meta({ id: 'MarketConcentration' })

const Market = z
  .object({
    period: z.string(),
    critical_share: decimal,
    shares: z.array(Share),
    markets: z.array(Concentration),
  })
  .meta({ id: 'AlignmentMarket' })

const EXTENT = { extent: EXTENT_COLUMNS, practices: EXTENT_PRACTICE_COLUMNS } as const
const MARKET = { shares: SHARE_COLUMNS, markets: MARKET_COLUMNS } as const

export function reachRoutes(server: Server, house: House): void {
  const extent = {
    summary: 'How much of the region, and of each panel, is in aligned arrangements',
    querystring: Format.extend({ table: z.enum(['extent', 'practices']).default('extent') }),
    response: { 200: Extent, ...problems },
  }
  server.get('/api/alignment/extent', { schema: extent }, async (request, reply) => {
    const { format, table } = request.query
    const found = await throughDoor(house, request, null, readExtent)
    return format === 'csv'
      ? sendCsv(reply, `alignment-${table}`, found[table], EXTENT[table])
      : shaped<z.infer<typeof Extent>>(found)
  })
  const market = {
    summary: 'Payers’ shares by place and line of business, and who could move the market',
    querystring: Format.extend({ table: z.enum(['shares', 'markets']).default('shares') }),
    response: { 200: Market, ...problems },
  }
  server.get('/api/alignment/market', { schema: market }, async (request, reply) => {
    const { format, table } = request.query
    const found = await throughDoor(house, request, null, readMarket)
    return format === 'csv'
      ? sendCsv(reply, `market-${table}`, found[table], MARKET[table])
      : shaped<z.infer<typeof Market>>(found)
  })
}
