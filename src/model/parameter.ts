import { z } from 'zod'
import { BANDS, isBands, isDecimal, Schedule, valuesOf } from './schedule.ts'

/**
 * One dated number of a model. Structure: windows, targets, weights. Recommended: an amount that is public.
 * Own: money, or a share of money, that one payer sets; a model file never holds its value, an arrangement does.
 */
export const PARAMETER_KINDS = ['structure', 'recommended', 'own'] as const
export type ParameterKind = (typeof PARAMETER_KINDS)[number]

export const PARAMETER_UNITS = ['usd', 'share', 'count', 'months', 'factor', 'text', 'flag'] as const
export type ParameterUnit = (typeof PARAMETER_UNITS)[number]

export const IsoDate = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'want a date such as 2025-01-01')

const DatedValue = z.strictObject({
  from: IsoDate.describe('First day on which the value holds; it holds until the next one'),
  value: Schedule,
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

export const Key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'want lower case letters, digits and hyphens')

/** A fact, parameter or component by its name; `name/measure` where there is one for every measure. */
export const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(-[a-z0-9_]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/, 'want a name such as benchmark_usd')

export const Parameter = z
  .strictObject({
    label: z.string().min(1),
    kind: z.enum(PARAMETER_KINDS),
    unit: z.enum(PARAMETER_UNITS),
    about: z.string().optional(),
    by: Name.optional().describe('What its values are keyed by: track, a fact or a component that is a code'),
    along: Name.optional().describe('The number that its bands run along'),
    least: z.number().optional().describe('The least that a value may be'),
    most: z.number().optional().describe('The most that a value may be'),
    bands: z.enum(BANDS).default('from').describe('How a band is read'),
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
      const shape = shapeFault(dated.value, parameter)
      if (shape) fault(shape, 'values', i, 'value')
      for (const { value, path } of valuesOf(dated.value))
        if (
          isDecimal(value) &&
          (Number(value) < (parameter.least ?? Number(value)) || Number(value) > (parameter.most ?? Number(value)))
        )
          fault(
            `out of bounds; want ${parameter.least ?? 'any'} to ${parameter.most ?? 'any'}`,
            'values',
            i,
            'value',
            ...path,
          )
        else if (!fitsUnit(value, unit))
          fault(NOT_OF_UNIT[unit] ?? 'not a decimal number', 'values', i, 'value', ...path)
    })
  })
export type Parameter = z.infer<typeof Parameter>

const NOT_OF_UNIT: Partial<Record<ParameterUnit, string>> = { flag: 'want yes or no' }

export const fitsUnit = (value: string, unit: ParameterUnit): boolean =>
  unit === 'text' || (unit === 'flag' ? /^(yes|no)$/.test(value) : isDecimal(value))

/** A table says what it is read by; a single value is read by nothing. */
function shapeFault(schedule: Schedule, { by, along }: { by?: string | undefined; along?: string | undefined }) {
  const keyed = typeof schedule !== 'string' && !isBands(schedule)
  if (keyed !== (by !== undefined)) return by ? `want a value for each ${by}` : 'a value for each of what? want `by`'
  const ones = keyed ? Object.values(schedule) : [schedule]
  if (ones.some((one) => isBands(one) !== (along !== undefined)))
    return along ? `want bands along ${along}` : 'bands along what? want `along`'
  return undefined
}

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

/** What is in force on a day. `schedule` is null when the value is required, or none was in force yet. */
export type Held = {
  schedule: Schedule | null
  source: string | null
  kind: ParameterKind
  unit: ParameterUnit
  status: 'stated' | 'unconfirmed' | 'required' | 'not-in-force'
}

export function heldOn(parameter: Parameter, date: string): Held {
  const { kind, unit } = parameter
  if (!parameter.values) return { schedule: null, source: null, kind, unit, status: 'required' }
  const held = parameter.values.findLast((dated) => dated.from <= date)
  if (!held) return { schedule: null, source: null, kind, unit, status: 'not-in-force' }
  return { schedule: held.value, source: held.source, kind, unit, status: parameter.status ?? 'stated' }
}

/** Digits as published, of a parameter that is no table. */
export type DatedParameter = Omit<Held, 'schedule'> & { value: string | null }

/** The value in force on a day, with its source. Example: `valueOn(model.parameters.incentive_share, '2025-01-01')`. */
export function valueOn(parameter: Parameter, date: string): DatedParameter {
  const { schedule, ...held } = heldOn(parameter, date)
  if (schedule !== null && typeof schedule !== 'string') throw new Error('a table has no single value')
  return { ...held, value: schedule }
}
