import { z } from 'zod'
import { Name } from '../../model/parameter.ts'
import { DecimalText } from '../../model/schedule.ts'

/** An element, an area or an option by its name. */
export const Word = z.string().regex(/^[a-z0-9A-Z][a-z0-9A-Z_-]*$/, 'want letters, digits, hyphens and underscores')

const share = DecimalText.refine((text) => Number(text) >= 0 && Number(text) <= 1, {
  message: 'want a share from 0 to 1',
})

/** How two answers of an element are compared; `rules` of the file says what each means. */
export const Comparison = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('equal') }),
  z.strictObject({ rule: z.literal('family'), families: z.array(z.array(Word).min(2)).min(1) }),
  z.strictObject({
    rule: z.literal('near'),
    order: z.array(Word).min(2),
    within: z.number().int().min(1),
    apart: z.array(Word),
  }),
  z.strictObject({ rule: z.literal('overlap'), of: z.enum(['union', 'smaller']), least: share }),
  z.strictObject({ rule: z.literal('steps'), least: share }),
  z.strictObject({ rule: z.literal('within'), by: z.enum(['absolute', 'relative']), tolerance: DecimalText }),
])
export type Comparison = z.infer<typeof Comparison>

const KINDS = ['one-of', 'set', 'ordered-steps', 'number', 'yes-no'] as const
export type AnswerKind = (typeof KINDS)[number]

/** Which kinds of answer a rule of comparison can compare. */
const COMPARES: Record<Comparison['rule'], readonly AnswerKind[]> = {
  equal: ['one-of', 'yes-no'],
  family: ['one-of'],
  near: ['one-of'],
  overlap: ['set'],
  steps: ['ordered-steps'],
  within: ['number'],
}

const Amounts = z.enum(['none', 'recommended'])

export const Element = z
  .strictObject({
    element: Word.describe('Its name, in profiles and results'),
    area: Word,
    label: z.string().min(1),
    asks: z.string().min(1).describe('The plain question'),
    from: z.enum(['model', 'arrangement', 'questionnaire']).describe('Where the answer comes from'),
    where: z.string().min(1).optional().describe('Which part of a model or arrangement gives it'),
    parameters: z.array(Name).min(1).optional().describe('Parameters of models that hold the number, the first known'),
    value: z.enum(KINDS),
    options: z
      .union([z.literal('any'), z.record(Word, z.string().min(1))])
      .optional()
      .describe('What may be answered, each with its label; any: keys that others give, such as measures'),
    synonyms: z.record(z.string(), Word).default({}).describe('Other words for an option'),
    unit: z.enum(['share', 'months', 'count']).optional().describe('Of a number'),
    compare: Comparison,
    why: z.string().optional().describe('Why answers that differ point the same way'),
    amounts: Amounts.describe('Whether the answer may be an amount that is public'),
    effort: Word.describe('How hard a change is, one of `effort`'),
    burden: z.array(Word).describe('What a difference costs practices, of `burdens`'),
    source: z.string().min(1),
  })
  .superRefine(({ value, options, unit, compare, parameters }, context) => {
    const fault = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', message, path })
    if (!COMPARES[compare.rule].includes(value))
      fault(`compares ${COMPARES[compare.rule].join(' or ')}, and the answer is ${value}`, 'compare', 'rule')
    const listed = value === 'one-of' || value === 'set' || value === 'ordered-steps'
    if (listed && options === undefined) fault('no options to answer with')
    if (!listed && options !== undefined) fault(`options, and the answer is ${value}`, 'options')
    if ((value === 'number') !== (unit !== undefined))
      fault(value === 'number' ? 'a number of what? want unit' : `a unit, and the answer is ${value}`)
    if (parameters && value !== 'number') fault(`parameters hold numbers, and the answer is ${value}`, 'parameters')
    if (options === undefined || options === 'any') return
    const known = Object.keys(options)
    for (const word of wordsOf(compare)) if (!known.includes(word)) fault(`${word} is none of its options`, 'compare')
    if (compare.rule === 'near')
      for (const word of known)
        if (wordsOf(compare).filter((one) => one === word).length !== 1)
          fault(`${word} must stand once, in order or apart`, 'compare')
  })
export type Element = z.infer<typeof Element>

function wordsOf(compare: Comparison): string[] {
  if (compare.rule === 'family') return compare.families.flat()
  return compare.rule === 'near' ? [...compare.order, ...compare.apart] : []
}
