import { type Exact, exact } from '../../money.ts'
import type { Elements } from '../elements/elements.ts'
import { type BeforeAfter, beforeAfter } from './before-after.ts'
import { type Burden, scaled } from './coefficients.ts'
import { countBurden, type PracticeBurden } from './count.ts'
import type { Counts } from './counts.ts'
import { estimate } from './estimate.ts'
import { aligned, type Practice, type Side } from './side.ts'

/** Which practices have which payers, what these answer, and what they agreed on. */
export type RegionGiven = {
  elements: Elements
  counts: Counts
  burden: Burden
  sides: readonly Side[]
  reference: Side | null
  practices: readonly Practice[]
}

export type BurdenOfPractice = BeforeAfter & Pick<PracticeBurden, 'payers' | 'physicians'> & { at_least: boolean }

/** Things of one count, or of one element within it, over all practices; `after` is null where payers agreed on nothing. */
export type ThingsOfRegion = { before: number; after: number | null; at_least: boolean }
export type CountOfRegion = ThingsOfRegion & { count: string; label: string; practices: number }
export type ElementOfRegion = ThingsOfRegion & { count: string; element: string; label: string; area: string }

/** Hours or dollars over the practices for which both sides can be said. */
export type AmountOfRegion = {
  unit: 'hours' | 'usd'
  before: string | null
  after: string | null
  saved: string | null
  /** Saved with every figure smaller, and larger, by the share that the file of coefficients gives. */
  saved_low: string | null
  saved_high: string | null
  practices: number
  /** Practices of which nothing can be said. */
  not_said: number
  /** Burdens that the sum leaves out of every practice, and of some. */
  without: readonly string[]
  partly_without: readonly string[]
}

export type BurdenOfRegion = {
  practices: readonly BurdenOfPractice[]
  counts: readonly CountOfRegion[]
  elements: readonly ElementOfRegion[]
  amounts: readonly AmountOfRegion[]
}

type Pair = { now: PracticeBurden; agreed: PracticeBurden | null }

/** What practices deal with for all their payers now, and what would be left if each payer did as agreed where it states something. */
export function burdenOfRegion(given: RegionGiven): BurdenOfRegion {
  const { burden, reference, sides, practices } = given
  const now = bySide(sides)
  const agreed = reference && bySide(sides.map((side) => aligned(side, reference)))
  const pairs = practices.map((practice): Pair => {
    const count = (of: ReadonlyMap<string, Side>) => countBurden(given.elements, given.counts, of, practice)
    return { now: count(now), agreed: agreed && count(agreed) }
  })
  return {
    practices: pairs.map((pair) => ofPractice(burden, pair)),
    counts: countsOf(pairs),
    elements: elementsOf(given, pairs),
    amounts: amountsOf(burden, pairs),
  }
}

const bySide = (sides: readonly Side[]): ReadonlyMap<string, Side> =>
  new Map(sides.map((side) => [side.profile.payer, side]))

function ofPractice(burden: Burden, { now, agreed }: Pair): BurdenOfPractice {
  const { counts, amounts, practice } = beforeAfter(burden, now, agreed ?? now)
  return {
    practice,
    ...{ payers: now.payers, physicians: now.physicians, at_least: now.counts.some(({ at_least }) => at_least) },
    counts,
    amounts: agreed ? amounts : amounts.map((one) => ({ ...one, after: null, saved: null })),
  }
}

function countsOf(pairs: readonly Pair[]): CountOfRegion[] {
  const [first] = pairs
  return (first?.now.counts ?? []).map(({ count, label }, i) => {
    const at = (of: PracticeBurden) => of.counts[i]?.number ?? 0
    return {
      ...{ count, label, practices: pairs.filter(({ now }) => at(now) > 0).length },
      ...thingsOf(pairs, at),
      at_least: pairs.some(({ now }) => now.counts[i]?.at_least),
    }
  })
}

function elementsOf({ elements, counts }: RegionGiven, pairs: readonly Pair[]): ElementOfRegion[] {
  return counts.counts.flatMap(({ count }, i) =>
    elements.elements.flatMap(({ element, label, area }): ElementOfRegion[] => {
      const at = (of: PracticeBurden) => of.counts[i]?.things.filter((thing) => thing.element === element).length ?? 0
      const open = pairs.some(({ now }) =>
        [...(now.counts[i]?.silent ?? []), ...(now.counts[i]?.disputed ?? [])].some((one) => one.element === element),
      )
      const things = { ...thingsOf(pairs, at), at_least: open }
      return things.before > 0 || (things.after ?? 0) > 0 || open ? [{ count, element, label, area, ...things }] : []
    }),
  )
}

function thingsOf(pairs: readonly Pair[], at: (of: PracticeBurden) => number) {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  const after = pairs.flatMap(({ agreed }) => (agreed ? [at(agreed)] : []))
  return {
    before: sum(pairs.map(({ now }) => at(now))),
    after: pairs.length > 0 && after.length === 0 ? null : sum(after),
  }
}

/** Both sides of a practice are in the sum, or neither: else what is saved would hold what could not be said. */
function amountsOf(burden: Burden, pairs: readonly Pair[]): AmountOfRegion[] {
  const [low, high] = [exact(1).minus(burden.vary), exact(1).plus(burden.vary)].map((factor) =>
    totals(scaled(burden, factor.toFixed()), pairs),
  )
  const saved = (of: Total | undefined) => (of?.after && of.before ? of.before.minus(of.after).toFixed() : null)
  return totals(burden, pairs).map((total, i): AmountOfRegion => {
    const { unit, before, after, practices, without, partly_without } = total
    return {
      ...{ unit, before: before?.toFixed() ?? null, after: after?.toFixed() ?? null },
      ...{ saved: saved(total), saved_low: saved(low?.[i]), saved_high: saved(high?.[i]) },
      ...{ practices, not_said: pairs.length - practices, without, partly_without },
    }
  })
}

type Total = Pick<AmountOfRegion, 'unit' | 'practices' | 'without' | 'partly_without'> & {
  before: Exact | null
  after: Exact | null
}

function totals(burden: Burden, pairs: readonly Pair[]): Total[] {
  const priced = pairs.map(({ now, agreed }) => ({
    now: estimate(burden, now).sums,
    agreed: agreed && estimate(burden, agreed).sums,
  }))
  return (['hours', 'usd'] as const).map((unit, i): Total => {
    const said = priced.flatMap(({ now, agreed }) => {
      const [one, other] = [now[i], agreed?.[i]]
      return one?.value != null && (agreed === null || other?.value != null) ? [{ one, other }] : []
    })
    const sum = (values: readonly (string | null | undefined)[]) =>
      values.reduce<Exact>((total, value) => total.plus(value ?? 0), exact(0))
    const left = said.map(({ one }) => one.without.map(({ burden: name }) => name))
    const leftOut = [...new Set(left.flat())]
    const isEverywhere = (name: string) => left.every((names) => names.includes(name))
    const hasReference = priced.some(({ agreed }) => agreed !== null)
    return {
      unit,
      before: said.length > 0 ? sum(said.map(({ one }) => one.value)) : null,
      after: said.length > 0 && hasReference ? sum(said.map(({ other }) => other?.value)) : null,
      practices: said.length,
      without: leftOut.filter(isEverywhere),
      partly_without: leftOut.filter((name) => !isEverywhere(name)),
    }
  })
}
