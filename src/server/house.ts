import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { embargoOf } from '../disclosure/policy/embargo.ts'
import type { InForce } from '../disclosure/policy/in-force.ts'
import type { ReadRecords } from '../disclosure/reads/explain.ts'
import type { Reading } from '../disclosure/reads/reading.ts'
import { practiceSubject } from '../disclosure/reads/subject.ts'
import type { Door, ReleaseRecord } from '../disclosure/release.ts'
import { WholepanelError } from '../error.ts'
import { type Action, permit, ROUTES, refuseRole } from '../governance/permit.ts'
import type { Viewer } from '../governance/viewer.ts'
import type { Engine } from '../lake/engine.ts'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import { recordRelease } from '../register/releases.ts'
import type { Source } from './live.ts'
import { routeOf } from './problem.ts'
import type { Sessions } from './sessions.ts'

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
  host: string
  version: string
  /** Token by which commands of this machine's user come in. */
  token: string
  command: Command | null
  /** The disclosure policy of today. */
  policy: () => Promise<InForce>
  now: () => string
  /** Reads physical records of received files, for explanations. */
  records: (engine: Engine) => ReadRecords
  log: (line: string) => void
  /** Folder of the built pages; null where they were not built. */
  pages: string | null
}

export const viewerOf = (house: House, request: FastifyRequest): Viewer | null =>
  house.sessions.viewer(request.headers.cookie)

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
  const { viewer, action, route } = atDoor(house, request)
  return house.source.read(async (reading) => {
    permit(viewer, action, practice_id === null ? {} : await practiceSubject(reading, practice_id))
    const { policy, withheld } = reading.patterns
    const embargo = await embargoOf(house.register, policy, reading.period, house.now().slice(0, 10))
    return recorded(house, request, { viewer, route, policy, withheld, embargo }, (door) => read(reading, door))
  })
}

/** The same for what stands in the register: it needs no run. */
export async function throughRegisterDoor<Result>(
  house: House,
  request: FastifyRequest,
  read: (door: Door) => Promise<Result>,
): Promise<Result> {
  const { viewer, action, route } = atDoor(house, request)
  permit(viewer, action)
  const { policy } = await house.policy()
  return recorded(house, request, { viewer, route, policy, withheld: new Set(), embargo: null }, read)
}

function atDoor(house: House, request: FastifyRequest): { viewer: Viewer; action: Action; route: string } {
  const route = routeOf(request).replace(/^HEAD/, 'GET')
  const action = actionOf(route)
  const viewer = viewerOf(house, request)
  refuseRole(viewer, action)
  if (!viewer) throw new WholepanelError('access-sign-in')
  return { viewer, action, route }
}

async function recorded<Result>(
  house: House,
  request: FastifyRequest,
  given: Omit<Door, 'record'>,
  read: (door: Door) => Promise<Result>,
): Promise<Result> {
  const releases: ReleaseRecord[] = []
  const record = async (one: ReleaseRecord) => {
    releases.push(one)
  }
  const { viewer, route, policy } = given
  const result = await read({ ...given, record })
  await recordRelease(house.register, {
    viewer: viewer.person,
    role: viewer.role,
    organization_id: viewer.organization_id,
    purpose: viewer.purpose,
    path: (request.url.split('?')[0] ?? route) + (wantsCsv(request) ? '?format=csv' : ''),
    policy: `${policy.name}@${policy.version}`,
    withheld: releases.flatMap(({ dataset, withheld }) =>
      withheld.map(({ field, because, rows }) => `${dataset}.${field}: ${because} (${rows})`),
    ),
    people: releases.map(({ dataset, person_ids }) => ({ dataset, person_ids })),
    released_at: house.now(),
  })
  return result
}

const wantsCsv = (request: FastifyRequest): boolean =>
  (request.query as Record<string, unknown> | undefined)?.format === 'csv'

function actionOf(route: string): Action {
  const action = ROUTES[route]
  if (!action) throw new WholepanelError('access-denied')
  return action
}
