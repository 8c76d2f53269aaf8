import { z } from 'zod'
import { join, literal, type Sql, sql } from '../lake/sql.ts'

const codes = (shape: RegExp, example: string) => z.array(z.string().regex(shape, `want ${example}`)).min(1)

/** What a claim line must be, by the public codes on it; everything named must hold. */
export const LineCondition = z.strictObject({
  claim_type: z.array(z.enum(['institutional', 'professional', 'dental', 'vision', 'undetermined', 'pharmacy'])).min(1),
  bill_types: codes(/^\d{2}$/, "the first two digits of a type of bill such as '11'").optional(),
  no_bill_type: z.literal(true).optional(),
  admitted: z.literal(true).optional().describe('An admission date is on the claim'),
  revenue: codes(/^\d{4}(-\d{4})?$/, "a revenue code such as '0450' or '0450-0459'").optional(),
  places: codes(/^\d{2}$/, "a place of service such as '21'").optional(),
  hcpcs_begin: codes(/^[A-Z]\d{0,4}$/, "the beginning of a HCPCS level II code such as 'E'").optional(),
  specialties: codes(/^[a-z][a-z-]*$/, 'a specialty of the directory').optional(),
  specialty_other_than: codes(/^[a-z][a-z-]*$/, 'a specialty of the directory').optional(),
  primary_care_visit: z.literal(true).optional(),
})
export type LineCondition = z.infer<typeof LineCondition>

/** The condition on a row of `person_line`; unknown where a column that it asks for is empty, which selects nothing. */
export function lineIs(condition: LineCondition): Sql {
  const { claim_type, bill_types, no_bill_type, admitted, revenue, places, hcpcs_begin, specialties } = condition
  const all: Sql[] = [among(sql`claim_type`, claim_type)]
  if (bill_types) all.push(among(sql`substr(bill_type_code, 1, 2)`, bill_types))
  if (no_bill_type) all.push(sql`bill_type_code is null`)
  if (admitted) all.push(sql`admission_date is not null`)
  if (revenue) all.push(revenueIsAny(revenue))
  if (places) all.push(among(sql`place_of_service_code`, places))
  if (hcpcs_begin)
    all.push(
      sql`(${join(
        hcpcs_begin.map((begin) => sql`hcpcs_code like ${literal(`${begin}%`)}`),
        ' or ',
      )})`,
    )
  if (specialties) all.push(among(sql`specialty`, specialties))
  if (condition.specialty_other_than) all.push(sql`not ${among(sql`specialty`, condition.specialty_other_than)}`)
  if (condition.primary_care_visit) all.push(sql`primary_care_visit`)
  return sql`(${join(all, ' and ')})`
}

export const lineIsAny = (conditions: readonly LineCondition[]): Sql =>
  conditions.length > 0 ? sql`(${join(conditions.map(lineIs), ' or ')})` : sql`false`

export const among = (column: Sql, values: readonly string[]): Sql => sql`${column} in (${join(values.map(literal))})`

export const revenueIsAny = (revenue: readonly string[]): Sql =>
  revenue.length > 0 ? sql`coalesce(${join(revenue.map(revenueIs), ' or ')}, false)` : sql`false`

function revenueIs(codes: string): Sql {
  const [first = '', last] = codes.split('-')
  return last
    ? sql`revenue_center_code between ${literal(first)} and ${literal(last)}`
    : sql`revenue_center_code = ${literal(first)}`
}
