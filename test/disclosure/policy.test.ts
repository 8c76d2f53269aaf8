import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { looserIn, policyInForce } from '../../src/disclosure/policy/in-force.ts'
import { POLICIES, policiesIn, readPolicy, rereading, STRICTEST } from '../../src/disclosure/policy/policy.ts'
import { policyRows } from '../../src/disclosure/policy/words.ts'
import { WholepanelError } from '../../src/error.ts'
import type { AgreementRow } from '../../src/register/schema.ts'

const TEXT = readFileSync(join(POLICIES, 'strictest.yaml'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'policies-'))
const written = (name: string, ...changes: [string, string][]) => {
  const text = changes.reduce((all, [from, to]) => {
    expect(all, from).toContain(from)
    return all.replace(from, to)
  }, TEXT)
  const file = join(folder, `${name}.yaml`)
  writeFileSync(file, text)
  return file
}
const agreement = (given: Partial<AgreementRow> = {}): AgreementRow =>
  ({
    agreement: 'counsel-2025',
    start_date: '2025-01-01',
    end_date: null,
    withdrawn_on: null,
    ...given,
  }) as AgreementRow

const LOOSER: [string, string][] = [
  ['value: 11', 'value: 5'],
  ['from: 2000-01-01', 'from: 2025-06-01\nagreement: counsel-2025'],
]

test('the package brings one policy, every value of it with its source', () => {
  expect(policiesIn(POLICIES).map((one) => one.name)).toEqual(['strictest'])
  expect(STRICTEST).toMatchObject({ smallest_cell: 11, agreement: null, embargo: 'published', standard_prices: 'no' })
  for (const source of Object.values(STRICTEST.sources)) expect(source.length).toBeGreaterThan(10)
  expect(looserIn(STRICTEST)).toEqual([])
})

test('a fault in a policy is told with its file, line and column, and a misspelled word with the nearest one', () => {
  const file = written('misspelled', ['smallest_cell:', 'smalest_cell:'])
  const fault = () => readPolicy(file)
  expect(fault).toThrow(WholepanelError)
  try {
    fault()
  } catch (error) {
    expect(error).toMatchObject({
      code: 'input-policy',
      detail: { at: expect.stringMatching(/misspelled\.yaml:\d+:\d+$/) },
    })
    expect(String(error)).toContain('did you mean smallest_cell?')
  }
  expect(() => readPolicy(written('no-end', ['from: 2000-01-01', 'from: 2000-01-01\nuntil: 1999-01-01']))).toThrow(
    'an end before',
  )
})

test('two texts of a policy have two versions', () => {
  expect(readPolicy(written('again', ['Our choice', 'Our own choice'])).version).not.toBe(STRICTEST.version)
})

test('a looser policy holds only while the agreement that it names is in force; else the strictest does', () => {
  const own = [readPolicy(written('looser', ...LOOSER))]
  const on = (day: string, ...agreements: AgreementRow[]) => policyInForce(own, agreements, day).policy.name
  expect(looserIn(own[0]!)).toEqual(['smallest_cell'])
  expect(on('2025-07-01', agreement())).toBe('looser')
  expect(on('2025-05-31', agreement())).toBe('strictest')
  expect(on('2025-07-01')).toBe('strictest')
  expect(on('2025-07-01', agreement({ withdrawn_on: '2025-07-01' }))).toBe('strictest')
  expect(on('2025-07-01', agreement({ end_date: '2025-06-30' }))).toBe('strictest')
  expect(policyInForce(own, [], '2025-07-01').because).toContain('counsel-2025 is not in force')
})

test('a policy that names no agreement may be stricter and not looser', () => {
  const stricter = readPolicy(written('stricter', ['value: 11', 'value: 20']))
  expect(policyInForce([stricter], [], '2025-07-01').policy.name).toBe('stricter')
  const looser = readPolicy(written('unnamed', ['value: 20\n', 'value: 5\n']))
  expect(policyInForce([looser], [agreement()], '2025-07-01')).toMatchObject({
    policy: { name: 'strictest' },
    because: 'unnamed is looser in protected_percent and names no agreement',
  })
})

test('of two policies in force the one that began last holds', () => {
  const own = [
    readPolicy(written('first', ['from: 2000-01-01', 'from: 2024-01-01'])),
    readPolicy(written('second', ['from: 2000-01-01', 'from: 2025-01-01\nuntil: 2025-12-31'])),
  ]
  expect(['2024-06-01', '2025-06-01', '2026-06-01'].map((day) => policyInForce(own, [], day).policy.name)).toEqual([
    'first',
    'second',
    'first',
  ])
})

test('a file that is read again is parsed again when its text is another, and not otherwise', () => {
  const read = rereading()
  const file = written('again')
  const first = read(file)
  expect(read(file)).toBe(first)
  written('again', ['value: 11', 'value: 12'])
  expect(read(file)).toMatchObject({ smallest_cell: 12 })
  expect(read(file).version).not.toBe(first.version)
  expect(read(written('another'))).toMatchObject({ name: 'another', smallest_cell: 11 })
})

test('each value of the strictest is our choice, or has a dated text behind it, or says that nobody confirmed it', () => {
  for (const { value_name, source } of policyRows(STRICTEST))
    expect(source, value_name).toMatch(/\b[Oo]ur choice\b|\bunconfirmed\b|\b20\d\d\b/)
  const sourceOf = (name: string) => policyRows(STRICTEST).find((one) => one.value_name === name)?.source ?? ''
  for (const name of ['smallest_cell', 'fewest_people_of_others']) expect(sourceOf(name)).toContain('January 26, 2024')
  for (const name of ['reliable_from', 'protected_percent']) expect(sourceOf(name)).toContain('unconfirmed')
})
