import { WholepanelError } from '../error.ts'
import { dayOf, wrong } from '../governance/access/act.ts'
import type { Viewer } from '../governance/viewer.ts'
import type { Register } from '../register/open.ts'

export { dayOf, wrong }

/** Somebody does something in the convening: the door let them in, and the log tells of it. */
export type Act = { register: Register; by: Viewer; now: string; form?: Form }

/** The form that was sent: the pattern of its address, such as `POST /api/meetings/:meeting/state`, and the address. */
export type Form = { route: string; address: string }

export const recorded = ({ by, now }: Act) => ({ recorded_at: now, recorded_by: by.person })

/** Who convenes keeps the process of a recommendation; who runs the region may. */
export const keepsProcess = ({ role }: Pick<Viewer, 'role'>): boolean => role === 'convener' || role === 'operator'

/** What the procedure does not allow now: what stands in the way, and what would have to be first. */
export const notNow = (got: string, want: string, fix?: string): WholepanelError =>
  new WholepanelError('conflict-procedure', { got, want, ...(fix ? { fix } : {}) })

/** The same of one field of a form, by the key under which it was sent. */
export const notNowAt = (at: string, got: string, want: string): WholepanelError =>
  new WholepanelError('conflict-procedure', { at, got, want })
export const wrongAt = (at: string, got: string, want: string): WholepanelError =>
  new WholepanelError('input-argument', { at, got, want })

/** An act is never dated before the one it follows, so that a clock set back opens nothing that was closed. */
export function refuseClockSetBack(now: string, last: string): void {
  if (Date.parse(now) < Date.parse(last))
    throw new WholepanelError('conflict-clock', {
      got: `a clock that stands before ${last}`,
      want: 'a time after what was done last',
      fix: 'set the clock of the machine that serves the region',
    })
}

/** A key that says what it names, and another where that is taken. */
export function keyOf(title: string, taken: readonly string[]): string {
  const words = title
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const key = words === '' ? 'one' : words
  if (!taken.includes(key)) return key
  for (let number = 2; ; number++) if (!taken.includes(`${key}-${number}`)) return `${key}-${number}`
}
