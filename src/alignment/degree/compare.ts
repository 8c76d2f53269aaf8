import { exact } from '../../money.ts'
import type { Degree } from '../elements/degree.ts'
import type { Comparison, Element } from '../elements/element.ts'
import type { Answer } from '../profile/answer.ts'
import type { Reading } from '../profile/profile.ts'

/** How far two answers are apart, in words why, and by which equivalences they were taken for the same. */
export type Compared = { degree: Exclude<Degree, 'not-stated'>; because: string; by: readonly string[] }

/** Compares one reading with another by the element's rule. It is symmetric. */
export function compare(element: Element, one: Reading, other: Reading): Compared {
  const mine = withoutIdle(one)
  const theirs = withoutIdle(other)
  const idle = one.never_decides.length + other.never_decides.length > 0 ? ['never-decides'] : []
  const by = [...new Set([...one.by, ...other.by, ...idle])].sort()
  return { ...degreeOf(element.compare, mine, theirs), by }
}

/** Steps that can decide for nobody are left out. */
const withoutIdle = ({ answer, never_decides }: Reading): Answer =>
  answer.kind === 'ordered-steps'
    ? { ...answer, steps: answer.steps.filter((step) => !never_decides.includes(step)) }
    : answer

type Found = Omit<Compared, 'by'>

const exactly = (because: string): Found => ({ degree: 'exact', because })
const towards = (holds: boolean, because: string, otherwise: string): Found =>
  holds ? { degree: 'directional', because } : { degree: 'divergent', because: otherwise }

function degreeOf(rule: Comparison, one: Answer, other: Answer): Found {
  if (one.kind === 'yes-no' && other.kind === 'yes-no')
    return one.value === other.value ? exactly('the same answer') : towards(false, '', 'one says yes, the other no')
  if (one.kind === 'one-of' && other.kind === 'one-of') return ofOptions(rule, one.option, other.option)
  if (one.kind === 'set' && other.kind === 'set') return ofSets(rule, one.options, other.options)
  if (one.kind === 'ordered-steps' && other.kind === 'ordered-steps') return ofSteps(rule, one.steps, other.steps)
  if (one.kind === 'number' && other.kind === 'number') return ofNumbers(rule, one.value, other.value)
  throw new Error('two answers of one element are of two kinds')
}

function ofOptions(rule: Comparison, one: string, other: string): Found {
  if (one === other) return exactly('the same option')
  if (rule.rule === 'family')
    return towards(
      rule.families.some((family) => family.includes(one) && family.includes(other)),
      'options of one family',
      'options of no common family',
    )
  if (rule.rule !== 'near') return towards(false, '', 'two options')
  const [here, there] = [rule.order.indexOf(one), rule.order.indexOf(other)]
  if (here < 0 || there < 0) return towards(false, '', 'one of them stands outside the order')
  const apart = Math.abs(here - there)
  const places = `${apart} ${apart === 1 ? 'place' : 'places'} apart in the order`
  return towards(apart <= rule.within, places, `${places}, of at most ${rule.within}`)
}

function ofSets(rule: Comparison, one: readonly string[], other: readonly string[]): Found {
  const both = one.filter((word) => other.includes(word)).length
  const union = new Set([...one, ...other]).size
  if (both === union) return exactly(union === 0 ? 'both say none' : `the same ${union}`)
  if (rule.rule !== 'overlap') return towards(false, '', 'two sets')
  if (one.length === 0 || other.length === 0) return towards(false, '', 'one of them says none')
  const of = rule.of === 'union' ? union : Math.min(one.length, other.length)
  const which = rule.of === 'union' ? 'that either has' : 'of the shorter list'
  const shared = `${both} in common of ${of} ${which}`
  return towards(exact(both).gte(exact(rule.least).times(of)), shared, `${shared}, of at least ${percent(rule.least)}`)
}

function ofSteps(rule: Comparison, one: readonly string[], other: readonly string[]): Found {
  if (one.length === other.length && one.every((step, i) => step === other[i]))
    return exactly('the same steps in the same order')
  if (rule.rule !== 'steps') return towards(false, '', 'other steps')
  const [common, longer] = [inSameOrder(one, other), Math.max(one.length, other.length)]
  const shared = `${common} of ${longer} steps in the same order`
  return towards(
    exact(common).gte(exact(rule.least).times(longer)),
    shared,
    `${shared}, of at least ${percent(rule.least)}`,
  )
}

/** The length of the longest list of steps that both take in the same order. */
function inSameOrder(one: readonly string[], other: readonly string[]): number {
  let row = other.map(() => 0)
  for (const step of one) {
    const next: number[] = []
    for (const [j, there] of other.entries()) {
      const [left, above, before] = [next[j - 1] ?? 0, row[j] ?? 0, row[j - 1] ?? 0]
      next.push(step === there ? before + 1 : Math.max(left, above))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

function ofNumbers(rule: Comparison, one: string, other: string): Found {
  const [here, there] = [exact(one), exact(other)]
  if (here.eq(there)) return exactly('the same number')
  if (rule.rule !== 'within') return towards(false, '', 'two numbers')
  const most = here.abs().gt(there.abs()) ? here.abs() : there.abs()
  const limit = rule.by === 'absolute' ? exact(rule.tolerance) : exact(rule.tolerance).times(most)
  const apart = `${here.minus(there).abs().toFixed()} apart`
  return towards(here.minus(there).abs().lte(limit), apart, `${apart}, of at most ${limit.toFixed()}`)
}

const percent = (share: string): string => `${exact(share).times(100).toFixed()} %`
