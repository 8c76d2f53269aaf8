import { compare } from '../../../alignment/degree/compare.ts'
import { elementOf } from '../../../alignment/elements/elements.ts'
import { spoken } from '../../../alignment/profile/answer.ts'
import { type Reading as Answer, type Profile, readingsOf } from '../../../alignment/profile/profile.ts'
import { type AlignmentAction, listActions } from '../../../register/alignment/actions.ts'
import { profileIn, type RegionAlignment } from '../../../run/region-alignment.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each, ofSender, partyOf } from '../received/received.ts'
import { type Known, knownOf, type OnPaper } from './seen.ts'

/**
 * How an action stands: `done` where the payer answers so on the day, `drifted` where it once did and does not any more,
 * `late` where its day is past, else `open`; `ended` where it was given up.
 */
export const ACTION_STATES = ['open', 'late', 'done', 'drifted', 'ended'] as const
export type ActionState = (typeof ACTION_STATES)[number]

export const ACTION_COLUMNS = [
  ...['action', 'payer', 'payer_name', 'element', 'label', 'says', 'target_says', 'now_says', 'owner', 'due_date'],
  ...['state', 'since', 'recorded_at', 'recorded_by', 'ended_on', 'because'],
] as const

/** What was agreed that payers change: a payer's own to itself, all of them to who convenes or oversees. */
export async function readActions(door: Door, paper: OnPaper): Promise<Released[]> {
  return releaseActions(door, paper, await listActions(paper.register, partyOf(door.viewer)))
}

export async function releaseActions(
  door: Door,
  paper: OnPaper,
  actions: readonly AlignmentAction[],
): Promise<Released[]> {
  const known = await knownOf(paper, door.viewer)
  const rows = actions.map((action) => rowOf(action, known, paper.day))
  return release(door, ofSender('actions of alignment', each(ACTION_COLUMNS, 'public')), rows)
}

function rowOf(action: AlignmentAction, { on, days }: Known, day: string) {
  const region = on(day)
  const { payer, element: name, says, owner, due_date, recorded_at, recorded_by, ended_on, because } = action
  const element = elementOf(region.library.elements, name)
  const target = JSON.parse(action.target) as readonly Answer[]
  const reached = (asked: RegionAlignment) => {
    const own = readingsOf(profileOf(asked, payer), name)
    return own.length > 0 && own.every((one) => target.some((other) => compare(element, one, other).degree === 'exact'))
  }
  const since = recorded_at.slice(0, 10)
  const after = days.filter((one) => one >= since)
  const done = [...new Set([...after, day])].filter((one) => reached(on(one)))
  const words = (readings: readonly Answer[]) => readings.map(({ answer }) => spoken(element, answer)).join(' / ')
  return {
    ...{ action: action.action, payer, element: name, says, owner, due_date },
    payer_name: region.payers.find((one) => one.payer === payer)?.name ?? payer,
    label: element.label,
    target_says: words(target),
    now_says: words(readingsOf(profileOf(region, payer), name)),
    state: stateOf(action, done, day),
    since: done.at(-1) === day ? firstOfRun(done, after) : null,
    ...{ recorded_at, recorded_by, ended_on, because },
  }
}

function stateOf({ ended_on, due_date }: AlignmentAction, done: readonly string[], day: string): ActionState {
  if (ended_on !== null) return 'ended'
  if (done.at(-1) === day) return 'done'
  if (done.length > 0) return 'drifted'
  return due_date < day ? 'late' : 'open'
}

/** From which day on it has been so without a break. */
function firstOfRun(done: readonly string[], days: readonly string[]): string | null {
  let first: string | null = null
  for (const day of days.toReversed()) {
    if (!done.includes(day)) break
    first = day
  }
  return first ?? done.at(-1) ?? null
}

const profileOf = (region: RegionAlignment, payer: string): Profile => {
  const found = region.payers.find((one) => one.payer === payer)
  return found ? profileIn(region, found) : { payer, name: payer, lines: [], answers: new Map() }
}
