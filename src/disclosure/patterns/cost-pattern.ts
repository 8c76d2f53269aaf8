import { difference, nothing, type Pairs, pairsOf, type Rule } from './contributors.ts'
import { leavesOpen } from './price-system.ts'

/** Figures of one subject that were shown together: cost per payer, and with `all` over all of them. */
export type Shown = {
  run_id: string
  period: string
  /** Payers whose own figure was shown. */
  payers: readonly string[]
  /** Whether the figure over all payers was. */
  all: boolean
  pairs: Pairs
}

export type Test = (pairs: Pairs, rule: Rule) => boolean

/**
 * Which of a subject's figures may be shown: each payer's that has enough behind it; the one over all payers as long as
 * what is left of it without the payers shown has enough behind it too. Payers go, smallest first, before the whole does.
 */
export function staticPattern(
  pairs: Pairs,
  payers: readonly string[],
  own: string | null,
  rule: Rule,
  test: Test,
): Pick<Shown, 'payers' | 'all'> {
  const of = (some: readonly string[]) => pairsOf(pairs, new Set(some), own)
  const size = (payer: string) => [...of([payer]).values()].reduce((sum, cents) => sum + Math.abs(cents), 0)
  const passing = payers.filter((payer) => test(of([payer]), rule))
  const left = passing.toSorted((a, b) => size(b) - size(a) || (a < b ? -1 : 1))
  if (!test(pairsOf(pairs, 'all', own), rule)) return { payers: passing, all: false }
  for (;;) {
    const rest = of(payers.filter((payer) => !left.includes(payer)))
    if (nothing(rest) || test(rest, rule)) return { payers: left.toSorted(), all: true }
    if (left.length === 0) return { payers: passing, all: false }
    left.pop()
  }
}

/**
 * Whether figures may follow earlier ones: what changed in each group of payers that can be told apart both times must
 * itself have enough behind it. Where nothing changed, nothing is told.
 */
export function mayFollow(
  now: Shown,
  before: Shown,
  payers: readonly string[],
  own: string | null,
  rule: Rule,
  test: Test,
): boolean {
  const changed = difference(now.pairs, before.pairs)
  return together(now, before, payers).every((group) => {
    const pairs = pairsOf(changed, group, own)
    return nothing(pairs) || test(pairs, rule)
  })
}

const REST = ''
/** The smallest groups of payers whose sum both times tell: a payer of its own, or what is left of the whole. */
function together(now: Shown, before: Shown, payers: readonly string[]): Set<string>[] {
  const groupOf = new Map(payers.map((payer) => [payer, payer]))
  const unknown = new Set<string>()
  const join = (a: string, b: string) => {
    const [from, to] = [groupOf.get(a), groupOf.get(b)]
    for (const [payer, group] of groupOf) if (group === from && to !== undefined) groupOf.set(payer, to)
  }
  for (const one of [now, before]) {
    const rest = payers.filter((payer) => !one.payers.includes(payer))
    rest.forEach((payer) => void join(payer, rest[0] ?? REST))
    if (!one.all) for (const payer of rest) unknown.add(payer)
  }
  const groups = new Map<string, Set<string>>()
  for (const [payer, group] of groupOf) groups.set(group, (groups.get(group) ?? new Set()).add(payer))
  return [...groups.values()].filter((group) => ![...group].some((payer) => unknown.has(payer)))
}

/**
 * The figures of this run if they may follow every earlier one, and all of them together leave prices open: every payer's
 * and the whole, or else the whole alone; whoever of `knowers` takes off its own part. `beside` are sums over the same pairs
 * that were told elsewhere. Null where neither may, and the last ones stay.
 */
export function nextShown(
  now: Omit<Shown, 'payers' | 'all'>,
  earlier: readonly Shown[],
  payers: readonly string[],
  own: string | null,
  rule: Rule,
  test: Test,
  knowers: readonly (string | null)[] = [own],
  beside: readonly Pairs[] = [],
): Shown | null {
  const shown = { ...now, ...staticPattern(now.pairs, payers, own, rule, test) }
  const may = (next: Shown) =>
    earlier.every((one) => mayFollow(next, one, payers, own, rule, test)) &&
    knowers.every((who) =>
      leavesOpen(
        [...[...earlier, next].flatMap((one) => sumsOf(one, who)), ...beside.map((sum) => pairsOf(sum, 'all', who))],
        rule.protected_percent,
      ),
    )
  const ofPayers = shown.payers.length > 0 ? [shown] : []
  const whole = shown.all ? [{ ...shown, payers: [] }] : []
  return [...ofPayers, ...whole].find(may) ?? null
}

/** What was shown, as sums over pairs; the part that is known is taken off. */
const sumsOf = ({ payers, all, pairs }: Shown, own: string | null): Pairs[] => [
  ...payers.map((payer) => pairsOf(pairs, new Set([payer]), own)),
  ...(all ? [pairsOf(pairs, 'all', own)] : []),
]
