import { z } from 'zod'
import { type Exact, exact } from '../money.ts'

/**
 * A part is one idea a contract is made of: the facts and parameters it needs, and a pure function on exact decimals
 * that returns its value with its working. Pages and explain show the working and never compute it again.
 */
export type Part = {
  name: string
  title: string
  /** What it does, for people. */
  about: string
  /** usd: a line of the statement. share: a score that a later part reads. */
  unit: 'usd' | 'share'
  needs: (context: Context) => readonly Need[]
  evaluate: (inputs: Inputs, context: Context) => Outcome
}

export type Context = { track: string; measures: readonly string[] }

export type Need = {
  name: string
  from: 'parameter' | 'fact' | 'component'
  unit: 'usd' | 'share' | 'count' | 'months' | 'factor'
  /** What a statement calls it; a parameter goes by the label of its model. */
  label: string
  definition: string
  /** What values it may take. */
  check?: z.ZodType
  /** The part says itself what happens without it. */
  optional?: true
}

/** One value in a working, in the shape that `explain` shows. */
export type WorkingTerm = {
  name: string
  label: string
  value: string | null
  unit: 'usd' | 'share' | 'count' | 'months' | 'date' | 'code' | 'text'
  kind: 'result' | 'structure' | 'recommended' | 'own' | 'record'
  source: string | null
  explain_id: string | null
}

export type Working = { formula: string; terms: WorkingTerm[] }

export type Outcome = {
  /** Unrounded; null when a value is missing that the part cannot do without. */
  value: Exact | null
  /** Why there is no value. */
  because?: string
  working: Working
}

/** The values a part was given, by name. */
export class Inputs {
  readonly #terms: ReadonlyMap<string, WorkingTerm>
  /** Working of the components that the part reads. */
  readonly before: ReadonlyMap<string, { value: Exact; working: Working }>

  constructor(
    terms: Iterable<WorkingTerm>,
    before: ReadonlyMap<string, { value: Exact; working: Working }> = new Map(),
  ) {
    this.#terms = new Map([...terms].map((term) => [term.name, term]))
    this.before = before
  }

  term(name: string): WorkingTerm {
    const found = this.#terms.get(name)
    if (!found) throw new Error(`a part reads ${name} without having asked for it`)
    return found
  }

  /** Null where an optional value is unknown. */
  maybe(name: string): Exact | null {
    const { value } = this.term(name)
    return value === null ? null : exact(value)
  }

  exact(name: string): Exact {
    const value = this.maybe(name)
    if (value === null) throw new Error(`a part reads ${name}, which is unknown`)
    return value
  }
}

const decimal = (message: string, holds: (value: Exact) => boolean) =>
  z.string().refine((text) => holds(exact(text)), message)

export const Share = decimal('want a share from 0 to 1', (value) => value.gte(0) && value.lte(1))
export const PositiveShare = decimal('want a share above 0, at most 1', (value) => value.gt(0) && value.lte(1))
export const WholePercent = decimal(
  'want a whole percent above 0, such as 0.70',
  (value) => value.gt(0) && value.lte(1) && value.times(100).isInteger(),
)
export const AtLeastZero = decimal('want 0 or more', (value) => value.gte(0))
export const AboveZero = decimal('want more than 0', (value) => value.gt(0))
