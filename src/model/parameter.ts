import { z } from 'zod'
import { exact } from '../money.ts'

/**
 * One dated number of a model. Structure: windows, targets, weights. Recommended: an amount that is public.
 * Own: money, or a share of money, that one payer sets; a model file never holds its value, an arrangement does.
 */
export const PARAMETER_KINDS = ['structure', 'recommended', 'own'] as const
export type ParameterKind = (typeof PARAMETER_KINDS)[number]

export const PARAMETER_UNITS = ['usd', 'share', 'count', 'months', 'factor', 'text'] as const
export type ParameterUnit = (typeof PARAMETER_UNITS)[number]

/** Digits as written; a number of more than fifteen digits must stand in quotes, or its last digits are lost. */
export const DecimalText = z.union([z.string(), z.number()]).transform((value, context) => {
  const digits = String(value).replace(/^-?0*\.?0*|[.]/g, '')
  if (typeof value === 'number' && digits.length > 15) {
    context.addIssue({ code: 'custom', message: 'a number of more than 15 digits; want it in quotes' })
    return z.NEVER
  }
  return typeof value === 'number' ? exact(value).toFixed() : value
})

export const IsoDate = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'want a date such as 2025-01-01')

const DatedValue = z.strictObject({
  from: IsoDate.describe('First day on which the value holds; it holds until the next one'),
  value: DecimalText,
  source: z.string().min(1).describe('Citation: rule, document, page or arrangement'),
})

export const DatedValues = z
  .array(DatedValue)
  .min(1)
  .superRefine((values, context) =>
    values.forEach((dated, i) => {
      const before = values[i - 1]
      if (before && before.from >= dated.from)
        context.addIssue({
          code: 'custom',
          message: 'dates out of order; want each one later than the one before',
          path: [i, 'from'],
        })
    }),
  )

export const Parameter = z
  .strictObject({
    label: z.string().min(1),
    kind: z.enum(PARAMETER_KINDS),
    unit: z.enum(PARAMETER_UNITS),
    about: z.string().optional(),
    required: z
      .literal(true)
      .optional()
      .describe('Nobody published it: a model based on this one, or the arrangement, gives it'),
    status: z.literal('unconfirmed').optional().describe('Stated somewhere, not yet checked against a public source'),
    values: DatedValues.optional(),
  })
  .superRefine((parameter, context) => {
    const fault = (message: string, ...path: (string | number)[]) => context.addIssue({ code: 'custom', message, path })
    const { kind, unit, required, values } = parameter
    if (!required && !values)
      fault('neither values nor `required: true`; an unpublished figure is required, never defaulted')
    if (required && values) fault('both values and `required: true`; want one of them', 'required')
    if (kind === 'own' && values) fault('an own amount cannot stand in a model file; want `required: true`', 'values')
    values?.forEach((dated, i) => {
      if (!fitsUnit(dated.value, unit)) fault('not a decimal number', 'values', i, 'value')
    })
  })
export type Parameter = z.infer<typeof Parameter>

export const fitsUnit = (value: string, unit: ParameterUnit): boolean =>
  unit === 'text' || /^-?\d+(\.\d+)?$/.test(value)

/**
 * A person's race or ethnicity may stratify a measure and never enters a payment or a risk adjustment
 * (`docs/decisions`): no parameter may be named after it.
 */
const FORBIDDEN = /(^|[^a-z])(race|races|racial|ethnic|ethnicity|ethnicities|hispanic|latino|latina)([^a-z]|$)/i

export const Parameters = z.record(z.string(), Parameter).superRefine((parameters, context) => {
  for (const [name, { label, about }] of Object.entries(parameters)) {
    const fault = (message: string) => context.addIssue({ code: 'custom', message, path: [name] })
    if (!/^[a-z][a-z0-9_]*(\/[a-z][a-z0-9-]*)?$/.test(name))
      fault('not a parameter name; want snake_case, or name/measure')
    if ([name, label, about ?? ''].some((text) => FORBIDDEN.test(text)))
      fault('race and ethnicity may never enter a payment or risk parameter')
  }
})

export type DatedParameter = {
  /** Digits as published; null when the value is required, or none was in force yet. */
  value: string | null
  source: string | null
  kind: ParameterKind
  unit: ParameterUnit
  status: 'stated' | 'unconfirmed' | 'required' | 'not-in-force'
}

/** The value in force on a day, with its source. Example: `valueOn(model.parameters.incentive_share, '2025-01-01')`. */
export function valueOn(parameter: Parameter, date: string): DatedParameter {
  const { kind, unit } = parameter
  if (!parameter.values) return { value: null, source: null, kind, unit, status: 'required' }
  const held = parameter.values.findLast((dated) => dated.from <= date)
  if (!held) return { value: null, source: null, kind, unit, status: 'not-in-force' }
  return { value: held.value, source: held.source, kind, unit, status: parameter.status ?? 'stated' }
}
