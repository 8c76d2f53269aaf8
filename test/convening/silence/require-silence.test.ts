import { expect, test } from 'vitest'
import { requireSilence } from '../../../src/convening/silence/require-silence.ts'
import { WholepanelError } from '../../../src/error.ts'

const participants = [
  { name: 'Summit Health', aliases: ['Summit'] },
  { name: 'Keystone Mutual', aliases: [] },
]

function refused(text: string): WholepanelError {
  try {
    requireSilence(text, participants)
  } catch (error) {
    if (error instanceof WholepanelError) return error
  }
  throw new Error('the text was let pass')
}

test('a payer’s own amount is refused with its kind and what to write instead', () => {
  const error = refused('Summit pays 140 % of Medicare')
  expect(error.code).toBe('input-own-amount')
  expect(error.message).toContain('names a payer beside an amount of money')
  expect(error.detail.fix).toContain('leave the amount out')
})

test('the refusal repeats neither the amount nor the name', () => {
  const { message, detail } = refused(
    'Our withhold is 5 percent, and Keystone Mutual will leave the exchange market next year',
  )
  expect(`${message} ${JSON.stringify(detail)}`).not.toMatch(/\b5\b|five|keystone|exchange/i)
})

test('substance passes', () => {
  expect(() => requireSilence('Summit pays prospectively, each quarter, adjusted for risk', participants)).not.toThrow()
  expect(() => requireSilence('The initiative recommends 15 % + 15 %', participants)).not.toThrow()
})
