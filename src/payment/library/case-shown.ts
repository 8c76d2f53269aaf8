import type { Model } from '../../model/read-model.ts'
import { usd } from '../../money.ts'
import { factNamed } from '../facts-of.ts'
import type { Unit, WorkingStep, WorkingTerm } from '../part.ts'
import { linesOf } from '../settle-rows.ts'
import { ofMeasure, stepOf, workingOf } from '../working.ts'
import { type Case, work } from './cases.ts'

/** A value that a worked example was given, or that its contract gives. */
export type GivenShown = { name: string; label: string; value: string; unit: Unit }

/** A worked example, worked out: what was given, each step in order, and what came of it beside what was expected. */
export type CaseShown = {
  case: string
  /** Who published the expected figures; null where they are our own arithmetic. */
  published: string | null
  about: string | null
  track: string
  period: string
  readings: { choice: string; reading: string }[]
  amounts: GivenShown[]
  given: GivenShown[]
  /** How many others it stands among, where a score looks at them. */
  peers: number
  steps: WorkingStep[]
  terms: WorkingTerm[]
  lines: { component: string; label: string; amount_usd: string | null }[]
  total_usd: string | null
  because: string[]
  expected: { name: string; label: string; value: string | null }[]
  /** How far a published figure, rounded, may be off. */
  within: string
  holds: boolean
}

export function caseShown(model: Model, one: Case): CaseShown {
  const { row, total_usd, because, off } = work(model, one)
  const { plan, values, peers } = row
  const terms = new Map<string, WorkingTerm>()
  for (const step of plan.steps)
    for (const term of workingOf(plan, step, values, () => ({ source: null, explain_id: null }), peers).terms)
      terms.set(term.name, term)
  return {
    case: one.case,
    published: one.published ?? null,
    about: one.about ?? null,
    track: plan.asked.track,
    period: one.period,
    readings: Object.entries(one.readings).map(([choice, reading]) => ({ choice, reading })),
    amounts: Object.entries(one.amounts).map(([name, value]) => ({ name, ...parameterIn(model, name), value })),
    given: Object.entries(one.given).map(([name, value]) => ({ name, ...factIn(model, name), value })),
    peers: one.peers.length,
    steps: plan.steps.map((step) => stepOf(plan, step, values, peers)),
    terms: [...terms.values()],
    lines: linesOf(row).map(({ step, amount }) => ({
      component: step.name,
      label: step.label,
      amount_usd: amount === null ? null : usd(amount),
    })),
    total_usd,
    because,
    expected: Object.entries(one.expect).map(([name, value]) => ({
      name,
      label: name === 'total_usd' ? 'Total' : (plan.steps.find((step) => step.name === name)?.label ?? name),
      value,
    })),
    within: one.within,
    holds: off.length === 0,
  }
}

function factIn(model: Model, name: string): { label: string; unit: Unit } {
  const fact = factNamed(model, name)
  return { label: ofMeasure(fact?.label ?? name, name), unit: fact?.unit ?? 'text' }
}

/** An amount of a table is named `name/code`. */
function parameterIn({ parameters }: Model, name: string): { label: string; unit: Unit } {
  const parameter = parameters[name] ?? parameters[name.split('/')[0] ?? name]
  return { label: ofMeasure(parameter?.label ?? name, name), unit: parameter?.unit ?? 'text' }
}
