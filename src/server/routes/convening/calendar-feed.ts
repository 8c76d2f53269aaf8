import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { changesOf } from '../../../convening/calendar/changes.ts'
import { unreadEntry } from '../../../convening/calendar/entry.ts'
import { icsOf } from '../../../convening/calendar/ics.ts'
import { readCalendar } from '../../../disclosure/reads/convening/calendar/calendar.ts'
import type { ReleaseRecord } from '../../../disclosure/release.ts'
import { permit, refused } from '../../../governance/permit.ts'
import { type Viewer, viewerFrom } from '../../../governance/viewer.ts'
import {
  type CalendarFeed,
  endFeed,
  feedByToken,
  feedOf,
  renewFeed,
  saidIn,
  writeSaid,
} from '../../../register/convening/calendar/feeds.ts'
import { recordRelease } from '../../../register/log/releases.ts'
import { grantsInForceIn } from '../../../register/people/access-grants.ts'
import { addDays } from '../../../sources/feeds/calendar.ts'
import { addressOf, atOwnDoor, type House, type Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { recordOwnActIn } from '../../sign-in/own-act.ts'
import { onPaper } from '../alignment/on-paper.ts'
import { text } from '../shapes.ts'
import { sayUnread } from './calendar.ts'

const Subscription = z
  .object({
    made_at: text.describe('Null where there is none'),
    read_at: text.describe('When a calendar program last read it'),
    as: z.object({ role: z.string(), participant: text }).nullable().describe('What it may see'),
  })
  .meta({ id: 'CalendarSubscription' })
const Address = z.object({ address: z.string().describe('Shown this once') }).meta({ id: 'CalendarAddress' })

const BEHIND_DAYS = 60
const AHEAD_DAYS = 400

/** The calendar for calendar programs: a secret address of one person's, which opens what one of their grants may see. */
export function calendarFeedRoutes(server: Server, house: House): void {
  ownRoutes(server, house)
  server.get(
    '/calendar/:calendar_file',
    { schema: { params: z.object({ calendar_file: z.string().min(1).max(100) }), hide: true } },
    async (request, reply) => {
      const { feed, viewer } = await opened(house, request.params.calendar_file.replace(/\.ics$/, ''))
      house.reads.take(`calendar:${feed.calendar_feed}`, 1)
      const ics = await readIcs(house, feed, viewer)
      // Neither a proxy nor a browser keeps what a secret address opened.
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="wholepanel.ics"')
        .type('text/calendar; charset=utf-8')
        .serializer(String)
        .send(ics)
    },
  )
}

/** The address is all that is asked for: what it opens is decided anew each time, by what the person may see today. */
async function opened(house: House, token: string): Promise<{ feed: CalendarFeed; viewer: Viewer }> {
  return house.register.engine(async (tx) => {
    const feed = await feedByToken(tx, token)
    if (!feed) throw refused()
    const grants = await grantsInForceIn(tx, feed.account, house.now().slice(0, 10))
    const grant = grants.find((one) => one.access_grant === feed.access_grant)
    if (!grant) throw refused()
    return { feed, viewer: viewerFrom({ account: feed.account, name: feed.account }, grant) }
  })
}

async function readIcs(house: House, feed: CalendarFeed, who: Viewer): Promise<string> {
  const { register, region } = house
  const now = house.now()
  const today = now.slice(0, 10)
  const route = 'GET /calendar/:calendar_file'
  const viewer = { ...who, permission: permit(who, 'read-calendar'), unusable_payers: [] }
  const { policy } = await house.policy()
  const releases: ReleaseRecord[] = []
  const record = async (one: ReleaseRecord) => void releases.push(one)
  const door = { viewer, route, policy, withheld: new Set<string>(), embargo: null, record }
  const range = { from: addDays(today, -BEHIND_DAYS), to: addDays(today, AHEAD_DAYS) }
  const read = await readCalendar(door, { ...onPaper(house, undefined), region, now }, range)
  sayUnread(house, read)
  const entries = [
    ...read.entries.map(({ withheld: _withheld, ...one }) => one),
    ...read.unread.map(({ source }) => unreadEntry(source, today)),
  ]
  const stand = await register.engine(async (tx) => {
    const changes = changesOf(await saidIn(tx, feed.calendar_feed), entries, range, now, read.unread.length === 0)
    await writeSaid(tx, feed.calendar_feed, changes, now)
    return changes.stand
  })
  await recordRelease(
    register,
    {
      ...{ viewer: who.person, role: who.role, organization_id: who.organization_id, purpose: who.purpose },
      ...{ path: '/calendar', policy: `${policy.name}@${policy.version}`, withheld: [], released_at: now },
    },
    { act: 'read-calendar', about: `calendar-feed:${feed.calendar_feed}`, detail: { route, outcome: 'done' } },
    releases.map(({ dataset, person_ids }) => ({ dataset, person_ids })),
  )
  return icsOf({
    name: `Wholepanel ${region.settings.region}`,
    subscription: `${feed.calendar_feed}-${Date.parse(feed.made_at).toString(36)}.wholepanel`,
    address: region.settings.public_url ?? null,
    entries,
    stand,
  })
}

function ownRoutes(server: Server, house: House): void {
  const read = { summary: 'One’s own subscription to the calendar', response: { 200: Subscription, ...problems } }
  server.get('/api/calendar/subscription', { schema: read }, async (request) => {
    const { account } = await atOwnDoor(house, request)
    return house.register.engine(async (tx) => {
      const feed = await feedOf(tx, account)
      const grants = await grantsInForceIn(tx, account, house.now().slice(0, 10))
      const grant = grants.find((one) => one.access_grant === feed?.access_grant)
      return {
        made_at: feed?.made_at ?? null,
        read_at: feed?.read_at ?? null,
        as: grant ? { role: grant.role, participant: grant.participant } : null,
      }
    })
  })
  const renew = {
    summary: 'Make a secret address for calendar programs, or another in its place',
    response: { 200: Address, ...problems },
  }
  server.post('/api/calendar/subscription', { schema: renew }, async (request) => {
    const { account, viewer } = await atOwnDoor(house, request)
    if (viewer.access_grant === undefined) throw refused()
    const under = viewer.access_grant
    const token = await house.register.engine(async (tx) => {
      const made = await renewFeed(tx, account, under, house.now())
      await recordOwnActIn(tx, { account, viewer }, { act: 'subscribe-calendar', detail: {}, at: house.now() })
      return made
    })
    return { address: `${siteOf(house, request)}/calendar/${token}.ics` }
  })
  const end = { summary: 'End it: the address leads nowhere', response: { 204: z.null(), ...problems } }
  server.delete('/api/calendar/subscription', { schema: end }, async (request, reply) => {
    const { account, viewer } = await atOwnDoor(house, request)
    await house.register.engine(async (tx) => {
      if (!(await endFeed(tx, account, house.now()))) throw refused()
      await recordOwnActIn(tx, { account, viewer }, { act: 'end-calendar', detail: {}, at: house.now() })
    })
    return reply.code(204).send(null)
  })
}

const siteOf = (house: House, request: FastifyRequest): string =>
  house.region.settings.public_url ?? addressOf(house, request).origin
