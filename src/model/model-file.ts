import { z } from 'zod'
import { DatedValues, Parameters } from './parameter.ts'

const Key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'want lower case letters, digits and hyphens')

/** A source a reader can find: a rule, a page, a public response. */
const Source = z.strictObject({
  title: z.string().min(1),
  by: z.string().min(1),
  published: z.string().optional().describe('Date or year, as published'),
  url: z.url().optional(),
  says: z.string().optional().describe('What it supports, in our own words'),
})

const Track = z.strictObject({ track: Key, label: z.string().min(1), about: z.string().min(1) })

const Component = z.strictObject({
  component: Key.describe('Key of the statement line'),
  part: Key.describe('The payment part that computes it'),
  label: z.string().min(1),
  tracks: z.array(Key).min(1).optional().describe('The tracks it belongs to; all where none is named'),
  about: z.string().optional(),
})

const shared = {
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z.array(Source).min(1),
}

/** A model of its own. */
export const WholeModelFile = z.strictObject({
  ...shared,
  family: z.enum(['primary-care', 'total-cost-of-care', 'episode', 'hospital-budget', 'specialty', 'policy']),
  readiness: z.enum(['card', 'settles-from-facts', 'runs-from-claims', 'checked']),
  lan_categories: z.array(z.string()).optional().describe('HCP-LAN alternative payment model categories'),
  tracks: z.array(Track).min(1),
  measures: z.array(Key).default([]).describe('Measures the score reads; empty when nobody published the set'),
  parameters: Parameters,
  per_measure: Parameters.default({}).describe('Parameters that every measure has: name becomes name/measure'),
  components: z.array(Component).min(1).describe('In order of evaluation'),
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
  measures: z.array(Key).optional().describe('The measure set, where the model it is based on leaves it open'),
  gives: z.record(z.string(), DatedValues).default({}).describe('Values of parameters that it leaves `required`'),
})
export type BasedModelFile = z.infer<typeof BasedModelFile>
