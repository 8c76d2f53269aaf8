/**
 * Attribution by another road: plain JavaScript over visits, from the words of docs/concepts/attribution.md, sharing no code
 * with the steps. Amounts are whole cents.
 */
export type Visit = { person: string; practice: string; day: string; cents: number | null; specialty: string }
export type Said = { person: string; practice: string; on: string; until: string | null }
export type Step =
  | { step: 'attested' }
  | {
      step: 'claims'
      clinicians: 'primary-care' | 'specialists' | 'any'
      unit: 'practice' | 'organization' | 'aco'
      window: number
      order: ('visits' | 'allowed_usd' | 'last_visit' | 'first_visit')[]
      wins: 'plurality' | 'majority' | 'minimum-share'
      least: number | null
    }
export type Made = { list: string; from: string; until: string; end: string; stated: string }
export type Decision = {
  list: string
  person: string
  practice: string | null
  step: number | null
  visits: number | null
}

/** Of which organization and ACO a practice is. */
export const UNITS: Record<string, { organization: string; aco: string }> = {
  elm: { organization: 'river', aco: 'big-aco' },
  oak: { organization: 'hill', aco: 'big-aco' },
  fir: { organization: 'dale', aco: 'dale' },
}

type Seen = { practice: string; unit: string; days: Set<string>; cents: number | null; last: string; first: string }
type Sums = { visits: number; cents: number | null; last: string; first: string; key: string }

export function decide(
  people: readonly string[],
  visits: Visit[],
  said: Said[],
  steps: Step[],
  lists: Made[],
): Decision[] {
  return lists.flatMap((list) =>
    people.map((person): Decision => {
      for (const [i, step] of steps.entries()) {
        const found =
          step.step === 'attested'
            ? attested(person, said, list)
            : claimed(
                step,
                visits.filter((visit) => visit.person === person),
                list,
              )
        if (found) return { list: list.list, person, practice: found.practice, step: i + 1, visits: found.visits }
      }
      return { list: list.list, person, practice: null, step: null, visits: null }
    }),
  )
}

function attested(person: string, said: Said[], { stated }: Made) {
  const standing = said.filter(
    (one) => one.person === person && one.on < stated && (one.until === null || one.until >= stated),
  )
  const [newest] = standing.sort((a, b) => (a.on === b.on ? less(a.practice, b.practice) : less(b.on, a.on)))
  return newest ? { practice: newest.practice, visits: null } : null
}

function claimed(step: Extract<Step, { step: 'claims' }>, visits: Visit[], { end }: Made) {
  const start = monthsBefore(end, step.window)
  const seen = new Map<string, Seen>()
  for (const visit of visits) {
    if (visit.day < start || visit.day >= end) continue
    if (step.clinicians === 'primary-care' && visit.specialty !== 'primary-care') continue
    if (step.clinicians === 'specialists' && visit.specialty === 'primary-care') continue
    const unit = step.unit === 'practice' ? visit.practice : (UNITS[visit.practice]?.[step.unit] ?? '')
    const one = seen.get(visit.practice) ?? {
      practice: visit.practice,
      unit,
      days: new Set(),
      cents: null,
      last: '',
      first: '9',
    }
    one.days.add(visit.day)
    if (visit.cents !== null) one.cents = (one.cents ?? 0) + visit.cents
    if (visit.day > one.last) one.last = visit.day
    if (visit.day < one.first) one.first = visit.day
    seen.set(visit.practice, one)
  }
  const practices = [...seen.values()]
  if (practices.length === 0) return null
  const own = (one: Seen): Sums => ({
    visits: one.days.size,
    cents: one.cents,
    last: one.last,
    first: one.first,
    key: one.practice,
  })
  const whole = (one: Seen): Sums => {
    const all = practices.filter((other) => other.unit === one.unit).map(own)
    const known = all.filter((sums) => sums.cents !== null)
    return {
      visits: all.reduce((sum, sums) => sum + sums.visits, 0),
      cents: known.length > 0 ? known.reduce((sum, sums) => sum + (sums.cents ?? 0), 0) : null,
      last:
        all
          .map((sums) => sums.last)
          .sort()
          .at(-1) ?? '',
      first: all.map((sums) => sums.first).sort()[0] ?? '',
      key: one.unit,
    }
  }
  const [best] = practices.sort(
    (a, b) => compare(step.order, whole(a), whole(b)) || compare(step.order, own(a), own(b)),
  )
  if (!best) return null
  const counted = (sums: Sums) => (step.order[0] === 'visits' ? sums.visits : sums.cents)
  const total = practices.map((one) => counted(own(one))).reduce<number>((sum, value) => sum + (value ?? 0), 0)
  const has = counted(whole(best))
  if (step.wins === 'majority' && (has === null || 2 * has <= total)) return null
  if (step.wins === 'minimum-share' && (has === null || has < total * (step.least ?? 0))) return null
  return { practice: best.practice, visits: best.days.size }
}

function compare(order: Extract<Step, { step: 'claims' }>['order'], a: Sums, b: Sums): number {
  for (const by of order) {
    const found =
      by === 'visits'
        ? b.visits - a.visits
        : by === 'allowed_usd'
          ? (b.cents ?? -1) - (a.cents ?? -1)
          : by === 'last_visit'
            ? less(b.last, a.last)
            : less(a.first, b.first)
    if (found !== 0) return found
  }
  return less(a.key, b.key)
}

const less = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function monthsBefore(day: string, months: number): string {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`
}
