import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../src/governance/viewer.ts'
import type { Arrangement } from '../../src/model/arrangement.ts'
import { stateAnswers } from '../../src/register/alignment/profile-answers.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

const NOW = '2026-01-01T00:00:00Z'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  const contract = (payer: string, organization_id: string, model: string, track: string): Arrangement => ({
    ...{ arrangement: `${payer}-${organization_id}`, payer, organization_id, model, track },
    ...{ start_date: '2025-01-01', end_date: '2026-12-31' },
    amounts: { base_pmpm: { value: '77.31', unit: 'usd', source: 'clause 4' } },
  })
  await saveArrangements(house.register, [
    contract('amber', 'elm-group', 'demo/common-model', 'hybrid'),
    contract('birch', 'oak-group', 'cms/mssp', 'enhanced'),
  ])
  for (const [payer, value] of [
    ['amber', 'payer'],
    ['birch', 'shared'],
  ] as const)
    await stateAnswers(
      house.register,
      [
        {
          ...{ payer, element: 'portal', from_date: '2025-01-01', stated_by: 'a test' },
          answer: JSON.stringify({ value, source: 'its manual' }),
        },
      ],
      { role: 'operator', organization_id: null },
      NOW,
    )
}, 60_000)
afterAll(() => house.close())

type Row = { element: string; answers: { payer: string; says: { says: string }[] }[] }

const path = (practice: string) => `/api/practices/${practice}/alignment`

async function read(who: Viewer, practice = 'elm') {
  const { status, body } = await house.get(who, path(practice))
  expect(status, who.role).toBe(200)
  const { payers, elements } = JSON.parse(body) as { payers: { payer: string }[]; elements: Row[] }
  const says = (payer: string, element: string) =>
    elements
      .find((one) => one.element === element)
      ?.answers.find((one) => one.payer === payer)
      ?.says.map((one) => one.says)
  return { body, payers: payers.map(({ payer }) => payer).sort(), says }
}

test('a practice reads its payers’ own words, and contracts of its own organization only', async () => {
  const { payers, says } = await read(VIEWERS.elm)
  expect(payers).toEqual(['amber', 'birch'])
  expect([says('amber', 'portal'), says('birch', 'portal')]).toEqual([
    ["The payer's own"],
    ['One place for all payers'],
  ])
  expect(says('amber', 'risk_direction')).toHaveLength(1)
  expect(says('birch', 'risk_direction')).toEqual([])
})

test('who convenes sees no payer that is there by its members alone', async () => {
  for (const who of [VIEWERS.convener, VIEWERS.state]) expect((await read(who)).payers, who.role).toEqual(['amber'])
  const { payers, says } = await read(VIEWERS.convener, 'oak')
  expect([payers, says('birch', 'risk_direction')]).toEqual([['birch'], ['Savings and losses']])
})

test('payers, strangers and other practices do not read it, and nobody reads an amount', async () => {
  for (const who of [VIEWERS.amber, VIEWERS.birch, VIEWERS.public, VIEWERS.oak])
    expect((await house.get(who, path('elm'))).status, who.role).toBeGreaterThanOrEqual(403)
  expect((await house.get(null, path('elm'))).status).toBe(401)
  for (const who of [VIEWERS.elm, VIEWERS.convener, VIEWERS.operator])
    expect((await read(who)).body).not.toMatch(/77\.31|clause 4/)
})

test('what contracts say can be confirmed as it is, and is then known to all', async () => {
  const asked = JSON.parse((await house.get(VIEWERS.birch, '/api/alignment/payers/birch')).body)
  const risk = asked.questions.find((one: { element: string }) => one.element === 'risk_direction')
  expect(risk).toMatchObject({ stated: [], contracts: [{ says: 'Savings and losses' }], may_state: true })
  const amounts = asked.questions.filter((one: { may_state: boolean }) => !one.may_state)
  expect(amounts.length).toBeGreaterThan(0)
  for (const one of amounts) expect(one.contracts_value, one.element).toBeNull()
  const answer = await house.server.inject({
    method: 'POST',
    url: '/api/alignment/payers/birch',
    headers: { 'x-wholepanel': '1', cookie: await house.cookieOf(VIEWERS.birch) },
    payload: { from_date: '2025-12-31', answers: [{ element: 'risk_direction', value: risk.contracts_value }] },
  })
  expect(answer.statusCode).toBe(200)
  expect((await read(VIEWERS.elm)).says('birch', 'risk_direction')).toEqual(['Savings and losses'])
})

test('who convenes or oversees reads the burden over all practices, by contracts alone, and nobody else does', async () => {
  type Practice = { practice_id: string; payers: number }
  for (const who of [VIEWERS.convener, VIEWERS.state, VIEWERS.operator]) {
    const { status, body } = await house.get(who, '/api/alignment/burden')
    expect(status, who.role).toBe(200)
    const { practices, without_payers } = JSON.parse(body) as { practices: Practice[]; without_payers: number }
    expect(practices.map(({ practice_id, payers }) => [practice_id, payers]).sort()).toEqual([
      ['elm', 1],
      ['oak', 1],
    ])
    expect(without_payers).toBe(0)
    expect(body).not.toMatch(/77\.31|clause 4/)
    const table = (await house.get(who, '/api/alignment/burden?table=counts&format=csv')).body
    expect(table.split('\n')[0]).toContain('before')
  }
  for (const who of [VIEWERS.amber, VIEWERS.birch, VIEWERS.elm, VIEWERS.oak, VIEWERS.public])
    expect((await house.get(who, '/api/alignment/burden')).status, who.role).toBe(403)
})
