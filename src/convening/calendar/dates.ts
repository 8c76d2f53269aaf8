import { refused } from '../../governance/permit.ts'
import type { Role } from '../../governance/viewer.ts'
import {
  type CalendarDate,
  type CalendarDateGiven,
  insertDate,
  updateDate,
} from '../../register/convening/calendar/dates.ts'
import { type Act, recorded, wrong } from '../act.ts'
import { notifyIn, type Recipient } from '../notify/notify.ts'

/** Whom a date is for: everybody who takes part, or one kind of them. */
export const AUDIENCES = ['all', 'payer', 'provider-organization', 'purchaser', 'coach', 'state', 'convener'] as const
export type Audience = (typeof AUDIENCES)[number]

export type DateGiven = CalendarDateGiven & { audience: Audience }

/** Puts a date into the calendar that no other part has: a rule-making, a deadline of somebody else, an event. */
export function keepDate(act: Act, given: DateGiven): Promise<CalendarDate> {
  checkDays(given)
  return act.register.as(act.by, async (tx) => {
    const kept = await insertDate(tx, given, recorded(act))
    await notifyIn(tx, noticeOf(act, kept))
    return kept
  })
}

/** Says it otherwise, and tells those whom it is for. */
export function changeDate(act: Act, calendar_date: number, given: DateGiven): Promise<CalendarDate> {
  checkDays(given)
  return changing(act, calendar_date, given)
}

export const dropDate = (act: Act, calendar_date: number): Promise<CalendarDate> =>
  changing(act, calendar_date, { dropped_at: act.now })

function changing(
  act: Act,
  calendar_date: number,
  change: Partial<DateGiven> & { dropped_at?: string },
): Promise<CalendarDate> {
  const { by, now } = act
  return act.register.as(by, async (tx) => {
    const changed = await updateDate(tx, calendar_date, { ...change, changed_at: now, changed_by: by.person })
    if (!changed) throw refused()
    await notifyIn(tx, noticeOf(act, changed))
    return changed
  })
}

const noticeOf = ({ now, by }: Act, { calendar_date, audience }: CalendarDate) => ({
  to: ROLES_OF[audience as Audience].map((role): Recipient => ({ role })),
  ...({ kind: 'date-changed', about: `date:${calendar_date}`, link: '/calendar', at: now, by: by.person } as const),
})

const CARE: Role[] = ['practice', 'provider-organization']
const ROLES_OF: Readonly<Record<Audience, readonly Role[]>> = {
  all: [...CARE, 'payer', 'purchaser', 'coach', 'state', 'convener'],
  payer: ['payer'],
  'provider-organization': CARE,
  purchaser: ['purchaser'],
  coach: ['coach'],
  state: ['state'],
  convener: ['convener'],
}

function checkDays({ day, end_date }: Pick<DateGiven, 'day' | 'end_date'>): void {
  if (end_date !== null && end_date < day) throw wrong(`a last day of ${end_date}`, `a day from ${day} on`)
}
