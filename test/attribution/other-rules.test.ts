import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRule, withTaken } from '../../src/attribution/rule.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'
import { claims, decided, decisions, engineOf, fileOf, folderOf, number, ruleOf, visits, YEAR } from './rule-lake.ts'

const AHEAD = `{ kind: prospective, every: year, lag: ${number('6', 'months')}, source: s }`
const RECONCILED = `{ kind: reconciled, every: quarter, source: s }`
const take = (rule: string, organizations?: string) =>
  `  - { step: rule, rule: ${rule}, source: s${organizations ? `, organizations: ${organizations}` : ''} }\n`

/** Of two programmes the first goes first; each has the ACOs or organizations that take part in it. */
const programmes = {
  first: fileOf(claims(), AHEAD),
  second: fileOf(claims({ window: number('12', 'months') }), RECONCILED),
  both: fileOf(take('first', '[dale]') + take('second', '[big-aco]')),
}

test('of two programmes the first has the person, where its own organization does; then the second', async () => {
  const rule = readRule('both', [folderOf(programmes)])
  const of = async (...seen: string[]) => {
    const [row] = await decisions(rule, await engineOf(visits('p', ...seen)))
    return [row?.practice_id, row?.step, row?.reason]
  }
  // Known in July 2024: fir of dale, which is in the first. Elm has the visits of 2025.
  expect(await of('fir 2024-03-01', 'elm 2025-02-01')).toEqual(['fir', 1, 'plurality'])
  // By the first rule the person is elm's, which is not in the first programme; by the second one elm's too.
  expect(await of('elm 2024-03-01', 'elm 2025-02-01')).toEqual(['elm', 2, 'plurality'])
  // The first would have had fir by visits of 2025, which it did not know of; the second finds fir, which is not in it.
  expect(await of('fir 2025-02-01')).toEqual([null, null, 'other-organization'])
  expect(await of()).toEqual([undefined, undefined, undefined])
})

test('the precedence that the concept page shows is a rule that can be read', () => {
  const page = readFileSync('docs/concepts/attribution.md', 'utf8')
  const [, text = ''] = /```yaml\n(title: Medicare programmes[\s\S]*?)```/.exec(page) ?? []
  const rule = readRule('county', [folderOf({ county: text }), LIBRARY])
  expect(rule.takes.map((one) => one.rule)).toEqual(['aco-reach', 'mssp'])
})

test('a list that is final goes before the preliminary ones, and a list made ahead takes only what was known by then', async () => {
  const lines = visits('p', 'elm 2024-12-01', 'oak 2025-02-01', 'oak 2025-03-01')
  const year = readRule('ours', [folderOf({ second: programmes.second, ours: fileOf(take('second')) })])
  expect(await decisions(year, await engineOf(lines))).toMatchObject([{ list: '2025', practice_id: 'oak' }])
  const quarters = fileOf(take('second'), '{ kind: prospective, every: quarter, source: s }')
  const ahead = readRule('ours', [folderOf({ second: programmes.second, ours: quarters })])
  const rows = await decisions(ahead, await engineOf(lines))
  expect(rows.map((r) => [r.list, r.practice_id])).toEqual([
    ['2025-Q1', 'elm'],
    ['2025-Q2', 'oak'],
    ['2025-Q3', 'oak'],
    ['2025-Q4', 'oak'],
  ])
})

test('a rule that several take is worked out once, before them, and is no row of its own', async () => {
  const folder = folderOf({ ...programmes, more: fileOf(take('both') + take('first')) })
  const more = readRule('more', [folder])
  expect(withTaken([more, readRule('first', [folder])]).map(({ rule }) => rule)).toEqual([
    'first',
    'second',
    'both',
    'more',
  ])
  const rows = await decisions(more, await engineOf(visits('p', 'fir 2024-03-01')))
  expect(rows.map((r) => [r.rule, r.practice_id, r.step])).toEqual([['more', 'fir', 1]])
})

test.each([
  ['a circle', { ours: fileOf(take('b')), b: fileOf(take('ours')) }, /takes its own decision: ours → b → ours/],
  ['itself', { ours: fileOf(take('ours')) }, /takes its own decision: ours → ours/],
  [
    'a rule that is not there',
    { ours: fileOf(take('firts')), first: programmes.first },
    /no attribution rule firts; did you mean first/,
  ],
  [
    'a list that comes too late',
    { ours: fileOf(take('late'), AHEAD), late: fileOf(claims()) },
    /late is known after the months that it is for/,
  ],
] as [string, Record<string, string>, RegExp][])(
  'a rule that takes %s is refused with the line',
  (_, files, message) => {
    expect(() => readRule('ours', [folderOf(files)])).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        detail: expect.objectContaining({ at: expect.stringMatching(/\.yaml:\d+:\d+/) }),
      }),
    )
  },
)

test('a step is taken from its day on', async () => {
  const steps = `  - { step: attested, from: 2025-01-01, source: s }\n${claims({ window: number('12', 'months') })}`
  const attestation = [{ member_id: 'p', practice_id: 'fir', attested_on: '2024-01-01' }]
  const month = (year: string) => ({
    ...{ person_id: 'p', member_id: 'p', primary_coverage: true },
    ...{ year_month: `${year}01`, month_start: `${year}-01-01` },
  })
  const lines = visits('p', 'elm 2024-02-01', 'elm 2025-02-01')
  const of = async (year: string) =>
    (await decisions(ruleOf(steps), await engineOf(lines, { attestation }, [month(year)]), period(year)))[0]
  expect(await of('2024')).toMatchObject({ practice_id: 'elm', step: 2 })
  expect(await of('2025')).toMatchObject({ practice_id: 'fir', step: 1 })
})

test('a rule has no list from before it was in force', async () => {
  const rule = ruleOf(claims(), '{ kind: prospective, every: quarter, from: 2025-07-01, source: s }')
  const lines = visits('p', 'elm 2024-02-01')
  expect((await decisions(rule, await engineOf(lines))).map((r) => r.list)).toEqual(['2025-Q3', '2025-Q4'])
  expect(await decisions(rule, await engineOf(lines), period('2025-Q1'))).toEqual([])
})

test('who has a month of a line that is left out is not seen', async () => {
  const only = 'population: { lines_of_business: [medicare-ffs], without: [medicare-advantage], source: s }\n'
  const month = (member_id: string, month_start: string, line_of_business: string) => ({
    ...{ person_id: member_id, member_id, line_of_business, primary_coverage: true },
    ...{ year_month: month_start.slice(0, 7).replace('-', ''), month_start },
  })
  const months = [
    month('stays', '2025-01-01', 'medicare-ffs'),
    month('moves', '2025-01-01', 'medicare-ffs'),
    month('moves', '2025-10-01', 'medicare-advantage'),
    month('other', '2025-01-01', 'commercial'),
  ]
  const rows = await decisions(ruleOf(claims(), YEAR, only), await engineOf([], {}, months))
  expect(rows.map((r) => r.person_id)).toEqual(['stays'])
})

test('a step decides only where a clinician of a type was seen, of any specialty; who has no type is a physician', async () => {
  const seen = (...types: string[]) =>
    claims({
      services: '[ambulatory-visit]',
      seen: `[{ clinician_types: [${types.join(', ')}], months: ${number('3', 'months')} }]`,
    })
  const of = async (step: string, ...lines: string[]) => {
    const affiliation = [{ npi: 'dr-elm-primary-care', practice_id: 'elm', clinician_type: 'nurse-practitioner' }]
    return (await decisions(ruleOf(step), await engineOf(visits('p', ...lines), { affiliation })))[0]
  }
  const nurse = ['elm 2025-11-01', 'elm 2025-12-01', 'fir 2025-12-01']
  expect(await of(seen('nurse-practitioner'), ...nurse)).toMatchObject({ practice_id: 'elm' })
  expect(await of(seen('physician'), ...nurse)).toMatchObject({ practice_id: null, reason: 'below-share' })
  expect(await of(seen('physician'), ...nurse, 'elm 2025-10-01 1 oncology')).toMatchObject({ practice_id: 'elm' })
  expect(await of(seen('physician'), ...nurse, 'elm 2025-09-30 1 oncology')).toMatchObject({ practice_id: null })
})

test('every service counts where a rule says so, and an organization has what its practices have', async () => {
  const step = claims({ services: '[any-service]', clinicians: 'any', order: '[allowed_usd, practice_id]' })
  expect(await decided(step, 'elm 2025-02-01 10', 'fir 2025-03-01 20 oncology')).toMatchObject({ practice_id: 'fir' })
})
