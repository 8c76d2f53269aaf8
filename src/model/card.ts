import { z } from 'zod'
import { Name } from './parameter.ts'

/** What people say of a model before they compute it. */
export const Card = z.strictObject({
  by: z.string().min(1).describe('Who runs or ran it'),
  years: z.string().min(1),
  payers: z.string().min(1),
  units: z.string().optional().describe('Who is paid: practice, ACO, hospital, clinician'),
  worked: z.array(z.string().min(1)).default([]).describe('What worked, each with who says so'),
  did_not: z.array(z.string().min(1)).default([]).describe('What did not, each with who says so'),
})

/** A structure that other rooms carry out, or that two models are compared by: words, and the parameters behind them. */
const Element = z.strictObject({
  about: z.string().min(1),
  source: z.string().min(1),
  status: z.literal('unconfirmed').optional(),
  parameters: z.array(Name).optional().describe('The parameters of this model that belong to it'),
  includes: z.array(z.string().min(1)).optional(),
  excludes: z.array(z.string().min(1)).optional(),
})

export const STRUCTURES = [
  'population',
  'attribution',
  'cost',
  'episode',
  'benchmark',
  'risk',
  'measures',
  'payment',
  'cascade',
] as const

export const Structure = z.partialRecord(z.enum(STRUCTURES), Element)

export const Calendar = z.array(
  z.strictObject({
    event: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    about: z.string().min(1),
    source: z.string().min(1),
    status: z.literal('unconfirmed').optional(),
    months_after: Name.optional().describe('The parameter that says how many months after the period it is'),
  }),
)
