import { z } from 'zod'
import { type Overview, overviewRows } from '../../../alignment/degree/overview.ts'
import { DEGREES } from '../../../alignment/elements/degree.ts'
import { text } from '../shapes.ts'

export const Degree = z.enum(DEGREES)

export const saysShape = z
  .object({ reading: text, says: z.string(), source: z.string(), status: z.enum(['stated', 'unconfirmed']) })
  .meta({ id: 'AlignmentAnswer' })

const Part = z.object({
  payer_reading: text,
  reference_reading: text,
  degree: Degree,
  because: z.string(),
  by: z.array(z.string()).describe('Equivalences by which the two texts became comparable'),
})

export const degreeCounts = z.record(Degree, z.number().int()).describe('How many elements stand at each degree')

const AreaOfPayer = z.object({
  payer: z.string(),
  degree: Degree.describe('The farthest degree among the elements that both state'),
  counts: degreeCounts,
})

const Area = z
  .object({
    area: z.string(),
    label: z.string(),
    source: z.string(),
    elements: z.number().int(),
    payers: z.array(AreaOfPayer),
  })
  .meta({ id: 'AlignmentArea' })

const ElementRow = z
  .object({
    area: z.string(),
    element: z.string(),
    label: z.string(),
    asks: z.string(),
    why: z.string().optional().describe('Why answers that differ point the same way'),
    effort: z.string(),
    burden: z.array(z.string()),
    source: z.string(),
    reference_says: z.array(saysShape),
    payers: z.array(
      z.object({
        payer: z.string(),
        degree: Degree,
        because: z.string(),
        says: z.array(saysShape),
        parts: z.array(Part),
      }),
    ),
  })
  .meta({ id: 'AlignmentElement' })

/** All payers beside a reference. */
export const overviewShape = {
  reference: z.string(),
  payers: z.array(z.object({ payer: z.string(), name: z.string(), lines: z.array(z.string()) })),
  areas: z.array(Area),
  elements: z.array(ElementRow),
}

/** What is public leaves whole. */
export const publicRows = (shown: Overview) => overviewRows(shown).map((row) => ({ ...row, withheld: [] }))
