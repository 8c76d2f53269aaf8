import { z } from 'zod'
import { ROOMS, SIDES } from '../../../convening/initiative/footing.ts'
import { FINDING_KINDS } from '../../../convening/silence/kinds.ts'

/** Shapes that the nouns of the convening share. */
export const Key = z
  .string()
  .max(80)
  .regex(/^[a-z0-9][a-z0-9-]*$/)
export const InitiativeParams = z.object({ initiative: Key })
export const CommitteeParams = z.object({ committee: Key })
export const RecommendationParams = z.object({ recommendation: Key })
export const Serial = z.coerce.number().int().min(1).max(2_147_483_647)
export const side = z.enum(SIDES)
export const room = z.enum(ROOMS)
export const title = z.string().trim().min(1).max(200)
export const paragraph = z.string().trim().min(1).max(2_000)
export const body = z.string().trim().min(1).max(50_000)
export const share = z
  .string()
  .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/)
  .describe('An exact decimal from 0 to 1')
export const Done = z.object({ done: z.literal(true) }).meta({ id: 'ConveningDone' })
export const done = { done: true as const }
/** A place in a text that says what a payer keeps to itself. */
export const Finding = z
  .object({
    start: z.number(),
    end: z.number(),
    kind: z.enum(FINDING_KINDS as [(typeof FINDING_KINDS)[number]]),
    why: z.string(),
    fix: z.string(),
    weighed: z
      .array(z.object({ start: z.number(), end: z.number() }))
      .optional()
      .describe('Where no rule found it: the places of the phrases that weighed most.'),
    weight: z.number().optional().describe('What the sentence weighs with its neighbours, where no rule found it.'),
    bound: z.number().optional().describe('What weighs more than this is held.'),
  })
  .meta({ id: 'SilenceFinding' })
