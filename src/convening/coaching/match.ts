import type { Degree } from '../../alignment/elements/degree.ts'
import { exact } from '../../money.ts'
import type { Lesson, When } from './lessons.ts'

/** One measure of a practice over all payers. What the viewer may not see is null, and no lesson rests on it. */
export type MeasureStanding = {
  measure: string
  title: string
  direction: string
  rate_share: string | null
  target_share: string | null
  /** Of the year before. */
  baseline_share: string | null
}

/** What of a practice its viewer may see, as far as lessons ask for it. */
export type Situation = {
  people: number | null
  payers: number | null
  measures: readonly MeasureStanding[]
  elements: readonly { element: string; label: string; area: string; degree: Degree }[]
  areas: readonly { area: string; label: string; aligned_share: string | null }[]
}

export type Matched = { lesson: Lesson; because: string[] }

/** Lessons whose every condition holds, each condition said of this practice. The more of it a lesson rests on, the earlier. */
export function matchLessons(lessons: readonly Lesson[], situation: Situation): Matched[] {
  return lessons
    .flatMap((lesson) => {
      const because = holds(lesson.when, situation)
      return because ? [{ lesson, because }] : []
    })
    .toSorted((a, b) => b.because.length - a.because.length)
}

/** Each condition that is stated, in words of this practice; null where one of them does not hold. */
function holds(when: When, situation: Situation): string[] | null {
  const parts = [
    when.measures_behind && behind(when.measures_behind, situation),
    when.measures_falling && falling(when.measures_falling, situation),
    when.people && people(when.people, situation),
    when.payers && payers(when.payers, situation),
    when.element && element(when.element, situation),
    when.area && area(when.area, situation),
    when.aligned_share && alignedShare(when.aligned_share, situation),
  ].filter((part) => part !== undefined)
  return parts.every((part) => part !== null) ? parts : null
}

/** How far a rate is from its target, on the wrong side of it; null where it is not, or is not known. */
export function behindTarget({ rate_share, target_share, direction }: MeasureStanding): string | null {
  if (rate_share === null || target_share === null) return null
  const short = exact(target_share).minus(rate_share)
  const far = direction === 'lower' ? short.negated() : short
  return far.greaterThan(0) ? far.toString() : null
}

/** By how much a rate got better since the year before, below zero where it got worse; null where one of the two is not known. */
export function betterThanBefore({ rate_share, baseline_share, direction }: MeasureStanding): string | null {
  if (rate_share === null || baseline_share === null) return null
  const more = exact(rate_share).minus(baseline_share)
  return (direction === 'lower' ? more.negated() : more).toString()
}

const percent = (share: string): string => `${exact(share).times(100).toDecimalPlaces(1)}%`
const several = <Row>(rows: readonly Row[], at_least: number, say: (row: Row) => string): string | null =>
  rows.length < at_least ? null : `${rows.map(say).join('; ')}.`

function behind({ of, by, at_least }: NonNullable<When['measures_behind']>, { measures }: Situation): string | null {
  const found = measures.filter((one) => {
    const far = behindTarget(one)
    return far !== null && exact(far).greaterThanOrEqualTo(by) && (of === undefined || of.includes(one.measure))
  })
  return several(
    found,
    at_least,
    ({ title, rate_share, target_share }) =>
      `${title} is at ${percent(rate_share ?? '0')}, and the target is ${percent(target_share ?? '0')}`,
  )
}

function falling({ by, at_least }: NonNullable<When['measures_falling']>, { measures }: Situation): string | null {
  const found = measures.filter((one) => {
    const better = betterThanBefore(one)
    return better !== null && exact(better).lessThanOrEqualTo(exact(by).negated()) && !exact(better).isZero()
  })
  return several(
    found,
    at_least,
    ({ title, rate_share, baseline_share }) =>
      `${title} went from ${percent(baseline_share ?? '0')} to ${percent(rate_share ?? '0')} in a year`,
  )
}

function people({ at_least, at_most }: NonNullable<When['people']>, { people: found }: Situation): string | null {
  if (found === null || found < (at_least ?? 0) || found > (at_most ?? Number.POSITIVE_INFINITY)) return null
  return `The panel has ${found} people.`
}

const payers = ({ at_least }: NonNullable<When['payers']>, { payers: found }: Situation): string | null =>
  found === null || found < at_least ? null : `${found} payers pay this practice.`

const APART: Readonly<Record<Degree, string>> = {
  exact: 'say the same',
  directional: 'point the same way and differ in how far',
  divergent: 'say different things',
  'not-stated': 'do not all say',
}

function element({ element: name, degree }: NonNullable<When['element']>, { elements }: Situation): string | null {
  const found = elements.find((one) => one.element === name)
  return found && degree.includes(found.degree)
    ? `${found.label}: this practice’s payers ${APART[found.degree]}.`
    : null
}

function area({ area: name, divergent }: NonNullable<When['area']>, { elements, areas }: Situation): string | null {
  const apart = elements.filter((one) => one.area === name && one.degree === 'divergent')
  const label = areas.find((one) => one.area === name)?.label ?? name
  return apart.length < divergent
    ? null
    : `${label}: this practice’s payers say different things of ${apart.length} elements.`
}

function alignedShare({ area: name, under }: NonNullable<When['aligned_share']>, { areas }: Situation): string | null {
  const found = areas.find((one) => one.area === name)
  const share = found?.aligned_share ?? null
  if (!found || share === null || exact(share).greaterThanOrEqualTo(under)) return null
  return `${found.label}: ${percent(share)} of the panel is in aligned arrangements, under the ${percent(under)} asked for here.`
}
