import { expect, test } from 'vitest'
import { refusedOf, WordsRefused } from '../../../src/convening/silence/require-silence.ts'
import type { WholepanelError } from '../../../src/error.ts'

const participants = [
  { name: 'Summit Health', aliases: ['Summit'] },
  { name: 'Keystone Mutual', aliases: [] },
]

const NOW = '2026-01-05T10:00:00.000Z'
function refused(text: string): WholepanelError {
  const texts = refusedOf({ title: text }, participants)
  if (texts.length === 0) throw new Error('the text was let pass')
  return new WordsRefused(texts, { now: NOW })
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
  const title = 'Summit pays prospectively, each quarter, adjusted for risk'
  expect(refusedOf({ title, because: [null, 'The initiative recommends 15 % + 15 %'] }, participants)).toEqual([])
})

test('of several fields each says for itself what was found in it', () => {
  const typed = { title: 'Our withhold is 5 percent', place: 'Tidewell', because: ['So', 'Keystone Mutual pays $4'] }
  const texts = refusedOf(typed, participants)
  expect(texts.map(({ field, words }) => `${field}: ${words}`)).toEqual([
    'title: Our withhold is 5 percent',
    'because: Keystone Mutual pays $4',
  ])
})
