import { type Elements, elementOf } from '../elements/elements.ts'
import { type Answer, spoken } from '../profile/answer.ts'
import { type Reading, readingsOf } from '../profile/profile.ts'
import type { Count, Source } from './counts.ts'
import type { ListedMeasure, Side } from './side.ts'

/** Something that a practice has to know, keep or send: its key, which is the same for payers that share it, and its words. */
export type Thing = { key: string; element: string; says: string }

/** What a payer adds to a count, from which elements nothing is known, and where its texts disagree. */
export type ThingsOf = { things: readonly Thing[]; silent: readonly string[]; disputed: readonly string[] }

/** The things of one payer under one count. Of several readings only what all of them hold is counted. */
export function thingsOf(elements: Elements, count: Count, side: Side): ThingsOf {
  if (!('things' in count)) return ofMeasures(count.of, side)
  const found = count.things.map((source) => ({ source, readings: readingsOf(side.profile, source.element) }))
  return {
    things: found.flatMap(({ source, readings }) => certain(elements, source, side.profile.payer, readings)),
    silent: found.filter(({ readings }) => readings.length === 0).map(({ source }) => source.element),
    disputed: found.filter(({ readings }) => readings.length > 1).map(({ source }) => source.element),
  }
}

function certain(elements: Elements, source: Source, payer: string, readings: readonly Reading[]): Thing[] {
  const [first = [], ...rest] = readings.map((reading) => ofReading(elements, source, payer, reading))
  return first.filter(({ key }) => rest.every((things) => things.some((one) => one.key === key)))
}

function ofReading(elements: Elements, source: Source, payer: string, reading: Reading): Thing[] {
  const element = elementOf(elements, source.element)
  return parts(reading, source.each).flatMap(({ word, answer }) => {
    if (source.nothing.includes(word)) return []
    const whose = source.own.includes(word) ? `/${payer}` : ''
    return [{ key: `${source.element}/${word}${whose}`, element: source.element, says: spoken(element, answer) }]
  })
}

function parts({ answer, never_decides }: Reading, each: Source['each']): { word: string; answer: Answer }[] {
  if (answer.kind === 'set' && each === 'option')
    return answer.options.map((option) => ({ word: option, answer: { kind: 'one-of', option } }))
  if (answer.kind === 'set') return [{ word: answer.options.join('+') || 'none', answer }]
  if (answer.kind === 'ordered-steps') {
    const steps = answer.steps.filter((step) => !never_decides.includes(step))
    return [{ word: steps.join('>') || 'none', answer: { kind: 'ordered-steps', steps } }]
  }
  return [{ word: answer.kind === 'one-of' ? answer.option : String(answer.value), answer }]
}

function ofMeasures(of: 'measures' | 'specifications' | 'programs', side: Side): ThingsOf {
  const { measures } = side
  const disputed = ['measure_set', ...(of === 'measures' ? [] : ['specifications'])].filter(
    (element) => readingsOf(side.profile, element).length > 1,
  )
  if (measures === null) return { things: [], silent: ['measure_set'], disputed }
  if (of === 'measures') {
    const names = [...new Set(measures.map(({ measure }) => measure))]
    return { things: names.map((measure) => measureThing(measure, measure)), silent: [], disputed }
  }
  const pairs = measures.map((one) => ({ ...one, by: specificationOf(side, one) }))
  const unknown = pairs.some(({ by }) => by === null)
  if (of === 'programs') return { things: program(side, pairs), silent: unknown ? ['specifications'] : [], disputed }
  const things = pairs.flatMap(({ measure, by }) => (by === null ? [] : [measureThing(`${measure}|${by}`, measure)]))
  return { things, silent: unknown ? ['specifications'] : [], disputed }
}

const measureThing = (key: string, says: string): Thing => ({ key: `measure_set/${key}`, element: 'measure_set', says })

/** By whose words a measure is worked out: those that the list names, the steward's, or the payer's own; null if unknown. */
function specificationOf({ profile }: Side, { specification }: ListedMeasure): string | null {
  if (specification !== null) return specification
  const readings = readingsOf(profile, 'specifications')
  const answer = readings[0]?.answer
  if (readings.length !== 1 || answer?.kind !== 'one-of') return null
  return answer.option === 'steward' ? 'steward' : `${answer.option}/${profile.payer}`
}

/** A program is one with another's only where measures, specifications and members are shown to be the same. */
function program({ profile }: Side, pairs: readonly (ListedMeasure & { by: string | null })[]): Thing[] {
  if (pairs.length === 0) return []
  const answers = readingsOf(profile, 'aggregation').map(({ answer }) =>
    answer.kind === 'one-of' ? answer.option : '',
  )
  const over = answers.length === 1 && answers[0] !== 'by-payer' ? answers[0] : profile.payer
  const known = pairs.every(({ by }) => by !== null)
  const rules = [...new Set(pairs.map(({ measure, by }) => `${measure}|${by}`))].sort().join('+')
  const key = known ? `program/${rules}@${over}` : `program/${profile.payer}`
  return [{ key, element: 'measure_set', says: `${pairs.length} measures` }]
}
