import { z } from 'zod'
import { Key, Parameter } from '../../model/parameter.ts'
import { Clinicians, HEAD, Lines, Source } from '../rule-file.ts'

const Services = z.array(z.string().min(1)).min(1)

/** One part that somebody takes in an event: what must be on one of their claim lines in it, and what it answers for. */
const Role = z.strictObject({
  role: Key,
  title: z.string().min(1),
  source: Source,
  takes: z
    .enum(['every', 'first'])
    .default('every')
    .describe('Everybody who fits and has no earlier role, or of them the one with the most of what is counted'),
  started: z.literal(true).optional().describe('The line is a service that started the event'),
  clinicians: Clinicians.default('any'),
  services: Services.optional().describe('The line is such a service; any where it is left out'),
  modifiers: z
    .array(z.string().regex(/^[A-Z0-9]{2}$/, 'want a HCPCS modifier such as X1'))
    .min(1)
    .optional()
    .describe('The line carries one of these'),
  places: z
    .array(z.string().regex(/^\d\d$/, 'want a CMS place of service such as 21'))
    .min(1)
    .optional()
    .describe('The line was done in one of these'),
  least_share: Parameter.optional().describe('The least part they have of what is counted, of all in the event'),
  share: Parameter.describe("The role's part of the event; shared among several by what is counted"),
})

export const EventFile = z.strictObject({
  ...HEAD,
  population: z
    .strictObject({ lines_of_business: Lines, source: Source })
    .optional()
    .describe('Only claim lines of these'),
  event: z.strictObject({
    services: Services.describe('What starts an event: primary-care-visit, any-service, or value sets'),
    clinicians: Clinicians.default('any'),
    days: Parameter.describe('Days that it lasts, the first one counted'),
    again: z
      .enum(['belongs', 'begins'])
      .describe('A further such service inside an event belongs to it, or ends it and begins another'),
    source: Source,
  }),
  who: z.strictObject({
    unit: z.enum(['clinician', 'practice']).describe('Who takes part'),
    counted_by: z.enum(['visits', 'allowed_usd']).describe('What is counted of each: days with a visit, or dollars'),
    source: Source,
  }),
  roles: z.array(Role).min(1).describe('In order: each one who takes part has the first role that they fit'),
  unfilled: z.strictObject({
    goes_to: z
      .enum(['others', 'nobody'])
      .describe('The share of a role that nobody fits: to those that are filled, in proportion, or to nobody'),
    source: Source,
  }),
})

export type EventFile = z.infer<typeof EventFile>
export type Role = z.infer<typeof Role>
