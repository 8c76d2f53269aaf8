import { notNow } from '../act.ts'

export const STATES = [
  ...(['found', 'passed-over', 'invited', 'not-now', 'interested', 'declined', 'withdrawn', 'handed-over'] as const),
] as const
export type State = (typeof STATES)[number]

/** What the convener does, and what the practice answers. */
export const CONVENER_STEPS = ['invite', 'pass-over', 'hand-over'] as const
export const ANSWERS = ['interested', 'not-now', 'declined', 'withdrawn'] as const
export type ConvenerStep = (typeof CONVENER_STEPS)[number]
export type Answer = (typeof ANSWERS)[number]
export type Step = ConvenerStep | Answer

const ALLOWED: Readonly<Record<Step, { from: readonly State[]; to: State; words: string }>> = {
  invite: { from: ['found', 'passed-over', 'not-now'], to: 'invited', words: 'is invited' },
  'pass-over': { from: ['found', 'not-now'], to: 'passed-over', words: 'is passed over' },
  interested: { from: ['invited', 'not-now'], to: 'interested', words: 'says it is interested' },
  'not-now': { from: ['invited', 'interested'], to: 'not-now', words: 'says not now' },
  declined: { from: ['invited', 'not-now', 'interested'], to: 'declined', words: 'says no' },
  withdrawn: { from: ['handed-over'], to: 'withdrawn', words: 'withdraws' },
  'hand-over': { from: ['interested'], to: 'handed-over', words: 'is handed over' },
}

/** Steps after which the reason stands beside the state. */
export const NEEDS_REASON: readonly Step[] = ['pass-over', 'declined', 'withdrawn']

export const mayStep = (state: State, step: Step): boolean => ALLOWED[step].from.includes(state)

/** Where a step leads, or why it cannot be taken. A no is not asked again. */
export function after(state: State, step: Step): State {
  const { from, to, words } = ALLOWED[step]
  if (!from.includes(state))
    throw notNow(`a practice that is ${said(state)}`, `one that is ${from.map(said).join(' or ')} before it ${words}`)
  return to
}

const said = (state: State): string => state.replace('-', ' ')

export type Handover = {
  told_on: string
  taken_up_on: string | null
  signed_on: string | null
  ended_on: string | null
}
export const HANDOVER_STEPS = ['take-up', 'sign', 'end'] as const
export type HandoverStep = (typeof HANDOVER_STEPS)[number]

export const handoverState = ({
  taken_up_on,
  signed_on,
  ended_on,
}: Handover): 'told' | 'taken-up' | 'signed' | 'ended' =>
  ended_on !== null ? 'ended' : signed_on !== null ? 'signed' : taken_up_on !== null ? 'taken-up' : 'told'

/** What a payer says of a practice that was handed over to it: it takes it up, signs a contract, or gives it up before. */
export function handoverAfter(found: Handover, step: HandoverStep, day: string): Partial<Handover> {
  const state = handoverState(found)
  if (step === 'take-up' && state === 'told') return { taken_up_on: day }
  if (step === 'sign' && state === 'taken-up') return { signed_on: day }
  if (step === 'end' && (state === 'told' || state === 'taken-up')) return { ended_on: day }
  throw notNow(`a practice that this payer has ${state}`, WANTED[step])
}
const WANTED: Readonly<Record<HandoverStep, string>> = {
  'take-up': 'one it was told of and did not take up yet',
  sign: 'one it took up and has no contract with yet',
  end: 'one it has no contract with yet',
}
