import { expect, test } from 'vitest'
import { LIBRARY, readModel } from '../../src/model/read-model.ts'
import { againstTarget, growthTargetOf } from '../../src/payment/growth-target.ts'
import { period } from '../../src/period.ts'
import { Settings } from '../../src/region.ts'

const states = readModel('states/spending-growth-targets')
const held = (growth: string | null, low: string | null = null, high: string | null = null, of = '2025') =>
  againstTarget(states, { track: 'massachusetts', period: period(of) }, { growth, low, high }).verdict

test('a target is met or exceeded where the whole interval says so; where it lies inside, that is not told', () => {
  expect(held('0.02', '0.01', '0.036')).toBe('met')
  expect(held('0.02', '0.01', '0.05')).toBe('not-told')
  expect(held('0.05', '0.03', '0.07')).toBe('not-told')
  expect(held('0.05', '0.037', '0.07')).toBe('exceeded')
})

test('without an interval it is as measured; without growth, or without a target in force, it is not known', () => {
  expect(held('0.036')).toBe('met-as-measured')
  expect(held('0.0361')).toBe('exceeded-as-measured')
  expect(held(null)).toBe('unknown')
  expect(held('0.01', '0', '0.02', '2012')).toBe('unknown')
})

test('other states’ models are held against the same way, and say what they show', () => {
  const vermont = readModel('states/vermont-all-payer')
  const asked = { track: 'growth', period: period('2020') }
  const { verdict, shown } = againstTarget(vermont, asked, { growth: '0.044', low: null, high: null })
  expect(verdict).toBe('exceeded-as-measured')
  expect(shown).toEqual([
    { component: 'growth-beyond-goal', label: 'Growth beyond the goal', value: '0.009' },
    { component: 'correction-follows', label: 'Correction follows', value: 'yes' },
    { component: 'complies', label: 'Target met', value: 'no' },
  ])
  const california = readModel('states/california-spending-and-payment-targets')
  const spending = { track: 'spending', period: period('2026') }
  expect(againstTarget(california, spending, { growth: '0.03', low: '0.02', high: '0.034' }).verdict).toBe('met')
})

test('a track that is not there, and a model without growth, are refused with what is wanted', () => {
  const asked = { track: 'massachusets', period: period('2025') }
  expect(() => againstTarget(states, asked, { growth: null, low: null, high: null })).toThrow(
    /did you mean massachusetts/,
  )
  const scale = { track: 'scale-medicare', period: period('2020') }
  expect(() =>
    againstTarget(readModel('states/vermont-all-payer'), scale, { growth: '0', low: null, high: null }),
  ).toThrow(/says nothing about growth/)
})

test('a region says in its settings which target it is held to: a model with growth targets, and a track of it', () => {
  const said = (growth_target?: string) => growthTargetOf(Settings.parse({ growth_target }), [LIBRARY])
  expect(said()).toBeNull()
  expect(said('states/spending-growth-targets oregon')).toEqual({
    model: 'states/spending-growth-targets',
    track: 'oregon',
  })
  expect(() => said('states/spending-growth-targets oregn')).toThrow('no track oregn in states/spending-growth-targets')
  expect(() => said('cms/primary-care-first standard')).toThrow('cms/primary-care-first')
  expect(() => said('oregon')).toThrow('want a model and its track')
})
