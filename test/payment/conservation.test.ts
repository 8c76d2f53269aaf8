import { expect, test } from 'vitest'
import { type Exact, exact } from '../../src/money.ts'
import type { Given, Slot } from '../../src/payment/part.ts'
import { PARTS } from '../../src/payment/parts.ts'

/** What is divided is what there was: no part that splits money makes a cent or loses one. */
const partNamed = (name: string) => PARTS.find((one) => one.name === name)!

function worth(name: string, given: Record<string, string | readonly string[]>): Exact {
  const part = partNamed(name)
  const slots = Object.entries(part.slots).map(([slot, { list }]) => {
    const held = given[slot]
    if (list) return [slot, ((held ?? []) as readonly string[]).map((one) => exact(one))]
    return [slot, held === undefined ? null : exact(held as string)]
  })
  return part.evaluate(Object.fromEntries(slots) as Given<Record<string, Slot>> as never, []) as Exact
}

const AMOUNTS = ['0.01', '0.02', '1', '99.99', '100', '1000000.01', '-0.01', '-100', '333333.33']

test.each(AMOUNTS)('%s in any number of instalments adds up', (amount) => {
  for (const count of [1, 2, 3, 7, 12, 26]) {
    let sum = exact(0)
    for (let i = 1; i <= count; i++)
      sum = sum.plus(worth('instalment', { amount, count: String(count), number: String(i) }))
    expect(sum.toFixed()).toBe(exact(amount).toFixed())
  }
})

test.each(AMOUNTS)('%s down a cascade adds up', (amount) => {
  for (const shares of [
    ['1', '1', '1'],
    ['2', '3', '2'],
    ['0.1', '0.3', '0.7'],
  ]) {
    const of = shares.reduce((sum, one) => sum.plus(one), exact(0)).toFixed()
    const first = shares.slice(0, -1).map((share) => worth('cascade', { amount, share, of }).toFixed())
    const last = worth('cascade', { amount, others: first })
    expect(first.reduce((sum, one) => sum.plus(one), last).toFixed()).toBe(exact(amount).toFixed())
  }
})

test.each(AMOUNTS)('%s through a corridor and its mirror adds up', (amount) => {
  const bands = { amount, benchmark: '1000', ends: ['0.05', '0.1', '0.15'] }
  const rates = ['0.5', '0.35', '0.15', '0.05']
  const provider = worth('corridor', { ...bands, rates })
  const payer = worth('corridor', { ...bands, rates: rates.map((rate) => exact(1).minus(rate).toFixed()) })
  expect(provider.plus(payer).toFixed()).toBe(exact(amount).toFixed())
})

test('what stop-loss takes over and what is left are the cost', () => {
  for (const cost of ['0', '99999.99', '100000', '250000', '900000']) {
    const over = worth('stop-loss', { cost, attachment: '100000', rate: '0.8', limit: '500000' })
    expect(over.lte(cost)).toBe(true)
    expect(over.gte(0)).toBe(true)
  }
})
