import { changed, type Side } from '../burden/side.ts'
import { compare } from '../degree/compare.ts'
import type { Element } from '../elements/element.ts'
import type { Elements } from '../elements/elements.ts'
import { spoken } from '../profile/answer.ts'
import { type Reading, readingsOf } from '../profile/profile.ts'

/** One payer's change of one element to the reference's answer, or to the one that most payers give. */
export type Change = {
  payer: string
  name: string
  element: string
  area: string
  from: string
  to: string
  /** Both in a few words, where they are long lists. */
  short: { from: string; to: string } | null
  towards: 'reference' | 'plurality'
  effort: string
  effort_weight: number
  /** Whose answer, and for measures whose list, is taken over. */
  target: Side
}

/** Why there is no change to propose where one might be looked for. */
export type NoChange = {
  payer: string | null
  element: string
  area: string
  why: 'not-stated' | 'disputed' | 'no-target'
  because: string
}

export type Candidates = { changes: Change[]; none: NoChange[] }

/**
 * Every single change that is known to be one. A payer that does not state an element, or whose texts disagree about being
 * aligned already, is asked first and not told to change.
 */
export function candidates(elements: Elements, sides: readonly Side[], reference: Side | null): Candidates {
  const found: Candidates = { changes: [], none: [] }
  for (const element of elements.elements) {
    const target = targetOf(element, sides, reference)
    if ('because' in target) {
      if (sides.some(({ profile }) => readingsOf(profile, element.element).length > 0))
        found.none.push({ payer: null, element: element.element, area: element.area, why: 'no-target', ...target })
      continue
    }
    for (const side of sides) {
      const one = changeOf(elements, element, side, target)
      if (one && 'because' in one) found.none.push(one)
      else if (one) found.changes.push(one)
    }
  }
  return found
}

type Target = { side: Side; reading: Reading; towards: 'reference' | 'plurality' }

function targetOf(element: Element, sides: readonly Side[], reference: Side | null): Target | { because: string } {
  const stated = reference ? readingsOf(reference.profile, element.element) : []
  const [only] = stated
  if (reference && only && stated.length === 1) return { side: reference, reading: only, towards: 'reference' }
  if (stated.length > 1) return { because: 'the reference says two things' }
  return pluralityOf(element, sides)
}

/** The answer that more payers give than any other, and at least two. */
function pluralityOf(element: Element, sides: readonly Side[]): Target | { because: string } {
  const groups: { side: Side; reading: Reading; count: number }[] = []
  for (const side of sides) {
    const readings = readingsOf(side.profile, element.element)
    const [reading] = readings
    if (!reading || readings.length > 1) continue
    const same = groups.find((one) => compare(element, one.reading, reading).degree === 'exact')
    if (same) same.count += 1
    else groups.push({ side, reading, count: 1 })
  }
  const most = Math.max(0, ...groups.map(({ count }) => count))
  const [first, second] = groups.filter(({ count }) => count === most)
  if (!first || most < 2) return { because: 'the reference does not state it, and no two payers give the same answer' }
  if (second)
    return { because: 'the reference does not state it, and no answer is given by more payers than any other' }
  return { ...first, towards: 'plurality' }
}

function changeOf({ effort }: Elements, element: Element, side: Side, target: Target): Change | NoChange | null {
  const { payer, name } = side.profile
  const readings = readingsOf(side.profile, element.element)
  const none = (why: NoChange['why'], because: string): NoChange => ({
    payer,
    element: element.element,
    area: element.area,
    why,
    because,
  })
  if (readings.length === 0) return none('not-stated', 'the payer does not state it')
  const exact = readings.filter((one) => compare(element, one, target.reading).degree === 'exact').length
  if (exact === readings.length) return null
  if (exact > 0) return none('disputed', 'its texts disagree, and by one of them it is aligned already')
  return {
    payer,
    name,
    element: element.element,
    area: element.area,
    from: readings.map(({ answer }) => spoken(element, answer)).join(' or '),
    to: spoken(element, target.reading.answer),
    short: shortly(readings, target.reading),
    towards: target.towards,
    effort: element.effort,
    effort_weight: effort[element.effort]?.weight ?? 1,
    target: target.side,
  }
}

/** Lists longer than this are told by how many they hold. */
const LONG_LIST = 4

function shortly(readings: readonly Reading[], { answer: to }: Reading): Change['short'] {
  const from = readings[0]?.answer
  if (readings.length > 1 || from?.kind !== 'set' || to.kind !== 'set') return null
  if (Math.max(from.options.length, to.options.length) <= LONG_LIST) return null
  const added = to.options.filter((one) => !from.options.includes(one)).length
  const dropped = from.options.filter((one) => !to.options.includes(one)).length
  return { from: `its ${from.options.length}`, to: `${to.options.length} (${added} added, ${dropped} dropped)` }
}

/** The payers after some changes, by their keys. */
export function sidesAfter(sides: readonly Side[], changes: readonly Change[]): Map<string, Side> {
  const after = new Map(sides.map((side) => [side.profile.payer, side]))
  for (const { payer, element, target } of changes) {
    const side = after.get(payer)
    if (side) after.set(payer, changed(side, element, target))
  }
  return after
}
