import fc from 'fast-check'
import { expect, test } from 'vitest'
import { profileOfModel } from '../../src/alignment/profile/of-model.ts'
import { profileOfPayer } from '../../src/alignment/profile/of-payer.ts'
import { type Arrangement, type OpenArrangement, withoutAmounts } from '../../src/model/arrangement.ts'
import { type OpenParameter, openModel } from '../../src/model/open-model.ts'
import { readModel } from '../../src/model/read-model.ts'
import { answer, LIBRARY_READ, MODELS, modelOf } from './library.ts'

const DAY = '2025-07-01'
const PAYER = { payer: 'birch', name: 'Birch Health', lines: ['commercial'] }

const contract = (model: string, track: string, more: Partial<OpenArrangement> = {}): OpenArrangement => ({
  ...{ payer: PAYER.payer, organization_id: 'river', model, track, start_date: '2025-01-01', end_date: null },
  ...more,
})
const of = (...arrangements: OpenArrangement[]) =>
  profileOfPayer(PAYER, arrangements, MODELS, { ...LIBRARY_READ, day: DAY })

test('a payer with one model has its answers, without a name of their own', () => {
  const found = of(
    contract('demo/common-model', 'hybrid'),
    contract('demo/common-model', 'hybrid', { organization_id: 'hill' }),
  )
  expect(found).toMatchObject(PAYER)
  expect(answer(found, 'payment_base')).toBe('partial-capitation')
  expect(answer(found, 'attribution_order')).toEqual(['attested', 'plurality'])
})

test('of several models and tracks each is a reading, and what they say alike is one', () => {
  const found = of(
    contract('demo/common-model', 'hybrid'),
    contract('demo/common-model', 'ffs-plus'),
    contract('plans/iha-amp', 'quality'),
  )
  expect(answer(found, 'risk_direction')).toBe('upside')
  expect(answer(found, 'payment_base')).toEqual({
    'demo/common-model/ffs-plus': 'fee-plus-monthly',
    'demo/common-model/hybrid, plans/iha-amp/quality': 'partial-capitation',
  })
  // One of them says nothing of it: the others' answer has their names.
  expect(answer(found, 'look_back')).toEqual({ 'demo/common-model/ffs-plus, demo/common-model/hybrid': '24' })
})

test('only contracts of the day count; a payer without one states nothing', () => {
  const ended = contract('plans/iha-amp', 'quality', { end_date: '2025-06-30' })
  const last = contract('plans/iha-amp', 'quality', { end_date: DAY })
  const later = contract('plans/iha-amp', 'quality', { start_date: '2025-07-02' })
  expect(of().answers.size).toBe(0)
  expect(of(ended, later).answers.size).toBe(0)
  expect(of(last).answers.size).toBeGreaterThan(0)
})

test('what only the payer itself can say is not taken from its model', () => {
  const model = profileOfModel(modelOf('demo/common-model'), { ...LIBRARY_READ, track: 'hybrid', day: DAY })
  expect(answer(model, 'aggregation')).toBe('across-payers')
  expect(answer(of(contract('demo/common-model', 'hybrid')), 'aggregation')).toBeUndefined()
})

test('a contract of a model or track that there is none of is told', () => {
  expect(() => of(contract('plans/iha-apm', 'quality'))).toThrow(/no model plans\/iha-apm; did you mean plans\/iha-amp/)
  expect(() => of(contract('plans/iha-amp', 'qualty'))).toThrow(/no track qualty; did you mean quality/)
})

const amounts = (names: readonly string[]) =>
  fc.dictionary(
    fc.constantFrom(...names),
    fc.record({
      value: fc.integer({ min: 1, max: 999_999 }).map((digits) => `0.7319${digits}`),
      unit: fc.constantFrom('usd' as const, 'share' as const),
      source: fc.constant('clause 73194'),
    }),
  )

test('whatever amounts a contract holds, its own and its choice of recommended ones, the profile is the same', () => {
  for (const [id, track] of [
    ['demo/common-model', 'hybrid'],
    ['cms/mssp', 'enhanced'],
    ['plans/medicare-advantage-full-risk', 'shared-risk'],
    ['plans/iha-amp', 'quality'],
    ['states/vermont-all-payer', 'blended-payment'],
  ] as const) {
    const model = readModel(id)
    const names = Object.keys(model.parameters)
    expect(Object.values(model.parameters).some(({ kind }) => kind !== 'structure')).toBe(true)
    const plain = of(contract(id, track))
    fc.assert(
      fc.property(amounts(names), (own) => {
        const held: Arrangement = {
          ...{ arrangement: 'a', payer: 'birch', organization_id: 'river', model: id, track },
          ...{ start_date: '2025-01-01', end_date: null, amounts: own },
          facts: [{ fact: 'risk_score', period: '2025', value: '0.73194', source: 'clause 73194' }],
        }
        const found = of(withoutAmounts(held))
        expect(found).toEqual(plain)
        expect(JSON.stringify([...found.answers])).not.toContain('7319')
      }),
      { numRuns: 20 },
    )
  }
})

test('neither a parameter of kind own, nor a model or contract that holds one, can be passed in', () => {
  const model = readModel('plans/medicare-advantage-full-risk')
  const own = model.parameters.gain_share
  if (!own) throw new Error('no gain_share')
  // @ts-expect-error a parameter whose kind may be own is no open one
  const open: OpenParameter = own
  // @ts-expect-error one of kind own is none
  const never: OpenParameter = { ...own, kind: 'own' as const }
  expect([open.label, never.label]).toEqual([own.label, own.label])
  const at = { ...LIBRARY_READ, track: 'shared-risk', day: DAY }
  // @ts-expect-error a model with its own parameters is no open model
  const given = () => profileOfModel(model, at)
  // Who passes one against the types gets no amount either: a model file holds none.
  expect(answer(given(), 'savings_share')).toBeUndefined()
  expect(Object.values(openModel(model).parameters)).toEqual([])
  const held: Arrangement = {
    ...contract(model.id, 'shared-risk'),
    arrangement: 'a',
    payer: 'birch',
    amounts: {},
    facts: [],
  }
  // @ts-expect-error a contract with amounts is refused
  expect(of(held).payer).toBe('birch')
})
