import { type Exact, exact } from '../../money.ts'
import { FOOTING_RULES, type Footing, type Room, type Side } from './footing.ts'

/** What a committee was set up with. Shares are exact decimals as text. */
export type CommitteeRules = { room: Room; most_side_share: string; least_consumer_seats: number }

/** A seat with somebody on it. */
export type Filled = { seat: number; side: Side; votes: boolean; chair: boolean; participant: string | null }

export type CommitteeFault = { rule: 'room' | 'footing' | 'balance' | 'consumer-seats' | 'chair'; says: string }

/** Sides that sit in a room beside those it is named for: they supervise or convene. */
const NEUTRAL: readonly Side[] = ['state', 'convener']
const IN_ROOM: Readonly<Record<Room, readonly Side[] | null>> = {
  'all-sides': null,
  payers: ['payer', ...NEUTRAL],
  providers: ['provider', ...NEUTRAL],
}

/** What is wrong with who sits on a committee today; nothing where it may decide. */
export function committeeFaults(rules: CommitteeRules, footing: Footing, filled: readonly Filled[]): CommitteeFault[] {
  const voting = filled.filter(({ votes }) => votes)
  const chairs = filled.filter(({ chair }) => chair).length
  const consumers = voting.filter(({ side }) => side === 'consumer').length
  return [
    ...roomFaults(rules.room, footing, filled),
    ...balanceFaults(rules, voting),
    ...(consumers < rules.least_consumer_seats
      ? [
          {
            rule: 'consumer-seats' as const,
            says: `${consumers} of at least ${rules.least_consumer_seats} seats of consumers are filled`,
          },
        ]
      : []),
    ...(chairs === 1 ? [] : [{ rule: 'chair' as const, says: `${chairs} chair, where there is one` }]),
  ]
}

/** Which of these faults a change brings: what was wrong before does not stop its being mended step by step. */
export const newFaults = (before: readonly CommitteeFault[], after: readonly CommitteeFault[]): CommitteeFault[] =>
  after.filter((one) => !before.some((other) => other.rule === one.rule))

function roomFaults(room: Room, footing: Footing, filled: readonly Filled[]): CommitteeFault[] {
  const rule = FOOTING_RULES[footing]
  const sides = IN_ROOM[room]
  const strange = sides === null ? undefined : filled.find(({ side }) => !sides.includes(side))
  const faults: CommitteeFault[] = []
  if (!rule.rooms.includes(room))
    faults.push({ rule: 'footing', says: `${rule.title.toLowerCase()} opens no room of ${room} alone` })
  if (strange) faults.push({ rule: 'room', says: `a seat of the ${strange.side} side in a room of ${room}` })
  const payers = new Set(filled.filter(({ side }) => side === 'payer').map((one) => one.participant ?? one.seat))
  const { side, chairs } = rule.among_payers
  const kept = filled.some((one) => one.side === side && (!chairs || one.chair))
  if (payers.size > 1 && !kept)
    faults.push({
      rule: 'footing',
      says: `${payers.size} payers sit together, and ${chairs ? `the ${side} does not chair` : `no seat of the ${side} is filled`}`,
    })
  return faults
}

function balanceFaults({ most_side_share }: CommitteeRules, voting: readonly Filled[]): CommitteeFault[] {
  if (voting.length === 0) return [{ rule: 'balance', says: 'no seat that votes is filled' }]
  const most = exact(most_side_share)
  const sides = [...new Set(voting.map(({ side }) => side))].sort()
  return sides.flatMap((side) => {
    const seats = voting.filter((one) => one.side === side).length
    if (!exact(seats).gt(most.times(voting.length))) return []
    const at_most = percent(most)
    return [
      {
        rule: 'balance' as const,
        says: `the ${side} side holds ${seats} of ${voting.length} seats, more than ${at_most}`,
      },
    ]
  })
}

const percent = (share: Exact): string => `${share.times(100).toDecimalPlaces(1)} %`
