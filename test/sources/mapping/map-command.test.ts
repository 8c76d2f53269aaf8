import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isNpi, shapeOf } from '../../../src/sources/mapping/propose/shape.ts'
import { readMapping } from '../../../src/sources/mapping/read-mapping.ts'
import { spoken } from '../../cli/spoken.ts'
import { fixture } from './fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'map-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const CLAIMS = fixture('harbor', 'HBR_MED_202503.txt')
const MAPPING = fixture('harbor', 'medical-claims.yaml')

test('a proposal says of each column how sure it is and why, and names what nothing was found for', async () => {
  const out = join(folder, 'labs.yaml')
  const { code, said } = await spoken(`map ${fixture('elm-practice', 'results-2025-q1.csv')} --payer elm --out ${out}`)
  expect(code).toBe(0)
  expect(said).toContain('lab_result: 6 columns proposed, 1 unused; required and not found: source_code_type')
  const text = readFileSync(out, 'utf8')
  expect(text).toContain('  member_id: Patient Insurance ID  # low: its name; 4 of 4 filled\n')
  expect(text).toContain("  # GAP source_code_type: loinc or the sender's own. Nothing was found; write its origin.\n")
  expect(() => readMapping(out)).toThrow('source_code_type is missing: lab_result means nothing without it')
  writeFileSync(out, text.replace(/^ {2}# GAP source_code_type.*$/m, '  source_code_type: { constant: local }'))
  expect(readMapping(out).columns.lab_result_id).toEqual({ from: 'Order No' })
})

test('a proposal for eligibility can be used as it stands, and holds no value of a member', async () => {
  const { out } = await spoken(`map ${fixture('harbor', 'HBR_ELIG_202503.txt')} --payer harbor --json`)
  const proposal = JSON.parse(out)
  expect(proposal.columns.map(({ column, from }: Record<string, string>) => `${column} < ${from}`)).toEqual([
    'member_id < MBR_ID',
    'subscriber_id < SUBSCR_ID',
    'enrollment_start_date < EFF_DT',
    'enrollment_end_date < TERM_DT',
    'group_id < GRP',
    'first_name < FST_NM',
    'last_name < LST_NM',
    'gender < SEX',
    'birth_date < DOB',
    'zip_code < ZIP',
  ])
  expect(proposal).toMatchObject({ table: 'eligibility', gaps: [], unused: [] })
  expect(proposal.text).toContain('the days could be DD/MM/YYYY as well')
  for (const value of ['ANN', 'LEE', '1970', '02139', 'M1']) expect(proposal.text).not.toContain(value)
})

test('codes are translated where the usual meaning is known, and named as a gap where it is not', async () => {
  const { out } = await spoken(`map ${CLAIMS} --payer harbor`)
  expect(out).toContain('  claim_type: { from: CLM_FORM, codes: { "H": professional, "U": institutional } }  # high')
  expect(out).toMatch(/claim_status: \{ from: CLM_STAT, codes: .* GAP codes not translated: "X" \(1\)/)
  expect(out).toContain('  # GAP line_of_business: LOB,')
  expect(out).toContain('  control: [{ starts: "TRL|" }]')
  expect(out).toContain('its values are NPIs with a right check digit')
})

test('a check says how much would be accepted, how full columns are, and which codes are unknown', async () => {
  const { code, out } = await spoken(`map ${CLAIMS} --check ${MAPPING} --json`)
  const { files } = JSON.parse(out)
  expect(code).toBe(0)
  expect(files[0]).toMatchObject({ records: 10, control: 3, quarantined: 2, accepted: 5, accepted_percent: 71.4 })
  expect(files[0].columns).toContainEqual({ column: 'bill_type_code', from: 'TOB', filled: 1, of: 7 })
  expect(files[0].unlisted).toEqual([{ column: 'claim_status', from: 'CLM_STAT', code: 'X', records: 1 }])
  expect(files[0].unused).toEqual(['GRP_NOTE'])
  expect((await spoken(`map --check ${MAPPING}`)).said).toBe(
    'harbor/medical-claims is a valid mapping to medical_claim\n',
  )
  expect((await spoken(`map ${fixture('harbor', 'HBR_RX_202503.dat')} --check ${MAPPING}`)).said).toContain(
    'no file of the mapping medical-claims; want HBR_MED_*.txt',
  )
})

test('what was sent is shown beside what it became', async () => {
  const { out } = await spoken(`map ${CLAIMS} --show ${MAPPING} --rows 2 --json`)
  const shown = JSON.parse(out).filter((one: { record_number: number }) => one.record_number === 2)
  const of = (column: string) => shown.find((one: { column: string }) => one.column === column)
  expect(of('paid_amount')).toMatchObject({ from: 'PAID_AMT', sent: '8550', value: '85.50' })
  expect(of('claim_start_date')).toMatchObject({ sent: '03/04/2025', shape: 'date MM/DD/YYYY', value: '2025-03-04' })
  expect(of('claim_id')).toMatchObject({ sent: 'C1 + 1', value: 'C1-1' })
})

test('a mapping is documented for its sender: columns, codes, lists, what is left out and unused', async () => {
  const { out } = await spoken(`map ${CLAIMS} --document ${MAPPING}`)
  expect(out).toContain('| `claim_id`, required | `CLM_NBR`, `CLM_SEQ` joined by `-` |')
  expect(out).toContain('| `V` | `cancellation` |')
  expect(out).toContain('- providers: the list `providers.csv` by `PROV_ID`')
  expect(out).toContain('- `LOB` is `COM`: Medicare Supplement is not part of the agreement.')
  expect(out).toContain('## Columns that are not used\n\n- `GRP_NOTE`')
})

test('the JSON Schema takes a cell as a name or as keys', async () => {
  const schema = JSON.parse((await spoken('map --schema')).out)
  expect(schema.required).toEqual(['sender', 'name', 'about', 'table', 'files', 'columns'])
  const cell = schema.properties.columns.additionalProperties
  expect(cell.anyOf[0]).toEqual({ type: 'string' })
  expect(Object.keys(cell.anyOf[1].properties)).toContain('negative_when')
})

test('what values look like', () => {
  const kind = (...values: (string | null)[]) => {
    const { kind, form } = shapeOf(values)
    return form ? `${kind} ${form}` : kind
  }
  expect([
    kind('1234567893', '1679576722'),
    kind('1234567890', '1679576721', '1003000127'),
    kind('2025-01-31', '9999-12-31'),
    kind('01/31/2025', '02/28/2025'),
    kind('31/01/2025', '28/02/2025'),
    kind('20250131'),
    kind('31-JAN-2025'),
    kind('2025-01-31 10:00:00'),
    kind('202501', '202512'),
    kind('00002322801', '00023-2280-10'),
    kind('E11.9', 'I10'),
    kind('12.50', '-3.00', '(4.00)'),
    kind('02139', '02139-0001'),
    kind(null, null),
  ]).toEqual([
    'npi',
    'whole-number',
    'date YYYY-MM-DD',
    'date MM/DD/YYYY',
    'date DD/MM/YYYY',
    'date YYYYMMDD',
    'date DD-MON-YYYY',
    'date YYYY-MM-DD HH:MI:SS',
    'month YYYYMM',
    'ndc',
    'icd-10',
    'amount',
    'zip',
    'blank',
  ])
  expect([isNpi('1234567893'), isNpi('1234567890'), isNpi('12345')]).toEqual([true, false, false])
})
