import { Decimal } from 'decimal.js'

/** Exact decimals for amounts, shares and scores. Values cross rooms as text, never as floating numbers. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -30, toExpPos: 30 })
export type Exact = Decimal

export const exact = (value: string | number | Exact): Exact => new Exact(value)

/** Rounds half away from zero to cents. A model says where; nothing else rounds. */
export const cents = (value: Exact): Exact => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)

/** Example: `usd(exact('1234.5'))` is `1234.50`. */
export const usd = (value: Exact): string => value.toFixed(2)

/** Rounds half away from zero to whole dollars. */
export const dollars = (value: Exact): Exact => value.toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
