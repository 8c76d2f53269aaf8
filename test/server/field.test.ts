import { afterAll, beforeAll, expect, test } from 'vitest'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const FIELD = '/api/alignment/initiatives'
const json = async (url: string, who: Parameters<TestHouse['get']>[0] = null) => {
  const { status, body } = await house.get(who, url)
  return { status, found: JSON.parse(body) }
}

test('anybody reads the initiatives, signed in or not, and gets the same', async () => {
  const { status, found } = await json(FIELD)
  expect(status).toBe(200)
  expect(found.map((one: { initiative: string }) => one.initiative)).toEqual([
    'arkansas-payment-improvement',
    'california-advanced-primary-care',
    'vermont-all-payer',
  ])
  for (const who of Object.values(VIEWERS)) expect((await json(FIELD, who)).found).toEqual(found)
})

test('an initiative shows every payer beside the reference, with both texts and the rule that decided', async () => {
  const { found } = await json(`${FIELD}/vermont-all-payer`)
  const payment = found.areas.find((one: { area: string }) => one.area === 'payment')
  expect(payment.payers).toContainEqual({
    payer: 'medicaid',
    degree: 'directional',
    counts: { exact: 2, directional: 1, divergent: 0, 'not-stated': 5 },
  })
  const goals = found.elements.find((one: { element: string }) => one.element === 'progress_reports')
  expect(goals.reference_says.map((one: { says: string }) => one.says)).toEqual(['A public report'])
  expect(goals.payers.find((one: { payer: string }) => one.payer === 'mvp')).toMatchObject({
    degree: 'not-stated',
    because: 'the payer does not state it',
    says: [],
  })
})

test('another payer may be the reference, and the same rows go as CSV', async () => {
  const { found } = await json(`${FIELD}/vermont-all-payer?reference=medicaid`)
  expect(found.reference).toBe('medicaid')
  const csv = await house.get(null, `${FIELD}/vermont-all-payer?reference=medicaid&format=csv`)
  const [head, ...rows] = csv.body.trim().split('\r\n')
  expect(head).toContain('area,element,payer,degree,because,payer_says,reference_says')
  expect(rows.length).toBe(found.elements.length * (found.payers.length - 1))
})

test("an initiative's payers are compared with a payer of another, whose texts are cited beside", async () => {
  const { found } = await json(`${FIELD}/vermont-all-payer?reference=arkansas-payment-improvement:medicaid`)
  expect(found.reference).toBe('arkansas-payment-improvement:medicaid')
  expect(found.payers.map((one: { payer: string }) => one.payer)).toEqual([
    ...['medicare', 'medicaid', 'bcbsvt', 'mvp'],
    'arkansas-payment-improvement:medicaid',
  ])
  const care = found.elements.find((one: { element: string }) => one.element === 'care_model')
  expect(care.payers.map((one: { degree: string }) => one.degree)).toEqual(Array(4).fill('divergent'))
  expect(new Set(found.sources.map((one: { initiative: string }) => one.initiative))).toEqual(
    new Set(['vermont-all-payer', 'arkansas-payment-improvement']),
  )
})

test('two models are compared element by element, each on a day on which it was in force', async () => {
  const url = '/api/alignment/models?a=cms/mssp/enhanced&b=cms/cpc-plus'
  const { status, found } = await json(url)
  expect(status).toBe(200)
  expect(found.reference).toBe('cms/cpc-plus')
  expect(found.days[1]).toBe('2021-12-31')
  const base = found.elements.find((one: { element: string }) => one.element === 'payment_base')
  expect(base.payers).toEqual([expect.objectContaining({ payer: 'cms/mssp/enhanced', degree: expect.any(String) })])
  for (const who of Object.values(VIEWERS)) expect((await json(url, who)).found).toEqual(found)
  const csv = await house.get(null, `${url}&format=csv`)
  expect(csv.body.trim().split('\r\n')).toHaveLength(found.elements.length + 1)
})

test.each([
  ['/api/alignment/models?a=cms/mssp&b=cms/nothing', 404],
  ['/api/alignment/models?a=cms/mssp/enhnced&b=cms/cpc-plus', 400],
  ['/api/alignment/models?a=cms/mssp&b=cms/mssp', 400],
  ['/api/alignment/models?a=cms/mssp', 400],
  ['/api/alignment/models?a=cms/..%2f&b=cms/mssp', 400],
])('%s is refused with %i', async (url, wanted) => {
  expect((await json(url)).status).toBe(wanted)
})

test.each([
  [`${FIELD}/vermont-all-payer?reference=arkansas-payment-improvement:medicade`, 'no payer medicade'],
  [`${FIELD}/vermont`, 'no initiative vermont'],
  [`${FIELD}/vermont-all-payer?reference=medicade`, 'no payer medicade'],
])('%s is answered with what there is', async (url, said) => {
  const { status, found } = await json(url)
  expect(status).toBe(400)
  expect(found.detail).toContain(said)
})
