import { z } from 'zod'
import { type Exact, exact } from '../money.ts'

/** Digits as written; a number of more than fifteen digits must stand in quotes, or its last digits are lost. */
export const DecimalText = z.union([z.string(), z.number()]).transform((value, context) => {
  const digits = String(value).replace(/^-?0*\.?0*|[.]/g, '')
  if (typeof value === 'number' && digits.length > 15) {
    context.addIssue({ code: 'custom', message: 'a number of more than 15 digits; want it in quotes' })
    return z.NEVER
  }
  return typeof value === 'number' ? exact(value).toFixed() : value
})

/** One step of a schedule: the value at a point, and on from there or up to there, as `bands` says. */
export type Band = { at: string; value: string }

/**
 * What a parameter is worth: one value; a value for each code of what it goes `by`; bands over the number that it runs
 * `along`; or bands for each code.
 */
export type Schedule = string | readonly Band[] | { readonly [code: string]: string | readonly Band[] }

const Bands = z
  .array(z.strictObject({ at: DecimalText, value: DecimalText }))
  .min(1)
  .superRefine((bands, context) =>
    bands.forEach(({ at }, i) => {
      const before = bands[i - 1]
      if (!isDecimal(at)) context.addIssue({ code: 'custom', message: 'not a decimal number', path: [i, 'at'] })
      else if (before && isDecimal(before.at) && exact(before.at).gte(at))
        context.addIssue({
          code: 'custom',
          message: 'bands out of order; want each above the one before',
          path: [i, 'at'],
        })
    }),
  )

export const Schedule: z.ZodType<Schedule> = z.union([
  DecimalText,
  Bands,
  z.record(z.string().regex(/^[A-Za-z0-9][\w+.-]*$/, 'want a code'), z.union([DecimalText, Bands])),
])

/** `from`: a band holds from its point on. `up-to`: up to and with its point. `line`: straight from point to point. */
export const BANDS = ['from', 'up-to', 'line'] as const
export type Reading = (typeof BANDS)[number]

export const isDecimal = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text)

/** Each value of a schedule, with the path to it. */
export function valuesOf(schedule: Schedule): { value: string; path: (string | number)[] }[] {
  if (typeof schedule === 'string') return [{ value: schedule, path: [] }]
  if (isBands(schedule)) return schedule.map(({ value }, i) => ({ value, path: [i, 'value'] }))
  return Object.entries(schedule).flatMap(([code, one]) =>
    valuesOf(one).map(({ value, path }) => ({ value, path: [code, ...path] })),
  )
}

export const isBands = (schedule: Schedule): schedule is readonly Band[] => Array.isArray(schedule)

/** Bands made ready for many rows: every figure read once. `read` says what a value is worth. */
export function bandsReader<Value>(
  bands: readonly Band[],
  reading: Reading,
  read: (text: string) => Value,
): (number: Exact) => Value | Exact | null {
  const points = bands.map(({ at, value }) => ({ at: exact(at), value: read(value) }))
  if (reading === 'up-to') return (number) => points.find(({ at }) => number.lte(at))?.value ?? null
  const placeOf = (number: Exact) => points.findLastIndex(({ at }) => number.gte(at))
  if (reading === 'from') return (number) => points[placeOf(number)]?.value ?? null
  const lines = bands.map(({ at, value }, i) => lineFrom(at, value, bands[i + 1]))
  return (number) => lines[placeOf(number)]?.(number) ?? null
}

/** From a point straight to the next one; from the last on it stays. */
function lineFrom(at: string, value: string, next: Band | undefined): (number: Exact) => Exact {
  const [from, base] = [exact(at), exact(value)]
  if (!next) return () => base
  const [wide, high] = [exact(next.at).minus(from), exact(next.value).minus(base)]
  return (number) => base.plus(number.minus(from).times(high).div(wide))
}
