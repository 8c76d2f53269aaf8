import { listFeeds } from '../../../register/feeds/feeds.ts'
import { listThresholds } from '../../../register/feeds/thresholds.ts'
import { listWaivers } from '../../../register/feeds/waivers.ts'
import { listPayers } from '../../../register/payers.ts'
import { lastFinishedRun } from '../../../register/runs.ts'
import type { PayerRow, SubmissionRow } from '../../../register/schema.ts'
import { listSubmissions } from '../../../register/submissions.ts'
import { submissionStates } from '../../../rights/holding.ts'
import { deliveriesOf, type StateOf } from '../../../sources/feeds/deliveries.ts'
import { type ExpectedDelivery, expectedDeliveries } from '../../../sources/feeds/expected-deliveries.ts'
import { type ServiceLevel, serviceLevels } from '../../../sources/feeds/service-levels.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { betweenThem, each, isCare, ofSender, partyOf, type Received } from './received.ts'

export type FeedsRead = {
  today: string
  expected: Released[]
  service_levels: Released[]
  thresholds: Released[]
  sources: Released[]
}

/**
 * What is owed and what came of it, how well each payer keeps it, how much may break a rule, and whose data is in the
 * numbers. A practice gets the last of these only; a payer gets its own.
 */
export async function readFeeds(door: Door, received: Received): Promise<FeedsRead> {
  const { viewer } = door
  const { register, today } = received
  const party = isCare(viewer) ? undefined : partyOf(viewer)
  const senders = await listPayers(register, 'senders')
  const nameOf = new Map(senders.map((one) => [one.payer, one.payer_name]))
  const submissions = await listSubmissions(register, party)
  const states = await submissionStates(register, today)
  const expected = expectedDeliveries(
    await listFeeds(register, party),
    deliveriesOf(received.region, submissions, states),
    await listWaivers(register, party),
    today,
  )
  const run = await lastFinishedRun(register)
  const isOwn = (payer: string | null) => viewer.role !== 'payer' || payer === null || payer === viewer.organization_id
  const own = senders.filter((one) => isOwn(one.payer))
  const sources = sourcesOf(own, submissions, states, expected, new Set(run?.submissions ?? []))
  const named = <Given extends { payer: string }>(rows: readonly Given[]) =>
    (isCare(viewer) ? [] : rows).map((row) => ({ ...row, payer_name: nameOf.get(row.payer) ?? row.payer }) as Row)
  const between = (name: string, columns: readonly string[]) => ofSender(name, each(columns, betweenThem(viewer)))
  return {
    today,
    expected: await release(door, between('expected deliveries', EXPECTED), named(expected)),
    service_levels: await release(door, between('service levels', LEVELS), named(serviceLevels(expected, today))),
    thresholds: await release(
      door,
      ofSender('thresholds', each(THRESHOLDS, 'public')),
      isCare(viewer) ? [] : (await listThresholds(register, party)).filter(({ payer }) => isOwn(payer)),
    ),
    sources: await release(door, ofSender('sources', each(SOURCES, 'public')), sources),
  }
}

export const EXPECTED = [
  ...['payer', 'payer_name', 'feed', 'about', 'cadence', 'period_start', 'period_end', 'due_date', 'state', 'says'],
  ...['received_on', 'days_late', 'mend_by', 'days_to_mend', 'submission_ids', 'tables_missing', 'waiver'],
] as const satisfies readonly (keyof ExpectedDelivery | 'payer_name')[]
export const LEVELS = [
  ...['payer', 'payer_name', 'owed', 'received', 'on_time', 'timeliness_share', 'completeness_share'],
  ...['refused', 'mended', 'resubmission_days', 'waived', 'late_now'],
] as const satisfies readonly (keyof ServiceLevel | 'payer_name')[]
export const THRESHOLDS = ['threshold', 'payer', 'rule', 'most_share', 'start_date', 'end_date', 'source']
export const SOURCES = [
  ...['payer', 'payer_name', 'in_numbers', 'newest_service_date', 'received_at', 'newer_received_at'],
  ...['next_due_date', 'state', 'says'],
]

/** One row per sender of files that sent or owes something: how old what the last run read of it is. */
function sourcesOf(
  senders: readonly PayerRow[],
  submissions: readonly SubmissionRow[],
  states: StateOf,
  expected: readonly ExpectedDelivery[],
  inRun: ReadonlySet<string>,
): Row[] {
  return senders.flatMap(({ payer, payer_name }) => {
    const sent = submissions.filter((one) => one.payer === payer)
    const owed = expected.filter((one) => one.payer === payer)
    if (sent.length === 0 && owed.length === 0) return []
    const used = sent.filter((one) => inRun.has(one.submission_id))
    const newer = sent.filter((one) => !inRun.has(one.submission_id) && one.status === 'accepted')
    const held = newer.filter((one) => states.get(one.submission_id)?.state === 'held')
    const waiting = newer.filter((one) => !held.includes(one))
    const open = owed.filter((one) => one.state === 'late' || one.state === 'refused' || one.state === 'due')
    const late = open.filter((one) => one.state !== 'due')
    const leaving = used.some((one) => states.get(one.submission_id)?.state === 'held')
    const state = leaving ? 'leaving' : stateOf(used.length > 0, held.length > 0, waiting.length > 0, late.length > 0)
    return [
      {
        payer,
        payer_name,
        in_numbers: used.length > 0,
        newest_service_date: latest(used.map((one) => one.newest_service_date)),
        received_at: latest(used.map((one) => one.received_at)),
        newer_received_at: latest(newer.map((one) => one.received_at)),
        next_due_date: open.map((one) => one.due_date).toSorted()[0] ?? null,
        state,
        says: SAYS[state],
      },
    ]
  })
}

type SourceState = 'in-use' | 'late' | 'waiting' | 'held' | 'leaving' | 'not-here'

/** What matters most first: nothing at all, then what is kept out, then what is coming. */
function stateOf(used: boolean, held: boolean, waiting: boolean, late: boolean): Exclude<SourceState, 'leaving'> {
  if (held) return 'held'
  if (!used && !waiting) return 'not-here'
  if (waiting) return 'waiting'
  return late ? 'late' : 'in-use'
}

const SAYS: Readonly<Record<SourceState, string>> = {
  'in-use': 'in the numbers',
  late: 'in the numbers; the next delivery is late',
  waiting: 'something newer has arrived; it enters with the next run',
  held: 'what it sent last is held until an agreement is in force, and is in no number',
  leaving: 'in the numbers of the last run; no agreement is in force any more, and it leaves with the next run',
  'not-here': 'nothing usable has arrived; it is in no number',
}

/** ISO text sorts as time does. */
const latest = (days: readonly (string | null)[]): string | null =>
  days
    .flatMap((one) => one ?? [])
    .toSorted()
    .at(-1) ?? null
