import { exact } from '../../money.ts'
import { beforeAfter } from '../burden/before-after.ts'
import { countBurden, type PracticeBurden } from '../burden/count.ts'
import type { Practice, Side } from '../burden/side.ts'
import { overview } from '../degree/overview.ts'
import type { Degree, DegreeCounts } from '../elements/degree.ts'
import { candidates, sidesAfter } from '../pathway/changes.ts'
import { type PathwayGiven, pathway } from '../pathway/pathway.ts'
import { type Profile, readingsOf } from '../profile/profile.ts'

export type BoardGiven = PathwayGiven & {
  title: string
  /** The day for which payers answer. */
  day: string
  /** Who is compared; a common model among them is left out by being the reference. */
  profiles: readonly Profile[]
  /** Why there is no reference, where there is none. */
  because: string | null
  /** What else cannot be said, and why. */
  says: readonly string[]
  sources: readonly string[]
}

/** Alignment on one page, for people who decide: words and counts, ready to be printed. */
export type Board = {
  title: string
  about: string
  payers: readonly string[]
  areas: readonly { label: string; elements: number; cells: readonly { degree: Degree; counts: DegreeCounts }[] }[]
  /** Elements that each payer does not state, and how many there are. */
  unstated: readonly number[]
  elements: number
  steps: readonly string[]
  /** Whether any other sequence gains more. */
  proof: string
  /** Over all practices: before the steps, and after them; null where it cannot be said. */
  burden: readonly { what: string; before: string | null; after: string | null }[]
  limits: readonly string[]
  sources: readonly string[]
}

/** So many steps are read out. */
const FIRST_STEPS = 3

/**
 * Pure: what stands on the page follows from what is given. Payers sit on a board, and how many members are whose, or how a
 * payer's rules treat them, is its own: neither is on the page, and neither decides what comes first there.
 */
export function boardOf({ title, day, profiles, because, says, sources, beside = {}, ...given }: BoardGiven): Board {
  const own = (beside.effect ?? []).length + (beside.extent ?? []).length > 0
  const { elements, reference, sides, practices } = given
  const way = pathway(given)
  const steps = way.steps.slice(0, FIRST_STEPS)
  const { changes } = candidates(elements, sides, reference)
  const made = changes.filter((one) =>
    steps.some(({ payer, element }) => one.payer === payer && one.element === element),
  )
  const found = reference && overview(elements, profiles, reference.profile)
  const others = profiles.filter(({ payer }) => payer !== reference?.profile.payer)
  const compared = reference
    ? `compared with ${reference.profile.name}`
    : `without a reference: ${because ?? 'none is named'}`
  const { rows, at_least } = burdenOf(given, sidesAfter(sides, made))
  return {
    title,
    about: `${count(others.length, 'payer')} ${compared}, on ${day}; ${count(practices.length, 'practice')}.`,
    payers: others.map(({ name }) => name),
    areas: (found?.areas ?? []).map(({ label, elements: of, payers }) => ({ label, elements: of, cells: payers })),
    unstated: others.map(
      (profile) => elements.elements.filter(({ element }) => readingsOf(profile, element).length === 0).length,
    ),
    elements: elements.elements.length,
    steps: steps.map(({ says: sentence, effort, year }) => `${sentence} Year ${year}, effort: ${effort}.`),
    proof: proofOf(way.steps.length, way.proof.kind, way.proof.gap),
    burden: rows,
    limits: [...says, ...(own ? [OWN] : []), ...(at_least ? [AT_LEAST] : []), ...way.limits],
    sources,
  }
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`

function proofOf(steps: number, kind: 'exact' | 'bound', gap: string): string {
  if (steps === 0) return 'No change gains anything that is counted.'
  const more = steps > FIRST_STEPS ? `The first of ${steps} steps. ` : ''
  if (kind === 'exact') return `${more}No other sequence of changes gains more.`
  return `${more}No other sequence gains over ${exact(gap).times(100).toDecimalPlaces(1).toFixed()} % more.`
}

/** What changes with the steps, and hours and dollars whether they change or not; practices alike are counted once. */
function burdenOf({ elements, counts, burden, sides, practices }: PathwayGiven, after: ReadonlyMap<string, Side>) {
  const now = new Map(sides.map((side) => [side.profile.payer, side]))
  const kinds = new Map<string, { practice: Practice; many: number }>()
  for (const practice of practices) {
    const key = JSON.stringify([[...practice.payers].sort(), practice.physicians])
    const kind = kinds.get(key) ?? { practice, many: 0 }
    kind.many++
    kinds.set(key, kind)
  }
  let at_least = false
  const sums = new Map<string, { before: string | null; after: string | null; priced: boolean }>()
  const add = (what: string, many: number, before: string | null, then: string | null, priced: boolean) => {
    const held = sums.get(what) ?? { before: '0', after: '0', priced }
    const plus = (sum: string | null, one: string | null) =>
      sum === null || one === null ? null : exact(one).times(many).plus(sum).toFixed()
    sums.set(what, { before: plus(held.before, before), after: plus(held.after, then), priced })
  }
  for (const { practice, many } of kinds.values()) {
    const [one, other] = [now, after].map((side) => countBurden(elements, counts, side, practice)) as [
      PracticeBurden,
      PracticeBurden,
    ]
    at_least ||= one.counts.some((each) => each.at_least)
    const { counts: moved, amounts } = beforeAfter(burden, one, other)
    for (const { label, ...number } of moved) add(label, many, `${number.before}`, `${number.after}`, false)
    for (const amount of amounts) add(UNITS[amount.unit], many, amount.before, amount.after, true)
  }
  const rows = [...sums].flatMap(([what, { priced, ...sum }]) =>
    priced
      ? [{ what, before: rounded(sum.before), after: rounded(sum.after) }]
      : sum.before !== sum.after
        ? [{ what, ...sum }]
        : [],
  )
  return { rows, at_least }
}

const rounded = (value: string | null): string | null =>
  value === null ? null : exact(value).toDecimalPlaces(0).toFixed()

const OWN = 'Shares of members and effect on them are each payer’s own, and count for nothing on this page.'
const AT_LEAST = 'Counts are at least so many: where a payer states nothing there may be more.'

const UNITS = { hours: 'Hours a year, as far as priced', usd: 'Dollars a year, as far as priced' }
