import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { STRICTEST } from '../disclosure/policy.ts'
import type { ReadRecords } from '../disclosure/reads/explain.ts'
import type { Reading } from '../disclosure/reads/reading.ts'
import { practiceSubject } from '../disclosure/reads/subject.ts'
import type { Door, ReleaseRecord } from '../disclosure/release.ts'
import { WholepanelError } from '../error.ts'
import { type Action, permit, ROUTES, refuseRole } from '../governance/permit.ts'
import type { Viewer } from '../governance/viewer.ts'
import type { Engine } from '../lake/engine.ts'
import type { Region } from '../region.ts'
import { appendEvent } from '../register/events.ts'
import type { Register } from '../register/open.ts'
import { recordRelease } from '../register/releases.ts'
import type { Source } from './live.ts'
import { type OwnAddress, ownAddress } from './own-address.ts'
import { routeOf } from './problem.ts'
import type { SignIn } from './sign-in/enter.ts'
import { provenAt, type Session, type Sessions } from './sign-in/sessions.ts'

export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** Carries out a command line in this process; the output comes back in pieces. */
export type Command = (
  argv: readonly string[],
  through: {
    cwd?: string
    out: (text: string) => void
    say: (line: string) => void
    progress: (line: string) => void
    signal: AbortSignal
  },
) => Promise<number>

/** What every route works with. */
export type House = {
  region: Region
  register: Register
  source: Source
  sessions: Sessions
  signIn: SignIn
  host: string
  version: string
  /** Token by which commands of this machine's user come in. */
  token: string
  command: Command | null
  now: () => string
  /** Reads physical records of received files, for explanations. */
  records: (engine: Engine) => ReadRecords
  log: (line: string) => void
  /** Folder of the built pages; null where they were not built. */
  pages: string | null
}

/** The address by which this request came; the guard let it in. */
export function addressOf({ region, host }: House, request: FastifyRequest): OwnAddress {
  const own = ownAddress(request, { ...region.settings, host })
  if (!own) throw new WholepanelError('access-denied', { got: 'a host name that this server does not serve' })
  return own
}

/**
 * A read from permission to record: the role first, so that a stranger touches nothing; then the subject; then the
 * read itself through the door; and nothing is answered before the release is written down.
 */
export async function throughDoor<Result>(
  house: House,
  request: FastifyRequest,
  practice_id: string | null,
  read: (reading: Reading, door: Door) => Promise<Result>,
): Promise<Result> {
  const { session, viewer, action, route } = await atDoor(house, request)
  return house.source.read(async (reading) => {
    permit(viewer, action, practice_id === null ? {} : await practiceSubject(reading, practice_id))
    return recorded(house, request, { session, viewer, route }, (door) => read(reading, door))
  })
}

/** The same for what stands in the register: it needs no run. */
export async function throughRegisterDoor<Result>(
  house: House,
  request: FastifyRequest,
  read: (door: Door) => Promise<Result>,
): Promise<Result> {
  const { session, viewer, action, route } = await atDoor(house, request)
  permit(viewer, action)
  return recorded(house, request, { session, viewer, route }, read)
}

/** How long after a sign-in one may change how one signs in. */
const PROVEN_MINUTES = 10

/**
 * The door to what is the person's own: account, sessions, ways to sign in. Nothing of the region leaves by it, so no
 * release is written down. `proven` demands that the person proved who they are a moment ago.
 */
export async function atOwnDoor(
  house: House,
  request: FastifyRequest,
  { proven = false }: { proven?: boolean } = {},
): Promise<Session> {
  const session = await house.sessions.of(request)
  const action = actionOf(routeOf(request).replace(/^HEAD/, 'GET'))
  if (!session) throw new WholepanelError('access-sign-in', { fix: 'sign in and try again' })
  permit(session.viewer, action)
  const minutes = (Date.parse(house.now()) - Date.parse(provenAt(session))) / 60_000
  if (proven && minutes > PROVEN_MINUTES)
    throw new WholepanelError('access-prove-again', { fix: 'sign in again, then change it within ten minutes' })
  return session
}

async function atDoor(
  house: House,
  request: FastifyRequest,
): Promise<{ session: Session; viewer: Viewer; action: Action; route: string }> {
  const route = routeOf(request).replace(/^HEAD/, 'GET')
  const action = actionOf(route)
  const session = await house.sessions.of(request)
  refuseRole(session?.viewer ?? null, action)
  if (!session) throw new WholepanelError('access-sign-in')
  return { session, viewer: session.viewer, action, route }
}

async function recorded<Result>(
  house: House,
  request: FastifyRequest,
  { session, viewer, route }: { session: Session; viewer: Viewer; route: string },
  read: (door: Door) => Promise<Result>,
): Promise<Result> {
  const releases: ReleaseRecord[] = []
  const record = async (one: ReleaseRecord) => {
    releases.push(one)
  }
  const result = await read({ viewer, route, policy: STRICTEST, record })
  await requireStillIn(house, session, route)
  await recordRelease(house.register, {
    viewer: viewer.person,
    role: viewer.role,
    organization_id: viewer.organization_id,
    purpose: viewer.purpose,
    path: (request.url.split('?')[0] ?? route) + (wantsCsv(request) ? '?format=csv' : ''),
    policy: STRICTEST.name,
    withheld: releases.flatMap(({ dataset, withheld }) =>
      withheld.map(({ field, because, rows }) => `${dataset}.${field}: ${because} (${rows})`),
    ),
    released_at: house.now(),
  })
  return result
}

/** A session that was ended while its read ran gets no answer; that nothing left is written down. */
async function requireStillIn(house: House, { session_hash, account, viewer }: Session, route: string): Promise<void> {
  if (await house.sessions.byHash(session_hash)) return
  await appendEvent(house.register, {
    at: house.now(),
    actor: account,
    role: viewer.role,
    participant: viewer.organization_id,
    purpose: viewer.purpose,
    act: 'read-refused',
    about: `account:${account}`,
    detail: { route, because: 'the session ended while the read ran' },
  })
  throw new WholepanelError('access-sign-in', { fix: 'sign in and try again' })
}

const wantsCsv = (request: FastifyRequest): boolean =>
  (request.query as Record<string, unknown> | undefined)?.format === 'csv'

function actionOf(route: string): Action {
  const action = ROUTES[route]
  if (!action) throw new WholepanelError('access-denied')
  return action
}
