import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { csv } from '../../disclosure/csv.ts'
import type { Released } from '../../disclosure/release.ts'

/** Shapes that several nouns share. A field that no shape names never leaves: serialization strips it. */
export const text = z.string().nullable()
export const count = z.number().int().nullable()
/** Months of people: where a payer counts parts of months by days, with up to four places. */
export const months = z.number().nullable()
/** An exact decimal as text; null when unknown or withheld. */
export const decimal = z.string().nullable()

export const Withheld = z
  .array(z.object({ field: z.string(), because: z.string() }))
  .describe('Fields that are null because this viewer may not see them, and why')

/** Whose a row is. */
export const ofPayer = { payer: z.string(), payer_name: z.string() }
export const ofLine = { ...ofPayer, line_of_business: z.string() }

/** A practice's cost of care with one payer, after truncation. */
export const costOfPayer = {
  ...ofPayer,
  people: count,
  member_months: months,
  pmpm_usd: decimal,
  as_of: text.default(null),
}

export const Format = z.object({
  format: z.enum(['json', 'csv']).default('json').describe('csv: the same rows as a table to take away'),
})

export const PracticeParams = z.object({
  practice_id: z.string().min(1).max(100).describe('Key of a practice in the directory'),
})

/** A table to take away: the same rows through the same door. */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  rows: readonly Released[],
  columns: readonly string[],
): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .serializer(String)
    .send(csv(rows, columns))
}

/** Released rows as the shape of a response: the schema checks them again on the way out. */
export const shaped = <Shape>(released: unknown): Shape => released as Shape
