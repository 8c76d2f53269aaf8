import { WholepanelError } from '../error.ts'
import { BASES, PERMISSIONS } from './permissions.ts'
import { type Permission, readPermissions } from './read-permissions.ts'
import { holds, type Subject } from './relationships.ts'
import { type Action, ROUTES } from './routes.ts'
import type { Viewer } from './viewer.ts'

/** The lines of the table, read and checked once: a fault in it keeps the program from starting. */
export const GRANTED: readonly Permission[] = readPermissions(PERMISSIONS, BASES, Object.values(ROUTES))

const OF = new Map(Object.values(ROUTES).map((action) => [action, GRANTED.filter((one) => one.action === action)]))

/**
 * The line by which the viewer may, or the one refusal. What is not the viewer's and what does not exist are refused
 * with the same words, so that a refusal tells nothing.
 */
export function permit(viewer: Viewer | null, action: Action, subject: Subject = {}): Permission {
  return first(viewer, action, (one, who) => holds(one.relationship, who, subject))
}

/** Whether an action is open to whoever asks. */
export const isOpen = (action: Action): boolean => OF.get(action)?.some((one) => one.relationship === 'anyone') ?? false

/** Refuses a viewer whose role and purpose no line of the action names, before anything about the subject is read. */
export function refuseRole(viewer: Viewer | null, action: Action): void {
  first(viewer, action, () => true)
}

function first(viewer: Viewer | null, action: Action, stands: (one: Permission, who: Viewer) => boolean): Permission {
  const lines = OF.get(action) ?? []
  const open = lines.find((one) => one.relationship === 'anyone')
  if (open) return open
  if (!viewer) throw new WholepanelError('access-sign-in', { fix: 'sign in and try again' })
  const found = lines.find((one) => one.role === viewer.role && one.purpose === viewer.purpose && stands(one, viewer))
  if (!found) throw refused()
  return found
}

/** The one refusal: the same for what is not the viewer's and for what is not there. */
export const refused = (): WholepanelError =>
  new WholepanelError('access-denied', { fix: 'nothing here that this viewer may open, whether or not it exists' })
