import { type EventFilter, listEvents } from '../../register/events.ts'
import { type Door, type Released, release } from '../release.ts'
import { each, partyOf, type Received } from './received/received.ts'

export const EVENTS = [
  ...['number', 'at', 'actor', 'role', 'participant', 'purpose', 'act', 'about', 'outcome', 'route', 'detail', 'hash'],
] as const

/** What was done: row-level security cuts it to the viewer's own people, and an event names nobody of the panel. */
export async function readLog(
  door: Door,
  { register }: Pick<Received, 'register'>,
  filter: EventFilter,
): Promise<Released[]> {
  const rows = await listEvents(register, filter, partyOf(door.viewer))
  return release(
    door,
    { name: 'log', columns: each(EVENTS, 'public'), parties: () => ({}) },
    rows.map((row) => ({
      ...row,
      outcome: row.detail.outcome ?? null,
      route: row.detail.route ?? row.detail.command ?? null,
    })),
  )
}
