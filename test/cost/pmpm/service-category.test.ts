import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readServiceCategories } from '../../../src/cost/pmpm/service-category.ts'
import { readSpendingModel } from '../../../src/cost/spending/spending-model.ts'
import { AMBULATORY_PLACES } from '../../../src/identity/person-line.ts'
import { sql } from '../../../src/lake/sql.ts'
import { LIBRARY } from '../../../src/model/read-model.ts'
import type { Row } from '../../run/small-lake.ts'
import { covered, line, spent } from './spent.ts'

const facility = (bill_type_code: string | null, more: Row = {}): Row => ({
  claim_type: 'institutional',
  bill_type_code,
  specialty: null,
  place_of_service_code: null,
  ...more,
})
const bill = (more: Row): Row => ({ claim_type: 'professional', ...more })

test.each<[string, Row]>([
  ['retail-pharmacy', { claim_type: 'pharmacy', specialty: null, place_of_service_code: null }],
  ['hospital-inpatient', facility('111', { revenue_center_code: '0250' })],
  ['hospital-inpatient', facility('111', { revenue_center_code: '0450' })],
  ['hospital-inpatient', facility(null, { revenue_center_code: '0120', admission_date: '2025-03-01' })],
  ['hospital-outpatient', facility('131', { revenue_center_code: '0450' })],
  ['hospital-outpatient', facility('851', { revenue_center_code: '0762' })],
  ['long-term-care', facility('211')],
  ['long-term-care', facility('181')],
  ['long-term-care', bill({ hcpcs_code: 'T1019', specialty: null, place_of_service_code: '12' })],
  ['professional-primary-care', bill({ specialty: 'primary-care' })],
  ['professional-primary-care', bill({ specialty: 'primary-care', hcpcs_code: 'E0100' })],
  ['professional-other', bill({ specialty: 'primary-care', place_of_service_code: '21' })],
  ['professional-specialty', bill({ specialty: 'cardiology', place_of_service_code: '21' })],
  ['professional-specialty', bill({ specialty: 'cardiology', place_of_service_code: null })],
  ['professional-other', bill({ specialty: 'physical-therapy' })],
  ['professional-other', bill({ specialty: null })],
  ['professional-other', facility('771')],
  ['claims-other', bill({ specialty: null, hcpcs_code: 'E0601', place_of_service_code: '12' })],
  ['claims-other', bill({ specialty: null, hcpcs_code: 'A0429', place_of_service_code: '41' })],
  ['claims-other', bill({ specialty: null, place_of_service_code: '81' })],
  ['claims-other', facility('329')],
  ['claims-other', facility('811')],
  ['claims-other', { claim_type: 'dental', specialty: null }],
])('%s has a line such as %j', async (category, more) => {
  const engine = await spent({
    months: covered('p elm-health 2025-03'),
    lines: [line('p elm-health 2025-03-02 10', more)],
  })
  expect(await engine.rows(sql`select category, lines_unknown from cost_month`)).toEqual([
    { category, lines_unknown: 0 },
  ])
  engine.close()
})

test('lines with codes that no category names are other claims, and counted; those without an amount keep their category', async () => {
  const engine = await spent({
    months: covered('p elm-health 2025-03'),
    lines: [
      line('p elm-health 2025-03-02 10', facility('999')),
      line('p elm-health 2025-03-02 10', facility(null)),
      line('p elm-health 2025-03-02 10', { claim_type: 'undetermined' }),
      line('p elm-health 2025-03-02 -', facility('111')),
    ],
  })
  const rows = await engine.rows(
    sql`select category, lines, lines_without_amount, lines_unknown, spend_usd from cost_month order by category`,
  )
  expect(rows).toEqual([
    { category: 'claims-other', lines: 3, lines_without_amount: 0, lines_unknown: 3, spend_usd: '30.00' },
    { category: 'hospital-inpatient', lines: 1, lines_without_amount: 1, lines_unknown: 0, spend_usd: '0.00' },
  ])
  engine.close()
})

test('a visit in primary care is one idea: the places of the panel’s visits are those of the narrow definition', () => {
  const narrow = readSpendingModel().primary_care.find(({ definition }) => definition === 'narrow')
  expect(narrow?.places).toEqual([...AMBULATORY_PLACES])
  expect(narrow?.specialties).toEqual(['primary-care'])
  const own = readServiceCategories().categories.find(({ key }) => key === 'professional-primary-care')
  expect(own?.lines).toEqual([
    { claim_type: ['professional'], specialties: narrow?.specialties, places: narrow?.places },
  ])
})

test('a region’s own file is read in the place of the library’s, and checked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'categories-'))
  mkdirSync(join(folder, 'cost'))
  const file = 'cost/service-categories.yaml'
  const given = readFileSync(join(LIBRARY, file), 'utf8')
  const read = (text: string) => {
    writeFileSync(join(folder, file), text)
    return readServiceCategories([folder, LIBRARY])
  }
  expect(read(given.replace('label: Retail pharmacy', 'label: Drugs')).categories[0]?.label).toBe('Drugs')
  expect(() => read(given.replace('otherwise: claims-other', 'otherwise: rest'))).toThrow(/otherwise/)
  expect(() => read(given.replace('key: claims-other', 'key: retail-pharmacy'))).toThrow(/each key once/)
  expect(() => read(given.replace('primary_care: narrow', 'primary_care: slim'))).toThrow(/narrow, broad/)
  rmSync(folder, { recursive: true })
})
