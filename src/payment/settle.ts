import { WholepanelError } from '../error.ts'
import type { Arrangement } from '../model/arrangement.ts'
import type { Value } from '../model/expression/evaluate.ts'
import type { Fact } from '../model/model-file.ts'
import type { Model } from '../model/read-model.ts'
import { exact, usd } from '../money.ts'
import type { Period } from '../period.ts'
import { checkArrangement } from './check/check-arrangement.ts'
import type { FactRow, StatementLineRow, StatementRow } from './fact-row.ts'
import { type Plan, planOf } from './plan.ts'
import { requireSteppedRates } from './rates-in-steps.ts'
import { evaluateRows, linesOf, type Row, rowOf, totalOf } from './settle-rows.ts'
import { type FactSource, type Giver, missingIn, workingOf } from './working.ts'

export type Settled = { statements: StatementRow[]; lines: StatementLineRow[] }

/**
 * Facts of a run × model × arrangement → statements, one per payer and practice, with one line per component that pays.
 * A pure function: the same inputs give the same cents, in any order. Each line is rounded once, to cents, half away
 * from zero; the total is the sum of the rounded lines. Peers are the practices of the same payer.
 */
export function settle(
  facts: readonly FactRow[],
  model: Model,
  arrangements: readonly Arrangement[],
  period: Period,
): Settled {
  const inForce = arrangementsIn(arrangements, model, period)
  if (inForce.size > 0) requireSteppedRates(model)
  const plans = new Map<string, Plan>()
  for (const [key, arrangement] of inForce) {
    checkArrangement(arrangement, model)
    plans.set(key, planOf(model, { track: arrangement.track, period, amounts: arrangement.amounts }))
  }
  const own = facts.filter((row) => row.model === model.id && row.period === period.id)
  const contracts = byContract(own).flatMap((rows) => {
    const [first] = rows
    const plan = first && plans.get(`${first.payer}:${first.organization_id}`)
    return first && plan ? [{ of: first, rows, row: filled(plan, rows) }] : []
  })
  const payerOf = new Map(contracts.map(({ of, row }) => [row, of.payer]))
  evaluateRows(
    contracts.map(({ row }) => row),
    (row) => payerOf.get(row) ?? '',
  )
  const settled: Settled = { statements: [], lines: [] }
  for (const { of, rows, row } of contracts) {
    const { statement, lines } = stated(of, rows, row)
    settled.statements.push(statement)
    settled.lines.push(...lines)
  }
  return settled
}

type Key = Pick<StatementRow, 'period' | 'payer' | 'practice_id' | 'organization_id' | 'model'>

function filled(plan: Plan, rows: readonly FactRow[]): Row {
  const given = new Map(rows.map(({ fact, value }) => [fact, value]))
  const row = rowOf(plan)
  for (const { name, fact, place } of plan.facts) row.values[place] = factValue(given.get(name) ?? null, fact)
  return row
}

/** A fact as the engine or a file wrote it, checked before: digits, yes or no, or a code. */
export const factValue = (text: string | null, { unit }: Fact): Value =>
  text === null ? null : unit === 'code' ? text : unit === 'flag' ? text === 'yes' : exact(text)

function stated(of: Key, rows: readonly FactRow[], row: Row): { statement: StatementRow; lines: StatementLineRow[] } {
  const { period, payer, practice_id, organization_id, model } = of
  const key: Key = { period, payer, practice_id, organization_id, model }
  const known = new Map(rows.map((one) => [one.fact, one]))
  const sourceOf: FactSource = (name) => ({
    source: known.get(name)?.reason ?? null,
    explain_id: known.has(name) ? `payment_fact:${[period, payer, practice_id, model, name].join(':')}` : null,
  })
  const whoGives: Giver = (name) => known.get(name)?.reason ?? 'the run gives it, or the contract'
  const amounts = linesOf(row)
  const total = totalOf(amounts)
  const statement: StatementRow = total
    ? { ...key, status: 'settled', reason: 'complete', total_usd: usd(total) }
    : { ...key, status: 'incomplete', reason: reasonOf(row, rows, whoGives), total_usd: null }
  const lines = amounts.map(({ step, amount }, i) => ({
    ...key,
    component: step.name,
    place: i + 1,
    label: step.label,
    amount_usd: amount ? usd(amount) : null,
    working: JSON.stringify(workingOf(row.plan, step, row.values, sourceOf, row.peers)),
  }))
  return { statement, lines }
}

/** What the lake cannot say of what the contract reads, then what is missing. */
function reasonOf(row: Row, rows: readonly FactRow[], whoGives: Giver): string {
  const read = new Set(row.plan.facts.map(({ name }) => name))
  const unknown = rows.flatMap(({ fact, value, reason }) =>
    value === null && reason && read.has(fact) ? [reason] : [],
  )
  return [...new Set([...unknown, ...missingIn(row, whoGives, row.plan.lines)])].join('; ')
}

/** Of each payer and organization the one arrangement that is in force in the period. */
function arrangementsIn(all: readonly Arrangement[], model: Model, period: Period): Map<string, Arrangement> {
  const found = new Map<string, Arrangement>()
  for (const arrangement of all) {
    const { payer, organization_id, start_date, end_date } = arrangement
    if (arrangement.model !== model.id || start_date >= period.end || (end_date ?? period.start) < period.start)
      continue
    const key = `${payer}:${organization_id}`
    const other = found.get(key)
    if (other)
      throw new WholepanelError('input-arrangement', {
        at: `arrangement ${arrangement.arrangement}`,
        got: `${other.arrangement} is in force in ${period.id} too`,
        want: 'one arrangement of a payer and an organization under a model in a period',
      })
    found.set(key, arrangement)
  }
  return found
}

/** Facts by payer and practice, in a fixed order whatever the order of the rows. */
function byContract(facts: readonly FactRow[]): FactRow[][] {
  const groups = new Map<string, FactRow[]>()
  for (const row of facts) {
    const key = `${row.payer}:${row.practice_id}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => rows)
}
