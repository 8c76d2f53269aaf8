import type { Value } from '../model/expression/evaluate.ts'
import type { FactUnit } from '../model/model-file.ts'
import type { ParameterUnit } from '../model/parameter.ts'
import { type Exact, exact } from '../money.ts'

/**
 * A part is one idea a contract is made of: slots that a component fills with expressions, and a pure function on exact
 * decimals. It is found in four places under one name: here, its cases (`test/payment/parts/<name>.yaml`), its heading
 * in `docs/concepts/parts.md`, and `part:` in model files. Pages and explain show its working and never compute again.
 */
export type Part<Slots extends Record<string, Slot> = Record<string, Slot>> = {
  name: string
  title: string
  /** What it does, for people. */
  about: string
  /** Of its result; `open` where the component says. */
  unit: Unit | 'open'
  slots: Slots
  /** In words, with `{slot}` for what stands in one; what stands in `[…]` is left out where a slot in it is empty. */
  formula: string
  /** Null when the values give no result. */
  evaluate: (given: Given<Slots>, peers: readonly Exact[]) => Value
  /** Why the result is what it is, where the formula does not say it. */
  says?: (given: Given<Slots>, peers: readonly Exact[]) => string | undefined
  /** It looks at the slot `value` of all rows of a stratum: they are evaluated first. */
  peers?: true
}

export type Unit = FactUnit | ParameterUnit

export type Slot = {
  is: 'number' | 'flag' | 'code'
  label: string
  definition: string
  optional?: boolean
  /** A list, each of which must be known; with `gaps`, unknown ones are handed on. */
  list?: boolean
  gaps?: boolean
  /** What is wrong with a value, if anything. */
  check?: Check
}

export type Check = (value: Exact) => string | null

type One<S extends Slot> = S['is'] extends 'flag' ? boolean : S['is'] extends 'code' ? string : Exact

/** The values in the slots. Required ones are known: without them the part is not evaluated. */
export type Given<Slots extends Record<string, Slot>> = {
  readonly [Name in keyof Slots]: Slots[Name]['list'] extends true
    ? readonly (Slots[Name]['gaps'] extends true ? One<Slots[Name]> | null : One<Slots[Name]>)[]
    : Slots[Name]['optional'] extends true
      ? One<Slots[Name]> | null
      : One<Slots[Name]>
}

/** Example: `part({ name: 'pmpm', slots: { rate: number('Rate', '…'), months: number('Months', '…') }, … })`. */
export function part<const Slots extends Record<string, Slot>>(one: Part<Slots>): Part {
  // What a part is given is made from its own slots.
  return one as unknown as Part
}

const slotOf =
  <const Is extends Slot['is']>(is: Is) =>
  <const More extends Partial<Slot> = Record<never, never>>(label: string, definition: string, more?: More) =>
    ({ is, label, definition, ...more }) as { is: Is; label: string; definition: string } & More

export const number = slotOf('number')
export const flag = slotOf('flag')
export const code = slotOf('code')

const must =
  (message: string, holds: (value: Exact) => boolean): Check =>
  (value) =>
    holds(value) ? null : message

export const share = { check: must('want a share from 0 to 1', (value) => value.gte(0) && value.lte(1)) }
export const atLeastZero = { check: must('want 0 or more', (value) => value.gte(0)) }
export const aboveZero = { check: must('want more than 0', (value) => value.gt(0)) }

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

/** How a component came about. */
export type WorkingStep = {
  component: string
  label: string
  value: string | null
  unit: WorkingTerm['unit']
  formula: string
  /** Why, where the formula does not say it. */
  says: string | null
  source: string | null
}

/** The working of a statement line: its formula, what went before it in order, and every value they read. */
export type Working = { formula: string; says: string | null; steps: WorkingStep[]; terms: WorkingTerm[] }

export const ZERO = exact(0)
export const ONE = exact(1)
