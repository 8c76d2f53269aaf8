import { expect, test } from 'vitest'
import { WholepanelError } from '../src/error.ts'
import { cents, exact, usd } from '../src/money.ts'
import { addMonths, period, yearBefore } from '../src/period.ts'

test('a year, a quarter and a month are spans of whole months whose end is exclusive', () => {
  expect(period('2025')).toEqual({ id: '2025', start: '2025-01-01', end: '2026-01-01' })
  expect(period('2025-Q4')).toEqual({ id: '2025-Q4', start: '2025-10-01', end: '2026-01-01' })
  expect(period('2024-02')).toEqual({ id: '2024-02', start: '2024-02-01', end: '2024-03-01' })
})

test('the year before keeps the part of the year', () => {
  expect(yearBefore(period('2025-Q2')).id).toBe('2024-Q2')
})

test('months are added over year ends, in both directions', () => {
  expect(addMonths('2025-11-30', 3)).toBe('2026-02-01')
  expect(addMonths('2025-01-01', -24)).toBe('2023-01-01')
})

test('a period that is none says what is wanted', () => {
  expect(() => period('2025-13')).toThrow(WholepanelError)
  expect(() => period('25')).toThrow(/a year, quarter or month/)
})

test('money is rounded half away from zero, once', () => {
  expect(usd(cents(exact('0.125')))).toBe('0.13')
  expect(usd(cents(exact('-0.125')))).toBe('-0.13')
  expect(exact('0.1').plus('0.2').equals('0.3')).toBe(true)
})
