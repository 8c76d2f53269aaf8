import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { embargoOf } from '../disclosure/policy/embargo.ts'
import type { ReadRecords } from '../disclosure/reads/explain.ts'
import type { Reading } from '../disclosure/reads/reading.ts'
import {
  type Asked,
  contractSubject,
  convenedSubject,
  payerSubject,
  payersInRun,
  practiceSubject,
  submissionSubject,
} from '../disclosure/reads/subject.ts'
import type { Door } from '../disclosure/release.ts'
import { WholepanelError } from '../error.ts'
import { permit, refused, refuseRole } from '../governance/permit.ts'
import { unusablePayers } from '../governance/permitted.ts'
import type { Subject } from '../governance/relationships.ts'
import { type Action, ROUTES } from '../governance/routes.ts'
import { PUBLIC, type Viewer } from '../governance/viewer.ts'
import type { Engine } from '../lake/engine.ts'
import type { Region } from '../region.ts'
import type { EventGiven } from '../register/events.ts'
import type { Register } from '../register/open.ts'
import type { BreakGlass } from '../register/people/break-glass.ts'
import type { Standing } from '../register/standing.ts'
import { type Caller, callerOf, rememberedCaller } from './caller.ts'
import type { PolicyToday, Source } from './live.ts'
import { type OwnAddress, ownAddress } from './own-address.ts'
import { routeOf } from './problem.ts'
import type { KeySource } from './programs/key-source.ts'
import { READS_OF_A_FILE, type ReadLimit } from './read-limit.ts'
import { askedBy, eventOf, isChange, leavesByOwnDoor, recordedAct } from './recording.ts'
import type { Remembered } from './remembered.ts'
import type { Attempts } from './sign-in/attempts.ts'
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
  remembered: Remembered
  signIn: SignIn
  /** Public keys of programs, by which their assertions are checked. */
  keys: KeySource
  /** Assertions refused, by address: counted apart, so that a program that is set up wrong shuts no reader out. */
  refusedAssertions: Attempts
  /** How much each account and program asked within the minute. */
  reads: ReadLimit
  /** Whether anybody set up e-mail. */
  mails: boolean
  host: string
  version: string
  /** Token by which commands of this machine's user come in. */
  token: string
  command: Command | null
  /** The disclosure policy of today. */
  policy: PolicyToday
  now: () => string
  /** Reads physical records of received files, for explanations. */
  records: (engine: Engine) => ReadRecords
  /** One line for each request that was answered: when, method and pattern, status, milliseconds. */
  log: (line: string) => void
  /** Tells the operator at the terminal. */
  say: (line: string) => void
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
export function throughDoor<Result>(
  house: House,
  request: FastifyRequest,
  asked: Asked,
  read: (reading: Reading, door: Door) => Promise<Result>,
): Promise<Result> {
  return atDoor(house, request, ({ caller, action, route }) =>
    house.source.read(async (reading, standing) => {
      const permission = permit(caller.viewer, action, await practiceSubject(reading, asked))
      const practice_id = typeof asked === 'string' ? asked : (asked?.practice_id ?? null)
      const emergency = practice_id === null ? null : emergencyAt(caller, practice_id)
      if (emergency && wantsCsv(request)) throw refused()
      const today = house.now().slice(0, 10)
      const unusable_payers = unusablePayers(permission, await payersInRun(reading), standing.agreements, today)
      const viewer = { ...caller.viewer, permission, unusable_payers }
      const { policy, withheld } = reading.patterns
      const embargo = embargoOf(policy, reading.period, standing.published, today)
      const door = { viewer, route, policy, withheld, embargo }
      return carriedOut(house, request, { caller, action, emergency, door }, (open) => read(reading, open))
    }, caller.standing),
  )
}

type About = {
  submission_id?: string
  arrangement?: string
  asked_payer?: string
  recommendation?: string
  initiative?: string
}

async function registerSubject(
  register: Register,
  { submission_id, arrangement, asked_payer, recommendation, initiative }: About,
): Promise<Subject> {
  if (submission_id !== undefined) return submissionSubject(register, submission_id)
  if (arrangement !== undefined) return contractSubject(register, arrangement)
  if (recommendation !== undefined) return convenedSubject(register, ['recommendation', recommendation])
  if (initiative !== undefined) return convenedSubject(register, ['initiative', initiative])
  return asked_payer === undefined ? {} : payerSubject(register, asked_payer)
}

/** The same for what stands in the register: it needs no run. */
export function throughRegisterDoor<Result>(
  house: House,
  request: FastifyRequest,
  read: (door: Door, standing: Standing) => Promise<Result>,
  about: About = {},
): Promise<Result> {
  return atDoor(house, request, async ({ caller, action, route }) => {
    const permission = permit(caller.viewer, action, await registerSubject(house.register, about))
    // What was delivered, and by what right, is no result: no agreement of a payer stands between.
    const viewer = { ...caller.viewer, permission, unusable_payers: [] }
    const { policy } = await house.policy(caller.standing.agreements)
    const door = { viewer, route, policy, withheld: new Set<string>(), embargo: null }
    return carriedOut(house, request, { caller, action, emergency: null, door }, (open) => read(open, caller.standing))
  })
}

/** What anybody may read without signing in: as the public, and nothing in it is anybody's own. */
export async function throughOpenDoor<Result>(
  house: House,
  request: FastifyRequest,
  read: (door: Door) => Promise<Result>,
): Promise<Result> {
  const route = routeOf(request).replace(/^HEAD/, 'GET')
  const viewer = { ...PUBLIC, permission: permit(null, actionOf(route)), unusable_payers: [] }
  const { policy } = await house.policy()
  return read({ viewer, route, policy, withheld: new Set(), embargo: null, record: async () => undefined })
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
  letIn(house, request, { viewer: session.viewer, key: `account:${session.account}` })
  permit(session.viewer, action)
  leavesByOwnDoor(request)
  const minutes = (Date.parse(house.now()) - Date.parse(provenAt(session))) / 60_000
  if (proven && minutes > PROVEN_MINUTES)
    throw new WholepanelError('access-prove-again', { fix: 'sign in again, then change it within ten minutes' })
  return session
}

/**
 * Lets in who asks. A read is carried out for the caller that is remembered, and its record confirms that the register
 * knows the same; whatever comes in between, a refusal too, is not believed, and the read is carried out for the caller
 * that the register gives.
 */
async function atDoor<Result>(
  house: House,
  request: FastifyRequest,
  enter: (at: { caller: Caller; action: Action; route: string }) => Promise<Result>,
): Promise<Result> {
  const route = routeOf(request).replace(/^HEAD/, 'GET')
  const action = actionOf(route)
  const guess = isChange(request) ? null : rememberedCaller(house, request, action)
  if (guess) {
    letIn(house, request, guess)
    try {
      refuseRole(guess.viewer, action)
      return await enter({ caller: guess, action, route })
    } catch {
      // Asked anew below: only what the register says now is told.
    }
  }
  const caller = await callerOf(house, request, action)
  if (caller && caller.key !== guess?.key) letIn(house, request, caller)
  refuseRole(caller?.viewer ?? null, action)
  if (!caller) throw new WholepanelError('access-sign-in')
  return enter({ caller, action, route })
}

/** Says who stands at the door, and counts what they ask before anything is done for them. */
function letIn(house: House, request: FastifyRequest, who: Pick<Caller, 'viewer' | 'key'>): void {
  askedBy(request, who)
  house.reads.take(who.key, asksForFile(request) ? READS_OF_A_FILE : 1)
}

const carriedOut = <Result>(
  house: House,
  request: FastifyRequest,
  { caller, action, emergency, door }: Opened,
  read: (door: Door) => Promise<Result>,
): Promise<Result> => {
  const { viewer, route, policy } = door
  const before = emergency ? [inEmergencyEvent(house, viewer, emergency, route)] : []
  const act = { caller, viewer, action, route, before, policy: `${policy.name}@${policy.version}` }
  return recordedAct(house, request, act, (record) => read({ ...door, record }))
}

/** What the door found before it opened. */
type Opened = { caller: Caller; action: Action; emergency: BreakGlass | null; door: Omit<Door, 'record'> }

const inEmergencyEvent = (house: House, viewer: Viewer, opened: BreakGlass, route: string): EventGiven =>
  eventOf(house, viewer, 'read-in-emergency', `practice:${opened.practice_id} break-glass:${opened.break_glass}`, {
    route,
  })

const wantsCsv = (request: FastifyRequest): boolean =>
  (request.query as Record<string, unknown> | undefined)?.format === 'csv'

/** What is made whole, whatever its size: a table as CSV, a document as PDF, the whole log. */
const asksForFile = (request: FastifyRequest): boolean =>
  ['csv', 'pdf'].includes(String((request.query as Record<string, unknown> | undefined)?.format)) ||
  /(\.pdf|\/export)$/.test(routeOf(request))

function actionOf(route: string): Action {
  if (!Object.hasOwn(ROUTES, route)) throw new WholepanelError('access-denied')
  return ROUTES[route as keyof typeof ROUTES]
}
