import { daysOfAll, partOfMonth, sumOfParts } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { rowsStep } from '../../lake/rows-step.ts'
import { sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { cents, type Exact, exact, usd } from '../../money.ts'
import type { Period } from '../../period.ts'
import { errorTogether, interval } from './chain-ladder.ts'
import { type CompletionModel, type CompletionTerms, completionTerms } from './completion-model.ts'
import { type Ladder, type LadderRow, ladderOf, type PaidCell } from './ladder-of.ts'
import { claimsTriangle, completedMonth, completedPeriod, completionFactor } from './tables.ts'
import { claimsTriangles } from './triangle.ts'

type Row = Record<string, string | number | null>
type Made = { factors: Row[]; months: Row[]; periods: Row[] }
type Line = { payer: string; line_of_business: string }
type Month = Line & { month_start: string; member_months: string }

/** The triangle, the factors of each payer, and what each month and period will come to. */
export function completion(model: CompletionModel, ...periods: readonly Period[]): Step[] {
  const terms = completionTerms(model, periods[0] ?? { id: '', start: '', end: '' })
  // Three tables come from one working; a run has one engine.
  const once = new WeakMap<Engine, Promise<Made>>()
  const made = (engine: Engine): Promise<Made> => {
    const known = once.get(engine) ?? completed(engine, terms, periods)
    once.set(engine, known)
    return known
  }
  const keeps = { by: 'table' } as const
  const reads = [claimsTriangle.name, 'member_month']
  return [
    claimsTriangles,
    rowsStep({ table: completionFactor, reads, keeps, rows: async (engine) => (await made(engine)).factors }),
    rowsStep({ table: completedMonth, reads, keeps, rows: async (engine) => (await made(engine)).months }),
    rowsStep({ table: completedPeriod, reads, keeps, rows: async (engine) => (await made(engine)).periods }),
  ]
}

async function completed(engine: Engine, terms: CompletionTerms, periods: readonly Period[]): Promise<Made> {
  const cells = await engine.rows<Line & PaidCell>(sql`
    select payer, line_of_business, left(service_month, 4) || '-' || right(service_month, 2) || '-01' as service_month,
      case when paid_month <> '-' then left(paid_month, 4) || '-' || right(paid_month, 2) || '-01' end as paid_month,
      lines, spend_usd, last_paid
    from claims_triangle order by payer, line_of_business, service_month, paid_month`)
  const months = await engine.rows<Month>(sql`
    select payer, line_of_business, month_start,
      ${sumOfParts(partOfMonth(sql`days`, sql`month_start`))} as member_months
    from (
      select payer, line_of_business, month_start, person_id, ${daysOfAll(sql`days`)} as days
      from member_month group by payer, line_of_business, month_start, person_id
    ) person
    group by payer, line_of_business, month_start order by payer, line_of_business, month_start`)
  const made: Made = { factors: [], months: [], periods: [] }
  for (const line of linesOf([...cells, ...months])) {
    const own = <Of extends Line>(rows: readonly Of[]) => rows.filter((row) => keyOf(row) === keyOf(line))
    const ladder = ladderOf(own(cells), terms)
    made.factors.push(...factorRows(line, ladder, terms))
    for (const period of periods) {
      const covered = own(months).filter(({ month_start }) => month_start >= period.start && month_start < period.end)
      if (covered.length === 0) continue
      const parts = covered.map((month) => ({ ...month, part: partOf(ladder, own(cells), month.month_start) }))
      for (const { month_start, member_months, part } of parts)
        made.months.push({
          ...line,
          period: period.id,
          year_month: yearMonthOf(month_start),
          month_start,
          developed_months: part.age,
          ...columns(together(ladder, [part]), exact(member_months), ladder, terms),
        })
      const member_months = covered.reduce((sum, month) => sum.plus(month.member_months), exact(0))
      const all = together(
        ladder,
        parts.map(({ part }) => part),
      )
      made.periods.push({ ...line, period: period.id, ...columns(all, member_months, ladder, terms) })
    }
  }
  return made
}

const keyOf = ({ payer, line_of_business }: Line): string => `${payer} ${line_of_business}`

const linesOf = (rows: readonly Line[]): Line[] =>
  [...new Map(rows.map(({ payer, line_of_business }) => [`${payer} ${line_of_business}`, { payer, line_of_business }]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line)

const yearMonthOf = (day: string): string => day.slice(0, 4) + day.slice(5, 7)

function factorRows(line: Line, { factors, paid_through }: Ladder, { rule }: CompletionTerms): Row[] {
  let to_complete: Exact | null = exact(1)
  const rows: Row[] = []
  for (const [k, factor] of [...factors.entries()].reverse()) {
    to_complete = (factor && to_complete?.times(factor.factor)) ?? null
    if (!factor || !to_complete) continue
    rows.push({
      ...line,
      developed_months: k,
      factor: factor.factor.toFixed(9),
      to_complete: to_complete.toFixed(9),
      variance_usd: factor.variance && usd(factor.variance),
      service_months: factor.months,
      paid_usd: usd(factor.paid),
      next_usd: usd(factor.next),
      paid_through: paid_through && yearMonthOf(paid_through),
      rule,
    })
  }
  return rows
}

/** One month of service. `row` is its place in the ladder; none where the ladder does not reach it. */
type Part = { age: number | null; paid: Exact; later: Exact; row: number | null; known: LadderRow | null }

function partOf(ladder: Ladder, cells: readonly PaidCell[], month: string): Part {
  const row = ladder.rows.findIndex(({ service_month }) => service_month === month)
  const known = ladder.rows[row] ?? null
  if (known) return { age: known.age, paid: known.paid.plus(known.undated), later: known.later, row, known }
  const own = cells.filter(({ service_month }) => service_month === month)
  const sum = own.reduce((total, cell) => total.plus(exact(cell.spend_usd)), exact(0))
  const isPaid = ladder.paid_through === null || month <= ladder.paid_through
  const [paid, later] = isPaid ? [sum, exact(0)] : [exact(0), sum]
  return { age: null, paid, later, row: null, known: null }
}

type Together = { paid: Exact; later: Exact; ultimate: Exact | null; standard_error: Exact | null; reason: string }

/** Months of service together; what one of them will come to is not known, all of them is not. */
function together(ladder: Ladder, parts: readonly Part[]): Together {
  const add = (of: (part: Part) => Exact) => parts.reduce((sum, part) => sum.plus(of(part)), exact(0))
  const paid = add((part) => part.paid)
  const later = add((part) => part.later)
  const reason = ladder.because ?? parts.map(whyUnknown(ladder)).find((why) => why !== null) ?? 'chain-ladder'
  if (reason !== 'chain-ladder') return { paid, later, ultimate: null, standard_error: null, reason }
  const ultimate = add(({ known }) => (known?.ultimate ?? exact(0)).plus(known?.undated ?? exact(0)))
  const rows = parts.flatMap(({ row }) => (row === null ? [] : [row])).sort((a, b) => a - b)
  const standard_error = errorTogether(ladder.triangle, ladder.factors, ladder.rows, rows)
  return { paid, later, ultimate, standard_error, reason }
}

const whyUnknown =
  ({ paid_through }: Ladder) =>
  ({ known, paid, later }: Part): string | null => {
    if (known?.ultimate) return null
    if (!known && paid_through !== null && later.gt(0)) return 'after-paid-through'
    if (known) return known.to_ultimate ? 'nothing-paid' : 'too-few-months'
    return paid.isZero() && later.isZero() ? 'nothing-paid' : 'too-few-months'
  }

function columns(all: Together, member_months: Exact, { paid_through }: Ladder, terms: CompletionTerms): Row {
  const { paid, later, ultimate, standard_error, reason } = all
  const ends = ultimate && standard_error && interval(paid, ultimate, standard_error)
  const money = (value: Exact | null | undefined) => (value ? usd(cents(value)) : null)
  const each = (value: Exact | null | undefined) =>
    value && member_months.gt(0) ? usd(cents(value.div(member_months))) : null
  const paid_share = ultimate?.gt(0) ? paid.div(ultimate) : null
  return {
    paid_through: paid_through && yearMonthOf(paid_through),
    paid_usd: usd(paid),
    later_usd: usd(later),
    completed_usd: money(ultimate),
    run_out_usd: ultimate && usd(cents(ultimate).minus(paid)),
    standard_error_usd: money(standard_error),
    low_usd: money(ends?.low),
    high_usd: money(ends?.high),
    paid_share: paid_share?.toFixed(9) ?? null,
    member_months: member_months.toFixed(),
    paid_pmpm_usd: each(paid),
    completed_pmpm_usd: each(ultimate),
    low_pmpm_usd: each(ends?.low),
    high_pmpm_usd: each(ends?.high),
    completeness: completenessOf(paid_share, reason, terms),
    reason,
    rule: terms.rule,
  }
}

function completenessOf(paid_share: Exact | null, reason: string, terms: CompletionTerms): string {
  if (!paid_share) return reason === 'after-paid-through' || reason === 'nothing-paid' ? 'too-early' : 'unknown'
  if (paid_share.gte(terms.complete_share)) return 'complete'
  return paid_share.gte(terms.partly_share) ? 'partly' : 'too-early'
}
