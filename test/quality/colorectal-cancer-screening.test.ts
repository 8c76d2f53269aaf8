import { expect, test } from 'vitest'
import { sql } from '../../src/lake/sql.ts'
import type { Row } from '../run/small-lake.ts'
import { type Given, measured } from './measured.ts'

const screening = (person_id: string, hcpcs_code: string, service_date: string): Row => ({
  person_id,
  claim_id: `${person_id}-${hcpcs_code}`,
  service_date,
  hcpcs_code,
})

async function screened(given: Omit<Given, 'people'>, of = '2025') {
  const claims = [...(given.lines ?? []), ...(given.medical_claim ?? []), ...(given.lab_result ?? [])]
  const people = [...new Set(['never', ...claims.map((row) => String(row.person_id ?? row.member_id))])]
  const engine = await measured(
    { ...given, people: people.map((person_id) => ({ person_id })) },
    'colorectal-cancer-screening',
  )
  const rows = await engine.rows<Row>(sql`select * from measure_status where period = ${of} order by person_id`)
  return rows.map((row) => `${row.person_id} ${row.status} ${row.reason} ${row.evidence_date ?? '-'}`)
}

test('each screening counts as long as it lasts: ten, five and one years back from the end of the period', async () => {
  const lines = [
    screening('colonoscopy', 'G0121', '2016-01-01'),
    screening('colonoscopy-old', 'G0105', '2015-12-31'),
    screening('sigmoidoscopy', 'G0104', '2021-01-01'),
    screening('sigmoidoscopy-old', 'G0104', '2020-12-31'),
    screening('stool-test', 'G0328', '2025-01-01'),
    screening('stool-test-old', 'G0328', '2024-12-31'),
    screening('another-service', 'G0438', '2025-01-01'),
  ]
  expect(await screened({ lines })).toEqual([
    'another-service gap no-screening -',
    'colonoscopy met colonoscopy 2016-01-01',
    'colonoscopy-old gap no-screening -',
    'never gap no-screening -',
    'sigmoidoscopy met flexible-sigmoidoscopy 2021-01-01',
    'sigmoidoscopy-old gap no-screening -',
    'stool-test met fecal-blood-test 2025-01-01',
    'stool-test-old gap no-screening -',
  ])
})

test('the baseline looks back from its own end and never sees a later screening', async () => {
  const lines = [screening('later', 'G0121', '2025-01-01'), screening('before', 'G0328', '2024-12-31')]
  expect(await screened({ lines }, '2024')).toEqual([
    'before met fecal-blood-test 2024-12-31',
    'later gap no-screening -',
    'never gap no-screening -',
  ])
})

test('a stool test from a laboratory counts, and the latest of two screenings is the evidence', async () => {
  const lab_result = [
    {
      lab_result_id: '1',
      member_id: 'both',
      collection_date: '2025-05-05',
      source_code_type: 'LOINC',
      source_code: '29771-3',
    },
  ]
  const lines = [screening('both', 'G0121', '2020-01-01')]
  expect(await screened({ lab_result, lines })).toEqual([
    'both met fecal-blood-test 2025-05-05',
    'never gap no-screening -',
  ])
})

test('a cancer of colon or rectum excludes however long ago it was coded', async () => {
  const medical_claim = [
    { member_id: 'history', claim_id: '1', claim_line_start_date: '2016-02-02', diagnosis_code_3: 'Z85038' },
    { member_id: 'other-cancer', claim_id: '2', claim_line_start_date: '2025-02-02', diagnosis_code_1: 'C211' },
  ]
  expect(await screened({ medical_claim })).toEqual([
    'history excluded colorectal-cancer 2016-02-02',
    'never gap no-screening -',
    'other-cancer gap no-screening -',
  ])
})
