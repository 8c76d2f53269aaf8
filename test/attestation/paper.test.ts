import { afterAll, beforeAll, expect, test } from 'vitest'
import { PAPER_COLUMNS } from '../../src/attestation/paper-forms.ts'
import { takeInStatements } from '../../src/attestation/take-in.ts'
import { takePaperForms } from '../../src/attestation/take-paper.ts'
import { WholepanelError } from '../../src/error.ts'
import { sql } from '../../src/lake/sql.ts'
import { listStatements } from '../../src/register/rights/attestation/statements.ts'
import { regionOfThree } from './region.ts'

let at: Awaited<ReturnType<typeof regionOfThree>>
beforeAll(async () => {
  at = await regionOfThree()
})
afterAll(() => at.close())

const HEADER = PAPER_COLUMNS.join(',')
const take = (...rows: string[]) => takeWhole([HEADER, ...rows].join('\n'))
const takeWhole = (text: string) =>
  takePaperForms(at.region, at.file('forms.csv', `${text}\n`), { ...at.work, by: 'operator' })
const refused = async (...rows: string[]): Promise<string> => {
  const error = await take(...rows).catch((one: unknown) => one)
  expect(error).toBeInstanceOf(WholepanelError)
  return (error as WholepanelError).lines().join('\n')
}
const BOB = '17,elm,Robert,Lee,1950-03-02,M1,,,,self,,2025-05-01,'
const ANN = '18,elm,Ann,Smith,1960-05-01,,04102,0000,Ito,representative,Mary Smith,2025-06-01,'

test('each cell that cannot be is told by file, line and column, and nothing is taken in', async () => {
  const said = await refused(
    BOB,
    '19,nowhere,Robert,Lee,1950-13-02,M1,,,,self,,2025-05-01,',
    '20,elm,<b>Eve</b>,"Lee\nRoad",1950-03-02,M1,,,,daughter,,2025-05-01,2025-04-01',
    '17,elm,Ann,Lee,1950-03-02,,,,,parent,,2027-05-01,',
  )
  expect(said).toContain('forms.csv:3:4')
  expect(said).toMatch(/forms\.csv:3:\d+: birth_date: want a day such as 2026-01-31/)
  expect(said).toMatch(/forms\.csv:4:\d+: first_name: want a name/)
  expect(said).toMatch(/forms\.csv:4:\d+: last_name: want a name/)
  expect(said).toMatch(/withdrawn_on: before the day of the statement/)
  expect(said).toMatch(/stated_by: want self, parent, guardian, representative/)
  expect(said).toMatch(/forms\.csv:6:1: form_number: the same as in record 2/)
  expect(said).toMatch(/attested_on: a day to come/)
  expect(said).toMatch(/member_number: empty, and no ZIP code/)
  expect(said).toMatch(/proxy_name: empty/)
  expect(said).not.toMatch(/Robert|Eve|daughter|1950/)
  expect(await listStatements(at.register)).toEqual([])
})

test('a column that is unknown or missing is told, and so is a row of another shape', async () => {
  const faulty = async (text: string) => {
    const error = (await takeWhole(text).catch((one: unknown) => one)) as WholepanelError
    return `${error.code} ${error.lines().join('\n')}`
  }
  expect(await faulty(HEADER.replace('birth_date', 'birthdate'))).toMatch(
    /input-statements .*unknown column birthdate; did you mean birth_date/s,
  )
  expect(await faulty(HEADER.replace(',attested_on', ''))).toMatch(/no column attested_on/)
  expect(await faulty(`${HEADER}\n1,elm,Ann`)).toMatch(/input-statements.*forms\.csv:2/s)
  expect(await faulty('')).toMatch(/input-statements.*empty/s)
})

test('a list of forms is taken in once, whoever signed, and matched as those that came by the page', async () => {
  expect(await take(BOB, ANN)).toEqual({ forms: 2, added: 2, withdrawn: 0, unchanged: 0 })
  expect(await take(BOB, ANN)).toEqual({ forms: 2, added: 0, withdrawn: 0, unchanged: 2 })
  expect(await takeInStatements(at.region, at.work)).toMatchObject({ matched: 2 })
  const rows = () =>
    at.lake(sql`select member_id, method, stated_by, attested_on, withdrawn_on from attestation order by member_id`)
  expect(await rows()).toEqual([
    { member_id: 'M1', method: 'paper', stated_by: 'self', attested_on: '2025-05-01', withdrawn_on: null },
    { member_id: 'M2', method: 'paper', stated_by: 'representative', attested_on: '2025-06-01', withdrawn_on: null },
  ])
  expect(await take(`${BOB}2025-09-01`, ANN)).toEqual({ forms: 2, added: 0, withdrawn: 1, unchanged: 1 })
  expect(await take(`${BOB}2025-09-01`)).toEqual({ forms: 1, added: 0, withdrawn: 0, unchanged: 1 })
  await takeInStatements(at.region, at.work)
  expect((await rows())[0]).toMatchObject({ member_id: 'M1', withdrawn_on: '2025-09-01' })
})

test('a number that came before with other content is refused', async () => {
  expect(await refused(BOB.replace('Robert', 'Rupert'))).toMatch(/first_name: not what[\s\S]*forms\.csv:2:\d+/)
  expect(await refused(BOB.replace('M1', 'M7'))).toContain(
    'member_number: not what the form of this number said before',
  )
})
