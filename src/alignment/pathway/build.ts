import { WholepanelError } from '../../error.ts'
import { isDecimal } from '../../model/schedule.ts'
import { exact } from '../../money.ts'
import type { Burden } from '../burden/coefficients.ts'
import type { Count, Counts } from '../burden/counts.ts'
import { changed, type Practice, type Side } from '../burden/side.ts'
import { thingsOf } from '../burden/things.ts'
import type { Elements } from '../elements/elements.ts'
import type { Candidates, Change } from './changes.ts'
import type { Problem, User } from './problem.ts'
import type { Weights } from './weights.ts'

/** What the caller may know beside profiles and practices; all of it in shares from 0 to 1. */
export type Beside = {
  /** Share of a payer's members whom its rules treat in another way than the reference's, by area. */
  effect?: readonly { payer: string; area: string; share: string }[]
  /** A payer's share of the members of all. */
  extent?: readonly { payer: string; share: string }[]
}

/** One thing at practices with the same payers, as it is reported. */
export type Piece = { cell: number; count: string; practices: readonly string[]; usd: string }

/** The bare problem, and what is needed to say in words what a plan gains. `scale`: how many of its units are one point. */
export type Built = {
  problem: Problem
  pieces: readonly Piece[]
  effect: readonly string[]
  extent: readonly string[]
  scale: number
}

/** A millionth of a point: weights are rounded to it once, so that gains are whole numbers and sums of them exact. */
const UNITS = 1_000_000

export function build(
  elements: Elements,
  counts: Counts,
  burden: Burden,
  weights: Weights,
  sides: readonly Side[],
  practices: readonly Practice[],
  { changes, none }: Candidates,
  beside: Beside,
): Built {
  for (const { payer, share } of [...(beside.effect ?? []), ...(beside.extent ?? [])])
    if (!isDecimal(share) || exact(share).lt(0) || exact(share).gt(1))
      throw new WholepanelError('input-argument', { got: `${payer}: ${share}`, want: 'a share from 0 to 1' })
  const payers = sides.map(({ profile }) => profile.payer)
  const kinds = kindsOf(practices, payers)
  const many = Math.max(1, practices.length)
  const cells = new Map<string, { place: number; weight: number; users: User[] }>()
  const pieces: Piece[] = []
  for (const count of counts.counts.flatMap(bySource)) {
    const points = weights.counts[count.count]?.weight ?? '0'
    const price = priceOf(burden, count.count)
    if (Number(points) === 0 && price === null) continue
    const using = sides.map((side, payer) => usersOf(elements, count, side, payer, changes))
    for (const { members, names, physicians } of kinds) {
      const usd = price === null ? exact(0) : exact(price).times(physicians)
      const weight = exact(points).times(UNITS).toDecimalPlaces(0).times(names.length)
      const dear = usd.div(1000).times(weights.usd.weight).times(UNITS).toDecimalPlaces(0)
      for (const [key, users] of together(using, members)) {
        const id = `${count.count} ${key} ${users.map(({ payer }) => payer).join()}`
        const held = cells.get(id) ?? { place: cells.size, weight: 0, users }
        held.weight += weight.plus(dear).toNumber()
        cells.set(id, held)
        pieces.push({ cell: held.place, count: count.count, practices: names, usd: usd.toFixed() })
      }
    }
  }
  const shareOf = (change: Change) => partsOf(change, changes, none, beside)
  const parts = changes.map(shareOf)
  const own = parts.map(({ effect, extent }) =>
    exact(effect)
      .times(weights.effect.weight)
      .plus(exact(extent).times(weights.extent.weight))
      .times(UNITS * many)
      .toDecimalPlaces(0)
      .toNumber(),
  )
  const moves = changes.map(({ payer, effort_weight }, m) => ({
    payer: payers.indexOf(payer),
    effort: effort_weight,
    own: own[m] ?? 0,
  }))
  const problem: Problem = {
    moves,
    cells: [...cells.values()].map(({ weight, users }) => ({ weight, users })),
    limit: weights.yearly_changes.value,
    years: weights.years.value,
    groups: groupsOf(counts, changes, kinds, payers),
  }
  return {
    problem,
    pieces,
    effect: parts.map(({ effect }) => effect),
    extent: parts.map(({ extent }) => extent),
    scale: UNITS * many,
  }
}

type Kind = { members: readonly number[]; names: readonly string[]; physicians: number }

/** Practices with the same payers, taken together. Physicians that nobody stated are none, and price nothing. */
function kindsOf(practices: readonly Practice[], payers: readonly string[]): Kind[] {
  const kinds = new Map<string, { members: number[]; names: string[]; physicians: number }>()
  for (const { practice, payers: own, physicians } of [...practices].sort((a, b) =>
    a.practice < b.practice ? -1 : 1,
  )) {
    const members = payers.flatMap((payer, i) => (own.includes(payer) ? [i] : []))
    const kind = kinds.get(members.join()) ?? { members, names: [], physicians: 0 }
    kind.names.push(practice)
    kind.physicians += physicians ?? 0
    kinds.set(members.join(), kind)
  }
  return [...kinds.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind)
}

/** Elements of one count that do not depend on each other are looked at one by one. */
const bySource = (count: Count): Count[] =>
  'things' in count ? count.things.map((source) => ({ ...count, things: [source] })) : [count]

/** Dollars a year for one of a count and one physician, where the region's file prices it so. */
export function priceOf({ estimates, coefficients }: Burden, count: string): string | null {
  const by = estimates.filter(({ unit, of }) => unit === 'usd' && of.includes(count) && of.includes('physicians'))
  const values = by.flatMap(({ of }) =>
    coefficients.filter(({ coefficient }) => of.includes(coefficient)).map(({ value }) => value),
  )
  return values.length === 0 ? null : values.reduce((sum, value) => sum.plus(value), exact(0)).toFixed()
}

type Using = ReadonlyMap<string, User>

/** Which things of a count a payer can use, and after which of its changes it does. */
function usersOf(elements: Elements, count: Count, side: Side, payer: number, changes: readonly Change[]): Using {
  const names = 'things' in count ? count.things.map(({ element }) => element) : count.from
  const moves = changes.flatMap((one, m) =>
    one.payer === side.profile.payer && names.includes(one.element) ? [m] : [],
  )
  const found = new Map<string, boolean[]>()
  for (let pattern = 0; pattern < 1 << moves.length; pattern++) {
    let so = side
    for (const [bit, m] of moves.entries()) {
      const change = changes[m]
      if (change && (pattern >> bit) % 2 === 1) so = changed(so, change.element, change.target)
    }
    for (const { key } of thingsOf(elements, count, so).things) {
      const uses = found.get(key) ?? new Array<boolean>(1 << moves.length).fill(false)
      uses[pattern] = true
      found.set(key, uses)
    }
  }
  return new Map([...found].map(([key, uses]) => [key, { payer, moves, uses }]))
}

/** The things that some payer of a kind of practice can use, with their users; those that one always uses cannot change. */
function together(using: readonly Using[], members: readonly number[]): [string, User[]][] {
  const keys = new Set(members.flatMap((payer) => [...(using[payer]?.keys() ?? [])]))
  return [...keys].sort().flatMap((key): [string, User[]][] => {
    const users = members.flatMap((payer) => using[payer]?.get(key) ?? [])
    return users.some(({ uses }) => uses.every(Boolean)) ? [] : [[key, users]]
  })
}

/**
 * A change's part in what the caller knows. An area's effect is spread evenly over the elements of it that differ from the
 * reference, also those that are not proposed; a change to the plurality has none.
 */
function partsOf(change: Change, changes: readonly Change[], none: Candidates['none'], { effect, extent }: Beside) {
  const { payer, area, towards } = change
  const same = (one: { payer: string | null; area: string }) => one.payer === payer && one.area === area
  const differing = changes.filter((one) => same(one) && one.towards === 'reference').length
  const disputed = none.filter((one) => same(one) && one.why === 'disputed').length
  const share = towards === 'reference' ? (effect?.find(same)?.share ?? '0') : '0'
  return {
    effect: exact(share)
      .div(Math.max(1, differing + disputed))
      .toFixed(),
    extent: extent?.find((one) => one.payer === payer)?.share ?? '0',
  }
}

/** Changes worth trying together: one element by all, and what makes programs one, by all payers of a kind of practice. */
function groupsOf(
  counts: Counts,
  changes: readonly Change[],
  kinds: readonly Kind[],
  payers: readonly string[],
): number[][] {
  const of = (test: (change: Change) => boolean) => changes.flatMap((one, m) => (test(one) ? [m] : []))
  const names = [...new Set(changes.map(({ element }) => element))]
  const joint = counts.counts.flatMap((count) => ('things' in count ? [] : [count.from]))
  return [
    ...names.map((element) => of((one) => one.element === element)),
    ...joint.flatMap((from) =>
      kinds.map(({ members }) =>
        of((one) => from.includes(one.element) && members.includes(payers.indexOf(one.payer))),
      ),
    ),
  ]
}
