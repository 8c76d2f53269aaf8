import { expect, test } from 'vitest'
import { compounded, growthFrom, growthOf, type Moments, perPerson } from '../../../src/cost/growth/growth.ts'
import { type Exact, exact } from '../../../src/money.ts'

type Person = { y1: number; m1: number; y0: number; m0: number }

const momentsOf = (people: readonly Person[]): Moments => {
  const sum = (of: (one: Person) => number): Exact => people.reduce((total, one) => total.plus(of(one)), exact(0))
  return {
    people: people.length,
    y1y1: sum((p) => p.y1 * p.y1),
    y0y0: sum((p) => p.y0 * p.y0),
    m1m1: sum((p) => p.m1 * p.m1),
    m0m0: sum((p) => p.m0 * p.m0),
    y1m1: sum((p) => p.y1 * p.m1),
    y0m0: sum((p) => p.y0 * p.m0),
    y1y0: sum((p) => p.y1 * p.y0),
    y1m0: sum((p) => p.y1 * p.m0),
    m1y0: sum((p) => p.m1 * p.y0),
    m1m0: sum((p) => p.m1 * p.m0),
  }
}

function measured(people: readonly Person[], beside = 0) {
  const total = (of: (one: Person) => number) => people.reduce((sum, one) => sum + of(one), 0)
  const found = growthOf(
    { claims: exact(total((p) => p.y0)), non_claims: exact(beside), months: exact(total((p) => p.m0)) },
    { claims: exact(total((p) => p.y1)), non_claims: exact(beside), months: exact(total((p) => p.m1)) },
    momentsOf(people),
  )
  if (!found) throw new Error('there is a growth')
  return found
}

/** Spend that is rare and skewed, in part lasting from year to year. */
function drawn(count: number, seed = 3): Person[] {
  let state = seed
  const draw = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  return Array.from({ length: count }, () => {
    const usual = Math.round(200 / (0.02 + draw()))
    return {
      y0: draw() < 0.3 ? 0 : Math.round(usual * (0.5 + draw())),
      m0: draw() < 0.1 ? 0 : 1 + Math.floor(draw() * 12),
      y1: draw() < 0.3 ? 0 : Math.round(usual * (0.5 + draw()) * 1.04),
      m1: draw() < 0.1 ? 0 : 1 + Math.floor(draw() * 12),
    }
  })
}

test('the interval is that of a jackknife over people, which leaves each one out in turn', () => {
  const people = drawn(300)
  const { growth, low, high } = measured(people)
  const logs = people.map((_, i) => Math.log(1 + Number(measured(people.filter((_, j) => j !== i)).growth)))
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length
  const jackknife = Math.sqrt((logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) * (logs.length - 1)) / logs.length)
  const own = (Math.log(1 + Number(high)) - Math.log(1 + Number(low))) / (2 * 1.959964)
  expect(own / jackknife).toBeGreaterThan(0.95)
  expect(own / jackknife).toBeLessThan(1.05)
  expect(low?.lt(growth) && high?.gt(growth)).toBe(true)
})

test('what everybody’s spend grows alike is certain; the order of people changes nothing', () => {
  const alike = [5, 70, 900, 20_000].map((y0) => ({ y0, m0: 12, y1: y0 * 1.04, m1: 12 }))
  const { growth, low, high } = measured(alike)
  expect([growth, low, high].map((one) => one?.toFixed(6))).toEqual(['0.040000', '0.040000', '0.040000'])
  const people = drawn(50)
  expect(measured([...people].reverse())).toEqual(measured(people))
})

test('four times the people halve the interval, and payments beside claims that stay narrow it', () => {
  const people = drawn(400)
  const width = ({ low, high }: ReturnType<typeof measured>) => Number(high) - Number(low)
  const four = [...people, ...people, ...people, ...people]
  expect(width(measured(people)) / width(measured(four))).toBeCloseTo(2, 1)
  expect(width(measured(people, 10_000_000))).toBeLessThan(width(measured(people)))
})

test('without a year before, or without spending in it, there is no growth', () => {
  const none = { claims: exact(0), non_claims: exact(0), months: exact(0) }
  const some = { claims: exact(100), non_claims: exact(0), months: exact(12) }
  expect(growthOf(none, some, momentsOf([]))).toBeNull()
  expect(growthOf({ ...some, claims: exact(0) }, some, momentsOf([]))).toBeNull()
  expect(growthFrom(null, exact(5))).toBeNull()
  expect(perPerson(exact(5), exact(0))).toBeNull()
})

/**
 * Rhode Island 2021, Office of the Health Insurance Commissioner, Annual report on health care spending: billions of
 * dollars by part of total health care expenditures, 2020 and 2021, and growth as published.
 */
const RHODE_ISLAND = [
  { part: 'Medicare', before: '2.64', after: '2.88', growth: '0.091' },
  { part: 'Medicaid', before: '2.53', after: '2.72', growth: '0.076' },
  { part: 'commercial', before: '2.20', after: '2.34', growth: '0.061' },
  { part: 'net cost of private health insurance', before: '0.74', after: '0.66', growth: '-0.100' },
]

test('the parts of Rhode Island’s expenditures grow as published, as far as rounded figures tell', () => {
  for (const { before, after, growth } of RHODE_ISLAND) {
    // Half a unit of the last digit on either side.
    const least = growthFrom(exact(before).plus('0.005'), exact(after).minus('0.005'))
    const most = growthFrom(exact(before).minus('0.005'), exact(after).plus('0.005'))
    expect(least?.lte(exact(growth).plus('0.0005')) && most?.gte(exact(growth).minus('0.0005'))).toBe(true)
  }
  const [total0, total1] = (['before', 'after'] as const).map((side) =>
    RHODE_ISLAND.reduce((sum, part) => sum.plus(part[side]), exact(0)),
  )
  // $8,950 a person in 2021, 3.2 % more than the year before: the people that both figures leave room for.
  const people1 = total1?.times(1_000_000_000).div(8950) ?? exact(0)
  expect(perPerson(total1?.times(1_000_000_000) ?? exact(0), people1.times(12))?.toFixed(0)).toBe('8950')
  expect(growthFrom(total0 ?? null, total1 ?? null)?.toFixed(3)).toBe('0.060')
})

test('even yearly growth since a base year is the one that compounds to the figure', () => {
  const five = exact('7000').times(exact('1.035').pow(5))
  expect(compounded(exact('7000'), five, 5)?.toFixed(6)).toBe('0.035000')
  // Vermont's ceiling of 4.3 % over five years lets a person's spending grow by 23.4 % in all, its goal of 3.5 % by 18.8 %.
  expect(compounded(exact(1), exact('1.2343'), 5)?.toFixed(3)).toBe('0.043')
  expect(compounded(exact(1), exact('1.1877'), 5)?.toFixed(3)).toBe('0.035')
  expect(compounded(exact(0), exact(1), 5)).toBeNull()
})
