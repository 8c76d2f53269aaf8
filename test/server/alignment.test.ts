import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { practiceMonth } from '../../src/cost/pmpm/tables.ts'
import { readRubricOfPayers } from '../../src/disclosure/reads/alignment/rubric.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import type { Arrangement } from '../../src/model/arrangement.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { recordAction } from '../../src/register/alignment/actions.ts'
import { stateAnswers } from '../../src/register/alignment/profile-answers.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { saveDirectory } from '../../src/register/directory.ts'
import { listEvents } from '../../src/register/events.ts'
import { readShelf } from '../../src/run/region-alignment.ts'
import { doorOf, VIEWERS } from '../disclosure/small-region.ts'
import { fillRows } from '../run/small-lake.ts'
import { type Answer, type TestHouse, testHouse } from './house.ts'

const NOW = '2026-01-01T00:00:00Z'
const OPERATOR = { role: 'operator', organization_id: null }

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  await fillRows(
    house.reading.engine,
    practiceMonth,
    ['amber', 'birch'].flatMap((payer) =>
      ['elm', 'oak'].map((practice_id) => ({
        ...{ period: '2025', payer, line_of_business: 'commercial', practice_id, year_month: '202512' },
        ...{ people: 400, member_months: 400 },
      })),
    ),
  )
  await say('birch', 'portal', '2025-02-01', 'shared')
  await say('amber', 'portal', '2025-01-01', 'payer')
  await saveArrangements(house.register, [contract('amber', 'elm-group', 'demo/common-model', 'hybrid')])
}, 60_000)
afterAll(() => house.close())

const say = (payer: string, element: string, from_date: string, value: unknown) =>
  stateAnswers(
    house.register,
    [{ payer, element, from_date, answer: JSON.stringify({ value, source: 'its manual' }), stated_by: 'a test' }],
    OPERATOR,
    NOW,
  )

const contract = (payer: string, organization_id: string, model: string, track: string): Arrangement => ({
  ...{ arrangement: `${payer}-${organization_id}`, payer, organization_id, model, track },
  ...{ start_date: '2025-03-07', end_date: '2026-08-09' },
  amounts: { base_pmpm: { value: '77.31', unit: 'usd', source: 'clause 4' } },
})

const json = async (who: Viewer, url: string) => JSON.parse((await house.get(who, url)).body)
const post = async (who: Viewer, url: string, body: object): Promise<Answer> => {
  const headers = { 'x-wholepanel': '1', cookie: await house.cookieOf(who) }
  const answer = await house.server.inject({ method: 'POST', url, headers, payload: body })
  return { status: answer.statusCode, body: answer.body, headers: answer.headers }
}

/** What one payer answers to an element, as somebody reads it. */
async function says(who: Viewer, payer: string, element: string): Promise<string[]> {
  const { elements } = await json(who, '/api/alignment')
  const row = elements.find((one: { element: string }) => one.element === element)
  const found = row.payers.find((one: { payer: string }) => one.payer === payer)
  return found.says.map((one: { says: string }) => one.says)
}

const READ_BY_ALL = [
  '/api/alignment',
  '/api/alignment?format=csv',
  '/api/alignment?reference=birch',
  '/api/alignment?day=2025-06-30',
  '/api/alignment/trend',
  '/api/alignment/actions',
  '/api/alignment/rubric?rubric=california-common-model',
  '/api/alignment/rubric?rubric=california-adoption&day=2026-06-30',
  '/api/alignment/rubric?rubric=pima&format=csv',
]

describe('what only a payer’s contracts tell', () => {
  test('is the same to another payer whatever they are', async () => {
    const read = async () => Promise.all(READ_BY_ALL.map(async (url) => (await house.get(VIEWERS.amber, url)).body))
    const before = await read()
    await saveArrangements(house.register, [contract('birch', 'oak-group', 'plans/iha-amp', 'quality')])
    expect(await read()).toEqual(before)
    await saveArrangements(house.register, [contract('birch', 'oak-group', 'cms/mssp', 'enhanced')])
    expect(await read()).toEqual(before)
  })

  test('is for itself, who convenes or oversees, and of a contract its other party', async () => {
    const BIRCH = ['birch', 'risk_direction'] as const
    for (const who of [VIEWERS.birch, VIEWERS.convener, VIEWERS.state, VIEWERS.operator, VIEWERS.oak])
      expect(await says(who, ...BIRCH), who.role).toEqual(['Savings and losses'])
    for (const who of [VIEWERS.amber, VIEWERS.elm]) expect(await says(who, ...BIRCH), who.role).toEqual([])
  })

  test('never holds an amount', async () => {
    for (const who of Object.values(VIEWERS))
      for (const url of [...READ_BY_ALL, '/api/alignment/payers/birch', '/api/alignment/payers/amber'])
        expect((await house.get(who, url)).body, `${who.role} ${url}`).not.toMatch(/77\.31|clause 4/)
  })
})

describe('what a payer says of itself', () => {
  test('is read by all who take part and nobody else', async () => {
    for (const who of [VIEWERS.amber, VIEWERS.elm, VIEWERS.convener])
      expect(await says(who, 'birch', 'portal')).toEqual(['One place for all payers'])
    expect((await house.get(VIEWERS.public, '/api/alignment')).status).toBe(403)
    expect((await house.get(null, '/api/alignment')).status).toBe(401)
  })

  test('it says itself, from a day on, and the log keeps who said it', async () => {
    const body = { from_date: '2026-01-01', answers: [{ element: 'coaching', value: 'joint', source: 'memorandum' }] }
    expect((await post(VIEWERS.birch, '/api/alignment/payers/birch', body)).status).toBe(200)
    expect(await says(VIEWERS.amber, 'birch', 'coaching')).toEqual(['One coach paid for by several payers'])
    const [event] = await listEvents(house.register, { kind: 'change', limit: 1 }, OPERATOR)
    expect(event).toMatchObject({ act: 'state-alignment-answers', about: 'payer:birch' })
    const taken = { from_date: '2026-01-02', answers: [{ element: 'coaching', value: null }] }
    expect((await post(VIEWERS.birch, '/api/alignment/payers/birch', taken)).status).toBe(200)
    expect(await says(VIEWERS.amber, 'birch', 'coaching')).toEqual([])
  })

  test('of another it says nothing and reads no questionnaire; nobody else says anything', async () => {
    const body = { from_date: '2026-01-01', answers: [{ element: 'portal', value: 'none' }] }
    for (const who of [VIEWERS.amber, VIEWERS.convener, VIEWERS.state, VIEWERS.elm])
      expect((await post(who, '/api/alignment/payers/birch', body)).status, who.role).toBe(403)
    for (const who of [VIEWERS.amber, VIEWERS.elm, VIEWERS.public])
      expect((await house.get(who, '/api/alignment/payers/birch')).status, who.role).toBe(403)
    expect((await house.get(VIEWERS.amber, '/api/alignment/payers/nobody')).body).toBe(
      (await house.get(VIEWERS.amber, '/api/alignment/payers/birch')).body,
    )
    expect(await says(VIEWERS.amber, 'birch', 'portal')).toEqual(['One place for all payers'])
  })

  test.each([
    [{ element: 'growth_target', value: '0.03' }, /an amount is not stated here/],
    [{ element: 'portall', value: 'shared' }, /no such element; did you mean portal/],
    [{ element: 'portal', value: 'somewhere' }, /no option somewhere; want shared/],
    [{ element: 'attribution_rule', value: 'mspp' }, /no attribution rule mspp/],
  ])('%o is refused, and nothing beside it is kept', async (wrong, message) => {
    const good = { element: 'learning', value: ['webinars'] }
    const answer = await post(VIEWERS.birch, '/api/alignment/payers/birch', {
      from_date: '2026-01-01',
      answers: [good, wrong],
    })
    expect([answer.status, answer.body]).toEqual([400, expect.stringMatching(message)])
    expect(await says(VIEWERS.birch, 'birch', 'learning')).toEqual([])
  })
})

describe('what was agreed', () => {
  const agreed = { element: 'portal', says: 'Amber moves', owner: 'Ana', due_date: '2026-01-02', recorded_by: 'a test' }
  const target = JSON.stringify([
    {
      ...{ reading: null, source: 's', status: 'stated', by: [], never_decides: [] },
      answer: { kind: 'one-of', option: 'shared' },
    },
  ])
  const states = async (who: Viewer) =>
    (await json(who, '/api/alignment/actions')).map(
      (one: { payer: string; state: string }) => `${one.payer} ${one.state}`,
    )

  test('is late, done, and drifted as the payer answers; a payer reads its own', async () => {
    const { action } = await recordAction(
      house.register,
      { payer: 'amber', target, ...agreed },
      OPERATOR,
      '2025-06-01T00:00:00Z',
    )
    expect(await states(VIEWERS.convener)).toEqual(['amber late'])
    expect(await states(VIEWERS.amber)).toEqual(['amber late'])
    expect(await states(VIEWERS.birch)).toEqual([])
    expect((await house.get(VIEWERS.elm, '/api/alignment/actions')).status).toBe(403)
    await say('amber', 'portal', '2025-09-01', 'shared')
    expect(await json(VIEWERS.convener, '/api/alignment/actions')).toMatchObject([
      { state: 'done', since: '2025-09-01' },
    ])
    await say('amber', 'portal', '2025-11-01', 'payer')
    expect(await states(VIEWERS.convener)).toEqual(['amber drifted'])
    const ended = await post(VIEWERS.convener, `/api/alignment/actions/${action}`, { because: 'taken up next year' })
    expect(JSON.parse(ended.body)).toMatchObject({ state: 'ended', because: 'taken up next year' })
    expect((await post(VIEWERS.convener, `/api/alignment/actions/${action}`, { owner: 'Bo' })).status).toBe(403)
  })

  test('only who convenes writes it, and only a step that there is', async () => {
    const body = { payer: 'amber', element: 'portal', owner: 'Ana', due_date: '2026-12-31' }
    for (const who of [VIEWERS.amber, VIEWERS.state, VIEWERS.elm])
      expect((await post(who, '/api/alignment/actions', body)).status, who.role).toBe(403)
    const answer = await post(VIEWERS.convener, '/api/alignment/actions', body)
    expect([answer.status, answer.body]).toEqual([400, expect.stringMatching(/the reference does not state it/)])
  })
})

test('over time who drifted is told, to everybody by what may be known', async () => {
  const { changes } = await json(VIEWERS.birch, '/api/alignment/trend')
  const own = changes.filter(
    (one: { payer: string; element: string }) => one.payer === 'amber' && one.element === 'portal',
  )
  expect(own.map(({ day, before, after }: Record<string, string>) => [day, before, after])).toEqual([
    ['2025-09-01', "The payer's own", 'One place for all payers'],
    ['2025-11-01', 'One place for all payers', "The payer's own"],
  ])
})

describe('a rubric', () => {
  type Standing = { payer: string; criterion: string; level: string; because: string }
  const standings = async (who: Viewer, rubric: string, day = '2025-12-31'): Promise<Standing[]> =>
    (await json(who, `/api/alignment/rubric?rubric=${rubric}&day=${day}`)).standings
  const levelOf = async (who: Viewer, payer: string, criterion: string) =>
    (await standings(who, 'california-common-model')).find((one) => one.payer === payer && one.criterion === criterion)
      ?.level

  test('is judged by what the viewer may know of each payer', async () => {
    await saveArrangements(house.register, [contract('birch', 'oak-group', 'cms/mssp', 'enhanced')])
    for (const who of [VIEWERS.birch, VIEWERS.convener, VIEWERS.state, VIEWERS.operator])
      expect(await levelOf(who, 'birch', 'incentive'), who.role).toBe('unmet')
    for (const who of [VIEWERS.amber, VIEWERS.elm]) expect(await levelOf(who, 'birch', 'incentive')).toBe('not-stated')
    expect((await house.get(VIEWERS.public, '/api/alignment/rubric')).status).toBe(403)
    expect((await house.get(VIEWERS.convener, '/api/alignment/rubric?rubric=prma')).body).toContain('did you mean pima')
  })

  test('that asks for shares of members tells another payer and a practice none', async () => {
    // The small region has commercial members alone.
    const models = mkdtempSync(join(tmpdir(), 'wholepanel-models-'))
    const name = join('alignment', 'rubrics', 'california-adoption.yaml')
    mkdirSync(join(models, 'alignment', 'rubrics'), { recursive: true })
    const library = readFileSync(join(LIBRARY, name), 'utf8')
    writeFileSync(join(models, name), library.replace(/lines_of_run: .*/, 'lines_of_run: { commercial: hmo }'))
    const folders = [models, LIBRARY]
    const paper = { register: house.register, folders, shelf: readShelf(folders), day: '2026-06-30' }
    const shares = async (who: Viewer) => {
      const door = { ...doorOf(who, { action: 'read-rubric' }), withheld: house.reading.patterns.withheld }
      const found = await readRubricOfPayers(house.reading, door, paper, { rubric: 'california-adoption' })
      return found.standings.filter(({ because }) => /% of members/.test(String(because))).map(({ payer }) => payer)
    }
    expect(new Set(await shares(VIEWERS.operator))).not.toEqual(new Set())
    for (const who of [VIEWERS.elm, VIEWERS.oak]) expect(await shares(who)).toEqual([])
    for (const who of [VIEWERS.amber, VIEWERS.birch])
      expect(new Set([...(await shares(who)), who.organization_id])).toEqual(new Set([who.organization_id]))
  })
})

test('a practice reads the contract of its ACO, but not with a payer with whom its organization has one itself', async () => {
  const organization = (organization_id: string, parent_organization_id: string | null) => ({
    ...{ organization_id, organization_name: organization_id, parent_organization_id },
  })
  await saveDirectory(house.register, {
    organizations: [organization('shore-aco', null), organization('elm-group', 'shore-aco')],
    practices: [],
  })
  await saveArrangements(house.register, [
    contract('birch', 'shore-aco', 'cms/mssp', 'enhanced'),
    contract('amber', 'elm-group', 'demo/common-model', 'hybrid'),
    contract('amber', 'shore-aco', 'cms/mssp', 'enhanced'),
  ])
  expect(await says(VIEWERS.elm, 'birch', 'risk_direction')).toEqual(['Savings and losses'])
  expect(await says(VIEWERS.elm, 'amber', 'risk_direction')).toEqual(['Savings only'])
  await saveDirectory(house.register, {
    organizations: [organization('elm-group', null)],
    practices: [],
  })
  expect(await says(VIEWERS.elm, 'birch', 'risk_direction')).toEqual([])
})
