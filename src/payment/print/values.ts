import { type Band, isBands, type Reading, type Schedule } from '../../model/schedule.ts'
import { exact, usd } from '../../money.ts'
import type { Unit } from '../part.ts'

/** A figure with its unit, as people write it; every digit stays. */
export function figure(text: string, unit: Unit): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text
  const sign = text.startsWith('-') ? '−' : ''
  const digits = text.replace('-', '')
  switch (unit) {
    case 'usd':
      return `${sign}$${grouped(exact(digits).decimalPlaces() > 2 ? digits : usd(exact(digits)))}`
    case 'share':
      return `${sign}${exact(digits).times(100).toFixed()} %`
    case 'count':
    case 'months':
      return `${sign}${grouped(digits)}`
    default:
      return `${sign}${digits}`
  }
}

const grouped = (digits: string): string => {
  const [whole = '', part] = digits.split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part === undefined ? '' : `.${part}`}`
}

/** What a parameter is worth; of a table, line by line. `code`: the one that holds for this document. */
export function scheduleText(schedule: Schedule, unit: Unit, bands: Reading, code?: string): string {
  if (typeof schedule === 'string') return figure(schedule, unit)
  if (isBands(schedule)) return bandsText(schedule, unit, bands)
  const one = (of: string | readonly Band[]) => (typeof of === 'string' ? figure(of, unit) : bandsText(of, unit, bands))
  const own = code === undefined ? undefined : schedule[code]
  if (own !== undefined) return one(own)
  return Object.entries(schedule)
    .map(([key, of]) => `${key}: ${one(of)}`)
    .join('\n')
}

const WORDS: Record<Reading, string> = { from: 'from', 'up-to': 'up to', line: 'at' }

const bandsText = (all: readonly Band[], unit: Unit, bands: Reading): string =>
  `${all.map(({ at, value }) => `${WORDS[bands]} ${grouped(at)}: ${figure(value, unit)}`).join('\n')}${
    bands === 'line' ? '\nand on a straight line between' : ''
  }`
