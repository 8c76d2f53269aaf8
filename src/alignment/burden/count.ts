import type { Elements } from '../elements/elements.ts'
import type { Counts } from './counts.ts'
import type { Practice, Side } from './side.ts'
import { type Thing, thingsOf } from './things.ts'

/** One count of one practice: how many different things, which, from whose answers, and who says nothing. */
export type Counted = {
  count: string
  label: string
  burden: string | null
  number: number
  /** Some payer does not state an element, or its texts disagree: there may be more. */
  at_least: boolean
  things: readonly (Thing & { payers: readonly string[] })[]
  silent: readonly { element: string; payers: readonly string[] }[]
  disputed: readonly { element: string; payers: readonly string[] }[]
}

export type PracticeBurden = {
  practice: string
  payers: readonly string[]
  /** Payers of the practice of which nothing is known. */
  unknown: readonly string[]
  physicians: number | null
  counts: readonly Counted[]
}

/** Counts what a practice has to deal with over the payers that it has, each thing with the payers that it comes from. */
export function countBurden(
  elements: Elements,
  counts: Counts,
  sides: ReadonlyMap<string, Side>,
  { practice, payers, physicians }: Practice,
): PracticeBurden {
  const known = [...new Set(payers)].sort()
  const unknown = known.filter((payer) => !sides.has(payer))
  const each = counts.counts.map((count): Counted => {
    const things = new Map<string, Thing & { payers: string[] }>()
    const silent = new Map<string, string[]>()
    const disputed = new Map<string, string[]>()
    const note = (to: Map<string, string[]>, names: readonly string[], payer: string) => {
      for (const name of names) to.set(name, [...(to.get(name) ?? []), payer])
    }
    for (const payer of known) {
      const side = sides.get(payer)
      if (!side) continue
      const found = thingsOf(elements, count, side)
      for (const thing of found.things) {
        const held = things.get(thing.key)
        if (!held) things.set(thing.key, { ...thing, payers: [payer] })
        else if (held.payers.at(-1) !== payer) held.payers.push(payer)
      }
      note(silent, found.silent, payer)
      note(disputed, found.disputed, payer)
    }
    const rows = (of: Map<string, string[]>) => [...of].map(([element, who]) => ({ element, payers: who }))
    return {
      count: count.count,
      label: count.label,
      burden: count.burden ?? null,
      number: things.size,
      at_least: silent.size + disputed.size + unknown.length > 0,
      things: [...things.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
      silent: rows(silent),
      disputed: rows(disputed),
    }
  })
  return { practice, payers: known, unknown, physicians, counts: each }
}

export type CountChange = {
  count: string
  label: string
  before: number
  after: number
  gone: readonly Thing[]
  new: readonly Thing[]
}

/** What a change does to a practice's counts; counts that stay as they are are left in, with nothing gone or new. */
export function countChanges(before: PracticeBurden, after: PracticeBurden): CountChange[] {
  return before.counts.map(({ count, label, number, things }, i) => {
    const then = after.counts[i]?.things ?? []
    const missing = (here: readonly Thing[], there: readonly Thing[]) =>
      here.filter(({ key }) => !there.some((one) => one.key === key))
    return { count, label, before: number, after: then.length, gone: missing(things, then), new: missing(then, things) }
  })
}
