import { randomBytes } from 'node:crypto'
import { WholepanelError } from '../../error.ts'
import { appendEventIn, type EventGiven } from '../../register/events.ts'
import type { EventDetail } from '../../register/log/event-chain.ts'
import type { Register, RegisterTransaction } from '../../register/open.ts'
import { grantsInForceIn } from '../../register/people/access-grants.ts'
import { refused } from '../permit.ts'
import type { Viewer } from '../viewer.ts'

/** Someone changes who may look: who, when, and the directory that says whose a practice is. */
export type Act = {
  register: Register
  by: Viewer
  now: string
  /** The organization of each practice; null before a run has read a directory. */
  organizations: () => Promise<ReadonlyMap<string, string> | null>
}

export const dayOf = ({ now }: Pick<Act, 'now'>): string => now.slice(0, 10)

/**
 * The change and its event in one transaction. Changes of one participant's people come one after the other, and whoever
 * lost the right to make them while waiting is refused: of two administrators who end each other, one stays.
 */
export function changing<Result>(
  act: Act,
  participant: string | null,
  work: (tx: RegisterTransaction) => Promise<{ result: Result; event: EventGiven | null }>,
): Promise<Result> {
  const { register, by } = act
  return register.engine(async (tx) => {
    if (participant !== null)
      await tx
        .selectFrom('participant')
        .select('participant')
        .where('participant', '=', participant)
        .forUpdate()
        .executeTakeFirst()
    if (by.access_grant !== undefined) {
      const held = await grantsInForceIn(tx, by.person, dayOf(act))
      const under = held.find((one) => one.access_grant === by.access_grant)
      if (!under || under.administers !== (by.administers ?? false)) throw refused()
    }
    const { result, event } = await work(tx)
    if (event) await appendEventIn(tx, event)
    return result
  })
}

export const eventOf = ({ by, now }: Act, act: string, about: string, detail: EventDetail = {}): EventGiven => ({
  at: now,
  actor: by.person,
  role: by.role,
  participant: by.organization_id,
  purpose: by.purpose,
  act,
  about,
  detail,
})

/** Whether what belongs to a participant is this one's to change: its own administrator's, and the operator's. */
export const governs = (by: Viewer, participant: string | null): boolean =>
  by.role === 'operator' || (by.administers === true && participant !== null && by.organization_id === participant)

export const wrong = (got: string, want: string, fix?: string): WholepanelError =>
  new WholepanelError('input-argument', { got, want, ...(fix ? { fix } : {}) })

/** A key that can be read: the words of a name, and where they are taken or say nothing, something after them. */
export const keyFrom = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .trim()
    .replace(/[ -]+/g, '-')
    .slice(0, 60) || 'someone'

export const somethingAfter = (key: string): string => `${key}-${randomBytes(4).toString('hex')}`
