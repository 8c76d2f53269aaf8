import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BECAUSE } from '../../src/disclosure/right.ts'
import { recordAgreement, withdrawAgreement } from '../../src/register/rights/agreements.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const E = encodeURIComponent
const AT_ELM = '/api/practices/elm'
/** What only birch sent. The name is not secret; what it sent is. */
const OF_BIRCH = [
  'Last-b1',
  'Last-b2',
  'Last-b3',
  'Birchspelled',
  'birch-',
  '333.33',
  '55.55',
  '2222.22',
  '"payer":"birch"',
]

const agreed = (payer: string, purposes: string[], lines_of_business: string[] = []) =>
  recordAgreement(
    house.register,
    {
      agreement: `${payer}-2020-01-01`,
      payer,
      title: 'Test',
      purposes,
      lines_of_business,
      start_date: '2020-01-01',
      on_end: 'keep',
      document: 'test',
    },
    '2025-01-01T00:00:00Z',
  )
const json = async (who: (typeof VIEWERS)[keyof typeof VIEWERS], url: string) =>
  JSON.parse((await house.get(who, url)).body)
const because = (row: { withheld: { field: string; because: string }[] }, field: string) =>
  row.withheld.find((one) => one.field === field)?.because

beforeEach(async () => {
  await agreed('amber', ['treatment', 'payment', 'operations'])
  await agreed('birch', ['treatment', 'payment', 'operations'])
})

describe('where an agreement does not cover treatment', () => {
  beforeEach(() => agreed('birch', ['payment', 'operations']))

  test('a practice sees the people, months, names and care of the other payers alone', async () => {
    const { total, rows } = await json(VIEWERS.elm, `${AT_ELM}/panel?limit=500`)
    expect(total).toBe(15)
    const both = rows.find((one: { person_id: string }) => one.person_id === 'both')
    expect(both).toMatchObject({ name: 'Last-both, Amberspelled', payers: ['amber'], own_paid_usd: null })
    expect(because(both, 'gaps')).toBe(BECAUSE.agreement)
    const person = await json(VIEWERS.elm, `${AT_ELM}/panel/both`)
    expect(person.coverage.map((one: { payer: string }) => one.payer)).toEqual(['amber'])
    expect(person.linkage).toEqual([])
    expect(person.care.map((one: { payer: string }) => one.payer)).toEqual(['amber'])
    expect(because(person.measures[0], 'status')).toBe(BECAUSE.agreement)
  })

  test('of who is covered by that payer alone the practice gets the one refusal', async () => {
    const answer = await house.get(VIEWERS.elm, `${AT_ELM}/panel/b1`)
    expect(answer.status).toBe(403)
    expect(answer.body).toBe((await house.get(VIEWERS.elm, `${AT_ELM}/panel/nobody`)).body)
  })

  test('a figure over all payers is withheld and says why; it is not made anew without the one', async () => {
    const card = await json(VIEWERS.elm, `${AT_ELM}/scorecard`)
    for (const rate of [card.measures[0].all, card.measures[0].baseline]) {
      expect(rate).toMatchObject({ rate_share: null, numerator: null, denominator: null, low_share: null })
      expect(because(rate, 'rate_share')).toBe(BECAUSE.agreement)
    }
    expect(
      card.measures[0].by_payer.map((one: { payer: string; numerator: number }) => [one.payer, one.numerator]),
    ).toEqual([['amber', 10]])
    expect(card.cost.find((one: { payer: string }) => one.payer === 'all')).toMatchObject({
      people: null,
      pmpm_usd: null,
    })
    const head = await json(VIEWERS.elm, AT_ELM)
    expect(because(head, 'people')).toBe(BECAUSE.agreement)
    expect(head.changes).toMatchObject({ new: null, continuing: null, dropped: null })
    expect((await json(VIEWERS.elm, '/api/practices'))[0].people).toBe(null)
  })

  test('what is owed by contract is a matter of payment, which that agreement does cover', async () => {
    const paid = await json(VIEWERS.elm, `${AT_ELM}/payments`)
    expect(paid.statements.map((one: { total_usd: string }) => one.total_usd)).toEqual(['1111.11', '2222.22'])
    expect(paid.total_usd).toBe('3333.33')
  })

  test('no page of the practice, no filter and no explanation holds what that payer sent', async () => {
    for (const url of [
      ...[AT_ELM, `${AT_ELM}/panel?limit=500`, `${AT_ELM}/scorecard`, '/api/practices'].flatMap((one) => [
        one,
        `${one}${one.includes('?') ? '&' : '?'}format=csv`,
      ]),
      ...['payer=birch', 'reason=attested', 'gap=hba1c-control', 'search=Birchspelled', 'sort=-gaps'].map(
        (one) => `${AT_ELM}/panel?${one}`,
      ),
      ...['both', 'b1', 'a1'].map((one) => `${AT_ELM}/panel/${one}`),
      ...EXPLAINED.map((id) => `/api/explain/${E(id)}`),
    ]) {
      const { body } = await house.get(VIEWERS.elm, url)
      for (const secret of OF_BIRCH) expect(body.includes(secret), `${url} gives ${secret}: ${body}`).toBe(false)
    }
    for (const id of EXPLAINED) expect((await house.get(VIEWERS.elm, `/api/explain/${E(id)}`)).status, id).toBe(403)
    expect((await json(VIEWERS.elm, `${AT_ELM}/panel?gap=hba1c-control`)).total).toBe(0)
    expect((await house.get(VIEWERS.elm, `/api/explain/${E('person_line:file-amber:4')}`)).status).toBe(200)
  })
})

const EXPLAINED = [
  'measure_rate:2025:hba1c-control:elm:birch',
  'measure_rate:2025:hba1c-control:elm:all',
  'measure_status:2025:hba1c-control:both:-',
  'practice_cost:2025:elm:birch',
  'practice_cost:2025:elm:all',
  'attribution:2025:both',
  'attribution_candidate:2025:both:elm',
  'member_month:birch:-:commercial:both:202501',
  'person_member:birch:birch-both',
  'person_line:file-birch:3',
  'payment_fact:2025:amber:elm:demo/common-model:rate/hba1c-control',
]

describe('where an agreement does not cover payment', () => {
  test('no statement of that payer is shown, no total over the others, and no rate over all in the working', async () => {
    await agreed('birch', ['treatment', 'operations'])
    const paid = await json(VIEWERS.elm, `${AT_ELM}/payments`)
    expect(paid.statements.map((one: { payer: string }) => one.payer)).toEqual(['amber'])
    expect(paid.total_usd).toBe(null)
    expect(because(paid, 'total_usd')).toBe(BECAUSE.agreement)
    expect(paid.statements[0].lines[0].terms.map((one: { value: string }) => one.value)).toEqual([null, '5.00'])
    const card = await json(VIEWERS.amber, `${AT_ELM}/scorecard`)
    expect(because(card.measures[0].all, 'rate_share')).toBe(BECAUSE.agreement)
    expect(card.measures[0].by_payer[0].rate_share).toBe('0.67')
  })
})

test('the convener needs operations, and the state oversight or operations', async () => {
  await agreed('birch', ['treatment', 'payment', 'oversight'])
  const { cost } = await json(VIEWERS.convener, `${AT_ELM}/scorecard`)
  expect(cost.map((one: { payer: string }) => one.payer)).toEqual(['all', 'amber'])
  expect(because(cost[0], 'people')).toBe(BECAUSE.agreement)
  expect(because(cost[1], 'people')).not.toBe(BECAUSE.agreement)
  expect(because((await json(VIEWERS.convener, AT_ELM)) as never, 'people')).toBe(BECAUSE.agreement)
  expect((await json(VIEWERS.state, AT_ELM)).people).toBe(18)
})

test('an agreement that is withdrawn, ended or not begun lets nobody see from that day on, without a new run', async () => {
  expect((await json(VIEWERS.elm, AT_ELM)).people).toBe(18)
  await withdrawAgreement(house.register, 'birch-2020-01-01', '2026-01-04')
  expect((await json(VIEWERS.elm, AT_ELM)).people).toBe(18)
  house.clock.now += 2 * 24 * 3_600_000
  expect((await json(VIEWERS.elm, AT_ELM)).people).toBe(null)
  house.clock.now -= 2 * 24 * 3_600_000
})

test('an agreement for some lines of business is enough only where no other line is in the panel', async () => {
  await agreed('birch', ['operations', 'treatment'], ['commercial'])
  expect((await json(VIEWERS.elm, AT_ELM)).people).toBe(18)
  await recordAgreement(
    house.register,
    {
      agreement: 'birch-medicaid',
      payer: 'birch',
      title: 'Test',
      purposes: ['operations'],
      lines_of_business: ['medicaid-managed-care'],
      start_date: '2020-01-01',
      on_end: 'keep',
      document: 'test',
    },
    '2025-01-01T00:00:00Z',
  )
  expect((await json(VIEWERS.elm, AT_ELM)).people).toBe(null)
  await withdrawAgreement(house.register, 'birch-medicaid', '2025-06-01')
  expect((await json(VIEWERS.elm, AT_ELM)).people).toBe(18)
})

test('the operator keeps the region, whatever the agreements say', async () => {
  await withdrawAgreement(house.register, 'birch-2020-01-01', '2025-06-01')
  expect((await json(VIEWERS.operator, AT_ELM)).people).toBe(18)
})
