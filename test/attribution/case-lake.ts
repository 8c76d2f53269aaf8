import { type AttributionCase, type casesOf, listedOf, statementOf, visitOf } from '../../src/attribution/cases.ts'
import type { AttributionRule } from '../../src/attribution/rule.ts'
import { memberMonth } from '../../src/cost/tables.ts'
import { personLine, personMember } from '../../src/identity/tables.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { addMonths, period } from '../../src/period.ts'
import { fillRows, lakeOf, type Row } from '../run/small-lake.ts'

export type Directory = ReturnType<typeof casesOf>['directory']

/** A lake that holds one person. Each practice has a clinician of each specialty and type that a visit names. */
export async function lakeWith(rule: AttributionRule, directory: Directory, one: AttributionCase): Promise<Engine> {
  const visits = one.visits.map((text) => {
    const { allowed_usd, clinician_type, ...visit } = visitOf(text)
    const npi = ['dr', visit.practice_id, visit.specialty, clinician_type].filter(Boolean).join(' ')
    return { visit, npi, allowed_usd, clinician_type }
  })
  const organizations = new Map(directory.map((at) => [at.organization_id, at.aco]))
  const engine = await lakeOf({
    practice: directory.map(({ practice_id, organization_id }) => ({
      ...{ practice_id, organization_id, practice_name: practice_id, tin: practice_id },
    })),
    organization: [...organizations].map(([organization_id, aco]) => ({
      ...{ organization_id, organization_name: organization_id, parent_organization_id: aco },
    })),
    affiliation: visits.map(({ visit, npi, clinician_type }) => ({
      ...{ npi, clinician_type, practice_id: visit.practice_id, specialty: visit.specialty },
    })),
    attestation: one.statements.map((text) => ({ member_id: 'p', ...statementOf(text) })),
    provider_attribution: one.listed.map((text) => {
      const { practice_id, year_month } = listedOf(text)
      const line = one.lines_of_business?.[0] ?? rule.population?.lines_of_business[0] ?? 'commercial'
      return { member_id: 'p', year_month, payer_attributed_provider_practice: practice_id, line_of_business: line }
    }),
    eligibility: one.zip_code ? [{ member_id: 'p', zip_code: one.zip_code }] : [],
  })
  await fillRows(engine, personMember, [{ person_id: 'p', member_id: 'p', rule: 'alone', reason: '-' }])
  await fillRows(
    engine,
    personLine,
    visits.map(({ visit, npi, allowed_usd }, i) => ({
      ...{ ...visit, person_id: 'p', member_id: 'p', claim_id: `c${i}`, rendering_npi: npi, spend_usd: allowed_usd },
      ...{ file_id: 'claims', record_number: i + 1 },
      ...{ place_of_service_code: '11', primary_care_visit: visit.specialty === 'primary-care' },
    })),
  )
  await fillRows(engine, memberMonth, months(rule, one))
  return engine
}

function months(rule: AttributionRule, { period: text, lines_of_business }: AttributionCase): Row[] {
  const rows: Row[] = []
  const { start, end } = period(text)
  for (const line_of_business of lines_of_business ?? [rule.population?.lines_of_business[0] ?? 'commercial'])
    for (let month = start; month < end; month = addMonths(month, 1))
      rows.push({
        ...{ person_id: 'p', member_id: 'p', line_of_business, primary_coverage: true },
        ...{ year_month: month.slice(0, 7).replace('-', ''), month_start: month },
      })
  return rows
}
