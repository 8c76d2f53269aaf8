import { z } from 'zod'
import { text } from '../shapes.ts'

/** The rules by which figures of a page are made, with their sources. */
export const How = z
  .array(
    z.object({
      rule: z.string(),
      title: z.string(),
      about: z.string(),
      sources: z.array(
        z.object({
          title: z.string(),
          by: z.string(),
          published: z.string().optional(),
          url: z.string().optional(),
          says: z.string().optional(),
        }),
      ),
    }),
  )
  .describe('Rules by which the figures are made, and their sources')

export const explain_id = text
