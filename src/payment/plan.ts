import { belongsTo, type ReadComponent, setIn, TRACK } from '../model/check-model.ts'
import { compile, type Evaluate, type Value, type Values } from '../model/expression/evaluate.ts'
import { namesIn, type Tree } from '../model/expression/tree.ts'
import type { Fact } from '../model/model-file.ts'
import type { Model } from '../model/read-model.ts'
import { cents, dollars, type Exact } from '../money.ts'
import type { Period } from '../period.ts'
import { partsOf } from './check/check-parts.ts'
import { factNamed, setOfTree } from './facts-of.ts'
import { type Amounts, parameterIn, type Resolved } from './parameters.ts'
import { type Part, type Slot, type Unit, ZERO } from './part.ts'

/** Under what a model is settled: a track, a period, what the contract gives, and how a doubtful source is read. */
export type Asked = {
  track: string
  period: Period
  amounts?: Amounts
  /** Reading by choice; where none is named, the one that the model uses. */
  readings?: Readonly<Record<string, string>>
}

/** A model made ready for many rows: every expression compiled, every dated parameter looked up once. */
export type Plan = {
  model: Model
  asked: Asked
  /** What a row of facts must give, with the place of its value. */
  facts: readonly { name: string; fact: Fact; place: number }[]
  /** In order of evaluation, cut before each step that looks at all rows. */
  stages: readonly (readonly PlanStep[])[]
  steps: readonly PlanStep[]
  /** The steps that are lines of the statement. */
  lines: readonly PlanStep[]
  /** The steps that the statement shows beside its lines, or alone where nothing is paid. */
  results: readonly PlanStep[]
  /** How a name is read, within a measure where there is one. */
  readerOf: (name: string, measure?: string) => Evaluate
  /** What a name stands for. */
  nameOf: (name: string, measure?: string) => Named
  blank: () => Value[]
}

export type Named =
  | { kind: 'fact'; name: string; fact: Fact }
  | { kind: 'parameter'; name: string; parameter: Resolved }
  | { kind: 'component'; name: string; step: PlanStep }
  | { kind: 'track'; name: string }

export type Placed = { tree: Tree; measure: string | undefined; evaluate: Evaluate }

export type PlanStep = {
  /** The component's key, with the measure where there is one for each. */
  name: string
  label: string
  component: ReadComponent
  /** The measure or population that it is of. */
  measure: string | undefined
  part: Part
  unit: Unit
  place: number
  slots: readonly { slot: string; list: boolean; holds: readonly Placed[] }[]
  when: Placed | undefined
  notes: readonly { when: Placed; note: string }[]
}

export function planOf(model: Model, asked: Asked): Plan {
  const making = new Making(model, asked)
  for (const component of model.components.filter((one) => isIn(one, model, asked)))
    for (const measure of component.over ? setIn(model, component.over) : [undefined]) making.add(component, measure)
  return making.plan()
}

/** A plan while it is made: names get their places as they are met. */
class Making {
  readonly #model: Model
  readonly #asked: Asked
  readonly #parts: ReadonlyMap<string, Part>
  readonly #steps = new Map<string, PlanStep>()
  readonly #facts = new Map<string, { name: string; fact: Fact; place: number }>()
  readonly #parameters = new Map<string, Resolved>()
  #width = 0

  constructor(model: Model, asked: Asked) {
    this.#model = model
    this.#asked = asked
    this.#parts = partsOf(model)
  }

  add(component: ReadComponent, measure: string | undefined): void {
    const part = this.#parts.get(component.part)
    if (!part) throw new Error(`no part ${component.part}`)
    const name = measure ? `${component.component}/${measure}` : component.component
    const slots = Object.entries(component.takes).map(([slot, trees]) => ({
      slot,
      list: part.slots[slot]?.list === true,
      holds: ([trees].flat() as Tree[]).flatMap((tree) => this.#placed(tree, measure)),
    }))
    const [when] = component.when ? this.#placed(component.when, measure) : []
    const notes = component.notes.flatMap(({ when: tree, note }) =>
      this.#placed(tree, measure).map((one) => ({ when: one, note })),
    )
    const label = measure ? `${component.label}, ${measure}` : component.label
    const unit = component.unit ?? (part.unit === 'open' ? 'count' : part.unit)
    this.#steps.set(name, { name, label, component, measure, part, unit, place: this.#width++, slots, when, notes })
  }

  plan(): Plan {
    const steps = [...this.#steps.values()]
    return {
      model: this.#model,
      asked: this.#asked,
      facts: [...this.#facts.values()],
      steps,
      stages: stagesOf(steps, this.#model),
      lines: steps.filter(({ component }) => component.pays !== undefined),
      results: steps.filter(({ component }) => component.shows === true),
      readerOf: (name, measure) => this.#readerOf(name, measure),
      nameOf: (name, measure) => this.#nameOf(name, measure),
      blank: () => new Array<Value>(this.#width).fill(null),
    }
  }

  /** `each(x)` is x for every measure or population; anything else is itself. */
  #placed(tree: Tree, measure: string | undefined): Placed[] {
    const [inner] = tree.kind === 'call' && tree.word === 'each' ? tree.of : []
    const all: [Tree, string | undefined][] = inner
      ? setIn(this.#model, setOfTree(this.#model, inner)).map((one) => [inner, one])
      : [[tree, measure]]
    return all.map(([one, of]) => ({
      tree: one,
      measure: of,
      evaluate: compile(one, (name) => this.#readerOf(name, of)),
    }))
  }

  /** Within a measure its own value goes before one that all measures share. */
  #nameOf(name: string, measure?: string): Named {
    const names = measure && !name.includes('/') ? [`${name}/${measure}`, name] : [name]
    for (const full of names) {
      const named = this.#known(full)
      if (named) return named
    }
    return { kind: 'track', name: TRACK }
  }

  #known(name: string): Named | undefined {
    const step = this.#steps.get(name)
    if (step) return { kind: 'component', name, step }
    const parameter = this.#parameters.get(name) ?? parameterIn(this.#model, name, this.#asked)
    if (parameter) {
      this.#parameters.set(name, parameter)
      return { kind: 'parameter', name, parameter }
    }
    const fact = factNamed(this.#model, name)
    if (!fact) return undefined
    if (!this.#facts.has(name)) this.#facts.set(name, { name, fact, place: this.#width++ })
    return { kind: 'fact', name, fact }
  }

  #readerOf(name: string, measure?: string): Evaluate {
    const named = this.#nameOf(name, measure)
    if (named.kind === 'track') return () => this.#asked.track
    if (named.kind === 'parameter') return named.parameter.evaluate((one) => this.#readerOf(one, measure))
    const place = named.kind === 'component' ? named.step.place : (this.#facts.get(named.name)?.place ?? 0)
    return (values) => values[place] ?? null
  }
}

/** The components of a track in a period, under the readings that are asked for. */
function isIn(component: ReadComponent, model: Model, { track, period, readings = {} }: Asked): boolean {
  const { from = '', until = '9999', reading = {} } = component
  return (
    belongsTo(component, track) &&
    from <= period.start &&
    period.start <= until &&
    Object.entries(reading).every(([choice, one]) => (readings[choice] ?? model.choices[choice]?.used) === one)
  )
}

/** Cut before each component that looks at all rows, at the same places in every track of the model. */
function stagesOf(steps: readonly PlanStep[], model: Model): PlanStep[][] {
  const parts = partsOf(model)
  const cuts = model.components.flatMap((one, i) => (parts.get(one.part)?.peers ? [i] : []))
  const stageOf = ({ component }: PlanStep) => cuts.filter((cut) => cut <= model.components.indexOf(component)).length
  return Array.from({ length: cuts.length + 1 }, (_, stage) => steps.filter((step) => stageOf(step) === stage))
}

/** The result of a step for a row; null where it cannot be told. `peers` are the same slot of all rows, sorted. */
export function evaluate(step: PlanStep, values: Values, peers: readonly Exact[] = []): Value {
  if (step.when) {
    const applies = step.when.evaluate(values)
    if (applies !== true) return applies === null ? null : ZERO
  }
  const given = givenTo(step, values)
  if (given === null) return null
  const value = step.part.evaluate(given, peers)
  return isNumber(value) ? rounded(value, step.component.rounds) : value
}

/** What the part is given; null where a required value is unknown or is not what the slot takes. */
export function givenTo({ slots, part }: PlanStep, values: Values): Record<string, never> | null {
  const given: Record<string, Value | Value[]> = {}
  for (const slot in part.slots) given[slot] = part.slots[slot]?.list ? [] : null
  for (const { slot, list, holds } of slots) {
    const takes = part.slots[slot]
    if (!takes) return null
    const all: Value[] = []
    for (const one of holds) {
      const value = one.evaluate(values)
      if (value === null) {
        if (!takes.gaps && !mayBeEmpty(takes, holds)) return null
      } else if (takes.check && isNumber(value) && takes.check(value) !== null) return null
      if (list) all.push(value)
      else given[slot] = value
    }
    if (list) given[slot] = all
  }
  return given as Record<string, never>
}

/** An empty slot is left empty by not filling it, or by `maybe` where a value is not known. */
export const mayBeEmpty = ({ optional, list }: Slot, [one]: readonly Placed[]): boolean =>
  optional === true && list !== true && one?.tree.kind === 'call' && one.tree.word === 'maybe'

export const isNumber = (value: Value): value is Exact => typeof value === 'object' && value !== null

const rounded = (value: Exact, to: 'cents' | 'dollars' | undefined): Exact =>
  to === 'cents' ? cents(value) : to === 'dollars' ? dollars(value) : value

/** Every name that a step reads, by its full name. */
export const readsOf = ({ slots, when }: PlanStep): { name: string; measure: string | undefined }[] =>
  [...slots.flatMap(({ holds }) => holds), ...(when ? [when] : [])].flatMap(({ tree, measure }) =>
    namesIn(tree).map((name) => ({ name, measure })),
  )
