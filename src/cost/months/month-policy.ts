import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import { LINES_OF_BUSINESS } from '../../lake/tables/lineage.ts'
import { IsoDate } from '../../model/parameter.ts'

/** Which days of coverage make a month. */
export const WAYS = ['first-day', 'fifteenth', 'any-day', 'whole-month', 'days-share'] as const
export type Way = (typeof WAYS)[number]

const Told = z.strictObject({ about: z.string().min(1), source: z.string().min(1) })

export const MonthPolicy = z.strictObject({
  about: z.string().min(1),
  ways: z.strictObject(Object.fromEntries(WAYS.map((way) => [way, Told])) as Record<Way, typeof Told>),
  counting: z
    .array(
      z.strictObject({
        from: IsoDate.describe('First day of the periods that are counted this way'),
        payer: z.string().min(1).optional(),
        line_of_business: z.enum(LINES_OF_BUSINESS).optional(),
        way: z.enum(WAYS),
        source: z.string().min(1),
      }),
    )
    .min(1)
    .superRefine((all, context) => {
      const keys = all.map((one) => `${one.payer ?? ''} ${one.line_of_business ?? ''} ${one.from}`)
      keys.forEach((key, i) => {
        if (keys.indexOf(key) < i)
          context.addIssue({
            code: 'custom',
            message: 'the same payer, line of business and day twice; want one way',
            path: [i],
          })
      })
    }),
})
export type MonthPolicy = z.infer<typeof MonthPolicy>
type Counting = MonthPolicy['counting'][number]

/**
 * The ways in force on a day, the most closely named first: payer and line of business, payer, line of business, all.
 * A period and the year before it are counted in the same way, that of the period's first day, so that they compare.
 */
function inForce({ counting }: MonthPolicy, day: string): Counting[] {
  const latest = new Map<string, Counting>()
  for (const one of [...counting].sort((a, b) => (a.from < b.from ? -1 : 1)))
    if (one.from <= day) latest.set(`${one.payer ?? ''} ${one.line_of_business ?? ''}`, one)
  const closeness = (one: Counting) => (one.payer ? 2 : 0) + (one.line_of_business ? 1 : 0)
  return [...latest.values()].sort((a, b) => closeness(b) - closeness(a))
}

/** The way of a row with a payer and a line of business. Errors: `input-model` where no way holds for every payer. */
export function wayOf(policy: MonthPolicy, day: string): Sql {
  const ways = inForce(policy, day)
  const rest = ways.find((one) => !one.payer && !one.line_of_business)
  if (!rest)
    throw new WholepanelError('input-model', {
      at: 'cost/total-cost-of-care/member_months/counting',
      got: `no way for every payer on ${day}`,
      want: 'an entry with neither payer nor line_of_business',
    })
  const named = ways.filter((one) => one !== rest)
  if (named.length === 0) return literal(rest.way)
  const of = ({ payer, line_of_business }: Counting) =>
    join(
      [
        ...(payer ? [sql`payer = ${literal(payer)}`] : []),
        ...(line_of_business ? [sql`line_of_business = ${literal(line_of_business)}`] : []),
      ],
      ' and ',
    )
  return sql`case ${join(
    named.map((one) => sql`when ${of(one)} then ${literal(one.way)}`),
    ' ',
  )} else ${literal(rest.way)} end`
}

/** Whether some payer's months count in part: only then have days to be added up. */
export const countsParts = (policy: MonthPolicy): boolean => policy.counting.some(({ way }) => way === 'days-share')
