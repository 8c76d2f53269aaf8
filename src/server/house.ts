import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { embargoOf } from '../disclosure/policy/embargo.ts'
import type { InForce } from '../disclosure/policy/in-force.ts'
import type { ReadRecords } from '../disclosure/reads/explain.ts'
import type { Reading } from '../disclosure/reads/reading.ts'
import { practiceSubject } from '../disclosure/reads/subject.ts'
import type { Door } from '../disclosure/release.ts'
import { WholepanelError } from '../error.ts'
import { type Action, permit, ROUTES, refuseRole } from '../governance/permit.ts'
import type { Viewer } from '../governance/viewer.ts'
import type { Engine } from '../lake/engine.ts'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import type { Source } from './live.ts'
import { routeOf } from './problem.ts'
import { type Act, recordedAct } from './recording.ts'
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
    const rules = { policy, withheld, embargo }
    return carriedOut(house, request, { viewer, action, route }, rules, (door) => read(reading, door))
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
  const rules = { policy, withheld: new Set<string>(), embargo: null }
  return carriedOut(house, request, { viewer, action, route }, rules, read)
}

function atDoor(house: House, request: FastifyRequest): Act {
  const route = routeOf(request).replace(/^HEAD/, 'GET')
  const action = actionOf(route)
  const viewer = viewerOf(house, request)
  refuseRole(viewer, action)
  if (!viewer) throw new WholepanelError('access-sign-in')
  return { viewer, action, route }
}

const carriedOut = <Result>(
  house: House,
  request: FastifyRequest,
  act: Act,
  rules: Pick<Door, 'policy' | 'withheld' | 'embargo'>,
  read: (door: Door) => Promise<Result>,
): Promise<Result> =>
  recordedAct(house, request, act, `${rules.policy.name}@${rules.policy.version}`, (record) =>
    read({ viewer: act.viewer, route: act.route, ...rules, record }),
  )

function actionOf(route: string): Action {
  const action = ROUTES[route]
  if (!action) throw new WholepanelError('access-denied')
  return action
}
