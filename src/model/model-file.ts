import { z } from 'zod'
import { Calendar, Card, Structure } from './card.ts'
import { Claims, FromClaims } from './claims.ts'
import { DatedValues, IsoDate, Key, Name, PARAMETER_UNITS, Parameters } from './parameter.ts'
import { ModelProfile, RulesOfModel } from './profile.ts'
import { RuleHead } from './rule-head.ts'

const Track = z.strictObject({
  track: Key,
  label: z.string().min(1),
  about: z.string().min(1),
  from: IsoDate.optional().describe('First day on which a period of the track may begin'),
  until: IsoDate.optional().describe('Last day on which one may begin'),
})

export const FACT_UNITS = ['usd', 'share', 'count', 'months', 'factor', 'flag', 'code'] as const
export type FactUnit = (typeof FACT_UNITS)[number]

/** What has to be known of a provider, its panel or its care: computed by a run, or a column of a file. */
export const Fact = z.strictObject({
  label: z.string().min(1),
  unit: z.enum(FACT_UNITS),
  definition: z.string().min(1),
  optional: z.literal(true).optional().describe('It may be blank: the model says what follows'),
  least: z.number().optional(),
  most: z.number().optional(),
  codes: z.array(Key).min(1).optional().describe('The values of a code'),
  from_claims: FromClaims.optional().describe('How a run counts it; none: a file or the contract gives it'),
})
export type Fact = z.infer<typeof Fact>
export const Facts = z.record(Name, Fact)

/** Where a source can be read in two ways: each reading by name. One is used where nothing else is asked for. */
const Choice = z.strictObject({
  label: z.string().min(1),
  about: z.string().min(1),
  used: Key.describe('The reading that is used where none is named'),
  readings: z.array(z.strictObject({ reading: Key, label: z.string().min(1), source: z.string().min(1) })).min(2),
})

const Expression = z.union([z.string().min(1), z.number().transform(String)])

export const Component = z.strictObject({
  component: Name.describe('Key of the result, and of its statement line'),
  part: Key.describe('The payment part that computes it'),
  label: z.string().min(1),
  about: z.string().optional(),
  source: z.string().optional().describe('Citation of the rule that it carries out'),
  tracks: z.array(Key).min(1).optional().describe('The tracks it belongs to; all where none is named'),
  from: IsoDate.optional().describe('First day of the first period it belongs to'),
  until: IsoDate.optional().describe('Last day on which a period it belongs to may begin'),
  reading: z.record(Key, Key).optional().describe('The reading of a choice it belongs to'),
  over: z
    .enum(['measures', 'populations'])
    .optional()
    .describe('One result for each measure or population: name becomes name/measure'),
  when: Expression.optional().describe('Where it does not hold, the result is nothing: zero'),
  notes: z
    .array(z.strictObject({ when: Expression, note: z.string().min(1) }))
    .optional()
    .describe('What the working says where something holds, such as a limit that could not be held'),
  takes: z
    .record(Name, z.union([Expression, z.array(Expression).min(1)]))
    .default({})
    .describe('What stands in each slot of the part'),
  unit: z
    .enum([...PARAMETER_UNITS, 'code'])
    .optional()
    .describe('Of a result whose part leaves it open'),
  pays: z.enum(['provider', 'payer']).optional().describe('Whom a positive amount is paid to: a line of the statement'),
  shows: z.literal(true).optional().describe('A result of the statement that is not paid: whether a target is met'),
  supports: z
    .literal(true)
    .optional()
    .describe('Of a line: it supports the practice beyond payment for services, and is no payment for savings'),
  rounds: z.enum(['cents', 'dollars']).optional().describe('Where it is rounded, half away from zero; lines to cents'),
})
export type Component = z.infer<typeof Component>

const shared = {
  ...RuleHead.shape,
  public: z.literal(true).optional().describe("Of a region's own model: it is shown to everybody, among the library's"),
}

export const FAMILIES = [
  'primary-care',
  'total-cost-of-care',
  'episode',
  'hospital-budget',
  'specialty',
  'policy',
] as const

/** How far a model goes. `checked`: its results were held against figures that somebody else published. */
export const READINESS = ['card', 'settles-from-facts', 'runs-from-claims', 'checked'] as const

/** A model of its own. */
export const WholeModelFile = z.strictObject({
  ...shared,
  family: z.enum(FAMILIES),
  readiness: z.enum(READINESS),
  lan_categories: z.array(z.string()).optional().describe('HCP-LAN alternative payment model categories'),
  card: Card.optional(),
  tracks: z.array(Track).min(1),
  choices: z.record(Key, Choice).default({}),
  structure: Structure.default({}),
  attribution_rule: RulesOfModel.optional(),
  profile: ModelProfile.default({}),
  calendar: Calendar.default([]),
  circular: z.array(z.string().min(1)).default([]).describe('What depends on itself, and where the circle is cut'),
  measures: z.array(Key).default([]).describe('Measures the score reads; empty when nobody published the set'),
  claims: Claims.optional().describe('What a run reads of the lake for the facts that it counts'),
  facts: Facts.default({}),
  parameters: Parameters.default({}),
  per_measure: Parameters.default({}).describe('Parameters that every measure has: name becomes name/measure'),
  components: z.array(Component).default([]).describe('In order of evaluation'),
  not_published: z
    .array(z.string())
    .default([])
    .describe('What the sources do not say, named so that nobody guesses it'),
})
export type WholeModelFile = z.infer<typeof WholeModelFile>

/** A model that takes another's structure and gives values to what it left open. */
export const BasedModelFile = z.strictObject({
  ...shared,
  based_on: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  demonstration: z.literal(true).optional().describe('Its values were made for the demonstration region'),
  attribution_rule: RulesOfModel.optional(),
  profile: ModelProfile.default({}),
  measures: z.array(Key).optional().describe('The measure set, where the model it is based on leaves it open'),
  gives: z.record(z.string(), DatedValues).default({}).describe('Values of parameters that it leaves `required`'),
})
export type BasedModelFile = z.infer<typeof BasedModelFile>
