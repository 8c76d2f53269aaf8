import { describe, expect, test } from 'vitest'
import { median, outlier } from '../../../src/sources/validate/bounds.ts'
import { type Month, oddMonths } from '../../../src/sources/validate/odd-months.ts'

const MONTH: Month = {
  table_name: 'medical_claim',
  payer: 'acme',
  line_of_business: 'commercial',
  month: '2025-01',
  rows: 1000,
  now_rows: 1000,
  claims: 500,
  paid_usd: '30000.00',
  pmpm_usd: '300.00',
  with_diagnosis: 990,
  with_npi: 900,
  now_with_diagnosis: 990,
  now_with_npi: 900,
  zero_paid: 10,
  negative: 0,
  originals: 1000,
  judged_paid: 900,
  first_days: 40,
  covered_members: 100,
}
/** Twelve like months of 2025; `odd` says how some differ. */
const year = (odd: Record<number, Partial<Month>> = {}): Month[] =>
  Array.from({ length: 12 }, (_, i) => ({
    ...MONTH,
    month: `2025-${String(i + 1).padStart(2, '0')}`,
    rows: 1000 + i,
    now_rows: 1000 + i,
    ...odd[i + 1],
  }))
const found = (months: Month[], others: Parameters<typeof oddMonths>[1] = []) =>
  oddMonths(months, others).map(({ rule, month }) => [rule, month])

describe('a month beside the other months of its payer', () => {
  test('months that are alike say nothing', () => {
    expect(found(year())).toEqual([])
  })

  test.each<[string, Partial<Month>]>([
    ['volume-drop', { rows: 300, now_rows: 300 }],
    ['volume-surge', { rows: 3000, now_rows: 3000 }],
    ['diagnosis-share-fell', { now_with_diagnosis: 100, with_diagnosis: 100 }],
    ['npi-share-fell', { now_with_npi: 100, with_npi: 100 }],
    ['cost-out-of-range', { pmpm_usd: '30000.00' }],
    ['use-out-of-range', { claims: 5 }],
  ])('%s', (rule, odd) => {
    expect(found(year({ 5: odd }))).toContainEqual([rule, '2025-05'])
    expect(found(year({ 5: odd })).filter(([, month]) => month !== '2025-05')).toEqual([])
  })

  test('the newest two months are still arriving: fewer rows are no drop', () => {
    expect(found(year({ 11: { rows: 300, now_rows: 300 }, 12: { rows: 100, now_rows: 100 } }))).toEqual([])
  })

  test('a month to which the submission adds nothing is not told again', () => {
    expect(found(year({ 5: { rows: 300, now_rows: 0 } }))).toEqual([])
  })

  test('a month in between that never came is missing', () => {
    expect(found(year().filter(({ month }) => month !== '2025-05'))).toEqual([['month-missing', '2025-06']])
  })

  test('shares over all that came: paid zero, negative, and days that are months', () => {
    const all = (odd: Partial<Month>) => found(year(Object.fromEntries(year().map((_, i) => [i + 1, odd]))))
    expect(all({ zero_paid: 890 })).toEqual([['zero-paid-share', null]])
    expect(all({ negative: 150 })).toEqual([['negative-share', null]])
    expect(all({ first_days: 990 })).toEqual([['first-of-month', null]])
  })
})

test('beside other payers only that the range is left is told, never a figure of theirs', () => {
  const range = { table_name: 'medical_claim', line_of_business: 'commercial', least: '301.11', most: '399.77' }
  expect(oddMonths(year(), [range])).toEqual([])
  const odd = oddMonths(
    year().map((month) => ({ ...month, pmpm_usd: '900.00' })),
    [range],
  )
  expect(new Set(odd.map(({ rule }) => rule))).toEqual(new Set(['outside-others']))
  expect(JSON.stringify(odd)).not.toMatch(/301|399/)
})

test('the median and the outlier by it', () => {
  expect(median([])).toBeNull()
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(outlier(100, [10, 11, 12, 13])).toBeNull()
  expect(outlier(100, [10, 11, 12, 13, 14])).toBe('high')
  expect(outlier(13, [10, 11, 12, 13, 14])).toBeNull()
})
