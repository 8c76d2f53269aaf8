import { addMonths, type Period, period as periodOf } from '../period.ts'
import { type AttributionRule, numberOn } from './rule.ts'
import type { RuleStep } from './rule-file.ts'

/** A rule's answer for some months, made at one time. Days are first days of months; `until` and `window_end` are exclusive. */
export type List = {
  /** The months it is for, as a period: 2025, 2025-Q1, 2025-03. */
  list: string
  /** The period of the run that it belongs to. */
  period: string
  kind: 'retrospective' | 'prospective' | 'preliminary' | 'final'
  effective_from: string
  effective_until: string
  /** Where the services looked at end: then it can be made, as far as claims are in. */
  window_end: string
  /** A patient's word counts when given before this day. */
  stated_until: string
}

/** The lists of a rule over a period, in their order. */
export function listsOf(rule: AttributionRule, period: Period): List[] {
  const { kind, every, from } = rule.lists
  if (kind === 'retrospective' || !every) return [retrospective(period, 'retrospective')]
  const inForce = ({ start }: Period) => from === undefined || start >= from
  const ahead = within(period, every)
    .filter(inForce)
    .map((one) => prospective(rule, period, one))
  return kind === 'prospective' || !inForce(period) ? ahead : [...ahead, retrospective(period, 'final')]
}

/** The lists that a step is taken for. */
export const listsOfStep = ({ from }: RuleStep, lists: readonly List[]): readonly List[] =>
  lists.filter(({ effective_from }) => from === undefined || effective_from >= from)

const retrospective = ({ id, start, end }: Period, kind: 'retrospective' | 'final'): List => ({
  list: id,
  period: id,
  kind,
  effective_from: start,
  effective_until: end,
  window_end: end,
  stated_until: end,
})

function prospective(rule: AttributionRule, period: Period, { id, start, end }: Period): List {
  const { lag } = rule.lists
  const months = lag ? Number(numberOn(rule, 'lag', lag, start).value) : 0
  return {
    list: id,
    period: period.id,
    kind: rule.lists.kind === 'reconciled' ? 'preliminary' : 'prospective',
    effective_from: start,
    effective_until: end,
    window_end: addMonths(start, -months),
    stated_until: start,
  }
}

/** The years, quarters or months that a period has a month of. */
function within(period: Period, every: 'year' | 'quarter' | 'month'): Period[] {
  const found = new Map<string, Period>()
  for (let month = period.start; month < period.end; month = addMonths(month, 1)) {
    const [year, number] = [month.slice(0, 4), Number(month.slice(5, 7))]
    const id = { year, quarter: `${year}-Q${Math.ceil(number / 3)}`, month: month.slice(0, 7) }[every]
    found.set(id, periodOf(id))
  }
  return [...found.values()]
}
