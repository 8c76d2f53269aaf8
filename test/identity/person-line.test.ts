import { afterAll, beforeAll, expect, test } from 'vitest'
import { personLines } from '../../src/identity/person-line.ts'
import { linkPersons } from '../../src/identity/person-member.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { fill, lakeOf, type Row } from '../run/small-lake.ts'

type Line = Record<string, string | number | boolean | null>
let engine: Engine
let lines: Record<string, Line>

const visit: Row = {
  member_id: 'm1',
  claim_start_date: '2025-03-10',
  rendering_npi: 'dr-elm',
  billing_tin: '111',
  place_of_service_code: '11',
  allowed_amount: '120.00',
  paid_amount: '100.00',
}

beforeAll(async () => {
  engine = await lakeOf({
    eligibility: [{ member_id: 'm1', birth_date: '1960-01-01' }],
    organization: [
      { organization_id: 'river', organization_name: 'River Group', tin: '111' },
      {
        organization_id: 'city-hospital',
        organization_name: 'City Hospital',
        organization_type: 'hospital',
        npi: 'h1',
      },
    ],
    practice: [
      { practice_id: 'elm', practice_name: 'Elm', organization_id: 'river', tin: '111' },
      { practice_id: 'oak', practice_name: 'Oak', organization_id: 'river', tin: '111' },
    ],
    affiliation: [
      { npi: 'dr-elm', practice_id: 'elm', start_date: '2020-01-01', end_date: '2025-06-30' },
      { npi: 'dr-elm', practice_id: 'oak', start_date: '2025-06-01' },
      { npi: 'dr-heart', practice_id: 'elm', specialty: 'cardiology' },
    ],
    medical_claim: [
      { ...visit, claim_id: 'visit' },
      { ...visit, claim_id: 'both-practices', claim_start_date: '2025-06-15' },
      { ...visit, claim_id: 'before-the-practice', claim_start_date: '2019-06-15' },
      { ...visit, claim_id: 'line-date', claim_line_start_date: '2025-07-15' },
      { ...visit, claim_id: 'other-tin', billing_tin: '999' },
      { ...visit, claim_id: 'group-of-clinician', billing_tin: null, rendering_tin: '111' },
      { ...visit, claim_id: 'specialist', rendering_npi: 'dr-heart' },
      { ...visit, claim_id: 'emergency', place_of_service_code: '23' },
      { ...visit, claim_id: 'reversal', allowed_amount: '-120.00' },
      { ...visit, claim_id: 'cancelled', claim_status: 'cancellation' },
      { ...visit, claim_id: 'paid-only', allowed_amount: null },
      { ...visit, claim_id: 'no-amount', allowed_amount: null, paid_amount: null },
      {
        ...visit,
        claim_id: 'stay',
        claim_type: 'institutional',
        rendering_npi: null,
        billing_tin: null,
        billing_npi: 'h1',
      },
      { ...visit, claim_id: 'stranger', member_id: 'nobody' },
      { ...visit, claim_id: 'denied', claim_status: 'denied' },
    ],
    pharmacy_claim: [{ claim_id: 'drug', member_id: 'm1', dispensing_date: '2025-02-01', paid_amount: '9.99' }],
  })
  await fill(engine, [linkPersons(), personLines()])
  const rows = await engine.rows<Line>(sql`select * from person_line`)
  lines = Object.fromEntries(rows.map((row) => [String(row.claim_id), row]))
})
afterAll(() => engine.close())

const of = (claim: string, ...columns: string[]) => columns.map((column) => lines[claim]?.[column])

test('a visit belongs to the practice where the clinician worked that day under that tax number', () => {
  expect(of('visit', 'practice_id', 'organization_id', 'primary_care_visit')).toEqual(['elm', 'river', true])
  expect(of('both-practices', 'practice_id')).toEqual(['oak'])
  expect(of('line-date', 'practice_id', 'service_date')).toEqual(['oak', '2025-07-15'])
  expect(of('group-of-clinician', 'practice_id', 'billing_tin')).toEqual(['elm', '111'])
})

test('without an affiliation that day only the organization that bills is known', () => {
  expect(of('before-the-practice', 'practice_id', 'organization_id', 'primary_care_visit')).toEqual([
    null,
    'river',
    false,
  ])
  expect(of('other-tin', 'practice_id', 'organization_id')).toEqual([null, null])
  expect(of('stay', 'practice_id', 'organization_id')).toEqual([null, 'city-hospital'])
})

test('a specialist, an emergency room, a reversal and a cancelled claim make no primary-care visit', () => {
  const claims = ['specialist', 'emergency', 'reversal', 'cancelled']
  expect(claims.map((claim) => lines[claim]?.primary_care_visit)).toEqual([false, false, false, false])
})

test('spend is the allowed amount, else the paid one, and says which; unknown stays empty', () => {
  expect(of('visit', 'spend_usd', 'spend_basis')).toEqual(['120.00', 'allowed'])
  expect(of('paid-only', 'spend_usd', 'spend_basis')).toEqual(['100.00', 'paid'])
  expect(of('no-amount', 'spend_usd', 'spend_basis')).toEqual([null, null])
  expect(of('drug', 'spend_usd', 'claim_type', 'service_date')).toEqual(['9.99', 'pharmacy', '2025-02-01'])
})

test('a line that the payer denied is neither a visit nor spend', () => {
  expect(lines.denied).toBeUndefined()
})

test("a line of a number that no coverage knows is nobody's", () => {
  expect(lines.stranger).toBeUndefined()
  expect(Object.keys(lines)).toHaveLength(14)
})
