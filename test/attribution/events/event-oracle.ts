/**
 * Events and their shares by another road: plain JavaScript over visits, from the words of docs/concepts/attribution.md,
 * sharing no code with the steps. Shares are whole billionths, amounts whole cents, both exact.
 */
export type Seen = {
  practice: string
  specialty: string
  day: string
  /** Below zero: taken back. */
  cents: number | null
  starts: boolean
  modifier: string | null
  place: string
}
export type AskedRole = {
  takes: 'every' | 'first'
  started: boolean
  clinicians: 'any' | 'specialists' | 'primary-care'
  modifier: string | null
  place: string | null
  /** In hundredths. */
  least: number | null
  billionths: number
}
export type AskedRule = {
  days: number
  again: 'belongs' | 'begins'
  unit: 'clinician' | 'practice'
  counted_by: 'visits' | 'allowed_usd'
  goes_to: 'others' | 'nobody'
  roles: AskedRole[]
}
export type Part = {
  start: string
  role: number
  held_by: string
  reason: string
  billionths: bigint
  cents: bigint | null
}

type Holder = { key: string; days: Set<string>; cents: number; last: string; count: bigint; lines: Seen[] }

export function sharesBy(rule: AskedRule, all: readonly Seen[], ending: { from: string; until: string }): Part[] {
  return eventsOf(rule, all)
    .filter(({ until }) => until > ending.from && until <= ending.until)
    .flatMap(({ start, until }) =>
      shareOut(
        rule,
        start,
        all.filter(({ day }) => day >= start && day < until),
      ),
    )
}

function eventsOf({ days, again }: AskedRule, all: readonly Seen[]): { start: string; until: string }[] {
  const found: { start: string; until: string }[] = []
  const starts = all.filter(({ starts, cents }) => starts && (cents === null || cents >= 0)).map(({ day }) => day)
  for (const day of [...new Set(starts)].sort()) {
    const before = found.at(-1)
    if (before && day < before.until) {
      if (again === 'belongs') continue
      before.until = day
    }
    found.push({ start: day, until: later(day, days) })
  }
  return found
}

const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

function shareOut(rule: AskedRule, start: string, lines: readonly Seen[]): Part[] {
  const holders = holdersOf(rule, lines)
  const whole = holders.reduce((sum, { count }) => sum + count, 0n)
  const left = new Set(holders)
  const held = rule.roles.map((role) => {
    const fitting = [...left].filter(
      (one) =>
        one.lines.some((line) => fits(role, line, start)) &&
        (role.least === null || (one.count > 0n && one.count * 100n >= whole * BigInt(role.least))),
    )
    const taken = fitting.sort(inOrder).slice(0, role.takes === 'first' ? 1 : fitting.length)
    for (const one of taken) left.delete(one)
    return taken
  })
  const filled = rule.roles.reduce((sum, role, i) => sum + (held[i]?.length ? BigInt(role.billionths) : 0n), 0n)
  let so_far = 0n
  const parts = rule.roles.flatMap((role, i): Omit<Part, 'cents'>[] => {
    const own = BigInt(role.billionths)
    const mine = held[i] ?? []
    const toOthers = rule.goes_to === 'others' && filled > 0n
    let part = own
    if (toOthers) {
      const before = so_far
      if (mine.length > 0) so_far += own
      part = mine.length > 0 ? nearest(WHOLE * so_far, filled) - nearest(WHOLE * before, filled) : 0n
    }
    if (mine.length === 0) {
      const reason = part === 0n && own > 0n ? 'given-to-others' : 'nobody'
      return [{ start, role: i + 1, held_by: 'nobody', reason, billionths: part }]
    }
    const all = mine.reduce((sum, { count }) => sum + count, 0n)
    const weights = mine.map(({ count }) => (all === 0n ? 1n : count))
    return divided(part, weights).map((billionths, j) => ({
      ...{ start, role: i + 1, held_by: mine[j]?.key ?? '', reason: role.takes === 'first' ? 'first' : 'fits' },
      billionths,
    }))
  })
  const known = lines.filter(({ cents }) => cents !== null)
  const total = BigInt(known.reduce((sum, { cents }) => sum + (cents ?? 0), 0))
  const cents = divided(
    total < 0n ? -total : total,
    parts.map(({ billionths }) => billionths),
  )
  return parts.map((one, i) => {
    const amount = cents[i] ?? 0n
    return { ...one, cents: known.length === 0 ? null : total < 0n ? -amount : amount }
  })
}

const WHOLE = 1_000_000_000n
const nearest = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor)

/** An amount by weights: each the difference of two rounded sums so far. */
function divided(amount: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0n)
  let so_far = 0n
  return weights.map((weight) => {
    const before = nearest(amount * so_far, all)
    so_far += weight
    return nearest(amount * so_far, all) - before
  })
}

function holdersOf({ unit, counted_by }: AskedRule, lines: readonly Seen[]): Holder[] {
  const found = new Map<string, Holder>()
  for (const line of lines) {
    const key = unit === 'practice' ? line.practice : `dr-${line.practice}-${line.specialty}`
    const one = found.get(key) ?? { key, days: new Set(), cents: 0, last: '', count: 0n, lines: [] }
    if (line.cents === null || line.cents >= 0) {
      one.days.add(line.day)
      one.lines.push(line)
      if (line.day > one.last) one.last = line.day
    }
    one.cents += line.cents ?? 0
    found.set(key, one)
  }
  return [...found.values()]
    .filter(({ days }) => days.size > 0)
    .map((one) => ({ ...one, count: BigInt(counted_by === 'visits' ? one.days.size : Math.max(one.cents, 0)) }))
}

const inOrder = (a: Holder, b: Holder): number =>
  Number(b.count - a.count) || (a.last === b.last ? 0 : a.last > b.last ? -1 : 1) || (a.key < b.key ? -1 : 1)

function fits(role: AskedRole, line: Seen, start: string): boolean {
  const isPrimary = line.specialty === 'primary-care'
  return (
    (!role.started || (line.starts && line.day === start)) &&
    (role.clinicians === 'any' || isPrimary === (role.clinicians === 'primary-care')) &&
    (role.modifier === null || line.modifier === role.modifier) &&
    (role.place === null || line.place === role.place)
  )
}
