import { z } from 'zod'
import { VERDICTS } from '../../../alignment/effect/paper-and-effect.ts'
import { EFFECT_COLUMNS, EFFECT_PRACTICE_COLUMNS } from '../../../disclosure/reads/alignment/effect/attribution.ts'
import { readEffect } from '../../../disclosure/reads/alignment/effect/effect.ts'
import { MEASURE_COLUMNS } from '../../../disclosure/reads/alignment/effect/measures.ts'
import { PAPER_COLUMNS } from '../../../disclosure/reads/alignment/effect/paper.ts'
import { PAYMENT_COLUMNS } from '../../../disclosure/reads/alignment/effect/payment.ts'
import { RANK_COLUMNS, RANK_PRACTICE_COLUMNS } from '../../../disclosure/reads/alignment/effect/ranks.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Degree } from '../library/overview-shape.ts'
import { count, decimal, Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { onPaper } from './on-paper.ts'

const pair = { payer: z.string(), payer_name: z.string(), other: z.string(), other_name: z.string() }
const members = z.enum(['all', 'own']).describe('all: whom both rules see; own: those of them whom the payer covers')
const withheld = Withheld

const Paper = z
  .object({
    ...pair,
    area: z.string(),
    area_label: z.string(),
    degree: Degree.describe('On paper'),
    verdict: z.enum(VERDICTS),
    figure: text.describe('What decided: kappa, agree_share or spearman'),
    value: decimal,
    bound: decimal.describe('From which figure on they act alike'),
    because: z.string(),
    withheld,
  })
  .meta({ id: 'PaperAndEffect' })

const rules = { ...pair, rule: z.string(), other_rule: z.string(), members }
const Attribution = z
  .object({
    ...rules,
    state: z.string().describe('compared, one-rule, few; or why nothing is said: not-stated, not-run, nobody'),
    people: count,
    same_practice: count,
    same_none: count,
    moved: count,
    only_payer: count,
    only_other: count,
    agree_share: decimal,
    kappa: decimal,
    total_usd: decimal,
    moved_usd: decimal.describe('Truncated spend of those whom the two place differently'),
    moved_usd_share: decimal,
    explain_id: text,
    withheld,
  })
  .meta({ id: 'EffectOfAttribution' })

const AtPractice = z
  .object({
    practice_id: z.string(),
    practice_name: text,
    ...rules,
    by_payer: count,
    by_other: count,
    by_both: count,
    differ: count.describe('People placed there by one of the two rules alone'),
    withheld,
  })
  .meta({ id: 'EffectAtPractice' })

const Measure = z
  .object({
    ...pair,
    concept: z.string(),
    measure: z.string(),
    other_measure: z.string(),
    members,
    state: z.string().describe('compared, one-specification, few; or not-stated, not-run, used-by-one, nobody'),
    counted: count,
    same_status: count,
    only_payer: count,
    only_other: count,
    agree_share: decimal,
    kappa: decimal,
    rate_share: decimal,
    other_rate_share: decimal,
    explain_id: text,
    withheld,
  })
  .meta({ id: 'EffectOfMeasure' })

const Rank = z
  .object({
    ...pair,
    state: z.string(),
    practices: count,
    least_people: count,
    spearman: decimal,
    kendall: decimal,
    same_fifth: count,
    next_fifth: count,
    farther: count,
    explain_id: text,
    withheld,
  })
  .meta({ id: 'OrderOfPractices' })

const Place = z
  .object({
    payer: z.string(),
    payer_name: z.string(),
    practice_id: z.string(),
    practice_name: text,
    practices: count,
    place: count,
    place_all: count,
    fifth: count,
    fifth_all: count,
    fifths_up: count,
    explain_id: text,
    withheld,
  })
  .meta({ id: 'PlaceOfPractice' })

const Payment = z
  .object({
    payer: z.string(),
    payer_name: z.string(),
    model: z.string(),
    track: z.string(),
    savings: z.string(),
    quality: z.string(),
    earned_usd: decimal.describe('Beside payment for services, at published and recommended amounts'),
    earned_share: decimal,
    needs: z.string().describe('What it would take to say it'),
    borrowed: z.string().describe('Public amounts in the place of what the model leaves open'),
    explain_id: text,
    withheld,
  })
  .meta({ id: 'EffectOfPayment' })

const Effect = z
  .object({
    period: z.string(),
    reference: z.object({
      ...{ title: z.string(), state: z.string(), because: text, rule: text },
      amounts_of: text.describe('Whose published amounts stand in for what models leave open'),
    }),
    paper: z.array(Paper),
    attribution: z.array(Attribution),
    practices: z.array(AtPractice),
    measures: z.array(Measure),
    ranks: z.array(Rank),
    places: z.array(Place),
    payment: z.array(Payment),
  })
  .meta({ id: 'AlignmentInEffect' })

const COLUMNS = {
  paper: PAPER_COLUMNS,
  attribution: EFFECT_COLUMNS,
  practices: EFFECT_PRACTICE_COLUMNS,
  measures: MEASURE_COLUMNS,
  ranks: RANK_COLUMNS,
  places: RANK_PRACTICE_COLUMNS,
  payment: PAYMENT_COLUMNS,
} as const

export function effectRoutes(server: Server, house: House): void {
  const tables = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]
  const schema = {
    summary: 'What payers’ rules do to the same people, beside what they say on paper',
    querystring: Format.extend({ table: z.enum(tables).default('attribution').describe('Which table, as csv') }),
    response: { 200: Effect, ...problems },
  }
  server.get('/api/alignment/effect', { schema }, async (request, reply) => {
    const { format, table } = request.query
    const found = await throughDoor(house, request, null, (reading, door) =>
      readEffect(reading, door, onPaper(house, undefined)),
    )
    return format === 'csv'
      ? sendCsv(reply, `alignment-${table}`, found[table], COLUMNS[table])
      : shaped<z.infer<typeof Effect>>(found)
  })
}
