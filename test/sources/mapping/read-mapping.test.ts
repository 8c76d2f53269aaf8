import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { WholepanelError } from '../../../src/error.ts'
import { dateForm } from '../../../src/sources/mapping/date-form.ts'
import { readMapping } from '../../../src/sources/mapping/read-mapping.ts'
import { fixture } from './fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'mapping-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WHOLE = `sender: acme
name: members
about: Members, each month.
table: eligibility
files: { named: "members-*.csv" }
dates: MM/DD/YYYY
columns:
  member_id: ID
  enrollment_start_date: FROM
  enrollment_end_date: TO
`
/** The faults of a mapping, its folder left out of the places. */
function faultsOf(text: string): string {
  const file = join(folder, 'members.yaml')
  writeFileSync(file, text)
  try {
    readMapping(file)
    return ''
  } catch (error) {
    if (!(error instanceof WholepanelError)) throw error
    return `${error.detail.at}: ${error.detail.got}`.replaceAll(`${folder}/`, '')
  }
}
const more = (...lines: string[]) => `${WHOLE}${lines.map((line) => `  ${line}\n`).join('')}`

test('the three fixture mappings and a small one are whole', () => {
  expect(faultsOf(WHOLE)).toBe('')
  for (const [sender, name] of [
    ['harbor', 'medical-claims'],
    ['harbor', 'eligibility'],
    ['harbor', 'pharmacy'],
    ['keystone', 'roster'],
    ['elm-practice', 'lab-results'],
  ] as const)
    expect(readMapping(fixture(sender, `${name}.yaml`))).toMatchObject({ sender, name })
})

test('a span of columns is each of them, with the zeros of its names', () => {
  const file = join(folder, 'claims.yaml')
  writeFileSync(
    file,
    `sender: acme
name: claims
about: Claims.
table: medical_claim
files: { columns: [DIAG01] }
columns:
  claim_id: ICN
  claim_line_number: LINE
  claim_type: { constant: professional }
  member_id: ID
  diagnosis_code_1..12: { from: "DIAG01..12", remove: "." }
`,
  )
  const { columns } = readMapping(file)
  expect(Object.keys(columns)).toHaveLength(16)
  expect(columns.diagnosis_code_9).toEqual({ from: 'DIAG09', remove: '.' })
  expect(columns.diagnosis_code_12).toEqual({ from: 'DIAG12', remove: '.' })
})

describe('a fault is named with its line and column', () => {
  test.each([
    ['a misspelled key', WHOLE.replace('dates:', 'date:'), 'members.yaml:6:1: unknown key date; did you mean dates?'],
    [
      'a misspelled key of a column',
      more('gender: { from: SEX, code: { M: male } }'),
      'members.yaml:11:24: unknown key code in columns.gender; did you mean codes?',
    ],
    [
      'a column that the table does not have',
      more('birthdate: DOB'),
      'members.yaml:11:3: eligibility has no column birthdate; did you mean birth_date?',
    ],
    [
      'a required column without an origin',
      WHOLE.replace('  member_id: ID\n', ''),
      'members.yaml:7:1: member_id is missing: eligibility means nothing without it',
    ],
    [
      'a table that is not there',
      WHOLE.replace('eligibility', 'eligibilty'),
      'members.yaml:4:1: table: eligibilty; want eligibility or',
    ],
    [
      'a value that the column never has',
      more('gender: { from: SEX, codes: { M: mail } }'),
      'members.yaml:11:24: gender is never mail; want male or female or unknown',
    ],
    [
      'a year of two digits',
      more('birth_date: { from: DOB, date: MM/DD/YY }'),
      'members.yaml:11:28: date: MM/DD/YY is no form of a day',
    ],
    [
      'a unit of what is no amount',
      more('group_id: { from: G, unit: cents }'),
      'members.yaml:11:24: group_id is no amount',
    ],
    [
      'two origins',
      more('group_id: { from: G, constant: X }'),
      'members.yaml:11:3: group_id has from and constant; want one of',
    ],
    [
      'a pattern without a group',
      more('group_id: { from: G, match: "^[0-9]+$" }'),
      'members.yaml:11:24: match: has 0 groups',
    ],
    [
      'a pattern that looks around',
      more('group_id: { from: G, match: "(?=x)(x)" }'),
      'members.yaml:11:24: match: look-around',
    ],
    [
      'a lookup that is not there',
      more('group_id: { from: G, lookup: groups, take_column: NAME }'),
      'members.yaml:11:24: no lookup groups',
    ],
    [
      'a list that is not beside the mapping',
      `${WHOLE}lookups:\n  groups: { file: groups.csv, key: G }\n`,
      'members.yaml:12:13: groups.csv is not beside the mapping',
    ],
    [
      'a list elsewhere on the disk',
      `${WHOLE}lookups:\n  groups: { file: ../../groups.csv, key: G }\n`,
      'members.yaml:12:13: ../../groups.csv; want a CSV beside the mapping',
    ],
    [
      'a code whose zeros YAML would drop',
      more('race: { from: R, codes: { 01: White } }'),
      'members.yaml:11:29: 01 without quotes',
    ],
    [
      'a file without a header whose columns have no names',
      `${WHOLE}format: { header: false }\n`,
      'members.yaml:11:11: name the columns of a file without a header in format.columns',
    ],
    ['a delimiter that is a word', `${WHOLE}format: { delimiter: bar }\n`, 'members.yaml:11:11: bar is no delimiter'],
    [
      'no way to know its files',
      WHOLE.replace('{ named: "members-*.csv" }', '{}'),
      'members.yaml:5:1: want named, columns or both',
    ],
    ['text that is no YAML', WHOLE.replace('{ named', '{ {named'), 'members.yaml:'],
  ])('%s', (_, text, want) => {
    expect(faultsOf(text)).toContain(want)
  })

  test('several faults come together', () => {
    const found = faultsOf(more('birthdate: DOB', 'gendr: SEX', 'group_id: { constant: X, from: Y }'))
    expect(found.split('\n')).toHaveLength(3)
  })
})

test('how days may be written', () => {
  const forms = ['MM/DD/YYYY', 'YYYYMMDD', 'DD.MM.YYYY', 'DD-MON-YYYY', 'YYYY-MM-DDTHH:MI:SS', 'YYYYMM', 'MM/YY', 'day']
  expect(forms.map(dateForm)).toEqual([
    '%m/%d/%Y',
    '%Y%m%d',
    '%d.%m.%Y',
    '%d-%b-%Y',
    '%Y-%m-%dT%H:%M:%S',
    '%Y%m',
    null,
    null,
  ])
})
