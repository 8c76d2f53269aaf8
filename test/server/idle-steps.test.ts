import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alignmentSteps } from '../../src/alignment/steps.ts'
import { idleStep, orderDegree } from '../../src/alignment/tables.ts'
import { laboratory } from '../../src/attribution/laboratory.ts'
import { readRule } from '../../src/attribution/rule.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { Answers } from '../../src/lake/answers.ts'
import { sql } from '../../src/lake/sql.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period, yearBefore } from '../../src/period.ts'
import { Region, Settings } from '../../src/region.ts'
import { stateAnswers } from '../../src/register/alignment/profile-answers.ts'
import { dayOf, heldIn, regionAlignment } from '../../src/run/region-alignment.ts'
import { engineOf, visits } from '../attribution/rule-lake.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { fill, fillRows, type Row } from '../run/small-lake.ts'
import { type TestHouse, testHouse } from './house.ts'

/**
 * Amber attributes by the patients' own choice, then by most visits; what payers agreed on is most visits alone. On the lake
 * nobody, three or fifteen of amber's twenty members say in 2025 whose patients they are, and in 2024 nobody.
 */
const SAYING = [0, 3, 15] as const
const RULES = ['attested-then-plurality', 'plurality'].map((one) => readRule(one))
const YEAR = period('2025')
const NEVER = "step 1 of its rule (The patient's own choice) never applied to anyone"

const models = mkdtempSync(join(tmpdir(), 'region-'))
let house: TestHouse
const found = new Map<number, { idle: Row[]; degrees: Row[] }>()

beforeAll(async () => {
  mkdirSync(join(models, 'models', 'alignment'), { recursive: true })
  writeFileSync(
    join(models, 'models', 'alignment', 'reference.yaml'),
    'title: Common model\nabout: a\nattribution_rule: { value: plurality, source: s }\n',
  )
  house = await testHouse()
  Object.assign(house.house, { region: new Region(models, Settings.parse({ region: 'Test', demonstration: true })) })
  const answer = JSON.stringify({ value: 'attested-then-plurality', source: 'its manual' })
  await stateAnswers(
    house.register,
    [{ payer: 'amber', element: 'attribution_rule', from_date: '2024-01-01', answer, stated_by: 'a test' }],
    { role: 'operator', organization_id: null },
    '2026-01-01T00:00:00Z',
  )
  for (const saying of SAYING) found.set(saying, await ran(saying))
}, 120_000)
afterAll(() => house.close())

/** What a run over the lake writes of idle steps and of degrees. */
async function ran(saying: number): Promise<{ idle: Row[]; degrees: Row[] }> {
  const people = Array.from({ length: 20 }, (_, i) => `p${i}`)
  const lines = people.flatMap((person) => visits(person, 'elm 2024-03-01 100', 'elm 2025-03-01 100'))
  const months = people.flatMap((person_id) =>
    ['2024-05', '2025-05'].map((month) => ({
      ...{ person_id, member_id: person_id, payer: 'amber', year_month: month.replace('-', '') },
      ...{ month_start: `${month}-01`, primary_coverage: true },
    })),
  )
  const attestation = people
    .slice(0, saying)
    .map((member_id) => ({ member_id, practice_id: 'fir', attested_on: '2025-02-01' }))
  const engine = await engineOf(lines, { attestation }, months)
  await fill(engine, [laboratory(RULES, YEAR, yearBefore(YEAR))])
  const folders = [join(models, 'models'), LIBRARY]
  const held = heldIn(await regionAlignment(house.register, folders, dayOf(YEAR)), 'plurality')
  const steps = alignmentSteps({ folders, contracts: [], models: [], measures: [], ...held }, YEAR)
  await fill(
    engine,
    steps.filter(({ table }) => [idleStep.name, orderDegree.name].includes(table.name)),
  )
  const idle = await engine.rows<Row>(sql`select * from idle_step order by period, payer, rule, step`)
  const degrees = await engine.rows<Row>(sql`select * from order_degree order by period, payer`)
  engine.close()
  return { idle, degrees }
}

/** Lets the house read the run in which so many said whose patients they are. */
async function reading(saying: number): Promise<void> {
  const { idle = [], degrees = [] } = found.get(saying) ?? {}
  await fillRows(house.reading.engine, idleStep, idle)
  await fillRows(house.reading.engine, orderDegree, degrees)
  Object.assign(house.reading, { answers: new Answers(house.reading.engine) })
}

const LOOKS = [
  ...['', '?format=csv', '?reference=amber', '?day=2024-06-30', '/trend', '/actions', '/answers?payer=amber', '/plan'],
  ...[
    '/effect',
    '/effect?table=paper&format=csv',
    '/extent',
    '/extent?table=practices&format=csv',
    '/market',
    '/burden',
  ],
  ...['/rubric?rubric=pima', '/rubric?rubric=colorado-4-2-96&format=csv'],
].map((one) => `/api/alignment${one}`)

async function bytes(who: Viewer): Promise<string[]> {
  const all: string[] = []
  for (const look of LOOKS) {
    const { status, body } = await house.get(who, look)
    all.push(`${look} ${status} ${body}`)
  }
  return all
}

type Cell = { payer: string; degree: string; because: string; parts: { degree: string }[] }
async function orderOf(who: Viewer, asked = ''): Promise<Cell | undefined> {
  const { elements } = JSON.parse((await house.get(who, `/api/alignment${asked}`)).body)
  const row = elements.find((one: { element: string }) => one.element === 'attribution_order')
  return row.payers.find(({ payer }: Cell) => payer === 'amber')
}

test('a run says of each step whether it placed nobody, and nothing of how many', () => {
  const idle = (saying: number) =>
    found
      .get(saying)
      ?.idle.filter((one) => one.rule === 'attested-then-plurality')
      .map((one) => `${one.period} ${one.step} ${one.idle}`)
  expect(idle(0)).toEqual(['2024 1 true', '2024 2 false', '2025 1 true', '2025 2 false'])
  expect(idle(3)).toEqual(['2024 1 true', '2024 2 false', '2025 1 false', '2025 2 false'])
  expect(found.get(3)).toEqual(found.get(15))
})

test('two rules that differ by a step that placed nobody are exact, the run gives the year, and made again it gives the same', async () => {
  expect(found.get(0)?.degrees).toMatchObject([
    { period: '2024', payer: 'amber', degree: 'exact' },
    {
      period: '2025',
      payer: 'amber',
      degree: 'exact',
      because: `the same steps in the same order, as ${NEVER} in 2025`,
    },
  ])
  expect(found.get(0)?.degrees.map((row) => row.degree_on_paper)).toEqual(['directional', 'directional'])
  expect(await ran(0)).toEqual(found.get(0))
})

describe.each([
  ['the payer itself', VIEWERS.amber],
  ['the operator', VIEWERS.operator],
] as const)('%s', (_, who) => {
  test('reads exact, with the step, the year and both texts', async () => {
    await reading(0)
    const cell = await orderOf(who)
    expect(cell).toMatchObject({ degree: 'exact', because: expect.stringContaining(`${NEVER} in 2025`) })
    expect(cell?.parts.map(({ degree }) => degree)).toEqual(['exact'])
    const { elements, areas } = JSON.parse((await house.get(who, '/api/alignment')).body)
    const row = elements.find((one: { element: string }) => one.element === 'attribution_order')
    expect(row.reference_says[0].says).toBe('1. Most services')
    expect(row.payers[0].says[0].says).toBe("1. The patient's own choice, 2. Most services")
    const area = areas.find((one: { area: string }) => one.area === 'attribution')
    expect(area.payers[0].counts.directional).toBe(0)
  })

  test('reads that it drifted once somebody is in the step', async () => {
    await reading(3)
    expect(await orderOf(who)).toMatchObject({
      degree: 'directional',
      because: expect.stringContaining(
        `in 2024 they were exact: the same steps in the same order, as ${NEVER} in 2024`,
      ),
    })
    expect(await orderOf(who, '?day=2024-06-30')).toMatchObject({ degree: 'exact' })
    const { changes } = JSON.parse((await house.get(who, '/api/alignment/trend')).body)
    expect(changes.filter((one: { element: string }) => one.element === 'attribution_order').at(-1)).toMatchObject({
      ...{ day: '2025-01-01', payer: 'amber', degree_before: 'exact', degree: 'directional', move: 'farther' },
    })
  })

  test('reads the texts alone once they are other texts than the run’s, and beside a payer', async () => {
    await reading(0)
    expect(await orderOf(who, '?day=2023-12-31')).toMatchObject({ degree: 'not-stated' })
    const { degrees = [] } = found.get(0) ?? {}
    await fillRows(
      house.reading.engine,
      orderDegree,
      degrees.map((row) => ({ ...row, reference_says: '[[null,["majority"]]]' })),
    )
    Object.assign(house.reading, { answers: new Answers(house.reading.engine) })
    expect(await orderOf(who)).toMatchObject({ degree: 'directional', because: expect.not.stringContaining('never') })
  })
})

test.each([
  ['who convenes', VIEWERS.convener],
  ['the state', VIEWERS.state],
  ['another payer', VIEWERS.birch],
  ['a practice', VIEWERS.elm],
  ['the public', VIEWERS.public],
] as const)('attack: %s reads the same bytes whether nobody, three or fifteen are in the step', async (_, who) => {
  const read: string[][] = []
  for (const saying of SAYING) {
    await reading(saying)
    read.push(await bytes(who))
  }
  const [nobody, few, many] = read
  expect(few).toEqual(nobody)
  expect(many).toEqual(nobody)
  expect(nobody?.join('')).not.toContain('never applied')
  if (who !== VIEWERS.public) expect(nobody?.filter((one) => one.includes(' 200 ')).length).toBeGreaterThan(5)
})

test('the attack sees what it looks for: the payer’s own bytes do differ', async () => {
  await reading(0)
  const nobody = await bytes(VIEWERS.amber)
  await reading(3)
  const few = await bytes(VIEWERS.amber)
  expect(few.filter((one, i) => one !== nobody[i]).map((one) => one.split(' ')[0])).toEqual(
    expect.arrayContaining(['/api/alignment', '/api/alignment?format=csv', '/api/alignment/trend']),
  )
})
