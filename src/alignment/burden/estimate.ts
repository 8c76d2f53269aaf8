import { type Exact, exact } from '../../money.ts'
import type { Burden, Coefficient, Estimate } from './coefficients.ts'
import type { PracticeBurden } from './count.ts'

/** Hours or dollars a year of one practice, worked out of a coefficient and what was counted. */
export type Estimated = {
  estimate: string
  label: string
  unit: 'hours' | 'usd'
  /** Null where a quantity is not known, which `because` names. */
  value: string | null
  /** A count in it may be higher than what is known. */
  at_least: boolean
  working: string
  covers: readonly string[]
  because: string
  status: 'confirmed' | 'unconfirmed'
  sources: readonly string[]
}

/** A sum of estimates, and the burdens that it does not contain. */
export type Sum = {
  unit: 'hours' | 'usd'
  value: string | null
  at_least: boolean
  covers: readonly string[]
  without: readonly { burden: string; number: number; at_least: boolean }[]
}

export type Priced = { estimates: readonly Estimated[]; sums: readonly Sum[]; wholes: readonly Estimated[] }

/** Prices what has a figure, and says of each sum what it leaves out. */
export function estimate(burden: Burden, practice: PracticeBurden): Priced {
  const estimates = burden.estimates.map((one) => worked(burden, one, practice))
  const wholes = burden.wholes.map((one) =>
    worked(burden, { ...one, covers: [], because: 'A whole burden, in no sum', instead: [] }, practice),
  )
  return { estimates, sums: (['hours', 'usd'] as const).map((unit) => sumOf(unit, estimates, practice)), wholes }
}

function sumOf(unit: Sum['unit'], estimates: readonly Estimated[], { counts }: PracticeBurden): Sum {
  const parts = estimates.filter((one) => one.unit === unit && one.value !== null)
  const covers = [...new Set(parts.flatMap((one) => one.covers))]
  const total = parts.reduce((sum, { value }) => sum.plus(value ?? 0), exact(0))
  const without = counts.flatMap(({ burden, number, at_least }) =>
    burden !== null && !covers.includes(burden) && (number > 0 || at_least) ? [{ burden, number, at_least }] : [],
  )
  const at_least = without.length > 0 || parts.some((one) => one.at_least)
  return { unit, value: parts.length > 0 ? shown(total, unit) : null, at_least, covers, without }
}

const shown = (value: Exact, unit: Sum['unit']): string => value.toDecimalPlaces(unit === 'usd' ? 2 : 1).toFixed()

function worked(burden: Burden, one: Estimate, practice: PracticeBurden): Estimated {
  const coefficients = new Map(burden.coefficients.map((each) => [each.coefficient, each]))
  const used: Coefficient[] = []
  const missing: string[] = []
  const working: string[] = []
  let value = exact(1)
  let at_least = false
  for (const word of one.of) {
    const base = coefficients.get(word)
    const coefficient = base && (coefficients.get(insteadOf(one, practice)?.coefficient ?? word) ?? base)
    if (coefficient) {
      used.push(coefficient)
      value = value.times(coefficient.value)
      working.push(`${coefficient.value} ${coefficient.unit} per ${coefficient.per}`)
      continue
    }
    const found = quantity(word, practice)
    if (found === null) missing.push(word)
    else {
      value = value.times(found.number)
      at_least ||= found.at_least
      working.push(`${found.number} ${word}`)
    }
  }
  const less = one.less && practice.counts.find(({ count }) => count === one.less?.count)
  const saving = one.less && coefficients.get(one.less.coefficient)
  if (one.less && less && saving && less.number > 0 && less.number <= one.less.at_most && !less.at_least) {
    used.push(saving)
    value = value.times(exact(1).minus(saving.value))
    working.push(`1 - ${saving.value}, since ${less.label.toLowerCase()}: ${less.number}`)
  }
  const unknown = missing.length > 0
  return {
    estimate: one.estimate,
    label: one.label,
    unit: one.unit,
    value: unknown ? null : shown(value, one.unit),
    at_least,
    working: working.join(' × '),
    covers: one.covers,
    because: unknown ? `not known: ${missing.join(', ')}` : one.because,
    status: used.some(({ status }) => status === 'unconfirmed') ? 'unconfirmed' : 'confirmed',
    sources: used.map(({ coefficient, source }) => `${coefficient}: ${source}`),
  }
}

const insteadOf = ({ instead }: Estimate, { payers }: PracticeBurden) =>
  instead.find(
    ({ payers_below, payers_above }) =>
      (payers_below === undefined || payers.length < payers_below) &&
      (payers_above === undefined || payers.length > payers_above),
  )

function quantity(word: string, practice: PracticeBurden): { number: number; at_least: boolean } | null {
  if (word === 'months') return { number: 12, at_least: false }
  if (word === 'physicians')
    return practice.physicians === null ? null : { number: practice.physicians, at_least: false }
  const found = practice.counts.find(({ count }) => count === word)
  if (!found) return null
  // A count of nothing, where somebody says nothing, is not known.
  return found.number === 0 && found.at_least ? null : { number: found.number, at_least: found.at_least }
}
