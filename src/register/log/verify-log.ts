import { WholepanelError } from '../../error.ts'
import { allEvents, eventHead } from '../events.ts'
import type { Register } from '../open.ts'
import type { EventHead, EventRow } from './event-chain.ts'
import { checkEvents } from './log-file.ts'
import { releaseHash } from './releases.ts'

/** Checks the log where it is kept, and every release that it tells of. */
export async function verifyLog(register: Register, known?: EventHead): Promise<EventHead & { releases: number }> {
  const { number: last } = await eventHead(register)
  let releases = 0
  const head = await checkEvents(
    withReleases(register, allEvents(register, last), () => {
      releases += 1
    }),
    known,
  )
  return { ...head, releases }
}

const PAGE = 500

/** Passes events on, and holds each release against the hash that its event took of it. */
async function* withReleases(
  register: Register,
  events: AsyncIterable<EventRow>,
  counted: () => void,
): AsyncGenerator<EventRow> {
  let page: EventRow[] = []
  for await (const event of events) {
    if (typeof event.detail.release === 'number') page.push(event)
    yield event
    if (page.length < PAGE) continue
    await checkReleases(register, page, counted)
    page = []
  }
  await checkReleases(register, page, counted)
}

async function checkReleases(register: Register, events: readonly EventRow[], counted: () => void): Promise<void> {
  if (events.length === 0) return
  const ids = events.map((one) => Number(one.detail.release))
  const rows = await register.engine((tx) =>
    tx.selectFrom('release').selectAll().where('release_id', 'in', ids).execute(),
  )
  const byId = new Map(rows.map((row) => [row.release_id, row]))
  for (const { number, detail } of events) {
    const row = byId.get(Number(detail.release))
    if (!row || releaseHash(row) !== detail.release_hash)
      throw new WholepanelError('conflict-log', {
        at: `event ${number}`,
        got: `release ${detail.release}, which it tells of, ${row ? 'was changed' : 'is gone'}`,
        fix: 'keep this register as it is, and compare it with an earlier backup',
      })
    counted()
  }
}
