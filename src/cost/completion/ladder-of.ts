import { type Exact, exact } from '../../money.ts'
import { addMonths } from '../../period.ts'
import { type Developed, develop, type Factor, factorsOf, type Triangle } from './chain-ladder.ts'
import type { CompletionTerms } from './completion-model.ts'

/** What of one payer and line of business was paid, by month of service and of payment. */
export type PaidCell = {
  /** First day of the month. */
  service_month: string
  /** First day of the month; null where the payer did not say. */
  paid_month: string | null
  lines: number
  spend_usd: string
  last_paid: string | null
}

/** The ladder of one payer and line of business, or why there is none. */
export type Ladder = {
  /** First day of the last month of payment that is whole. */
  paid_through: string | null
  because: 'no-paid-dates' | 'too-few-months' | null
  /** By month of service, the oldest first. */
  rows: readonly LadderRow[]
  triangle: Triangle
  factors: readonly (Factor | null)[]
}

export type LadderRow = Developed & { service_month: string; age: number; undated: Exact; paid: Exact; later: Exact }

export const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))

const ZERO = exact(0)
const total = (cells: readonly PaidCell[]): Exact => cells.reduce((sum, cell) => sum.plus(exact(cell.spend_usd)), ZERO)

/**
 * Builds the triangle and develops it. The last diagonal is the last whole month of payment; what is paid in a month that
 * is not whole waits. A payment dated before the service counts with the month of service.
 */
export function ladderOf(cells: readonly PaidCell[], terms: CompletionTerms): Ladder {
  const none = { rows: [], triangle: [], factors: [] }
  const undated = total(cells.filter(({ paid_month }) => paid_month === null))
  const paid_through = lastWholeMonth(cells, terms)
  if (!paid_through || undated.gt(total(cells).times(terms.most_undated_share)))
    return { ...none, paid_through: null, because: 'no-paid-dates' }
  const first = cells.map((cell) => cell.service_month).sort()[0] ?? paid_through
  const oldest = [first, addMonths(paid_through, -terms.most_months - terms.service_months)].sort().at(-1) ?? first
  const months: string[] = []
  for (let month = oldest; month <= paid_through; month = addMonths(month, 1)) months.push(month)
  const width = Math.min(terms.most_months, months.length - terms.least_months)
  const because = width < terms.least_developed ? 'too-few-months' : null
  const shapes = months.map((month) => {
    const own = cells.filter(({ service_month }) => service_month === month)
    return shapeOf(month, own, paid_through, width)
  })
  const triangle = because ? [] : shapes.map(({ cumulative }) => cumulative)
  const factors = factorsOf(triangle, terms.service_months).map((factor) =>
    factor && factor.months >= terms.least_months ? factor : null,
  )
  const developed = develop(triangle, factors)
  const unknown: Developed = { ultimate: null, standard_error: null, to_ultimate: null }
  const rows = shapes.map(({ cumulative: _, ...row }, i) => ({ ...row, ...(developed[i] ?? unknown) }))
  return { paid_through, because, rows, triangle, factors }
}

/** What was paid for a month of service by each month of development that is known, up to `width`. */
function shapeOf(service_month: string, cells: readonly PaidCell[], paid_through: string, width: number) {
  const age = monthsBetween(service_month, paid_through)
  const known = cells.filter(({ paid_month }) => paid_month !== null && paid_month <= paid_through)
  const cumulative: Exact[] = []
  for (let lag = 0; lag <= Math.min(age, Math.max(width, 0)); lag++)
    cumulative.push(
      total(lag === width ? known : known.filter((cell) => monthsBetween(service_month, cell.paid_month ?? '') <= lag)),
    )
  return {
    service_month,
    age,
    cumulative,
    undated: total(cells.filter(({ paid_month }) => paid_month === null)),
    paid: total(known),
    later: total(cells.filter(({ paid_month }) => paid_month !== null && paid_month > paid_through)),
  }
}

/**
 * The latest month of payment that is whole: with a fair part of a usual month's lines, and with a payment in its last days
 * or in the month after.
 */
function lastWholeMonth(cells: readonly PaidCell[], terms: CompletionTerms): string | null {
  const lines = new Map<string, number>()
  const last = new Map<string, string>()
  for (const { paid_month, last_paid, ...cell } of cells) {
    if (paid_month === null) continue
    lines.set(paid_month, (lines.get(paid_month) ?? 0) + cell.lines)
    if (last_paid && last_paid > (last.get(paid_month) ?? '')) last.set(paid_month, last_paid)
  }
  const usual = exact([...lines.values()].reduce((sum, one) => sum + one, 0)).div(Math.max(lines.size, 1))
  const isFair = (month: string) => usual.times(terms.least_paid_share).lte(lines.get(month) ?? 0)
  const isWhole = (month: string) => {
    const end = addMonths(month, 1)
    if (lines.has(end) && isFair(end)) return true
    return (Date.parse(end) - Date.parse(last.get(month) ?? month)) / DAY <= terms.whole_month_days
  }
  return [...lines.keys()].sort().findLast((month) => isFair(month) && isWhole(month)) ?? null
}

const DAY = 86_400_000
