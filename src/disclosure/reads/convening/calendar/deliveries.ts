import type { CalendarEntry } from '../../../../convening/calendar/entry.ts'
import { listFeeds } from '../../../../register/feeds/feeds.ts'
import { listWaivers } from '../../../../register/feeds/waivers.ts'
import { listPayers } from '../../../../register/payers.ts'
import type { FeedRow } from '../../../../register/schema.ts'
import { listSubmissions } from '../../../../register/submissions.ts'
import { submissionStates } from '../../../../rights/holding.ts'
import { deliveriesOf } from '../../../../sources/feeds/deliveries.ts'
import { type ExpectedDelivery, expectedDeliveries } from '../../../../sources/feeds/expected-deliveries.ts'
import { type OwedPeriod, owedPeriods } from '../../../../sources/feeds/match.ts'
import { partyOf } from '../../received/received.ts'
import { allDay, type CalendarSource } from './source.ts'

/** What is owed and has not come, and what will be owed; rosters too. A sender's own, and all of them for who oversees. */
export const deliveries: CalendarSource = async ({ viewer }, { register, region, day }, { to }) => {
  const party = partyOf(viewer)
  const feeds = await listFeeds(register, party)
  if (feeds.length === 0) return []
  const submissions = await listSubmissions(register, party)
  const states = await submissionStates(register, day)
  const waivers = await listWaivers(register, party)
  const expected = expectedDeliveries(feeds, deliveriesOf(region, submissions, states), waivers, day)
  const names = new Map((await listPayers(register, 'senders')).map((one) => [one.payer, one.payer_name]))
  const known = new Set(expected.map(keyOf))
  const coming = feeds
    .flatMap((feed) => owedPeriods(feed, to).map((period) => ({ ...feed, ...period })))
    .filter((one) => !known.has(keyOf(one)))
    .filter((one) => !waivers.some((waiver) => waives(waiver, one)))
  return [
    ...expected.flatMap((one) => openEntry(one, names)),
    ...coming.map((one) => entryOf(one, names, { starts: one.due_date, late: false })),
  ]
}

type Owed = Pick<FeedRow, 'payer' | 'feed' | 'about'> & OwedPeriod
type Names = ReadonlyMap<string, string>

const keyOf = ({ payer, feed, period_end }: Owed): string => `${payer} ${feed} ${period_end}`

/** What was let off stands in no calendar, and what came is done. A refused one is to be mended by its own day. */
function openEntry(one: ExpectedDelivery, names: Names): CalendarEntry[] {
  if (one.state === 'due') return [entryOf(one, names, { starts: one.due_date, late: false })]
  if (one.state === 'late') return [entryOf(one, names, { starts: one.due_date, late: true })]
  if (one.state !== 'refused') return []
  return [entryOf(one, names, { starts: one.mend_by ?? one.due_date, late: (one.days_late ?? 0) > 0, mend: true })]
}

const entryOf = (
  { payer, feed, about, period_end }: Owed,
  names: Names,
  { starts, late, mend = false }: { starts: string; late: boolean; mend?: boolean },
): CalendarEntry =>
  allDay({
    uid: `delivery-${payer}-${feed}-${period_end}`,
    kind: 'delivery',
    title: `${about || feed} up to ${period_end} ${mend ? 'to be sent again' : 'due'}`,
    ...{ starts, late, link: '/submissions', whose: names.get(payer) ?? payer },
  })

const waives = (
  waiver: { decision: string; payer: string; feed: string | null; start_date: string; end_date: string },
  { payer, feed, due_date }: Owed,
): boolean =>
  waiver.decision === 'granted' &&
  waiver.payer === payer &&
  waiver.feed === feed &&
  waiver.start_date <= due_date &&
  due_date <= waiver.end_date
