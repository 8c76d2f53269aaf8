import { markReminded, readEarlier, unreadAbout } from '../../register/convening/notify/reminders.ts'
import type { NotificationKind } from '../notify/kinds.ts'
import { notifyIn } from '../notify/notify.ts'
import { closingComments, closingVotes, endingTerms, lateDeliveries, lateSteps, unsaidAdoptions } from './due.ts'
import type { Reminder } from './reminder.ts'
import {
  adoptionsUnsaid,
  ballotsOpen,
  commentsOpen,
  deliveriesOwed,
  type Standing,
  stepsOpen,
  termsHeld,
} from './standing.ts'

/** A part in which days come by themselves adds its line. */
const SOURCES: Readonly<Record<string, (standing: Standing) => Promise<Reminder[]>>> = {
  deliveries: async (at) => lateDeliveries(await deliveriesOwed(at), at.day),
  terms: async (at) => endingTerms(await termsHeld(at), at.day),
  plan: async (at) => lateSteps(await stepsOpen(at), at.day),
  adoption: async (at) => unsaidAdoptions(await adoptionsUnsaid(at), at.day),
  comments: async (at) => closingComments(await commentsOpen(at), at.day),
  votes: async (at) => closingVotes(await ballotsOpen(at), at.day),
}

export type Swept = {
  /** How many people were told, by kind. */
  told: { kind: NotificationKind; people: number }[]
  /** Sources that could not be read; the others were. */
  failed: { source: string; error: unknown }[]
}

/**
 * Tells everybody what a day brings, and nobody twice: on the same day again, from another server at once, after a week
 * in which nothing ran, and under a clock that was set back.
 */
export async function remind(given: Standing & { now: string }): Promise<Swept> {
  const failed: Swept['failed'] = []
  const people = new Map<NotificationKind, number>()
  for (const [source, due] of Object.entries(SOURCES))
    try {
      for (const reminder of await due(given)) {
        const told = await tellOnce(given, reminder)
        if (told > 0) people.set(reminder.kind, (people.get(reminder.kind) ?? 0) + told)
      }
    } catch (error) {
      failed.push({ source, error })
    }
  return { told: [...people].map(([kind, many]) => ({ kind, people: many })), failed }
}

/** Whoever marks it first tells it, in the same transaction. What was told of it before is told no longer. */
const tellOnce = (
  { register, now }: Pick<Standing, 'register'> & { now: string },
  { mark, ...notice }: Reminder,
): Promise<number> =>
  register.engine(async (tx) => {
    if (notice.to.length === 0 || !(await markReminded(tx, { ...notice, mark, told_at: now }))) return 0
    await readEarlier(tx, notice, now)
    await notifyIn(tx, { ...notice, at: now })
    return unreadAbout(tx, notice)
  })
