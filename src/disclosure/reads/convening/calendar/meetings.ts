import type { CalendarEntry } from '../../../../convening/calendar/entry.ts'
import { partyOf } from '../../received/received.ts'
import type { CalendarSource } from './source.ts'

/** Meetings that were held or are to come; one that was called off is in no calendar. */
export const meetings: CalendarSource = async ({ viewer }, { register }) => {
  const found = await register.as(partyOf(viewer), (tx) =>
    tx
      .selectFrom('meeting')
      .innerJoin('committee', 'committee.committee', 'meeting.committee')
      .select(['meeting', 'meeting.title', 'starts_at', 'committee.title as committee_title'])
      .where('state', '<>', 'cancelled')
      .execute(),
  )
  return found.map(
    ({ meeting, title, starts_at, committee_title }): CalendarEntry => ({
      uid: `meeting-${meeting}`,
      kind: 'meeting',
      title,
      ...{ starts: new Date(starts_at).toISOString(), ends: null, all_day: false },
      ...{ link: `/convening/meetings/${meeting}`, late: false, whose: committee_title },
    }),
  )
}
