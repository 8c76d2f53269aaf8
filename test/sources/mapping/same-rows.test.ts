import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { id, join as joinSql, sql } from '../../../src/lake/sql.ts'
import { typedRecords } from '../../../src/sources/map/typed-records.ts'
import { tryMapping } from '../../../src/sources/mapping/look/trial.ts'
import { readMapping } from '../../../src/sources/mapping/read-mapping.ts'

const folder = mkdtempSync(join(tmpdir(), 'same-rows-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A claim line as the published layout writes it. */
const line = fc.record({
  claim_id: fc.stringMatching(/^[A-Z][0-9]{3,8}$/),
  claim_type: fc.constantFrom('institutional', 'professional', 'dental'),
  member_id: fc.stringMatching(/^[0-9]{4,9}$/),
  claim_start_date: fc
    .date({ min: new Date('2024-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  hcpcs_code: fc.option(fc.stringMatching(/^[A-Z][0-9]{4}$/), { nil: null }),
  billing_tin: fc.option(fc.stringMatching(/^[0-9]{9}$/), { nil: null }),
  diagnosis_code_1: fc.option(fc.stringMatching(/^[A-T][0-9]{2}[0-9]{0,3}$/), { nil: null }),
  rendering_npi: fc.option(fc.stringMatching(/^1[0-9]{9}$/), { nil: null }),
  paid_cents: fc.integer({ min: 0, max: 99_999_999 }),
})
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never

const style = fc.record({
  delimiter: fc.constantFrom('comma', 'pipe', 'tab', 'semicolon', '^'),
  header: fc.boolean(),
  day: fc.constantFrom('MM/DD/YYYY', 'YYYYMMDD', 'DD.MM.YYYY', 'YYYY-MM-DD', 'DD-MON-YYYY'),
  amount: fc.constantFrom('dollars', 'cents', 'comma', 'grouped'),
  names: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 9 }),
  end: fc.constantFrom('\n', '\r\n'),
})
type Style = typeof style extends fc.Arbitrary<infer T> ? T : never

const SIGN: Record<string, string> = { comma: ',', pipe: '|', tab: '\t', semicolon: ';', '^': '^' }
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const dollars = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

function dayAs(day: string, form: string): string {
  const [y = '', m = '', d = ''] = day.split('-')
  return form
    .replace('YYYY', y)
    .replace('MON', MONTHS[Number(m) - 1] ?? '')
    .replace('MM', m)
    .replace('DD', d)
}
function amountAs(cents: number, form: string): string {
  if (form === 'cents') return String(cents)
  const [whole = '', part] = dollars(cents).split('.')
  if (form === 'comma') return `${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${part}`
  return form === 'grouped' ? `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}` : `${whole}.${part}`
}
const TYPES = { institutional: 'U', professional: 'H', dental: 'D' }

/** The same lines as another sender would write them: other names, order, delimiter, forms, and codes. */
function written(lines: readonly Line[], { delimiter, header, day, amount, names, end }: Style): string {
  const columns: [string, (line: Line, i: number) => string | null][] = [
    ['ICN', (one, i) => `${one.claim_id}${i}`],
    ['FORM', (one) => TYPES[one.claim_type]],
    ['Member Nbr', (one) => one.member_id],
    ['SVC FROM', (one) => dayAs(one.claim_start_date, day)],
    ['PROC', (one) => one.hcpcs_code?.toLowerCase() ?? null],
    ['TAX', (one) => one.billing_tin && `${one.billing_tin.slice(0, 2)}-${one.billing_tin.slice(2)}`],
    [
      'DX',
      (one) =>
        one.diagnosis_code_1 &&
        (one.diagnosis_code_1.length > 3
          ? `${one.diagnosis_code_1.slice(0, 3)}.${one.diagnosis_code_1.slice(3)}`
          : one.diagnosis_code_1),
    ],
    ['PROV', (one) => one.rendering_npi ?? 'NULL'],
    ['PAID', (one) => amountAs(one.paid_cents, amount)],
  ]
  const placed = names.map((n) => columns[n]!)
  const sign = SIGN[delimiter]!
  const cell = (text: string | null) => (text?.includes(sign) ? `"${text}"` : (text ?? ''))
  const rows = lines.map((one, i) => placed.map(([, value]) => cell(value(one, i))).join(sign))
  return [...(header ? [placed.map(([name]) => name).join(sign)] : []), ...rows].map((row) => `${row}${end}`).join('')
}

const mappingOf = ({ delimiter, header, day, amount, names }: Style) => ({
  sender: 'acme',
  name: 'claims',
  about: 'Claims.',
  table: 'medical_claim',
  files: { named: 'own.txt' },
  format: {
    delimiter,
    header,
    ...(header
      ? {}
      : {
          columns: names.map((n) => ['ICN', 'FORM', 'Member Nbr', 'SVC FROM', 'PROC', 'TAX', 'DX', 'PROV', 'PAID'][n]),
        }),
  },
  dates: day,
  blank: ['NULL'],
  columns: {
    claim_id: 'ICN',
    claim_line_number: { constant: 1 },
    claim_type: { from: 'FORM', codes: { U: 'institutional', H: 'professional', D: 'dental' } },
    member_id: 'Member Nbr',
    claim_start_date: 'SVC FROM',
    hcpcs_code: { from: 'PROC', case: 'upper' },
    billing_tin: { from: 'TAX', remove: '-' },
    diagnosis_code_1: { from: 'DX', remove: '.' },
    rendering_npi: 'PROV',
    paid_amount: {
      from: 'PAID',
      ...(amount === 'cents' ? { unit: 'cents' } : {}),
      ...(amount === 'comma' ? { decimal: 'comma' } : {}),
    },
  },
})

const COLUMNS = [
  'claim_id',
  'claim_type',
  'member_id',
  'claim_start_date',
  'hcpcs_code',
  'billing_tin',
  'diagnosis_code_1',
  'rendering_npi',
  'paid_amount',
] as const

test('a table written under other names and in other forms, and mapped back, gives the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), style, async (lines, written_as) => {
      const at = (name: string, text: string) => {
        writeFileSync(join(folder, name), text)
        return join(folder, name)
      }
      const mapping = readMapping(at('claims.yaml', stringify(mappingOf(written_as))))
      const [found] = await tryMapping(mapping, [at('own.txt', written(lines, written_as))], ({ engine, staged }) =>
        engine.rows(sql`
          select ${joinSql(COLUMNS.map((name) => sql`cast(${id(name)} as varchar) as ${id(name)}`))}
          from (${typedRecords(staged.recognised.file, [staged])}) t order by record_number`),
      )
      const want = lines.map(({ paid_cents, claim_id, ...one }, i) => ({
        claim_id: `${claim_id}${i}`,
        ...one,
        paid_amount: dollars(paid_cents),
      }))
      expect(found).toEqual(want)
    }),
    { numRuns: Number(process.env.WHOLEPANEL_RUNS ?? 6), seed: 20260115 },
  )
}, 300_000)
