import { BOUNDS, median, outlier } from './bounds.ts'
import type { OthersRange } from './compare-past.ts'
import type { PAST_RULES } from './rules/rules-past.ts'

/** A month of a table, payer and line of business: all that came, and what this submission adds (`now_`). */
export type Month = {
  table_name: string
  payer: string
  line_of_business: string
  month: string
  rows: number
  now_rows: number
  claims: number
  paid_usd: string | null
  pmpm_usd: string | null
  with_diagnosis: number
  with_npi: number
  now_with_diagnosis: number
  now_with_npi: number
  zero_paid: number
  negative: number
  originals: number
  judged_paid: number
  first_days: number
  covered_members: number | null
}

export type Odd = Pick<Month, 'table_name' | 'payer' | 'line_of_business'> & {
  rule: keyof typeof PAST_RULES
  column: string
  /** Null for what is told of the submission as a whole. */
  month: string | null
  observed: string
}

/** What is odd about the months of each series. Only months to which this submission adds are judged. */
export function oddMonths(months: readonly Month[], others: readonly OthersRange[]): Odd[] {
  const series = new Map<string, Month[]>()
  for (const month of months) {
    const key = `${month.table_name} ${month.payer} ${month.line_of_business}`
    series.set(key, [...(series.get(key) ?? []), month])
  }
  return [...series.values()].flatMap((one) => {
    const [first] = one
    if (!first || first.table_name === 'eligibility') return []
    const { table_name, payer, line_of_business } = first
    const range = others.find((o) => o.table_name === table_name && o.line_of_business === line_of_business)
    const odd = [
      ...missing(one),
      ...volume(one),
      ...shares(one),
      ...cost(one),
      ...use(one),
      ...whole(one),
      ...beside(one, range),
    ]
    return odd.map((found) => ({ table_name, payer, line_of_business, ...found }))
  })
}

type Found = Omit<Odd, 'table_name' | 'payer' | 'line_of_business'>

function missing(series: readonly Month[]): Found[] {
  const middle = median(series.map(({ rows }) => rows)) ?? 0
  if (middle < BOUNDS.enough_rows) return []
  return series.slice(1).flatMap(({ month }, i) => {
    const gap = number(month) - number(series[i]?.month ?? month) - 1
    if (gap < 1) return []
    const observed = `${gap === 1 ? 'one month' : `${gap} months`} between ${series[i]?.month} and ${month}`
    return [{ rule: 'month-missing' as const, column: '-', month, observed }]
  })
}

/** The newest months are still arriving: they are told from a surge, never from a drop. */
function volume(series: readonly Month[]): Found[] {
  return series.flatMap(({ month, rows, now_rows }, i) => {
    const others = series.filter((one) => one.month !== month).map((one) => one.rows)
    const far = now_rows > 0 && (median(others) ?? 0) >= BOUNDS.enough_rows ? outlier(rows, others) : null
    if (far === null || (far === 'low' && isOpen(series, i))) return []
    const observed = `${month}: ${rows} rows, the other months' middle is ${median(others)}`
    return [
      { rule: far === 'low' ? ('volume-drop' as const) : ('volume-surge' as const), column: '-', month, observed },
    ]
  })
}

const isOpen = (series: readonly Month[], i: number) => i >= series.length - BOUNDS.open_months

function shares(series: readonly Month[]): Found[] {
  const kinds = [
    ['diagnosis-share-fell', 'diagnosis_code_1', 'with_diagnosis', 'now_with_diagnosis'],
    ['npi-share-fell', 'rendering_npi', 'with_npi', 'now_with_npi'],
  ] as const
  return kinds.flatMap(([rule, column, all, now]) =>
    series.flatMap((month) => {
      if (month.now_rows < BOUNDS.enough_rows) return []
      const others = series.filter((one) => one.month !== month.month && one.rows >= BOUNDS.enough_rows)
      const usual = median(others.map((one) => one[all] / one.rows))
      const share = month[now] / month.now_rows
      if (usual === null || others.length < BOUNDS.enough_months || share > usual - BOUNDS.share_points) return []
      return [
        {
          rule,
          column,
          month: month.month,
          observed: `${month.month}: ${percent(share)}, in other months ${percent(usual)}`,
        },
      ]
    }),
  )
}

function cost(series: readonly Month[]): Found[] {
  return series.flatMap(({ month, now_rows, pmpm_usd, covered_members }, i) => {
    if (now_rows === 0 || pmpm_usd === null || (covered_members ?? 0) < BOUNDS.enough_rows) return []
    const others = series.flatMap((one) => (one.month !== month && one.pmpm_usd !== null ? [Number(one.pmpm_usd)] : []))
    const far = outlier(Number(pmpm_usd), others)
    if (far === null || (far === 'low' && isOpen(series, i))) return []
    const observed = `${month}: $${pmpm_usd} per member, the other months' middle is $${(median(others) ?? 0).toFixed(2)}`
    return [{ rule: 'cost-out-of-range' as const, column: 'paid_amount', month, observed }]
  })
}

function use(series: readonly Month[]): Found[] {
  const per1000 = ({ claims, covered_members }: Month) =>
    covered_members && covered_members >= BOUNDS.enough_rows ? Math.round((claims * 12_000) / covered_members) : null
  return series.flatMap((one, i) => {
    const value = per1000(one)
    if (value === null || one.now_rows === 0) return []
    const others = series.flatMap((other) => (other.month === one.month ? [] : (per1000(other) ?? [])))
    const far = outlier(value, others)
    if (far === null || (far === 'low' && isOpen(series, i))) return []
    const observed = `${one.month}: ${value} claims per 1,000 members and year, the other months' middle is ${median(others)}`
    return [{ rule: 'use-out-of-range' as const, column: '-', month: one.month, observed }]
  })
}

/** Shares over all that this submission adds to the table. */
function whole(series: readonly Month[]): Found[] {
  const sum = (key: 'now_rows' | 'zero_paid' | 'negative' | 'originals' | 'judged_paid' | 'first_days') =>
    series.reduce((all, one) => all + one[key], 0)
  const day = series[0]?.table_name === 'pharmacy_claim' ? 'dispensing_date' : 'claim_start_date'
  const checks = [
    ['zero-paid-share', 'paid_amount', sum('zero_paid'), sum('judged_paid'), BOUNDS.zero_paid],
    ['negative-share', 'paid_amount', sum('negative'), sum('originals'), BOUNDS.negative],
    ['first-of-month', day, sum('first_days'), sum('now_rows'), BOUNDS.first_of_month],
  ] as const
  return checks.flatMap(([rule, column, part, all, most]) =>
    all >= BOUNDS.enough_rows && part >= most * all
      ? [{ rule, column, month: null, observed: `${part} of ${all} rows` }]
      : [],
  )
}

/** Never a figure of another payer: only that the range is left. */
function beside(series: readonly Month[], range: OthersRange | undefined): Found[] {
  if (!range) return []
  return series.flatMap(({ month, now_rows, pmpm_usd, covered_members }, i) => {
    if (now_rows === 0 || pmpm_usd === null || (covered_members ?? 0) < BOUNDS.enough_rows) return []
    const value = Number(pmpm_usd)
    const isLow = value < Number(range.least) / BOUNDS.others_margin && !isOpen(series, i)
    if (!isLow && value <= Number(range.most) * BOUNDS.others_margin) return []
    const observed = `${month}: $${pmpm_usd} per member and month is outside the range seen`
    return [{ rule: 'outside-others' as const, column: 'paid_amount', month, observed }]
  })
}

const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
const percent = (share: number) => `${Math.round(share * 100)}%`
