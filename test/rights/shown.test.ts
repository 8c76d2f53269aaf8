import { expect, test } from 'vitest'
import { removedSince, withholdSmall } from '../../src/rights/shown.ts'

const of = (payer: string, reason: string, table_name: string, rows: number, members: number | null) => ({
  ...{ payer, line_of_business: 'commercial', table_name, reason, rows, members },
})

test('the convener sees no count of one to ten members, nor the rows that tell as much', () => {
  expect(
    withholdSmall([of('elm', 'opted-out', 'eligibility', 40, 10), of('elm', 'opted-out', 'medical_claim', 90, 11)]),
  ).toEqual([
    { ...of('elm', 'opted-out', 'eligibility', 0, null), rows: null },
    of('elm', 'opted-out', 'medical_claim', 90, 11),
  ])
})

test('what two runs left out differs by payer and reason', () => {
  const before = [of('elm', 'opted-out', 'eligibility', 2, 2), of('oak', 'not-agreed', 'eligibility', 5, 5)]
  const now = [
    of('elm', 'opted-out', 'eligibility', 3, 3),
    of('elm', 'opted-out', 'medical_claim', 9, 2),
    of('oak', 'not-agreed', 'eligibility', 5, 5),
  ]
  expect(removedSince(now, before)).toEqual([
    { payer: 'elm', reason: 'opted-out', members: 3, members_before: 2, rows: 12, rows_before: 2 },
  ])
  expect(removedSince([], before).map((one) => one.payer)).toEqual(['elm', 'oak'])
})
