import { expect, test } from 'vitest'
import {
  develop,
  errorTogether,
  factorsOf,
  interval,
  type Triangle,
} from '../../../src/cost/completion/chain-ladder.ts'
import { type Exact, exact } from '../../../src/money.ts'

const rows = (...texts: string[]): Triangle => texts.map((text) => text.trim().split(/\s+/).map(exact))

/** G. C. Taylor and F. R. Ashe, Second moments of estimates of outstanding claims, Journal of Econometrics 23 (1983). */
const TAYLOR_ASHE = rows(
  '357848 1124788 1735330 2218270 2745596 3319994 3466336 3606286 3833515 3901463',
  '352118 1236139 2170033 3353322 3799067 4120063 4647867 4914039 5339085',
  '290507 1292306 2218525 3235179 3985995 4132918 4628910 4909315',
  '310608 1418858 2195047 3757447 4029929 4381982 4588268',
  '443160 1136350 2128333 2897821 3402672 3873311',
  '396132 1333217 2180715 2985752 3691712',
  '440832 1288463 2419861 3483130',
  '359480 1421128 2864498',
  '376686 1363294',
  '344014',
)

const whole = (value: Exact | null | undefined) => value?.toFixed(0)

test('the reserve and its standard error are those that Mack (1993) published for the triangle of Taylor and Ashe', () => {
  const factors = factorsOf(TAYLOR_ASHE)
  expect(factors.map((one) => one?.factor.toFixed(3))).toEqual(
    '3.491 1.747 1.457 1.174 1.104 1.086 1.054 1.077 1.018'.split(' '),
  )
  const developed = develop(TAYLOR_ASHE, factors)
  const reserve = developed.map(({ ultimate }, i) => ultimate?.minus(TAYLOR_ASHE[i]?.at(-1) ?? 0) ?? exact(0))
  expect(whole(reserve.reduce((total, one) => total.plus(one)))).toBe('18680856')
  expect(developed.map((one) => whole(one.standard_error))).toEqual(
    '0 75535 121699 133549 261406 411010 558317 875328 971258 1363155'.split(' '),
  )
  expect(whole(errorTogether(TAYLOR_ASHE, factors, developed, [...TAYLOR_ASHE.keys()]))).toBe('2447095')
})

test('what is developed stays what it is, without an error', () => {
  const triangle = rows('100 150', '80 120', '10')
  const [first, , last] = develop(triangle, factorsOf(triangle))
  expect(first).toMatchObject({ ultimate: exact(150), standard_error: exact(0), to_ultimate: exact(1) })
  expect(last?.ultimate?.toFixed(2)).toBe('15.00')
})

test('a factor is taken over the latest rows that know it', () => {
  const triangle = rows('100 300', '100 110', '100 130', '50')
  expect(factorsOf(triangle, 2)[0]).toMatchObject({ factor: exact('1.2'), months: 2 })
  expect(factorsOf(triangle)[0]?.factor.toFixed(2)).toBe('1.80')
})

test('where nothing was paid yet the end is not known, and neither is the error of all together', () => {
  const triangle = rows('100 150', '80 120', '0')
  const factors = factorsOf(triangle)
  const developed = develop(triangle, factors)
  expect(developed[2]).toMatchObject({ ultimate: null, standard_error: null })
  expect(errorTogether(triangle, factors, developed, [0, 1, 2])).toBeNull()
})

test('one row shows no variance, and the error that would need it is not known', () => {
  const triangle = rows('100 150', '80')
  expect(develop(triangle, factorsOf(triangle))[1]).toMatchObject({ ultimate: exact(120), standard_error: null })
})

test('a triangle in another unit has the same factors, and errors in that unit', () => {
  const cents = TAYLOR_ASHE.map((row) => row.map((value) => value.times(100)))
  const developed = develop(cents, factorsOf(cents))
  expect(whole(errorTogether(cents, factorsOf(cents), developed, [...cents.keys()])?.div(100))).toBe('2447095')
})

test('the interval lies about the end, never below what was paid, and is wider where less is known', () => {
  const narrow = interval(exact(900), exact(1000), exact(20))
  const wide = interval(exact(900), exact(1000), exact(200))
  expect(narrow.low.gt(900) && narrow.low.lt(1000) && narrow.high.gt(1000)).toBe(true)
  expect(wide.low.gt(900) && wide.high.gt(narrow.high)).toBe(true)
  expect(interval(exact(100), exact(100), exact(0))).toEqual({ low: exact(100), high: exact(100) })
})
