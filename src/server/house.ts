import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { STRICTEST } from '../disclosure/policy.ts'
import type { ReadRecords } from '../disclosure/reads/explain.ts'
import type { Reading } from '../disclosure/reads/reading.ts'
import { type Asked, payersInRun, practiceSubject, submissionSubject } from '../disclosure/reads/subject.ts'
import type { Door, ReleaseRecord } from '../disclosure/release.ts'
import { WholepanelError } from '../error.ts'
import { permit, refuseRole } from '../governance/permit.ts'
import { type Permitted, unusablePayers } from '../governance/permitted.ts'
import type { Permission } from '../governance/read-permissions.ts'
import { type Action, ROUTES } from '../governance/routes.ts'
import type { Viewer } from '../governance/viewer.ts'
import type { Engine } from '../lake/engine.ts'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import { recordRelease } from '../register/releases.ts'
import { listAgreements } from '../register/rights/agreements.ts'
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
  asked: Asked,
  read: (reading: Reading, door: Door) => Promise<Result>,
): Promise<Result> {
  const { viewer, action, route } = atDoor(house, request)
  return house.source.read(async (reading) => {
    const permission = permit(viewer, action, await practiceSubject(reading, asked))
    const who = await underAgreements(house, viewer, permission, await payersInRun(reading))
    return recorded(house, request, { viewer: who, route }, (door) => read(reading, door))
  })
}

/** The same for what stands in the register: it needs no run. */
export async function throughRegisterDoor<Result>(
  house: House,
  request: FastifyRequest,
  read: (door: Door) => Promise<Result>,
  { submission_id }: { submission_id?: string } = {},
): Promise<Result> {
  const { viewer, action, route } = atDoor(house, request)
  const subject = submission_id === undefined ? {} : await submissionSubject(house.register, submission_id)
  const permission = permit(viewer, action, subject)
  // What was delivered, and by what right, is no result: no agreement of a payer stands between.
  return recorded(house, request, { viewer: { ...viewer, permission, unusable_payers: [] }, route }, read)
}

function atDoor(house: House, request: FastifyRequest): { viewer: Viewer; action: Action; route: string } {
  const route = routeOf(request).replace(/^HEAD/, 'GET')
  const action = actionOf(route)
  const viewer = viewerOf(house, request)
  refuseRole(viewer, action)
  if (!viewer) throw new WholepanelError('access-sign-in')
  return { viewer, action, route }
}

/** The viewer with what the line asks of the payers' agreements, as they stand at this moment. */
async function underAgreements(
  { register, now }: House,
  viewer: Viewer,
  permission: Permission,
  payers: readonly string[],
): Promise<Permitted> {
  const agreements = permission.agreement.length > 0 ? await listAgreements(register) : []
  const unusable_payers = unusablePayers(permission, payers, agreements, now().slice(0, 10))
  return { ...viewer, permission, unusable_payers }
}

async function recorded<Result>(
  house: House,
  request: FastifyRequest,
  { viewer, route }: { viewer: Permitted; route: string },
  read: (door: Door) => Promise<Result>,
): Promise<Result> {
  const releases: ReleaseRecord[] = []
  const record = async (one: ReleaseRecord) => {
    releases.push(one)
  }
  const result = await read({ viewer, route, policy: STRICTEST, record })
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

const wantsCsv = (request: FastifyRequest): boolean =>
  (request.query as Record<string, unknown> | undefined)?.format === 'csv'

function actionOf(route: string): Action {
  if (!Object.hasOwn(ROUTES, route)) throw new WholepanelError('access-denied')
  return ROUTES[route as keyof typeof ROUTES]
}
