import type { Cells } from './cells.ts'
import { aroundShown, isRounded, partsOfPanel } from './flows.ts'
import { boundsOf, extreme, type Problem, type Relation } from './linear.ts'

export type Found = { secret: string; because: string }

/**
 * Counts that what was shown over a year determines. Known to the attacker, besides every shown count: how counts add up;
 * that a count which is withheld as small is under the smallest cell; and how little a count may change from a month to the
 * next, which is more than a real one would know.
 */
export function determined(
  shown: readonly Cells[],
  truth: readonly Cells[],
  practice: string,
  smallest: number,
): Found[] {
  const names = [...new Set(truth.flatMap((cells) => [...cells.keys()]))].filter((name) =>
    name.split(' ').includes(practice),
  )
  const counts = names.filter((name) => !/^(rate|low) /.test(name))
  const at = (run: number, name: string) => `${run} ${name}`
  const relations: Relation[] = []
  const hidden: { run: number; name: string; value: number }[] = []
  truth.forEach((cells, run) => {
    for (const name of counts) {
      const value = cells.get(name)
      if (value === null || value === undefined) continue
      const said = shown[run]?.get(name)
      if (isRounded(name)) {
        if (typeof said === 'number') relations.push({ of: { [at(run, name)]: 1 }, ...aroundShown(said) })
        hidden.push({ run, name, value })
      } else if (typeof said === 'number') relations.push({ of: { [at(run, name)]: 1 }, least: said, most: said })
      else if (tellsItself(name, shown[run] ?? new Map()))
        relations.push({ of: { [at(run, name)]: 1 }, least: value, most: value })
      if (said === null) hidden.push({ run, name, value })
    }
    relations.push(
      ...sums(counts, practice).map(({ of, least, most }) => ({
        of: rename(of, (name) => at(run, name)),
        least,
        most,
      })),
    )
  })
  for (const name of counts) relations.push(...slowly(name, truth, at))
  const problem: Problem = { relations, whole: true }
  return certain(problem, hidden, at).map(({ run, name, value }) => ({
    secret: at(run, name),
    because: `withheld, and yet it can only be ${value} (smallest cell ${smallest})`,
  }))
}

/** Counts that are shown although they are of few people. */
export const small = (shown: readonly Cells[], smallest: number): Found[] =>
  shown.flatMap((cells, run) =>
    [...cells].flatMap(([name, value]) =>
      value !== null && value > 0 && value < smallest && !/^(rate|low|months) /.test(name)
        ? [{ secret: `${run} ${name}`, because: `${value} is shown (smallest cell ${smallest})` }]
        : [],
    ),
  )

/** A shown rate or interval gives numerator and denominator away. */
function tellsItself(name: string, shown: Cells): boolean {
  const [part, ...rest] = name.split(' ')
  return (
    (part === 'numerator' || part === 'denominator') &&
    ['rate', 'low'].some((kind) => typeof shown.get(`${kind} ${rest.join(' ')}`) === 'number')
  )
}

/** How the counts of a practice hang together. */
function sums(names: readonly string[], practice: string): Relation[] {
  const has = new Set(names)
  const total = `people ${practice} all`
  const of = (kind: RegExp) => names.filter((name) => kind.test(name) && !name.endsWith(' all'))
  const equal = (whole: string, parts: readonly string[]): Relation[] =>
    has.has(whole) && parts.length > 0 ? [{ of: { [whole]: 1, ...minus(parts) }, least: 0, most: 0 }] : []
  const payers = of(/^people /)
  const stayed = partsOfPanel(names, practice)
  const found: Relation[] = [
    ...equal(total, of(/^reason /)),
    ...equal(
      total,
      names.filter((name) => /^change .* (new|continuing)$/.test(name)),
    ),
    { of: { [total]: -1, ...plus(payers) }, least: 0, most: null },
    { of: { [total]: 1, ...minus(stayed) }, least: 0, most: null },
    ...payers.map((part): Relation => ({ of: { [total]: 1, [part]: -1 }, least: 0, most: null })),
  ]
  for (const name of names.filter((one) => one.startsWith('months '))) {
    const people = name.replace('months', 'people')
    if (has.has(people))
      found.push(
        { of: { [people]: 12, [name]: -1 }, least: 0, most: null },
        { of: { [name]: 1, [people]: -1 }, least: 0, most: null },
      )
  }
  for (const whole of names.filter((one) => /^(numerator|denominator|excluded) .* all$/.test(one))) {
    const start = whole.slice(0, -' all'.length)
    found.push(
      ...equal(
        whole,
        names.filter((one) => one.startsWith(`${start} `) && one !== whole),
      ),
    )
  }
  for (const part of names.filter((one) => one.startsWith('numerator ')))
    found.push({ of: { [part.replace('numerator', 'denominator')]: 1, [part]: -1 }, least: 0, most: null })
  return found
}

const plus = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]))
const minus = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, -1]))
const rename = (of: Readonly<Record<string, number>>, to: (name: string) => string) =>
  Object.fromEntries(Object.entries(of).map(([name, factor]) => [to(name), factor]))

/** From one month to the next a count moves no more than it ever did. */
function slowly(name: string, truth: readonly Cells[], at: (run: number, name: string) => string): Relation[] {
  const values = truth.map((cells) => cells.get(name) ?? null)
  const steps = values.slice(1).map((value, i) => Math.abs((value ?? 0) - (values[i] ?? 0)))
  const most = Math.max(...steps)
  return steps.map((_, i) => ({ of: { [at(i + 1, name)]: 1, [at(i, name)]: -1 }, least: -most, most }))
}

/** Of the withheld counts those that no other world is possible for. One other world clears every count it differs in. */
function certain<Cell extends { run: number; name: string; value: number }>(
  problem: Problem,
  hidden: readonly Cell[],
  at: (run: number, name: string) => string,
): Cell[] {
  let open = [...hidden]
  for (const sign of [1, -1, 1, -1]) {
    if (open.length === 0) return []
    const weights = Object.fromEntries(open.map(({ run, name }, i) => [at(run, name), sign * (1 + (i % 7))]))
    const world = extreme({ ...problem, relations: [...problem.relations, ...capped(open, at)] }, weights)
    open = open.filter(({ run, name, value }) => Math.round(world?.get(at(run, name)) ?? value) === value)
  }
  return open.filter(({ run, name, value }) => {
    const { least, most } = boundsOf(problem, at(run, name))
    return Math.round(least) === value && Math.round(most) === value
  })
}

/** So that a search for other worlds ends: no count is thought to be over a thousand. */
const capped = (
  open: readonly { run: number; name: string }[],
  at: (run: number, name: string) => string,
): Relation[] => open.map(({ run, name }) => ({ of: { [at(run, name)]: 1 }, least: null, most: 1000 }))
