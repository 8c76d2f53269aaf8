import { requireCommittee, requireInitiative } from '../../register/convening/initiatives.ts'
import { type Meeting, requireMeeting } from '../../register/convening/meetings/meetings.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, notNow, recorded, refuseClockSetBack, wrong } from '../act.ts'
import { notifyIn } from '../notify/notify.ts'
import { requireSilenceIn } from '../silence/in-room.ts'

/** Another name by which people speak of a participant: the check then knows it too. */
export function addAlias(
  act: Act,
  initiative: string,
  { participant, alias }: { participant: string; alias: string },
): Promise<void> {
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    const found = await tx
      .selectFrom('initiative_participant')
      .select('participant')
      .where('initiative', '=', initiative)
      .where('participant', '=', participant)
      .executeTakeFirst()
    if (!found) throw wrong('who takes no part in the initiative', 'one of its participants')
    await tx
      .insertInto('participant_alias')
      .values({ participant, alias: alias.trim(), ...recorded(act) })
      .onConflict((c) => c.doNothing())
      .execute()
  })
}

export type MeetingGiven = { title: string; starts_at: string; place: string }

export function planMeeting(act: Act, committee: string, given: MeetingGiven): Promise<{ meeting: number }> {
  return act.register.engine(async (tx) => {
    await requireCommittee(tx, committee)
    await requireSilenceIn(tx, act, { title: given.title, place: given.place })
    const planned = await tx
      .insertInto('meeting')
      .values({ committee, ...given, state: 'planned', because: null, antitrust_read_by: null, ...recorded(act) })
      .returning('meeting')
      .executeTakeFirstOrThrow()
    await tell(tx, act, 'meeting-called', { committee, ...planned })
    return planned
  })
}

export type MeetingEnd =
  | { state: 'held'; antitrust_read_by: string; because?: undefined }
  | { state: 'cancelled'; because: string; antitrust_read_by?: undefined }

/** It was held, and somebody read the antitrust statement when it began; or it does not take place. */
export function endMeeting(act: Act, meeting: number, end: MeetingEnd): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await requireMeeting(tx, meeting)
    if (found.state !== 'planned') throw notNow(`a meeting that is ${found.state}`, 'one that is planned')
    if (end.state === 'held') refuseClockSetBack(act.now, found.starts_at)
    await requireSilenceIn(tx, act, { because: end.because })
    await tx
      .updateTable('meeting')
      .set({ state: end.state, because: end.because ?? null, antitrust_read_by: end.antitrust_read_by ?? null })
      .where('meeting', '=', meeting)
      .execute()
    if (end.state === 'cancelled') await tell(tx, act, 'meeting-changed', found)
  })
}

/** Who sits on the committee that day is told. */
const tell = (
  tx: RegisterTransaction,
  { by, now }: Act,
  kind: 'meeting-called' | 'meeting-changed' | 'minutes-posted',
  { committee, meeting }: Pick<Meeting, 'committee' | 'meeting'>,
): Promise<void> =>
  notifyIn(tx, {
    ...{ to: { committee }, kind, about: `meeting:${meeting}`, link: `/convening/meetings/${meeting}` },
    ...{ at: now, by: by.person },
  })

/** What was posted until now is the record of the meeting; what comes later is marked as added after. */
export function closeMinutes(act: Act, meeting: number): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await requireMeeting(tx, meeting)
    if (found.state !== 'held') throw notNow(`a meeting that is ${found.state}`, 'one that was held')
    if (found.closed_at !== null) throw notNow('minutes that are closed', 'minutes that are open')
    const { now, by } = act
    await tx
      .updateTable('meeting')
      .set({ closed_at: now, closed_by: by.person })
      .where('meeting', '=', meeting)
      .execute()
    await tell(tx, act, 'minutes-posted', found)
  })
}
