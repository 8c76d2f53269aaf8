import type { Profile, Reading } from '../profile/profile.ts'
import { readingsOf } from '../profile/profile.ts'

/** One measure that a payer uses; `specification` only where its list names one, else the payer's answer decides. */
export type ListedMeasure = { measure: string; specification: string | null }

/** A payer, or a reference, as its burden is counted: its answers and its list of measures; null where no list is known. */
export type Side = { profile: Profile; measures: readonly ListedMeasure[] | null }

/** A practice, and which payers it has contracts with. `physicians`: null where nobody said. */
export type Practice = { practice: string; payers: readonly string[]; physicians: number | null }

/** A list of measures and the answer to `measure_set` say the same: where one is given, the other follows. */
export function sideOf(profile: Profile, measures: readonly ListedMeasure[] | null = null): Side {
  const answered = readingsOf(profile, 'measure_set')
  if (measures === null) {
    const [only] = answered
    const listed = answered.length === 1 && only?.answer.kind === 'set' ? only.answer.options : null
    return { profile, measures: listed?.map((measure) => ({ measure, specification: null })) ?? null }
  }
  if (answered.length > 0) return { profile, measures }
  const options = [...new Set(measures.map(({ measure }) => measure))].sort()
  const reading: Reading = {
    reading: null,
    answer: { kind: 'set', options },
    source: 'the list of its measures',
    status: 'stated',
    by: [],
    never_decides: [],
  }
  return { profile: { ...profile, answers: new Map([...profile.answers, ['measure_set', [reading]]]) }, measures }
}

/** A payer after it took over another's answer to one element; with its measures or their specifications where those change. */
export function changed(side: Side, element: string, to: Side): Side {
  const answers = new Map([...side.profile.answers, [element, readingsOf(to.profile, element)] as const])
  const profile = { ...side.profile, answers }
  if (element === 'measure_set') return { profile, measures: to.measures }
  if (element !== 'specifications') return { profile, measures: side.measures }
  const named = new Map(to.measures?.map(({ measure, specification }) => [measure, specification]))
  const measures = side.measures?.map(({ measure }) => ({ measure, specification: named.get(measure) ?? null })) ?? null
  return { profile, measures }
}

/** A payer after it took over every answer that it and the reference both state. */
export const aligned = (side: Side, reference: Side): Side =>
  [...side.profile.answers.keys()]
    .filter((element) => readingsOf(reference.profile, element).length > 0)
    .reduce((so, element) => changed(so, element, reference), side)
