import type { Row, Rows } from '../../run/small-lake.ts'

/** Days in the middle of a year, so that a line falls into a covered month. */
const DAY = '-05-10'

type Member = {
  codes?: Row
  from?: string
  until?: string
  practice: 'oak' | 'elm'
  spend: Record<string, string | null>
}

/** One member of Medicare, seen once a year by its practice at what the year's care cost. */
export function member(name: string, { codes, from, until, practice, spend }: Member): Rows {
  const of = { payer: 'medicare', line_of_business: 'medicare-ffs', member_id: name }
  return {
    eligibility: [
      {
        ...of,
        first_name: name,
        last_name: name,
        birth_date: '1950-01-01',
        gender: 'female',
        enrollment_start_date: from ?? '2023-01-01',
        enrollment_end_date: until ?? '2026-12-31',
        ...codes,
      },
    ],
    medical_claim: Object.entries(spend).map(([year, paid_amount]) => ({
      ...of,
      claim_id: `${name}-${year}`,
      claim_line_start_date: `${year}${DAY}`,
      place_of_service_code: '11',
      rendering_npi: practice,
      rendering_tin: practice,
      billing_tin: practice,
      paid_amount,
    })),
  }
}

export const DIRECTORY: Rows = {
  organization: [
    { organization_id: 'valley', organization_name: 'Valley', organization_type: 'aco' },
    { organization_id: 'river', organization_name: 'River', parent_organization_id: 'valley' },
    { organization_id: 'lake', organization_name: 'Lake' },
  ],
  practice: [
    { practice_id: 'oak', practice_name: 'Oak', organization_id: 'river', tin: 'oak' },
    { practice_id: 'elm', practice_name: 'Elm', organization_id: 'lake', tin: 'elm' },
  ],
  affiliation: ['oak', 'elm'].map((practice_id) => ({ npi: practice_id, practice_id })),
}

export const AGED = { medicare_status_code: '10', dual_status_code: '00' }
export const DISABLED = { medicare_status_code: '20', dual_status_code: '00' }

/** Rows of several put together, each table's one after the other. */
export function together(...all: readonly Rows[]): Rows {
  const rows: Rows = {}
  for (const one of all)
    for (const [table, held] of Object.entries(one)) {
      const before = rows[table] ?? []
      rows[table] = [...before, ...(held ?? []).map((row, i) => ({ record_number: before.length + i + 1, ...row }))]
    }
  return rows
}
