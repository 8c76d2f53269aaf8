/** How figures look. Values arrive as exact text and are never turned into floating numbers on the way. */
import type { Unit } from '../../api/practice/explain.ts'

const DASH = '–'
const text = (value: string) => value as Intl.StringNumericLiteral

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const wholeDollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })
const upToFour = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 })

/** `amount('1234.50')` is `$1,234.50`. */
export const amount = (usd: string | null | undefined): string => (usd == null ? DASH : dollars.format(text(usd)))

/** `wholeAmount('1234.50')` is `$1,235`: for headlines, beside which the exact amount stands. */
export const wholeAmount = (usd: string | null | undefined): string =>
  usd == null ? DASH : wholeDollars.format(text(usd))

export const count = (value: number | null | undefined): string => (value == null ? DASH : upToFour.format(value))

/** `percent('0.7123')` is `71.2%`, `percent('0.71', 0)` is `71%`. */
export function percent(share: string | null | undefined, digits = 1): string {
  if (share == null) return DASH
  const form = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat('en-US', form).format(text(share))
}

/** A payer's rates come as whole percents (`0.71`), a practice's with more digits: what is shown follows what was sent. */
export const ratePercent = (share: string | null | undefined): string =>
  percent(share, (share?.split('.')[1]?.length ?? 0) > 2 ? 1 : 0)

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `day('2025-03-04')` is `Mar 4, 2025`. A calendar day has no time zone. */
export function day(iso: string | null | undefined): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '')
  return found ? `${MONTHS[Number(found[2]) - 1]} ${Number(found[3])}, ${found[1]}` : (iso ?? DASH)
}

/** `month('202503')`, `month('2025-03')` and `month('2025-03-01')` are `Mar 2025`. */
export function month(code: string | null | undefined): string {
  const found = /^(\d{4})-?(\d{2})/.exec(code ?? '')
  return found ? `${MONTHS[Number(found[2]) - 1]} ${found[1]}` : (code ?? DASH)
}

/** A value under the unit that the engine gave it. */
export function inUnit(value: string | null, unit: Unit): string {
  if (value == null) return DASH
  if (unit === 'date') return day(value)
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value
  if (unit === 'usd') return perUnit(value)
  if (unit === 'share') return upToFourPercent(value)
  if (unit === 'count') return upToFour.format(text(value))
  if (unit === 'months') return upToFour.format(text(value))
  return value
}

/** Dollars to the cent, or further where the engine carries more (a rate per member month). */
const perUnit = (value: string): string => {
  const digits = Math.max(2, Math.min(6, (value.split('.')[1] ?? '').replace(/0+$/, '').length))
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: digits }).format(
    text(value),
  )
}

const upToFourPercent = (value: string): string =>
  new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 }).format(text(value))

const moments = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' })

/** A day and an hour, where the reader is. */
export const moment = (iso: string): string => moments.format(new Date(iso))
