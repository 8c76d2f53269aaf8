import { WholepanelError } from '../error.ts'
import type { Register } from '../register/open.ts'
import { holders as registered } from '../register/people/holders.ts'
import { permit } from './permit.ts'
import type { Permission } from './read-permissions.ts'
import type { Subject } from './relationships.ts'
import type { Action } from './routes.ts'
import { scopesOpen } from './scopes.ts'
import { clientViewer, type Viewer, viewerFrom } from './viewer.ts'

/** Somebody, or a program, as it would look under one grant. */
export type Holder = {
  viewer: Viewer
  /** What a program may ask for; null for a person, who may ask for everything. */
  scopes: readonly string[] | null
  participant_name: string | null
  granted_by: string
  granted_on: string
  until: string | null
}

/** Everybody who may come in now. The operator who signs in with a token of this machine has no account and is not one. */
export async function holdersOf(register: Register, now: string): Promise<Holder[]> {
  const { people, programs, participants, names } = await registered(register, now)
  const nameOf = (participant: string | null) =>
    participant === null ? null : (participants.get(participant) ?? participant)
  return [
    ...people.map(({ account, grant, opened_in_emergency }) => ({
      viewer: { ...viewerFrom(account, grant), emergency_practice_ids: opened_in_emergency },
      scopes: null,
      participant_name: nameOf(grant.participant),
      granted_by: names.get(grant.granted_by) ?? `the ${grant.granted_by}`,
      granted_on: grant.granted_at.slice(0, 10),
      until: grant.end_date,
    })),
    ...programs.map((client) => ({
      viewer: clientViewer(client),
      scopes: client.scopes,
      participant_name: nameOf(client.participant),
      granted_by: names.get(client.registered_by) ?? `the ${client.registered_by}`,
      granted_on: client.registered_at.slice(0, 10),
      until: null,
    })),
  ]
}

/** The line by which the holder may, as permission itself answers; null where it refuses. */
export function lineFor({ viewer, scopes }: Holder, action: Action, subject: Subject): Permission | null {
  if (scopes !== null && !scopesOpen(scopes, action)) return null
  try {
    return permit(viewer, action, subject)
  } catch (error) {
    if (error instanceof WholepanelError && error.code === 'access-denied') return null
    throw error
  }
}

/** Who could open any of these now, and by which line each. */
export const whoCanSee = (
  holders: readonly Holder[],
  actions: readonly Action[],
  subject: Subject,
): { holder: Holder; lines: Permission[] }[] =>
  holders
    .map((holder) => ({ holder, lines: actions.flatMap((action) => lineFor(holder, action, subject) ?? []) }))
    .filter(({ lines }) => lines.length > 0)
