import { existsSync } from 'node:fs'
import { z } from 'zod'
import { CLINICIAN_TYPES, type ClinicianType } from '../lake/tables/directory.ts'
import { LINES_OF_BUSINESS } from '../lake/tables/lineage.ts'
import { readYaml } from '../model/read-yaml.ts'
import type { AttributionRule } from './rule.ts'

export const KEY = '[a-z][a-z0-9-]*'

export const Text = z.union([z.string(), z.number().transform(String)])
export const words = (pattern: string, want: string) => z.string().regex(new RegExp(`^${pattern}$`), `want ${want}`)

export const Practice = words(
  `${KEY} of ${KEY}( in ${KEY})?`,
  'a practice such as `elm of river`, or `elm of river in big-aco`',
)
const Visit = words(`${KEY} \\d{4}-\\d{2}-\\d{2}( \\S+)*`, 'a visit such as `elm 2025-02-01 120.00 cardiology G0439`')
const Statement = words(
  `${KEY} \\d{4}-\\d{2}-\\d{2}( until \\d{4}-\\d{2}-\\d{2})?`,
  'a statement such as `elm 2025-02-01`, or `elm 2025-02-01 until 2025-07-01`',
)
const Listed = words(`${KEY} \\d{4}-\\d{2}`, 'a practice and the month of the list such as `elm 2025-10`')

/** One person, and whose patient they are by the rule on each list. It is a test and a line of the reference. */
const Case = z.strictObject({
  case: z.string().min(1),
  published: z.string().min(1).optional().describe('Who published the example; none: worked by hand from the rule'),
  period: Text,
  lines_of_business: z
    .array(z.enum(LINES_OF_BUSINESS))
    .min(1)
    .optional()
    .describe("The person's coverage, all through the period; the first that the rule sees where it is left out"),
  visits: z.array(Visit).default([]),
  statements: z.array(Statement).default([]),
  listed: z.array(Listed).default([]).describe("What the payer's own list says"),
  zip_code: z.string().optional(),
  expect: z
    .array(
      z.strictObject({
        list: Text,
        practice: z.string().nullable(),
        step: z.number().int().optional(),
        reason: z.string(),
      }),
    )
    .describe('On these lists; an empty list: the rule does not see the person'),
})
export type AttributionCase = z.infer<typeof Case>

const CasesFile = z.strictObject({
  directory: z.array(Practice).min(1).describe('Practices, their organizations and the ACOs that these take part in'),
  cases: z.array(Case).min(1),
})

export type AttributionCases = {
  directory: { practice_id: string; organization_id: string; aco: string | null }[]
  cases: AttributionCase[]
}

/** The worked examples of a rule, from `<rule>.cases.yaml` beside its file; none where there is no such file. */
export function casesOf({ file }: AttributionRule): AttributionCases {
  const beside = file.replace(/\.yaml$/, '.cases.yaml')
  if (!existsSync(beside)) return { directory: [], cases: [] }
  const { directory, cases } = readYaml(beside, CasesFile).value
  return { directory: directory.map(practiceOf), cases }
}

export function practiceOf(text: string): AttributionCases['directory'][number] {
  const [practice_id = '', , organization_id = '', , aco] = text.split(' ')
  return { practice_id, organization_id, aco: aco ?? null }
}

export type VisitWords = {
  practice_id: string
  service_date: string
  allowed_usd: string | null
  hcpcs_code: string | null
  clinician_type: ClinicianType | null
  specialty: string
}

/** `elm 2025-02-01 120 cardiology G0439 physician`: after the day, what is known of it in any order. */
export function visitOf(text: string): VisitWords {
  const [practice_id = '', service_date = '', ...more] = text.split(' ')
  const type = CLINICIAN_TYPES.find((one) => more.includes(one)) ?? null
  const amount = more.find((one) => /^\d+(\.\d\d)?$/.test(one)) ?? null
  const code = more.find((one) => /^[A-Z]\d{4}$/.test(one)) ?? null
  const specialty = more.find((one) => one !== type && one !== amount && one !== code) ?? 'primary-care'
  return { practice_id, service_date, allowed_usd: amount, hcpcs_code: code, clinician_type: type, specialty }
}

export type StatementWords = { practice_id: string; attested_on: string; withdrawn_on: string | null }

export function statementOf(text: string): StatementWords {
  const [practice_id = '', attested_on = '', , withdrawn_on = null] = text.split(' ')
  return { practice_id, attested_on, withdrawn_on }
}

export function listedOf(text: string): { practice_id: string; year_month: string } {
  const [practice_id = '', month = ''] = text.split(' ')
  return { practice_id, year_month: month.replace('-', '') }
}
