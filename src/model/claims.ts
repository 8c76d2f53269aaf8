import { z } from 'zod'
import type { Fact } from './model-file.ts'
import { IsoDate, Key, Name } from './parameter.ts'
import { didYouMean } from './read-yaml.ts'

/** Columns of a member's coverage that may say what kind of member it is. */
const KIND_COLUMNS = ['medicare_status_code', 'dual_status_code', 'original_reason_entitlement_code'] as const

const Population = z.strictObject({
  population: Key,
  label: z.string().min(1),
  source: z.string().min(1),
  status: z.literal('unconfirmed').optional(),
  where: z
    .partialRecord(z.enum(KIND_COLUMNS), z.array(z.string().min(1)).min(1))
    .default({})
    .describe('Codes that a month of coverage must have, column by column; none: every month'),
})
export type Population = z.infer<typeof Population>

const BaseYear = z
  .strictObject({
    year: Key,
    label: z.string().min(1),
    before_agreement: z.number().int().min(1).max(10).optional().describe('How many years before the one it begins in'),
    starts: IsoDate.regex(/-01-01$/, 'want the first day of a year')
      .optional()
      .describe('A year that stays the same'),
    source: z.string().min(1),
  })
  .refine(({ before_agreement, starts }) => (before_agreement === undefined) !== (starts === undefined), {
    message: 'want `before_agreement` or `starts`',
  })
export type BaseYear = z.infer<typeof BaseYear>

/** The year that a statement is about, beside the base years. */
export const OWN_YEAR = 'period'

/** Of which people, years and claims a run takes what the model reads. Structure: the same for every contract. */
export const Claims = z.strictObject({
  about: z.string().min(1),
  source: z.string().min(1),
  settles: z
    .enum(['practice', 'contract'])
    .describe('Whom a statement is for: each practice, or all practices of the contract together'),
  lines_of_business: z.array(Key).min(1).describe('Of the members, as payers send it: medicare-ffs, commercial, …'),
  claim_types: z
    .array(z.enum(['institutional', 'professional', 'dental', 'vision', 'undetermined', 'pharmacy']))
    .min(1)
    .describe('Claims whose amounts count'),
  amount: z.enum(['paid', 'spend']).describe('What counts of a line: what was paid, or the allowed amount, else that'),
  truncated_at: Name.optional().describe('Parameter: the share of people whose yearly spend is at or below the point'),
  populations: z.array(Population).default([]).describe('The first that fits a month; none: all are one'),
  base_years: z.array(BaseYear).default([]),
})
export type Claims = z.infer<typeof Claims>

const COUNTS = {
  'member-months': 'months',
  people: 'count',
  spend: 'usd',
  truncated: 'usd',
  'lines-without-amount': 'count',
} as const
export type ClaimsCount = keyof typeof COUNTS

/** How a run counts a fact. */
export const FromClaims = z.strictObject({
  count: z.enum(Object.keys(COUNTS) as [ClaimsCount, ...ClaimsCount[]]),
  year: Key.default(OWN_YEAR).describe('A base year; none: the year that the statement is about'),
  of: z
    .enum(['assigned', 'region', 'others'])
    .default('assigned')
    .describe('People assigned under the contract, all of the payer in the region, or those of them not assigned'),
})
export type FromClaims = z.infer<typeof FromClaims>

type Read = {
  claims?: Claims | undefined
  facts: Record<string, Fact>
  parameters: Record<string, unknown>
}
type Fault = (path: readonly (string | number)[], text: string) => void

/** Facts that a run counts ask for years, people and units that the model has. */
export function checkClaims({ claims, facts, parameters }: Read, fault: Fault): void {
  const years = [OWN_YEAR, ...(claims?.base_years ?? []).map(({ year }) => year)]
  const populations = (claims?.populations ?? []).map(({ population }) => population)
  if (populations.some((one) => one === 'all' || one === 'untold'))
    fault(['claims', 'populations'], '`all` and `untold` mean all populations and none; want another name')
  const twice = [...years, ...populations].find((one, i, all) => all.indexOf(one) !== i)
  if (twice !== undefined) fault(['claims'], `${twice} twice among base years and populations`)
  if (claims?.truncated_at !== undefined && !parameters[claims.truncated_at])
    fault(
      ['claims', 'truncated_at'],
      `no parameter ${claims.truncated_at}${didYouMean(claims.truncated_at, Object.keys(parameters))}`,
    )
  for (const [name, { from_claims: from, unit }] of Object.entries(facts)) {
    if (!from && name.endsWith('/population') && populations.length === 0)
      fault(['facts', name], `${name} is for each population, and \`claims\` names none`)
    if (!from) continue
    if (!claims) fault(['facts', name, 'from_claims'], `${name} is counted from claims; the model has no \`claims\``)
    else if (!years.includes(from.year))
      fault(['facts', name, 'from_claims', 'year'], `no base year ${from.year}${didYouMean(from.year, years)}`)
    if (unit !== COUNTS[from.count])
      fault(['facts', name, 'unit'], `${name} counts ${from.count} in ${COUNTS[from.count]}; not ${unit}`)
    if (from.count === 'truncated' && claims && claims.truncated_at === undefined)
      fault(['facts', name, 'from_claims'], `${name} is truncated, and \`claims\` names no truncated_at`)
  }
}
