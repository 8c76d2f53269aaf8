import { Decimal } from 'decimal.js'
import { exact } from '../../money.ts'

export const CHOICES = ['yes', 'no', 'abstain'] as const
export type Choice = (typeof CHOICES)[number]
export const METHODS = ['consensus', 'vote'] as const
export type Method = (typeof METHODS)[number]
export type Outcome = 'passed' | 'failed' | 'no-quorum' | 'void'

export type Ballot = {
  method: Method
  /** Exact decimals as text. */
  quorum_share: string
  passes_share: string
  /** Who could vote when it opened: one seat, one vote. */
  seats: readonly { seat: number; side: string }[]
  /** Seats that stepped back, before or after they voted, or whose term ended. */
  out: ReadonlySet<number>
  votes: readonly { seat: number; choice: Choice }[]
}

export type Count = { seats: number; yes: number; no: number; abstain: number; silent: number }
export type Tally = Count & { needed: number; outcome: Outcome; because: string; by_side: (Count & { side: string })[] }

/**
 * Counts a ballot. Seats that are out count nowhere: neither among those who could vote nor by what they said. A quorum
 * counts those who abstain; what passes does not. Consensus passes where nobody says no.
 */
export function tally({ method, quorum_share, passes_share, seats, out, votes }: Ballot): Tally {
  const may = seats.filter(({ seat }) => !out.has(seat))
  const of = (some: typeof may): Count => {
    const said = (choice: Choice) =>
      some.filter(({ seat }) => votes.some((one) => one.seat === seat && one.choice === choice)).length
    const [yes, no, abstain] = [said('yes'), said('no'), said('abstain')]
    return { seats: some.length, yes, no, abstain, silent: some.length - yes - no - abstain }
  }
  const all = of(may)
  const needed = exact(quorum_share).times(all.seats).toDecimalPlaces(0, Decimal.ROUND_CEIL).toNumber()
  const sides = [...new Set(may.map(({ side }) => side))].sort()
  const by_side = sides.map((side) => ({ side, ...of(may.filter((one) => one.side === side)) }))
  return { ...all, needed, ...outcomeOf(method, passes_share, all, needed), by_side }
}

function outcomeOf(
  method: Method,
  passes_share: string,
  all: Count,
  needed: number,
): Pick<Tally, 'outcome' | 'because'> {
  const { seats, yes, no, abstain } = all
  const cast = yes + no + abstain
  if (seats === 0) return { outcome: 'void', because: 'no seat was left that could vote' }
  if (cast < needed || cast === 0)
    return { outcome: 'no-quorum', because: `${cast} of ${seats} seats voted, and ${Math.max(needed, 1)} are a quorum` }
  if (method === 'consensus') {
    if (no > 0) return { outcome: 'failed', because: `${no} of ${seats} seats said no, and consensus needs none` }
    if (yes === 0) return { outcome: 'failed', because: 'nobody said yes' }
    return { outcome: 'passed', because: 'nobody said no' }
  }
  const share = exact(passes_share)
  const asked = share.times(yes + no)
  // Half is not a majority; any larger share is reached where it is met.
  const passed = share.eq(0.5) ? exact(yes).gt(asked) : yes > 0 && exact(yes).gte(asked)
  const words = share.eq(0.5) ? 'more than half' : `${share.times(100).toDecimalPlaces(1)} %`
  return {
    outcome: passed ? 'passed' : 'failed',
    because: `${yes} yes and ${no} no, where ${words} of them must be yes`,
  }
}
