import type { Value, Values } from '../model/expression/evaluate.ts'
import { lacking } from '../model/expression/lacking.ts'
import { namesIn } from '../model/expression/tree.ts'
import { wordsOf } from '../model/expression/words.ts'
import type { Exact } from '../money.ts'
import type { Part, Unit, Working, WorkingStep, WorkingTerm } from './part.ts'
import { givenTo, isNumber, mayBeEmpty, type Placed, type Plan, type PlanStep, readsOf } from './plan.ts'

/** What is known of where a fact came from: an explain id of a run, or a place in a file. */
export type FactSource = (name: string) => { source: string | null; explain_id: string | null }

/** Peers that a step saw, by its name. */
export type Peers = ReadonlyMap<string, readonly Exact[]>

/** How one step came about: what it rests on, in order, and every value that was read. */
export function workingOf(
  plan: Plan,
  step: PlanStep,
  values: Values,
  sourceOf: FactSource,
  peers: Peers = new Map(),
): Working {
  const before = restsOn(plan, step)
  const shown = plan.steps.filter((one) => before.has(one))
  const steps = shown.map((one) => stepOf(plan, one, values, peers))
  const terms = new Map<string, WorkingTerm>()
  for (const one of [step, ...shown])
    for (const { name, measure } of readsOf(one))
      for (const each of [name, ...tableReads(plan, name, measure)]) {
        const term = termOf(plan, each, measure, values, sourceOf)
        terms.set(term.name, term)
      }
  const { formula, says } = stepOf(plan, step, values, peers)
  return { formula, says, steps, terms: [...terms.values()] }
}

/** Every step that a step reads, and what those read. */
function restsOn(plan: Plan, step: PlanStep, found = new Set<PlanStep>()): Set<PlanStep> {
  for (const { name, measure } of readsOf(step))
    for (const each of [name, ...tableReads(plan, name, measure)]) {
      const named = plan.nameOf(each, measure)
      if (named.kind !== 'component' || found.has(named.step)) continue
      found.add(named.step)
      restsOn(plan, named.step, found)
    }
  return found
}

/** What a table is read by and along. */
function tableReads(plan: Plan, name: string, measure: string | undefined): readonly string[] {
  const named = plan.nameOf(name, measure)
  return named.kind === 'parameter' ? named.parameter.reads : []
}

export function stepOf(plan: Plan, step: PlanStep, values: Values, peers: Peers = new Map()): WorkingStep {
  const value = values[step.place] ?? null
  return {
    component: step.name,
    label: step.label,
    value: textOf(value),
    unit: shownUnit(step.unit),
    formula: formulaOf(plan, step),
    says: saysOf(plan, step, values, peers.get(step.name) ?? []),
    source: step.component.source ?? null,
  }
}

function saysOf(plan: Plan, step: PlanStep, values: Values, peers: readonly Exact[]): string | null {
  if (step.when?.evaluate(values) === false) return `does not apply: not ${words(plan, step.when)}`
  const given = givenTo(step, values)
  const said = given === null ? undefined : step.part.says?.(given, peers)
  const notes = step.notes.filter(({ when }) => when.evaluate(values) === true).map(({ note }) => note)
  const all = said === undefined ? notes : [said, ...notes]
  return all.length === 0 ? null : all.join('; ')
}

export const formulaOf = (plan: Plan, step: PlanStep): string => {
  const held = new Map(step.slots.map(({ slot, holds }) => [slot, holds]))
  return formulaIn(step.part, (slot, tight) => (held.get(slot) ?? []).map((one) => words(plan, one, tight)))
}

/** The part's formula, with what stands in each slot in its place. `tight`: how tightly it is bound there. */
export function formulaIn(part: Part, wordsIn: (slot: string, tight: number) => readonly string[]): string {
  const fill = (text: string, tight: number): string | undefined => {
    let isEmpty = false
    const filled = text.replace(/\{(\w+)\}/g, (_, slot: string) => {
      const held = wordsIn(slot, tight)
      if (held.length === 0) isEmpty = true
      return held.join(tight > 0 ? ' × ' : ', ')
    })
    return isEmpty ? undefined : filled
  }
  const tight = /[×÷−]/.test(part.formula) ? 5 : 0
  const text = part.formula.replace(/\[([^\]]*)\]/g, (_, inner: string) => fill(inner, tight) ?? '')
  return bare(fill(text, tight) ?? text)
}

/** Without brackets around the whole: they bind nothing. */
function bare(text: string): string {
  let open = 0
  for (const [i, sign] of [...text].entries()) {
    open += sign === '(' ? 1 : sign === ')' ? -1 : 0
    if (open === 0 && i < text.length - 1) return text
  }
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text
}

const words = (plan: Plan, { tree, measure }: Placed, tight = 0): string =>
  wordsOf(tree, (name) => labelOf(plan, name, measure), tight)

/** What a value is called; one of a measure, `name/measure`, with the measure. */
export const ofMeasure = (label: string, name: string): string =>
  name.includes('/') ? `${label}, ${name.split('/')[1]}` : label

function labelOf(plan: Plan, name: string, measure?: string): string {
  const named = plan.nameOf(name, measure)
  switch (named.kind) {
    case 'track':
      return 'track'
    case 'component':
      return named.step.label
    case 'fact':
      return ofMeasure(named.fact.label, named.name)
    case 'parameter':
      return ofMeasure(named.parameter.label, named.name)
  }
}

function termOf(
  plan: Plan,
  name: string,
  measure: string | undefined,
  values: Values,
  sourceOf: FactSource,
): WorkingTerm {
  const named = plan.nameOf(name, measure)
  const term = {
    name: named.name,
    label: labelOf(plan, name, measure),
    value: textOf(plan.readerOf(name, measure)(values)),
  }
  switch (named.kind) {
    case 'track':
      return { ...term, unit: 'code', kind: 'structure', source: null, explain_id: null }
    case 'component':
      return { ...term, unit: shownUnit(named.step.unit), kind: 'result', source: null, explain_id: null }
    case 'fact':
      return { ...term, unit: shownUnit(named.fact.unit), kind: 'result', ...sourceOf(named.name) }
    case 'parameter': {
      const { unit, kind, source } = named.parameter
      return { ...term, unit: shownUnit(unit), kind, source, explain_id: null }
    }
  }
}

export const textOf = (value: Value): string | null =>
  value === null
    ? null
    : isNumber(value)
      ? value.toDecimalPlaces(9).toFixed()
      : value === true
        ? 'yes'
        : value === false
          ? 'no'
          : value

export const shownUnit = (unit: Unit): WorkingTerm['unit'] =>
  unit === 'factor' ? 'count' : unit === 'flag' ? 'text' : unit

/** Why a fact is not known, or who gives it. */
export type Giver = (fact: string) => string
export const givenBy =
  (who: string): Giver =>
  () =>
    `${who} gives it`

/** Why a row is not settled, or not in whole: what is missing for every line and result, or those asked of, without a value. */
export function missingIn(
  { plan, values }: { plan: Plan; values: Values },
  giver: Giver,
  of: readonly PlanStep[] = [...plan.lines, ...plan.results],
): string[] {
  const open = of.filter(({ place }) => (values[place] ?? null) === null)
  return [...new Set(open.flatMap((step) => becauseOf(plan, step, values, giver)))]
}

/** Why a step has no value: which facts and amounts are missing and who gives them. */
export function becauseOf(
  plan: Plan,
  step: PlanStep,
  values: Values,
  giver: Giver,
  seen = new Set<string>(),
): string[] {
  if (seen.has(step.name)) return []
  seen.add(step.name)
  const when = step.when && step.when.evaluate(values) === null ? [step.when] : []
  const holds = step.slots
    .filter(({ slot, holds: all }) => {
      const takes = step.part.slots[slot]
      return takes && !takes.gaps && !mayBeEmpty(takes, all)
    })
    .flatMap((one) => one.holds)
  const empty = [...when, ...holds].filter((one) => one.evaluate(values) === null)
  let isToldBefore = false
  const missing = empty.flatMap(({ tree, measure }) =>
    lacking(tree, values, (name) => plan.readerOf(name, measure)).flatMap((name) => {
      const unread = tableReads(plan, name, measure).filter((one) => plan.readerOf(one, measure)(values) === null)
      return (unread.length > 0 ? unread : [name]).flatMap((one) => {
        const named = plan.nameOf(one, measure)
        if (named.kind !== 'component') return [nameMissing(plan, one, measure, giver)]
        isToldBefore ||= seen.has(named.step.name)
        return becauseOf(plan, named.step, values, giver, seen)
      })
    }),
  )
  const wrong = step.slots.flatMap(({ slot, holds: all }) =>
    all.flatMap((one) => wrongIn(plan, step, slot, one, values)),
  )
  const all = [...new Set([...missing, ...wrong])]
  if (all.length > 0 || isToldBefore) return all
  return [`${step.label}: ${saysOf(plan, step, values, []) ?? 'it cannot be reckoned from what is given'}`]
}

function wrongIn(plan: Plan, step: PlanStep, slot: string, one: Placed, values: Values): string[] {
  const value = one.evaluate(values)
  const wrong = isNumber(value) ? step.part.slots[slot]?.check?.(value) : null
  if (!wrong) return []
  const [name] = namesIn(one.tree)
  return [`${name ? plan.nameOf(name, one.measure).name : slot}: ${wrong}`]
}

function nameMissing(plan: Plan, name: string, measure: string | undefined, giver: Giver): string {
  const named = plan.nameOf(name, measure)
  if (named.kind === 'fact') return `${named.name} is missing (${named.fact.definition.trim()}; ${giver(named.name)})`
  if (named.kind !== 'parameter') return `${name} is missing`
  const { kind, label, isMissing } = named.parameter
  if (!isMissing) return `${named.name} has no value here (${label}; its table ends before)`
  return `${named.name} is missing (${label}; ${kind === 'own' ? 'the arrangement' : 'the model'} gives it)`
}
