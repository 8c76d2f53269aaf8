import { namesIn as namesOf } from '../../model/expression/tree.ts'
import { heldOn, type Parameter } from '../../model/parameter.ts'
import type { Model } from '../../model/read-model.ts'
import { isBands } from '../../model/schedule.ts'
import { type Exact, exact, usd } from '../../money.ts'
import type { Amounts } from '../../payment/parameters.ts'
import { type Plan, planOf } from '../../payment/plan.ts'
import { evaluateAlone, linesOf, rowOf } from '../../payment/settle-rows.ts'
import { givenBy, missingIn } from '../../payment/working.ts'
import type { Period } from '../../period.ts'
import type { Structure } from '../profile/reference.ts'
import type { Performance, Scenarios } from './scenarios.ts'

/** A payer's structure: a model of the library and a track of it. Own amounts have no place here. */
export type PayerStructure = { payer: string; model: Model; track: string; amounts?: never }

/** An amount that the model leaves open, from where it is public. */
export type Borrowed = { parameter: string; label: string; value: string; from: string; source: string }

/** What one performance earns under one structure. */
export type PaymentEffect = Performance & {
  payer: string
  model: string
  track: string
  /** What is paid beside payment for services; null where it cannot be said. A negative amount is owed. */
  earned_usd: string | null
  /** By the benchmark of the performance. */
  earned_share: string | null
  lines: { component: string; label: string; amount_usd: string | null }[]
  /** What it would take to say it. */
  needs: readonly string[]
  borrowed: readonly Borrowed[]
}

/** `reference`: whose published amounts stand in for what a model leaves open. */
export type Asked = { period: Period; reference: Structure | null }

/** Claims that are paid as before say nothing of performance. */
const SERVICES = 'fee-for-service'

/**
 * Settles the same performances under every structure, with published and recommended parameters alone. What a model leaves open
 * is taken from the reference model where it has a published value of the same name and unit, then from the public amounts of the
 * scenarios; else nothing is said, with what it needs. A pure function.
 */
export function effectOfPayment(
  structures: readonly PayerStructure[],
  scenarios: Scenarios,
  asked: Asked,
): PaymentEffect[] {
  return structures.flatMap(({ payer, model, track }) => {
    const borrowed = borrowedFor(model, scenarios, asked)
    const amounts: Amounts = Object.fromEntries(
      borrowed.map(({ parameter, value, source }) => [parameter, { value, source }]),
    )
    const plan = planOf(model, { track, period: asked.period, amounts })
    return scenarios.performances.map((performance) => ({
      ...{ payer, model: model.id, track, ...performance },
      ...earned(plan, scenarios, performance),
      borrowed: borrowed.filter(({ parameter }) => isRead(plan, parameter)),
    }))
  })
}

/** Public values for the parameters that the model leaves open in the period. */
function borrowedFor(model: Model, { amounts }: Scenarios, { period, reference }: Asked): Borrowed[] {
  return Object.entries(model.parameters).flatMap(([name, parameter]) => {
    if (heldOn(parameter, period.start).schedule !== null || parameter.by !== undefined) return []
    const { label } = parameter
    const told = reference && reference.model.id !== model.id ? publishedBy(reference, name, parameter, period) : null
    if (told) return [{ parameter: name, label, from: told.from, value: told.value, source: told.source }]
    const public_ = amounts[name]
    if (public_?.unit !== parameter.unit) return []
    return [{ parameter: name, label, value: public_.value, from: 'alignment/scenarios', source: public_.source }]
  })
}

/** A value of the reference model in the period, of the same name and unit; of a table by track that of its track. */
function publishedBy({ model, track }: Structure, name: string, parameter: Parameter, { start }: Period) {
  const theirs = model.parameters[name]
  if (theirs?.unit !== parameter.unit) return null
  const { schedule, source } = heldOn(theirs, start)
  const isByTrack = theirs.by === 'track' && track !== null && typeof schedule === 'object' && schedule !== null
  const value = theirs.by === undefined ? schedule : isByTrack && !isBands(schedule) ? schedule[track] : null
  if (typeof value !== 'string') return null
  return { value, from: isByTrack ? `${model.id}, ${track}` : model.id, source: source ?? model.id }
}

const isRead = (plan: Plan, name: string): boolean =>
  plan.steps.some(({ slots, when }) =>
    [...slots.flatMap(({ holds }) => holds), ...(when ? [when] : [])].some(({ tree, measure }) =>
      namesOf(tree).some((one) => {
        const named = plan.nameOf(one, measure)
        return named.kind === 'parameter' && named.name === name
      }),
    ),
  )

type Said = Pick<PaymentEffect, 'earned_usd' | 'earned_share' | 'lines' | 'needs'>

function earned(plan: Plan, scenarios: Scenarios, performance: Performance): Said {
  const row = rowOf(plan)
  for (const { name, place } of plan.facts) row.values[place] = scenarios.factOf(name, performance) ?? null
  if (plan.lines.length === 0)
    return silent([], `${plan.model.id}, ${plan.asked.track} pays nothing in ${plan.asked.period.id}`)
  if (plan.steps.some(({ part }) => part.peers)) return silent([], 'results of other providers, by which it pays')
  evaluateAlone(row)
  const amounts = linesOf(row)
  const lines = amounts.map(({ step, amount }) => ({
    component: step.name,
    label: step.label,
    amount_usd: amount === null ? null : usd(amount),
  }))
  const counted = amounts.filter(({ step }) => step.component.part !== SERVICES)
  const open = counted.filter(({ amount }) => amount === null).map(({ step }) => step)
  if (open.length > 0) return { ...silent(lines), needs: missingIn(row, givenBy('the scenario'), open) }
  const total = counted.reduce((sum, { amount }) => sum.plus(amount ?? 0), exact(0))
  return { earned_usd: usd(total), earned_share: ofBenchmark(total, scenarios, performance), lines, needs: [] }
}

const silent = (lines: Said['lines'], ...needs: string[]): Said => ({
  earned_usd: null,
  earned_share: null,
  lines,
  needs,
})

function ofBenchmark(total: Exact, { factOf }: Scenarios, performance: Performance): string | null {
  const benchmark = factOf('benchmark_usd', performance)
  if (typeof benchmark !== 'object' || benchmark === null || benchmark === undefined || benchmark.lte(0)) return null
  return total.div(benchmark).toFixed(6)
}
