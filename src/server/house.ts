import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { STRICTEST } from '../disclosure/policy.ts'
import type { ReadRecords } from '../disclosure/reads/explain.ts'
import type { Reading } from '../disclosure/reads/reading.ts'
import { practiceSubject } from '../disclosure/reads/subject.ts'
import type { Door, ReleaseRecord } from '../disclosure/release.ts'
import { WholepanelError } from '../error.ts'
import { type Action, permit, ROUTES, refused, refuseRole } from '../governance/permit.ts'
import type { Viewer } from '../governance/viewer.ts'
import type { Engine } from '../lake/engine.ts'
import type { Region } from '../region.ts'
import { appendEvent } from '../register/events.ts'
import type { Register } from '../register/open.ts'
import type { BreakGlass } from '../register/people/break-glass.ts'
import { recordRelease } from '../register/releases.ts'
import { type Caller, callerOf } from './caller.ts'
import type { Source } from './live.ts'
import { type OwnAddress, ownAddress } from './own-address.ts'
import { routeOf } from './problem.ts'
import type { KeySource } from './programs/key-source.ts'
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
  /** Public keys of programs, by which their assertions are checked. */
  keys: KeySource
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
  const { caller, action, route } = await atDoor(house, request)
  return house.source.read(async (reading) => {
    permit(caller.viewer, action, practice_id === null ? {} : await practiceSubject(reading, practice_id))
    const emergency = practice_id === null ? null : emergencyAt(caller, practice_id)
    if (emergency && wantsCsv(request)) throw refused()
    return recorded(house, request, { caller, route, emergency }, (door) => read(reading, door))
  })
}

/** The same for what stands in the register: it needs no run. */
export async function throughRegisterDoor<Result>(
  house: House,
  request: FastifyRequest,
  read: (door: Door) => Promise<Result>,
): Promise<Result> {
  const { caller, action, route } = await atDoor(house, request)
  permit(caller.viewer, action)
  return recorded(house, request, { caller, route, emergency: null }, read)
}

/** What was opened in an emergency is looked at, not taken away; a practice of one's own needs none. */
const emergencyAt = ({ viewer, emergencies }: Caller, practice_id: string): BreakGlass | null =>
  viewer.practice_ids.includes(practice_id)
    ? null
    : (emergencies.find((one) => one.practice_id === practice_id) ?? null)

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
): Promise<{ caller: Caller; action: Action; route: string }> {
  const route = routeOf(request).replace(/^HEAD/, 'GET')
  const action = actionOf(route)
  const caller = await callerOf(house, request, action)
  refuseRole(caller?.viewer ?? null, action)
  if (!caller) throw new WholepanelError('access-sign-in')
  return { caller, action, route }
}

async function recorded<Result>(
  house: House,
  request: FastifyRequest,
  { caller, route, emergency }: { caller: Caller; route: string; emergency: BreakGlass | null },
  read: (door: Door) => Promise<Result>,
): Promise<Result> {
  const { viewer } = caller
  const releases: ReleaseRecord[] = []
  const record = async (one: ReleaseRecord) => {
    releases.push(one)
  }
  const result = await read({ viewer, route, policy: STRICTEST, record })
  await requireStillIn(house, caller, route)
  if (emergency)
    await appendEvent(house.register, {
      ...whose(house, viewer),
      act: 'read-in-emergency',
      about: `practice:${emergency.practice_id} break-glass:${emergency.break_glass}`,
      detail: { route },
    })
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

/** Who was let out while its read ran gets no answer; that nothing left is written down. */
async function requireStillIn(house: House, { viewer, key, holds }: Caller, route: string): Promise<void> {
  if (await holds()) return
  await appendEvent(house.register, {
    ...whose(house, viewer),
    act: 'read-refused',
    about: key,
    detail: { route, because: 'the session or the token ended while the read ran' },
  })
  throw new WholepanelError('access-sign-in', { fix: 'sign in and try again' })
}

const whose = (house: House, { person, role, organization_id, purpose }: Viewer) => ({
  at: house.now(),
  actor: person,
  role,
  participant: organization_id,
  purpose,
})

const wantsCsv = (request: FastifyRequest): boolean =>
  (request.query as Record<string, unknown> | undefined)?.format === 'csv'

function actionOf(route: string): Action {
  const action = ROUTES[route]
  if (!action) throw new WholepanelError('access-denied')
  return action
}
