import { z } from 'zod'
import { readScorecard } from '../../disclosure/reads/scorecard.ts'
import type { Released } from '../../disclosure/release.ts'
import { type House, type Server, throughDoor } from '../house.ts'
import { problems } from '../problem.ts'
import {
  costOfPayer,
  count,
  decimal,
  Format,
  ofPayer,
  PracticeParams,
  sendCsv,
  shaped,
  text,
  Withheld,
} from './shapes.ts'

const Rate = z
  .object({
    rate_share: decimal,
    reliability: text
      .describe('For payers: low, moderate or high; what of its own members is fewer is very low')
      .default(null),
    end: text.describe('For payers: low or high where the rate is at most, or at least, what is shown').default(null),
    as_of: text.describe('When the run finished that the figure is of, where it is not this one').default(null),
    numerator: count,
    denominator: count,
    excluded: count,
    low_share: decimal,
    high_share: decimal,
    explain_id: text,
    withheld: Withheld,
  })
  .meta({ id: 'Rate' })

const Measure = z.object({
  measure: z.string(),
  title: z.string(),
  about: z.string(),
  direction: z.string(),
  target_share: decimal,
  counts: z.enum(['people', 'stays']),
  all: Rate,
  baseline: Rate,
  by_payer: z.array(Rate.extend(ofPayer)),
})

const Cost = z.object({
  ...costOfPayer,
  region_pmpm_usd: decimal,
  explain_id: text,
  withheld: Withheld,
})

const Scorecard = z
  .object({
    practice_id: z.string(),
    practice_name: text,
    period: z.string(),
    measures: z.array(Measure),
    cost: z.array(Cost),
  })
  .meta({ id: 'Scorecard' })

const ScorecardQuery = Format.extend({ table: z.enum(['measures', 'cost']).default('measures') })

export function scorecardRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'Measures over all payers beside each payer, and cost of care',
    params: PracticeParams,
    querystring: ScorecardQuery,
    response: { 200: Scorecard, ...problems },
  }
  server.get('/api/practices/:practice_id/scorecard', { schema }, async (request, reply) => {
    const { practice_id } = request.params
    const card = shaped<z.infer<typeof Scorecard>>(
      await throughDoor(house, request, practice_id, (reading, door) => readScorecard(reading, door, practice_id)),
    )
    if (request.query.format !== 'csv') return card
    const cost = request.query.table === 'cost'
    const shape = cost ? Cost.shape : { measure: 1, title: 1, period: 1, payer: 1, ...Rate.shape }
    return sendCsv(
      reply,
      `scorecard-${request.query.table}`,
      shaped<Released[]>(cost ? card.cost : card.measures.flatMap((one) => ratesOf(one))),
      Object.keys(shape).filter((one) => one !== 'withheld'),
    )
  })
}

const ratesOf = ({ measure, title, all, baseline, by_payer }: z.infer<typeof Measure>) => [
  { measure, title, ...all, payer: 'all', period: 'period' },
  { measure, title, ...baseline, payer: 'all', period: 'baseline' },
  ...by_payer.map((rate) => ({ measure, title, ...rate, period: 'period' })),
]
