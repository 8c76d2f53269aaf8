import { z } from 'zod'
import { CHURN_COLUMNS, readChurn, STABILITY_COLUMNS } from '../../../disclosure/reads/attribution/churn.ts'
import {
  AGREEMENT_COLUMNS,
  FLOW_COLUMNS,
  PRACTICE_COLUMNS,
  periodAsked,
  RULE_LIST_COLUMNS,
  readComparison,
  readRuleLists,
} from '../../../disclosure/reads/attribution/compare.ts'
import { LATENESS_COLUMNS, readLateness } from '../../../disclosure/reads/attribution/lateness.ts'
import { MINIMUM_COLUMNS, readMinimum } from '../../../disclosure/reads/attribution/minimum.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { receivedOf } from '../received/submissions.ts'
import { count, decimal, Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'

const key = z.string().min(1).max(100)
const period = key.optional().describe('The run’s period or the one before it')

const people = z.number().int()
const about = { payer: z.string(), payer_name: z.string(), line_of_business: text }
const RuleList = z
  .object({
    rule: z.string(),
    list: z.string(),
    kind: text,
    period: text,
    effective_from: text,
    effective_until: text,
    known_on: text,
    place: count,
    previous_list: text,
    compared_in: text.describe('The period for which this list is compared with other rules’'),
    people: count,
    attributed: count,
    withheld: Withheld,
  })
  .meta({ id: 'RuleList' })
const RuleDescribed = z
  .object({
    rule: z.string(),
    title: z.string(),
    about: z.string(),
    differs: z.array(z.string()).describe('Where the file cannot say what its source says'),
    unconfirmed: z.boolean(),
    file: z.string().describe('The rule’s file, in the library or the region’s own folder'),
    lists: z.string(),
    population: z.string(),
    steps: z.array(z.object({ says: z.string(), source: z.string(), line: people })).describe('A row’s step, from 1'),
  })
  .meta({ id: 'RuleDescribed' })
const RuleLists = z
  .object({
    period: z.string(),
    baseline: z.string(),
    rules: z.array(RuleList),
    described: z.array(RuleDescribed),
  })
  .meta({ id: 'RuleLists' })

const Agreement = z
  .object({
    ...about,
    people: count,
    same_practice: count,
    same_none: count,
    moved: count.describe('Placed at different practices'),
    only_a: count,
    only_b: count,
    untold: count.describe('On a payer’s list that does not tell at which practice: besides the people'),
    agree_share: decimal,
    kappa: decimal.describe('Cohen’s kappa over practices and none'),
    total_usd: decimal,
    moved_usd: decimal.describe('Truncated spend of those whom the two place differently'),
    moved_usd_share: decimal,
    withheld: Withheld,
  })
  .meta({ id: 'RuleAgreement' })
const AtPractice = z
  .object({
    practice_id: z.string(),
    practice_name: text,
    ...about,
    people_a: count,
    people_b: count,
    same: count,
    gained: count.describe('People who come by going from a to b'),
    gained_from_none: count,
    gained_from_elsewhere: count,
    lost: count,
    lost_to_none: count,
    lost_to_elsewhere: count,
    gained_usd: decimal,
    lost_usd: decimal,
    withheld: Withheld,
  })
  .meta({ id: 'PracticeByTwoRules' })
const Flow = z
  .object({
    practice_a: z.string(),
    practice_b: z.string(),
    ...about,
    people: count,
    truncated_usd: decimal,
    withheld: Withheld,
  })
  .meta({ id: 'RuleFlow' })
const Comparison = z
  .object({
    a: z.string(),
    b: z.string(),
    period: z.string(),
    agreement: z.array(Agreement),
    practices: z.array(AtPractice),
    flows: z.array(Flow),
  })
  .meta({ id: 'RuleComparison' })

const ChurnFlow = z
  .object({
    list: z.string(),
    practice_id: z.string(),
    practice_name: text,
    flow: z.string(),
    reason: z.string(),
    people: count,
    withheld: Withheld,
  })
  .meta({ id: 'ChurnFlow' })
const Stability = z
  .object({
    kind: text,
    practice_id: z.string(),
    practice_name: text,
    lists: count,
    list: text,
    months: count,
    started: count,
    stayed: count,
    stayed_share: decimal,
    median_months: count.describe('Months after which half of the first list’s people have left; null while more stay'),
    withheld: Withheld,
  })
  .meta({ id: 'Stability' })
const Churn = z
  .object({ rule: z.string(), flows: z.array(ChurnFlow), stability: z.array(Stability) })
  .meta({ id: 'Churn' })

const Minimum = z
  .object({
    rule: z.string(),
    minimum: z.string(),
    label: text,
    source: text,
    lines_of_business: z.string().describe('Lines whose people count, parted by commas'),
    unit: z.string(),
    unit_id: z.string(),
    unit_name: text,
    payer: z.string(),
    payer_name: z.string(),
    people: count,
    least_people: count,
    short_people: count,
    payers_people: count,
    organization_people: count,
    aco_people: count,
    reached_by: text.describe('alone, organization, aco, payers or none; by the counts shown'),
    withheld: Withheld,
  })
  .meta({ id: 'PanelMinimum' })
const Lateness = z
  .object({
    payer: z.string().nullable(),
    payer_name: text,
    line_of_business: text,
    year_month: text,
    state: text,
    says: text,
    received_on: text,
    submission_id: text,
    days_into_month: count.describe('Days from the first of the month that the list is for'),
    feed: text,
    due_date: text,
    days_late: count,
    corrected_on: text,
    withheld: Withheld,
  })
  .meta({ id: 'ListLateness' })

const COMPARISON = { agreement: AGREEMENT_COLUMNS, practices: PRACTICE_COLUMNS, flows: FLOW_COLUMNS } as const
const CHURN = { flows: CHURN_COLUMNS, stability: STABILITY_COLUMNS } as const

export function compareRoutes(server: Server, house: House): void {
  const rules = {
    summary: 'The rules of the run, with their lists',
    querystring: Format,
    response: { 200: RuleLists, ...problems },
  }
  server.get('/api/attribution/rules', { schema: rules }, async (request, reply) => {
    const found = await throughDoor(house, request, null, readRuleLists)
    return request.query.format === 'csv'
      ? sendCsv(reply, 'rules', found.rules, RULE_LIST_COLUMNS)
      : shaped<z.infer<typeof RuleLists>>(found)
  })
  const compare = {
    summary: 'Two rules on the same people: how far they agree, who moves, and the dollars that move',
    querystring: Format.extend({
      a: key.default('attested-then-plurality').describe('A rule'),
      b: key.default('payer-list').describe('Another; payer-list: each payer’s own list'),
      period,
      table: z.enum(['agreement', 'practices', 'flows']).default('agreement').describe('Which table, as csv'),
    }),
    response: { 200: Comparison, ...problems },
  }
  server.get('/api/attribution/compare', { schema: compare }, async (request, reply) => {
    const { a, b, period: asked, table, format } = request.query
    const found = await throughDoor(house, request, null, (reading, door) =>
      readComparison(reading, door, { a, b, period: periodAsked(reading, asked).id }),
    )
    return format === 'csv'
      ? sendCsv(reply, table, found[table], COMPARISON[table])
      : shaped<z.infer<typeof Comparison>>(found)
  })
  followRoutes(server, house)
}

function followRoutes(server: Server, house: House): void {
  const rule = key.default('attested-then-plurality')
  const churn = {
    summary: 'Who came and left from list to list of a rule, and how many stayed',
    querystring: Format.extend({ rule, table: z.enum(['flows', 'stability']).default('flows') }),
    response: { 200: Churn, ...problems },
  }
  server.get('/api/attribution/churn', { schema: churn }, async (request, reply) => {
    const { table, format } = request.query
    const found = await throughDoor(house, request, null, (reading, door) =>
      readChurn(reading, door, request.query.rule),
    )
    return format === 'csv' ? sendCsv(reply, table, found[table], CHURN[table]) : shaped<z.infer<typeof Churn>>(found)
  })
  const minimum = {
    summary: 'Panels beside the least size that programs ask for, and who would reach it together',
    querystring: Format.extend({ rule, period }),
    response: { 200: z.array(Minimum), ...problems },
  }
  server.get('/api/attribution/minimum', { schema: minimum }, async (request, reply) => {
    const rows = await throughDoor(house, request, null, (reading, door) => readMinimum(reading, door, request.query))
    return request.query.format === 'csv'
      ? sendCsv(reply, 'minimum', rows, MINIMUM_COLUMNS)
      : shaped<z.infer<typeof Minimum>[]>(rows)
  })
  const lateness = {
    summary: 'When each payer’s list of a month came, and when it was owed',
    querystring: Format,
    response: { 200: z.array(Lateness), ...problems },
  }
  server.get('/api/attribution/lateness', { schema: lateness }, async (request, reply) => {
    const rows = await throughDoor(house, request, null, (reading, door) =>
      readLateness(reading, door, receivedOf(house)),
    )
    return request.query.format === 'csv'
      ? sendCsv(reply, 'lateness', rows, LATENESS_COLUMNS)
      : shaped<z.infer<typeof Lateness>[]>(rows)
  })
}
