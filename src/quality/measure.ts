import { z } from 'zod'
import { RuleHead } from '../model/rule-head.ts'
import { DecimalText } from '../model/schedule.ts'

/** A measure as data. One small engine runs every measure; none is audited. */
const Key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'want lower case letters, digits and hyphens')

const Age = z
  .strictObject({ from: z.int().min(0), to: z.int().max(130) })
  .describe('At the end of the period, both ends in')

const People = z.strictObject({
  kind: z.literal('people'),
  age: Age,
  coverage_months: z
    .int()
    .min(0)
    .max(12)
    .describe('Fewest months of coverage in a year, scaled down for a shorter period'),
  condition: Key.optional().describe(
    'Value set: two ambulatory days or one inpatient day, in the period and the year before',
  ),
})

const Stays = z.strictObject({
  kind: z.literal('stays'),
  age: Age,
  discharged_to: Key.describe('Value set of discharge statuses that count'),
})

const Exclusion = z.union([
  z.strictObject({ reason: z.literal('died') }),
  z.strictObject({ reason: z.literal('readmitted'), within_days: z.int().min(1) }),
  z.strictObject({
    reason: Key,
    value_set: Key.describe('Codes on a claim, or diagnoses'),
    when: z.enum(['period', 'ever']).describe('ever: on any day up to the end of the period that the lake holds'),
  }),
])

const Numerator = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('latest-result'),
    value_set: Key,
    operator: z.enum(['<', '<=', '>', '>=']),
    threshold: DecimalText,
  }),
  z.strictObject({
    kind: z.literal('service'),
    any_of: z.array(z.strictObject({ value_set: Key, years: z.int().min(1) })).min(1),
  }),
  z.strictObject({
    kind: z.literal('visit-after-stay'),
    value_set: Key,
    from_day: z.int().min(0),
    to_day: z.int().min(1),
  }),
])

export const MeasureFile = z
  .strictObject({
    version: z.string().min(1),
    audited: z.literal(false),
    counts: z.enum(['people', 'stays']),
    concept: Key.optional().describe('What it measures, where several definitions measure the same; else its own key'),
    direction: z.literal('higher').describe('A higher rate is better'),
    ...RuleHead.shape,
    limits: z.array(z.string()).min(1).describe('Where it departs from the published measure, and why'),
    population: z.discriminatedUnion('kind', [People, Stays]),
    exclusions: z.array(Exclusion),
    numerator: Numerator,
  })
  .superRefine(({ counts, population, numerator }, context) => {
    const fault = (message: string, path: string[]) => context.addIssue({ code: 'custom', message, path })
    if (counts !== population.kind) fault(`counts ${counts}, but its population is ${population.kind}`, ['counts'])
    if ((numerator.kind === 'visit-after-stay') !== (population.kind === 'stays'))
      fault(`${numerator.kind} does not fit a population of ${population.kind}`, ['numerator', 'kind'])
  })
export type MeasureFile = z.infer<typeof MeasureFile>
