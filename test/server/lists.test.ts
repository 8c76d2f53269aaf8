import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../src/governance/viewer.ts'
import { sql } from '../../src/lake/sql.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

type Row = Record<string, string | number | boolean | null | string[]> & { withheld: { field: string }[] }
const asked = async (who: Viewer, url: string) => {
  const answer = await house.get(who, url)
  expect(answer.status, url).toBe(200)
  return JSON.parse(answer.body)
}
const named = (rows: Row[]) => rows.map((row) => String(row.person_id)).toSorted()

test('a practice’s roster says who is new, unchanged and gone, since when, and not where somebody went', async () => {
  const roster = await asked(VIEWERS.elm, '/api/practices/elm/roster?limit=500')
  expect(roster).toMatchObject({
    rule: 'r',
    list: '2025',
    previous_list: '2024',
    kind: 'retrospective',
    not_on_panel: 0,
  })
  expect(roster.counts).toEqual({ new: 2, changed: 0, unchanged: 16, dropped: 1 })
  const of = (person: string) => roster.rows.find((row: Row) => row.person_id === person)
  expect(of('a1')).toMatchObject({
    state: 'new',
    because: 'not-there-before',
    since: '2025-01-01',
    since_at_least: false,
  })
  expect(of('a3')).toMatchObject({
    state: 'unchanged',
    since: '2024-01-01',
    since_at_least: true,
    members: ['amber amber-a3'],
  })
  expect(of('both').members).toEqual(['amber amber-both', 'birch birch-both'])
  expect(of('o1')).toMatchObject({ state: 'dropped', because: 'other-practice', elsewhere: 'elsewhere', since: null })
})

test('by another rule a practice reads the names of people of its panel alone; of others it reads how many', async () => {
  const roster = await asked(VIEWERS.oak, '/api/practices/oak/roster?rule=s')
  expect(roster).toMatchObject({ list: '2025', not_on_panel: 3, rows: [], counts: { new: 0 } })
  const operator = await asked(VIEWERS.operator, '/api/practices/oak/roster?rule=s')
  expect(named(operator.rows)).toEqual(['a1', 'a2', 'b1'])
})

test('a payer’s roster holds its own members, as if nobody else covered them', async () => {
  const roster = await asked(VIEWERS.amber, '/api/practices/elm/roster?limit=500')
  expect(roster.counts).toEqual({ new: 2, changed: 0, unchanged: 13, dropped: 0 })
  const both = roster.rows.find((row: Row) => row.person_id === 'both')
  const other = roster.rows.find((row: Row) => row.person_id === 'a5')
  expect(both).toMatchObject({
    name: 'Last-both, Amberspelled',
    members: ['amber amber-both'],
    reason: null,
    step: null,
  })
  expect(both.withheld).toEqual(other.withheld)
  expect(both.since).toBe(other.since)
})

test('a roster as a table and as a FHIR Group holds the same people', async () => {
  const csv = (await house.get(VIEWERS.elm, '/api/practices/elm/roster?format=csv')).body.trimEnd().split('\r\n')
  const group = await asked(VIEWERS.elm, '/api/practices/elm/roster?format=fhir')
  expect(csv).toHaveLength(20)
  expect(csv[0]).toMatch(/^person_id,name,birth_date,/)
  expect(group).toMatchObject({ resourceType: 'Group', type: 'person', actual: true, quantity: 18 })
  expect(group.member).toHaveLength(19)
  const gone = group.member.filter((one: { inactive: boolean }) => one.inactive)
  expect(gone).toMatchObject([{ entity: { reference: 'Patient/o1' }, extension: [{ valueCode: 'dropped' }] }])
})

test('a rule or list that is not there gives a roster without people', async () => {
  for (const query of ['rule=nothing', 'list=2019', "rule='"]) {
    const roster = await asked(VIEWERS.elm, `/api/practices/elm/roster?${query}`)
    expect(roster).toMatchObject({ list: null, rows: [] })
  }
})

test('the three lists of a practice’s people stand beside each other with one decision', async () => {
  const { rows, counts, steps } = await asked(VIEWERS.elm, '/api/practices/elm/reconciliation?limit=500')
  const of = (person: string) => rows.find((row: Row) => row.person_id === person)
  expect(of('a1')).toMatchObject({
    state: 'agreed',
    plan: 'elm',
    practice: 'elm',
    claims: 'elm',
    decided: 'elm',
    decision: 'attested',
  })
  expect(of('a5')).toMatchObject({ state: 'lists-differ', plan: 'elm', practice: 'elsewhere', decision: 'two-agree' })
  expect(of('a11')).toMatchObject({
    state: 'lists-differ',
    plan: 'elsewhere',
    claims: 'elm',
    decided: 'elm',
    decision: 'claims',
  })
  expect(of('both')).toMatchObject({ state: 'two-payers-differ', plan_payers: ['birch'] })
  expect(of('b3')).toMatchObject({ state: 'claims-only', left_out: ['plan unknown-practice'] })
  expect(steps[0]).toMatchObject({ step: 'attested' })
  expect(counts.reduce((sum: number, one: { people: number }) => sum + one.people, 0)).toBe(rows.length)
})

test('a number that a practice sends itself names nobody: of a patient of another practice as of nobody', async () => {
  const { rows, unnamed } = await asked(VIEWERS.oak, '/api/practices/oak/reconciliation')
  expect(named(rows)).toEqual(['a11', 'both', 'o1'])
  const without = unnamed.map(({ member_id: _m, record_number: _r, ...row }: Row) => row)
  expect(unnamed.map((row: Row) => row.member_id)).toEqual(['amber-a5', 'amber-made-up'])
  expect(without[0]).toEqual(without[1])
  expect((await house.get(VIEWERS.oak, '/api/practices/oak/reconciliation')).body).not.toMatch(/a5,|Last-a5|"a5"/)
})

test('to a payer the lists are its own: that another payer’s list differs does not show', async () => {
  const { rows, unnamed } = await asked(VIEWERS.amber, '/api/practices/elm/reconciliation?limit=500')
  const both = rows.find((row: Row) => row.person_id === 'both')
  const alike = rows.find((row: Row) => row.person_id === 'a11')
  expect(both).toMatchObject({ state: 'lists-differ', plan: 'oak', claims: 'elm', decision: 'claims' })
  for (const field of [
    'state',
    'plan',
    'practice',
    'claims',
    'decided',
    'decision',
    'left_out',
    'plan_payers',
    'withheld',
  ])
    expect(both[field], field).toEqual(alike[field])
  expect(rows.every((row: Row) => (row.members as string[]).every((one) => one.startsWith('amber ')))).toBe(true)
  expect(unnamed.map((row: Row) => [row.state, row.member_id])).toEqual([['unknown-member', 'amber-stranger']])
})

test('two rules beside each other: exact for the operator, of its own members to a payer, of its own people to a practice', async () => {
  const url = '/api/attribution/compare?a=r&b=s'
  const all = await asked(VIEWERS.operator, url)
  expect(all.agreement.map((row: Row) => [row.payer, row.people, row.moved, row.only_a])).toEqual([
    ['all', 19, 4, 1],
    ['amber', 15, 2, 1],
    ['birch', 5, 2, 0],
  ])
  const amber = await asked(VIEWERS.amber, url)
  expect(amber.agreement).toMatchObject([
    { payer: 'amber', people: 15, moved: 2, agree_share: '0.80', moved_usd: '299.97' },
  ])
  expect(amber.practices.every((row: Row) => row.payer === 'amber')).toBe(true)
  const elm = await asked(VIEWERS.elm, url)
  expect(elm).toMatchObject({ agreement: [], flows: [] })
  expect(elm.practices[0]).toMatchObject({
    practice_id: 'elm',
    payer: 'all',
    people_a: 18,
    people_b: 15,
    gained: 1,
    lost: 4,
    lost_to_none: 1,
    lost_usd: null,
  })
  expect(elm.practices.every((row: Row) => row.practice_id === 'elm')).toBe(true)
})

test('asked the other way round, gains are losses', async () => {
  const [one, other] = [
    await asked(VIEWERS.operator, '/api/attribution/compare?a=r&b=s'),
    await asked(VIEWERS.operator, '/api/attribution/compare?a=s&b=r'),
  ]
  const of = (read: { practices: Row[] }) =>
    read.practices.find((row) => row.practice_id === 'elm' && row.payer === 'all')
  expect([of(one)?.gained, of(one)?.lost]).toEqual([of(other)?.lost, of(other)?.gained])
  expect([one.agreement[0].only_a, one.agreement[0].only_b]).toEqual([
    other.agreement[0].only_b,
    other.agreement[0].only_a,
  ])
})

test('who only counts gets counts rounded to tens, none of few, and no share of few', async () => {
  for (const who of [VIEWERS.convener, VIEWERS.state]) {
    for (const url of ['compare?a=r&b=s', 'compare?a=r&b=payer-list', 'churn?rule=r', 'minimum?rule=r', 'rules']) {
      const read = await asked(who, `/api/attribution/${url}`)
      const rows: Row[] = Array.isArray(read) ? read : Object.values(read).filter(Array.isArray).flat()
      for (const row of rows)
        for (const [field, value] of Object.entries(row))
          if (
            /people|moved$|only_|same|gained|lost|started|stayed$|attributed/.test(field) &&
            typeof value === 'number'
          )
            if (!['least_people', 'short_people'].includes(field)) {
              expect(value % 10, `${url} ${field}`).toBe(0)
              expect(value, `${url} ${field}`).toBeGreaterThanOrEqual(20)
            }
      for (const row of rows)
        for (const field of ['kappa', 'agree_share', 'stayed_share', 'moved_usd', 'total_usd'])
          expect(row[field] ?? null, `${url} ${field}`).toBe(null)
    }
    expect((await house.get(who, '/api/practices/elm/roster')).status).toBe(403)
    expect((await house.get(who, '/api/practices/elm/reconciliation')).status).toBe(403)
  }
})

test('one count is rounded alike wherever it stands, so that asking often tells no more', async () => {
  const { countsFor } = await import('../../src/disclosure/reads/attribution/counts.ts')
  const { doorOf } = await import('../disclosure/small-region.ts')
  const { STRICTEST } = await import('../../src/disclosure/policy/policy.ts')
  const of = await countsFor(house.reading, doorOf(VIEWERS.convener).viewer, STRICTEST)
  const again = await countsFor(house.reading, doorOf(VIEWERS.state).viewer, STRICTEST)
  for (let count = 0; count < 500; count++) {
    expect(of(count)).toBe(again(count))
    expect(of(count) === 0 || Math.abs(of(count) - count) < 10).toBe(true)
    if (count < 11) expect(of(count)).toBe(0)
  }
})

test('churn is for practices of their own people, and no payer asks for it', async () => {
  const elm = await asked(VIEWERS.elm, '/api/attribution/churn?rule=r')
  expect(elm.flows.map((row: Row) => [row.practice_id, row.flow, row.reason, row.people])).toEqual([
    ['elm', 'kept', '-', 16],
    ['elm', 'moved-out', '-', 1],
    ['elm', 'new', 'not-there-before', 2],
  ])
  expect(elm.stability.map((row: Row) => [row.lists, row.months, row.started, row.stayed])).toEqual([
    [1, 12, 17, 17],
    [2, 24, 17, 16],
  ])
  expect((await house.get(VIEWERS.amber, '/api/attribution/churn?rule=r')).status).toBe(403)
})

test('without an agreement that covers the purpose a payer’s lists and numbers are as if not there', async () => {
  const { readRoster } = await import('../../src/disclosure/reads/attribution/roster.ts')
  const { readReconciliationOf } = await import('../../src/disclosure/reads/attribution/reconciliation.ts')
  const { doorOf } = await import('../disclosure/small-region.ts')
  const page = { practice_id: 'elm', limit: 500, offset: 0 }
  const roster = await readRoster(
    house.reading,
    doorOf(VIEWERS.elm, { action: 'read-roster', unusable_payers: ['birch'] }),
    page,
  )
  const lists = await readReconciliationOf(
    house.reading,
    doorOf(VIEWERS.elm, { action: 'read-reconciliation', unusable_payers: ['birch'] }),
    page,
  )
  for (const text of [JSON.stringify(roster), JSON.stringify(lists)])
    for (const secret of ['birch', 'b1', 'Birchspelled']) expect(text).not.toContain(secret)
  expect(lists.counts.map((one) => one.state)).not.toContain('two-payers-differ')
})

test('the same lists in another order give the same answers', async () => {
  const first = (await house.get(VIEWERS.elm, '/api/practices/elm/reconciliation?limit=500')).body
  await house.reading.engine.run(sql`create table shuffled as select * from list_record order by member_id desc`)
  await house.reading.engine.run(sql`delete from list_record`)
  await house.reading.engine.run(sql`insert into list_record select * from shuffled`)
  expect((await house.get(VIEWERS.elm, '/api/practices/elm/reconciliation?limit=499')).body).toBe(first)
})
