import { afterAll, describe, expect, test } from 'vitest'
import { openLake } from '../../../src/lake/lake.ts'
import { openRegister } from '../../../src/register/open.ts'
import { ingest } from '../../../src/sources/ingest.ts'
import { type Graded, gradeSubmission } from '../../../src/sources/report/grade-submission.ts'
import { recordsCsv, reportCsv } from '../../../src/sources/report/report-csv.ts'
import { reportPdf } from '../../../src/sources/report/report-pdf.ts'
import { submissionReport } from '../../../src/sources/report/submission-report.ts'
import { exampleKind } from '../../../src/sources/validate/example-kind.ts'
import { NOW, regionWith } from '../region-with.ts'
import { csvOf } from '../validate/send.ts'

const here = regionWith()
afterAll(() => here.remove())

const file = { file_id: 'f', status: 'accepted', received: 101, warned: 0, quarantined: 0, control: 1, duplicate: 0 }
const graded = (more: Partial<Graded> = {}): Graded => ({
  status: 'accepted',
  files: [file],
  fill: [],
  findings: [],
  ...more,
})
const claims = (column: string, filled: number) => ({ table_name: 'medical_claim', column, rows: 100, filled })
const CLAIMS = ['claim_start_date', 'rendering_npi', 'hcpcs_code', 'paid_amount', 'allowed_amount', 'paid_date']

describe('what a delivery is fit for, and its score', () => {
  test('without diagnoses it is good for attribution and not yet for quality', () => {
    const fill = [...CLAIMS.map((column) => claims(column, 100)), claims('diagnosis_code_1', 62)]
    const { score, uses } = gradeSubmission(graded({ fill }))
    expect(uses.map(({ purpose, grade }) => [purpose, grade])).toEqual([
      ['attribution', 'fit'],
      ['cost', 'fit'],
      ['quality', 'not-yet'],
      ['risk', 'not-yet'],
      ['payment', 'fit'],
    ])
    expect(uses.find(({ purpose }) => purpose === 'quality')?.because).toBe(
      '38% of medical claim lines have no diagnosis',
    )
    expect(score).toBe('C')
  })

  test('what it has nothing of is not in it', () => {
    const { uses } = gradeSubmission(graded({ fill: [{ table_name: 'practice', column: 'tin', rows: 9, filled: 9 }] }))
    expect(new Set(uses.map(({ grade }) => grade))).toEqual(new Set(['not-in-it']))
  })

  test('a finding takes away from the purposes it harms only', () => {
    const fill = [...CLAIMS, 'diagnosis_code_1'].map((column) => claims(column, 100))
    const { uses } = gradeSubmission(
      graded({ fill, findings: [{ rule: 'npi-check-digit', column: 'rendering_npi', share: 0.4 }] }),
    )
    expect(uses.find(({ purpose }) => purpose === 'attribution')).toMatchObject({
      grade: 'not-yet',
      because: '40% of a file: rendering NPIs fail their check digit',
    })
    expect(uses.find(({ purpose }) => purpose === 'quality')?.grade).toBe('fit')
  })

  test.each([
    [{ quarantined: 0, warned: 1 }, 'A'],
    [{ quarantined: 1, warned: 0 }, 'B'],
    [{ quarantined: 0, warned: 20 }, 'C'],
    [{ quarantined: 6, warned: 0 }, 'D'],
  ])('of 100 records %o scores %s', (counts, score) => {
    expect(gradeSubmission(graded({ files: [{ ...file, ...counts }] })).score).toBe(score)
  })

  test('what was refused is F, and what only repeats has no score', () => {
    expect(gradeSubmission(graded({ status: 'refused' })).score).toBe('F')
    expect(gradeSubmission(graded({ status: 'duplicate' })).score).toBeNull()
  })
})

test('a column nobody thought of shows how many characters it has, and a personal one never its form', () => {
  for (const column of ['first_name', 'BENE_1ST_NAME', 'address', 'email'])
    expect(exampleKind(column, 'text')).toBe('nothing')
  for (const column of ['member_id', 'BENE_MBI_ID', 'birth_date', 'zip_code', 'claim_id', 'whatever'])
    expect(exampleKind(column, 'code')).toBe('count')
  for (const [column, type] of [
    ['paid_amount', 'usd'],
    ['claim_start_date', 'date'],
  ] as const)
    expect(exampleKind(column, type)).toBe('shape')
})

test('the report of a delivery says what to mend, as text, CSV and document, and holds no value that was sent', async () => {
  const register = await openRegister(here.region)
  const engine = await openLake(here.region)
  try {
    const SECRET = ['SECRETNAME', 'SECRETMEMBER', '1901-07-13', 'SECRETCODE']
    const eligibility = csvOf('eligibility', 12, {
      3: { first_name: 'SECRETNAME', birth_date: '1801-07-13', zip_code: 'SECRETCODE' },
    })
    const medical = csvOf('medical_claim', 12, {
      4: { member_id: 'SECRETMEMBER', diagnosis_code_1: 'SECRETCODE', paid_amount: 'SECRETCODE' },
      5: { diagnosis_code_1: 'E11.9' },
    })
    const { submission_id } = await ingest(
      here.region,
      {
        payer: 'acme',
        payer_name: 'Acme Health',
        line_of_business: 'commercial',
        files: [here.file('eligibility.csv', eligibility), here.file('claims.csv', medical)],
      },
      { register, now: () => NOW },
    )
    const report = await submissionReport(engine, here.region, register, submission_id)
    expect(report).toMatchObject({ payer_name: 'Acme Health', status: 'accepted', mends: null, mended_by: null })
    expect(report.score).not.toBeNull()
    expect(report.uses).toHaveLength(5)
    expect(
      report.findings.map(({ file_name, rule, column, first_records }) => [file_name, rule, column, first_records]),
    ).toEqual(
      [
        ['claims.csv', 'amount-unreadable', 'paid_amount', [4]],
        ['eligibility.csv', 'birth-date-implausible', 'birth_date', [3]],
        ['eligibility.csv', 'zip-form', 'zip_code', [3]],
        ['claims.csv', 'icd-10-cm-form', 'diagnosis_code_1', [5]],
      ].toSorted((a, b) => order(report.findings, a) - order(report.findings, b)),
    )
    expect(report.months.find(({ table_name }) => table_name === 'medical_claim')).toMatchObject({
      month: '2025-03',
      rows: 11,
      paid_usd: '880.00',
      with_diagnosis_share: '1.0000',
    })

    const findings = reportCsv(report)
    expect(findings.split('\r\n')[0]).toBe(
      'file_name,rule,severity,column,records,share,expected,fix,example,observed,first_records',
    )
    let records = ''
    for await (const part of recordsCsv(engine, here.region, submission_id)) records += part
    expect(records.split('\r\n').filter((line) => line.startsWith('claims.csv,5,icd-10-cm-form'))).toHaveLength(1)
    const pdf = await reportPdf(report)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    for (const secret of SECRET) expect(`${JSON.stringify(report)}${findings}${records}`).not.toContain(secret)
  } finally {
    engine.close()
    await register.close()
  }
})

const order = (findings: readonly { rule: string }[], row: readonly unknown[]) =>
  findings.findIndex(({ rule }) => rule === row[1])
