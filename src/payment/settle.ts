import { WholepanelError } from '../error.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { valueOn } from '../model/parameter.ts'
import type { Model } from '../model/read-model.ts'
import { cents, type Exact, exact, usd } from '../money.ts'
import type { Period } from '../period.ts'
import { checkArrangement } from './check-arrangement.ts'
import type { FactRow, StatementLineRow, StatementRow } from './fact-row.ts'
import { componentsOf } from './needed.ts'
import { type Context, Inputs, type Need, type Part, type Working, type WorkingTerm } from './part.ts'

export type Settled = { statements: StatementRow[]; lines: StatementLineRow[] }

/**
 * Facts × model × arrangement → statements, one per payer and practice, with one line per component. A pure function:
 * the same inputs give the same cents, in any order. Each line is rounded once, to cents, half away from zero; the
 * total is the sum of the rounded lines.
 */
export function settle(
  facts: readonly FactRow[],
  model: Model,
  arrangements: readonly Arrangement[],
  period: Period,
): Settled {
  const inForce = arrangementsIn(arrangements, model, period)
  for (const arrangement of inForce.values()) checkArrangement(arrangement, model)
  const settled: Settled = { statements: [], lines: [] }
  for (const rows of byContract(facts.filter((row) => row.model === model.id && row.period === period.id))) {
    const [first] = rows
    const arrangement = first && inForce.get(`${first.payer}:${first.organization_id}`)
    if (!first || !arrangement) continue
    const { statement, lines } = settleOne(first, rows, model, arrangement, period)
    settled.statements.push(statement)
    settled.lines.push(...lines)
  }
  return settled
}

type Key = Pick<StatementRow, 'period' | 'payer' | 'practice_id' | 'organization_id' | 'model'>

function settleOne(of: Key, facts: readonly FactRow[], model: Model, arrangement: Arrangement, period: Period) {
  const { payer, practice_id, organization_id } = of
  const key: Key = { period: period.id, payer, practice_id, organization_id, model: model.id }
  const context: Context = { track: arrangement.track, measures: model.measures }
  const before = new Map<string, { value: Exact; working: Working }>()
  const lines: StatementLineRow[] = []
  const missing = new Set<string>()
  let total = exact(0)
  for (const { component, part } of componentsOf(model, arrangement.track)) {
    const terms = part.needs(context).map((need) => termOf(need, facts, model, arrangement, period, before))
    const outcome = evaluate(part, context, terms, before, model)
    for (const name of outcome.missing) missing.add(name)
    if (outcome.value) before.set(component.component, { value: outcome.value, working: outcome.working })
    if (part.unit !== 'usd') continue
    const amount = outcome.value && cents(outcome.value)
    if (amount) total = total.plus(amount)
    lines.push({
      ...key,
      component: component.component,
      label: component.label,
      amount_usd: amount ? usd(amount) : null,
      working: JSON.stringify(outcome.working),
    })
  }
  const statement: StatementRow =
    missing.size === 0
      ? { ...key, status: 'settled', reason: 'complete', total_usd: usd(total) }
      : { ...key, status: 'incomplete', reason: [...missing].join('; '), total_usd: null }
  return { statement, lines }
}

/** Evaluates a part, or says exactly what it lacks. A component that a former one left without value lacks nothing new. */
function evaluate(
  part: Part,
  context: Context,
  found: readonly Found[],
  before: ReadonlyMap<string, { value: Exact; working: Working }>,
  model: Model,
): { value: Exact | null; working: Working; missing: string[] } {
  const terms = found.map(({ term }) => term)
  const lacking = found.filter(({ need, term }) => term.value === null && !need.optional)
  const missing = lacking.filter(({ need }) => need.from !== 'component').map(({ need }) => nameMissing(need, model))
  if (lacking.length > 0) return { value: null, working: { formula: part.title, terms }, missing }
  const outcome = part.evaluate(new Inputs(terms, before), context)
  return { ...outcome, missing: outcome.because ? [outcome.because] : [] }
}

function nameMissing({ name, from, definition }: Need, model: Model): string {
  const own = model.parameters[name]?.kind === 'own'
  const giver = from === 'fact' ? 'the run' : own ? 'the arrangement' : 'the model'
  return `${name} is missing (${definition}; ${giver} gives it)`
}

type Found = { need: Need; term: WorkingTerm }

function termOf(
  need: Need,
  facts: readonly FactRow[],
  model: Model,
  arrangement: Arrangement,
  period: Period,
  before: ReadonlyMap<string, { value: Exact; working: Working }>,
): Found {
  const { name } = need
  const base = { name, label: labelOf(need, model), unit: need.unit === 'factor' ? ('count' as const) : need.unit }
  if (need.from === 'component') {
    const value = before.get(name)?.value.toDecimalPlaces(9).toFixed() ?? null
    return { need, term: { ...base, value, kind: 'result', source: null, explain_id: null } }
  }
  if (need.from === 'fact') {
    const fact = facts.find((row) => row.fact === name)
    const explain_id = fact
      ? `payment_fact:${[fact.period, fact.payer, fact.practice_id, fact.model, name].join(':')}`
      : null
    return { need, term: { ...base, value: fact?.value ?? null, kind: 'result', source: null, explain_id } }
  }
  return { need, term: { ...base, ...parameterOf(name, model, arrangement, period), explain_id: null } }
}

/** A payer's own amount goes before the recommended one; the source says which of the two was used. */
function parameterOf(name: string, model: Model, arrangement: Arrangement, period: Period) {
  const own = arrangement.amounts[name]
  if (own) return { value: own.value, kind: 'own' as const, source: own.source }
  const parameter = model.parameters[name]
  if (!parameter) return { value: null, kind: 'structure' as const, source: null }
  const { value, source, kind, status } = valueOn(parameter, period.start)
  return { value, kind, source: source && status === 'unconfirmed' ? `${source} (unconfirmed)` : source }
}

function labelOf({ name, label: usual }: Need, model: Model): string {
  const measure = name.split('/')[1]
  const label = model.parameters[name]?.label ?? usual
  return measure ? `${label}, ${measure}` : label
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
