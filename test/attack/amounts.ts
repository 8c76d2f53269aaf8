import { table } from './cells.ts'
import type { Found } from './counts.ts'
import { boundsOf, type Problem, type Relation } from './linear.ts'
import type { Answer } from './observe.ts'
import type { Spent } from './year.ts'

type CostRow = { payer: string; member_months: number; pmpm_usd: number }

/**
 * Prices between a payer and a place that a practice can bound within the percent from a year of costs per member and month.
 * Known to it, more than a real one knows: which services its people had where, that a price holds all year, what it was paid
 * itself, and that nobody's spend was cut off.
 */
export function bounded(
  answers: readonly Answer[][],
  spent: readonly Spent[][],
  practice: string,
  percent: number,
): Found[] {
  const own = `${practice}-group`
  const services = (run: number, payer: string) =>
    (spent[run] ?? []).filter((one) => one.practice === practice && (payer === 'all' || one.payer === payer))
  const relations: Relation[] = answers.flatMap((got, run) =>
    costsIn(got, practice).map(({ payer, member_months, pmpm_usd }) => {
      const all = services(run, payer)
      const others = all.filter((one) => one.biller !== own)
      const mine = all.filter((one) => one.biller === own).reduce((sum, one) => sum + one.cents / 100, 0)
      const within = 0.005 * member_months + 0.01
      const dollars = pmpm_usd * member_months - mine
      return { of: sumOf(others), least: dollars - within, most: dollars + within }
    }),
  )
  const prices = new Map(
    (spent.at(-1) ?? [])
      .filter((one) => one.practice === practice && one.biller !== own)
      .map((one) => [name(one), one.cents / 100 / one.services]),
  )
  const problem: Problem = { relations: relations.filter(({ of }) => Object.keys(of).length > 0), whole: false }
  const met = new Set(problem.relations.flatMap(({ of }) => Object.keys(of)))
  return [...prices].flatMap(([pair, price]) => {
    if (!met.has(pair)) return []
    const { least, most } = boundsOf(problem, pair)
    const narrow = least > price * (1 - percent / 100) && most < price * (1 + percent / 100)
    return narrow
      ? [{ secret: `${practice}: ${pair}`, because: `between ${least.toFixed(2)} and ${most.toFixed(2)}` }]
      : []
  })
}

const name = ({ payer, biller }: Spent): string => `${payer} at ${biller}`

function sumOf(rows: readonly Spent[]): Record<string, number> {
  const of: Record<string, number> = {}
  for (const one of rows) of[name(one)] = (of[name(one)] ?? 0) + one.services
  return of
}

const PLACES = ['scorecard', 'cost']

/** Every cost that the answers state, on a page or in the table to take away. */
export function costsIn(answers: readonly Answer[], practice: string): CostRow[] {
  const found = new Map<string, CostRow>()
  for (const { url, status, body } of answers) {
    const at = new URL(url, 'http://region')
    if (status !== 200 || !PLACES.some((place) => at.pathname === `/api/practices/${practice}/${place}`)) continue
    if ((at.searchParams.get('table') ?? 'cost') !== 'cost') continue
    const rows =
      at.searchParams.get('format') === 'csv'
        ? table(body)
        : (JSON.parse(body) as { cost: Record<string, unknown>[] }).cost
    // What is shown of an earlier run was taken in when it was new.
    for (const row of rows.filter((one) => !one.as_of)) {
      const [member_months, pmpm_usd] = [row.member_months, row.pmpm_usd].map((one) =>
        one === null || one === '' ? Number.NaN : Number(one),
      )
      if (pmpm_usd !== undefined && member_months !== undefined && Number.isFinite(pmpm_usd * member_months))
        found.set(String(row.payer), { payer: String(row.payer), member_months, pmpm_usd })
    }
  }
  return [...found.values()]
}
