import type { Value } from '../model/expression/evaluate.ts'
import { cents, type Exact, exact } from '../money.ts'
import { evaluate, isNumber, type Plan, type PlanStep } from './plan.ts'

/** A row of facts on its way: the values by place, filled as the steps are evaluated. */
export type Row = { plan: Plan; values: Value[]; peers: Map<string, readonly Exact[]> }

export const rowOf = (plan: Plan): Row => ({
  plan,
  values: plan.blank(),
  peers: plan.stages.length > 1 ? new Map() : NO_PEERS,
})
const NO_PEERS = new Map<string, readonly Exact[]>()

/** Evaluates a row that no other row has a part in: no step of its plan looks at peers. */
export function evaluateAlone({ plan, values }: Row): void {
  for (const step of plan.steps) values[step.place] = evaluate(step, values)
}

/**
 * Evaluates every step of every row, in order. Where a step looks at its peers, it waits until all rows have come to
 * it: scores first, then what depends on where they stand among the others. `cohortOf` says who are peers.
 */
export function evaluateRows(rows: readonly Row[], cohortOf: (row: Row) => string = () => ''): void {
  const stages = rows.reduce((most, { plan }) => Math.max(most, plan.stages.length), 0)
  for (let stage = 0; stage < stages; stage++) {
    const cohorts = stage === 0 ? new Map<string, Exact[]>() : cohortsAt(rows, stage, cohortOf)
    for (const row of rows)
      for (const step of row.plan.stages[stage] ?? []) {
        const peers = step.part.peers ? cohorts.get(cohortKey(row, step, cohortOf)) : undefined
        if (peers) row.peers.set(step.name, peers)
        row.values[step.place] = evaluate(step, row.values, peers)
      }
  }
}

/** The values that a stage's component looks at, sorted, for each cohort, stratum and measure. Each stage has one such. */
function cohortsAt(rows: readonly Row[], stage: number, cohortOf: (row: Row) => string): Map<string, Exact[]> {
  const cohorts = new Map<string, Exact[]>()
  for (const row of rows)
    for (const step of row.plan.stages[stage] ?? []) {
      const value = step.part.peers ? slotValue(step, 'value', row.values) : null
      if (!isNumber(value)) continue
      const key = cohortKey(row, step, cohortOf)
      const known = cohorts.get(key)
      if (known) known.push(value)
      else cohorts.set(key, [value])
    }
  for (const all of cohorts.values()) all.sort((a, b) => a.cmp(b))
  return cohorts
}

function cohortKey(row: Row, step: PlanStep, cohortOf: (row: Row) => string): string {
  const stratum = slotValue(step, 'stratum', row.values)
  return JSON.stringify([cohortOf(row), step.name, typeof stratum === 'string' ? stratum : ''])
}

const slotValue = (step: PlanStep, slot: string, values: Value[]): Value =>
  step.slots.find((one) => one.slot === slot)?.holds[0]?.evaluate(values) ?? null

export type LineAmount = { step: PlanStep; amount: Exact | null }

/** The statement lines of a row: a positive amount goes to the provider, a negative one to the payer. */
export function linesOf({ plan, values }: Row): LineAmount[] {
  return plan.lines.map((step) => {
    const value = values[step.place] ?? null
    if (!isNumber(value)) return { step, amount: null }
    const amount = cents(value)
    return { step, amount: step.component.pays === 'payer' ? amount.neg() : amount }
  })
}

/** What the statement shows and nobody pays. */
export const resultsOf = ({ plan, values }: Row): { step: PlanStep; value: Value }[] =>
  plan.results.map((step) => ({ step, value: values[step.place] ?? null }))

/** Whether every line has its amount. Where nothing is paid, the results are what is settled. */
export const isSettled = (row: Row): boolean =>
  row.plan.lines.length > 0
    ? linesOf(row).every(({ amount }) => amount !== null)
    : resultsOf(row).every(({ value }) => value !== null)

/** What a row is paid in all; null while a line is not known, and where the model pays nothing. */
export const paidTo = (row: Row): Exact | null => (row.plan.lines.length > 0 ? totalOf(linesOf(row)) : null)

/** The sum of the rounded lines; unknown while one of them is. */
export function totalOf(lines: readonly LineAmount[]): Exact | null {
  let total = exact(0)
  for (const { amount } of lines) {
    if (amount === null) return null
    total = total.plus(amount)
  }
  return total
}
