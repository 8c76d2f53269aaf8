import { expect, test } from 'vitest'
import { type Side, split } from '../../../src/cost/drivers/split.ts'
import { cents, exact } from '../../../src/money.ts'

const side = (months: number, services: number, standard: string, spend: string): Side => ({
  months: exact(months),
  services,
  standard: exact(standard),
  spend: exact(spend),
})
const shown = (parts: ReturnType<typeof split>) =>
  parts && Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, value.toFixed(2)]))

test('where only one of the three changes, the change is its own', () => {
  const before = side(100, 200, '20000', '20000')
  expect(shown(split(before, side(100, 200, '20000', '22000')))).toEqual({
    before: '200.00',
    after: '220.00',
    change: '20.00',
    price: '20.00',
    use: '0.00',
    mix: '0.00',
  })
  expect(shown(split(before, side(100, 220, '22000', '22000')))).toMatchObject({
    price: '0.00',
    use: '20.00',
    mix: '0.00',
  })
  expect(shown(split(before, side(100, 200, '22000', '22000')))).toMatchObject({
    price: '0.00',
    use: '0.00',
    mix: '20.00',
  })
})

test('what two of them do together is halved between them', () => {
  const both = split(side(100, 100, '10000', '10000'), side(100, 150, '15000', '30000'))
  // 100 → 300: use 1 → 1.5, price 1 → 2. At the means: price 1 × (100 + 150) / 2 = 125; use 0.5 × 100 × 1.5 = 75.
  expect(shown(both)).toMatchObject({ change: '200.00', price: '125.00', use: '75.00', mix: '0.00' })
})

test('twice as many people with the same care changes nothing', () => {
  expect(shown(split(side(100, 210, '20000', '19999'), side(200, 420, '40000', '39998')))).toMatchObject({
    change: '0.00',
    price: '0.00',
    use: '0.00',
    mix: '0.00',
  })
})

test('of any two sides the parts are the change to the cent, and the other way round they are its opposite', () => {
  let seed = 7
  const draw = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return 1 + (seed % most)
  }
  for (let i = 0; i < 500; i++) {
    const [a, b] = [0, 1].map(() =>
      side(draw(500), draw(3000), `${draw(900_000)}.${draw(89) + 10}`, `${draw(999_999)}.07`),
    )
    if (!a || !b) throw new Error('two sides')
    const parts = split(a, b)
    const back = split(b, a)
    if (!parts || !back) throw new Error('both are split')
    expect(parts.price.plus(parts.use).plus(parts.mix).eq(parts.change)).toBe(true)
    expect(parts.change.eq(cents(b.spend.div(b.months)).minus(cents(a.spend.div(a.months))))).toBe(true)
    for (const name of ['change', 'price', 'use', 'mix'] as const)
      expect(parts[name].plus(back[name]).abs().lte('0.01')).toBe(true)
  }
})

test('without services that have a standard price, or without months, nothing is split', () => {
  expect(split(side(0, 0, '0', '0'), side(10, 10, '10', '10'))).toBeNull()
  expect(split(side(10, 0, '0', '5'), side(10, 10, '10', '10'))).toBeNull()
})
