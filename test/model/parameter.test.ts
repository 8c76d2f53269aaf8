import { expect, test } from 'vitest'
import { Arrangement } from '../../src/model/arrangement.ts'
import { Parameter, valueOn } from '../../src/model/parameter.ts'

const share = Parameter.parse({
  label: 'Share of savings',
  kind: 'recommended',
  unit: 'share',
  values: [
    { from: '2019-07-01', value: 0.5, source: 'rule 1' },
    { from: '2024-01-01', value: 0.75, source: 'rule 2' },
  ],
})

test('a value holds from its day until the next one', () => {
  expect(valueOn(share, '2023-12-31')).toMatchObject({ value: '0.5', source: 'rule 1', status: 'stated' })
  expect(valueOn(share, '2024-01-01')).toMatchObject({ value: '0.75', source: 'rule 2' })
})

test('before the first day there is no value, and none is made up', () => {
  expect(valueOn(share, '2019-06-30')).toMatchObject({ value: null, source: null, status: 'not-in-force' })
})

test('a required parameter has no value on any day', () => {
  const required = Parameter.parse({ label: 'Base', kind: 'own', unit: 'usd', required: true })
  expect(valueOn(required, '2025-01-01')).toMatchObject({ value: null, kind: 'own', status: 'required' })
})

test('an unconfirmed value says so wherever it is used', () => {
  expect(valueOn({ ...share, status: 'unconfirmed' }, '2024-01-01').status).toBe('unconfirmed')
})

test('dates out of order are refused', () => {
  const values = [...(share.values ?? [])].reverse()
  expect(Parameter.safeParse({ ...share, values }).error?.issues[0]?.message).toContain('dates out of order')
})

test('a number keeps the digits it was written with', () => {
  const amount = (value: unknown) =>
    Arrangement.safeParse({
      arrangement: 'a',
      payer: 'p',
      organization_id: 'o',
      model: 'demo/common-model',
      track: 'hybrid',
      start_date: '2025-01-01',
      end_date: null,
      amounts: { base_pmpm: { value, unit: 'usd', source: 'clause 1' } },
    })
  expect(amount(0.1).data?.amounts.base_pmpm?.value).toBe('0.1')
  expect(amount('0.12345678901234567').data?.amounts.base_pmpm?.value).toBe('0.12345678901234567')
  expect(amount(0.0000001).data?.amounts.base_pmpm?.value).toBe('0.0000001')
  expect(amount(1234567890123456).success).toBe(false)
})
