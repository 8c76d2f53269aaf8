import type { FastifyInstance, FastifyRequest } from 'fastify'
import { keepingRefusals } from '../convening/silence/refused/keeping.ts'
import type { ReleaseRecord } from '../disclosure/release.ts'
import { type ErrorCode, WholepanelError } from '../error.ts'
import { isOpen } from '../governance/permit.ts'
import { type Action, ROUTES } from '../governance/routes.ts'
import type { Viewer } from '../governance/viewer.ts'
import { appendEvent, type EventGiven } from '../register/events.ts'
import type { EventDetail } from '../register/log/event-chain.ts'
import { recordRelease } from '../register/log/releases.ts'
import { type Caller, callerOf } from './caller.ts'
import type { House } from './house.ts'
import { routeOf } from './problem.ts'
import { Refusals } from './refusals.ts'

/** Keys that an event may hold: of what is in the directory or the register, never of a person of the panel. */
const KEYS: Readonly<Record<string, string>> = {
  practice_id: 'practice',
  submission_id: 'submission',
  agreement: 'agreement',
  feed: 'feed',
  waiver: 'waiver',
  asked_payer: 'payer',
  action: 'alignment-action',
  plan_step: 'plan-step',
  initiative: 'initiative',
  committee: 'committee',
  recommendation: 'recommendation',
  meeting: 'meeting',
  meeting_text: 'meeting-text',
  comment: 'comment',
  goal: 'goal',
  seat_term: 'seat-term',
  recruitment: 'recruitment',
  coaching_request: 'coaching-request',
  coaching_task: 'coaching-task',
  coaching_visit: 'coaching-visit',
  coaching_note: 'coaching-note',
  participant: 'participant',
  account: 'account',
  access_grant: 'access-grant',
  client_id: 'client',
  break_glass: 'break-glass',
  policy: 'policy',
  period: 'period',
  statement: 'statement',
  calendar_date: 'calendar-date',
  webhook: 'webhook',
  attestation_code: 'attestation-code',
  refusal: 'refusal',
}
const KEY = /^[\w.-]{1,100}$/

const recorded = new WeakSet<FastifyRequest>()
const own = new WeakSet<FastifyRequest>()
const askers = new WeakMap<FastifyRequest, Pick<Caller, 'viewer' | 'key'>>()

/** What the door knows of an act by the time it carries it out. */
export type Act = {
  caller: Caller
  viewer: Viewer
  action: Action
  route: string
  /** What the log tells before it tells of the act. */
  before: readonly EventGiven[]
  /** Name and version of the policy it leaves under. */
  policy: string
}

export const isChange = (request: FastifyRequest): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(request.method)

export const eventOf = (
  house: House,
  viewer: Viewer | null,
  act: string,
  about: string,
  detail: EventDetail,
): EventGiven => ({
  at: house.now(),
  actor: viewer?.person ?? 'unknown',
  role: viewer?.role ?? null,
  participant: viewer?.organization_id ?? null,
  purpose: viewer?.purpose ?? null,
  act,
  about,
  detail,
})

/**
 * Carries out what the door let in, with its record: a read is a release and an event of one transaction, before it is
 * answered. An act that changes something is recorded before it begins, so that what cannot be recorded is not done,
 * and again by its end.
 */
export async function recordedAct<Result>(
  house: House,
  request: FastifyRequest,
  { caller, viewer, action, route, before, policy }: Act,
  carryOut: (record: (release: ReleaseRecord) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const changes = isChange(request)
  const begun = changes
    ? await appendEvent(house.register, eventOf(house, viewer, action, '', { route, outcome: 'begun' }))
    : null
  const ends: EventDetail = { route, ...(begun ? { begun: begun.number } : {}) }
  const releases: ReleaseRecord[] = []
  let result: Result
  try {
    result = await keepingRefusals(house.register, () =>
      carryOut(async (one) => {
        releases.push(one)
      }),
    )
  } catch (error) {
    if (begun) await recordFailure(house, request, viewer, action, ends, error)
    throw error
  }
  const csv = wantsCsv(request)
  const written = await recordRelease(
    house.register,
    {
      viewer: viewer.person,
      role: viewer.role,
      organization_id: viewer.organization_id,
      purpose: viewer.purpose,
      path: (request.url.split('?')[0] ?? route) + (csv ? '?format=csv' : ''),
      policy,
      withheld: releases.flatMap(({ dataset, withheld }) =>
        withheld.map(({ field, because, rows }) => `${dataset}.${field}: ${because} (${rows})`),
      ),
      released_at: house.now(),
    },
    {
      act: action,
      about: keysOf(request.params, ...(changes ? [result].flat() : [])),
      detail: { ...ends, outcome: 'done', ...(csv ? { format: 'csv' } : {}) },
    },
    releases.map(({ dataset, person_ids }) => ({ dataset, person_ids })),
    { holds: caller.holds, asFound: caller.asFound(), before },
  )
  if (!written && caller.holds === null) throw new Error('the caller is no longer as remembered')
  recorded.add(request)
  if (written) return result
  const error = await shutOut(house, caller, route)
  if (begun) await recordFailure(house, request, viewer, action, ends, error)
  throw error
}

/** Who was let out while its read ran gets no answer; that nothing left is written down. */
async function shutOut(house: House, { viewer, key }: Caller, route: string): Promise<WholepanelError> {
  const because = 'the session or the token ended while the read ran'
  await appendEvent(house.register, eventOf(house, viewer, 'read-refused', key, { route, because }))
  return new WholepanelError('access-sign-in', { fix: 'sign in and try again' })
}

/** Nothing of what was asked about: it was not shown to be there. */
async function recordFailure(
  house: House,
  request: FastifyRequest,
  viewer: Viewer,
  action: Action,
  ends: EventDetail,
  error: unknown,
): Promise<void> {
  const code = error instanceof WholepanelError ? told(error.code) : 'state-unexpected'
  const refused = code === 'access-denied'
  const outcome = refused ? 'refused' : 'failed'
  await appendEvent(
    house.register,
    eventOf(house, viewer, refused ? 'change-refused' : action, '', {
      ...ends,
      ...(refused ? { asked: action } : {}),
      outcome,
      code,
    }),
  )
  recorded.add(request)
}

/** An organization reads what its people did; that the check refused somebody’s words, only they and the steward know. */
const told = (code: ErrorCode): ErrorCode => (code === 'input-own-amount' ? 'input-argument' : code)

/** The last thing before an answer leaves, so that no route can forget: refusals, and proof that the rest was recorded. */
export function recording(server: FastifyInstance, house: House): void {
  const refusals = new Refusals()
  server.addHook('onClose', async () => {
    for (const { viewer, left_out } of refusals.rest())
      await appendEvent(house.register, eventOf(house, viewer, 'read-refused', '', { outcome: 'refused', left_out }))
  })
  server.addHook('onSend', async (request, reply) => {
    const route = routeOf(request).replace(/^HEAD/, 'GET')
    const action = Object.hasOwn(ROUTES, route) ? ROUTES[route as keyof typeof ROUTES] : undefined
    const open = action !== undefined && isOpen(action)
    if (recorded.has(request)) return
    const status = reply.statusCode
    if (status === 403 || status === 429 || (status === 401 && !open && gaveAnything(request))) {
      recorded.add(request)
      const asker = askers.get(request)
      const viewer = asker?.viewer ?? (await lookerOf(house, request, action))
      const busy = status === 429 && asker !== undefined
      const now = house.now()
      const left_out = busy ? refusals.ofBusy(asker, now) : viewer ? 0 : refusals.ofStranger(now)
      if (left_out === null) return
      const act = isChange(request) ? 'change-refused' : 'read-refused'
      const asked = action === undefined ? {} : { asked: action }
      const detail = { route, ...asked, outcome: 'refused', status, ...(left_out > 0 ? { left_out } : {}) }
      await appendEvent(house.register, eventOf(house, viewer, act, '', detail))
    } else if (status < 400 && action !== undefined && !open && !own.has(request))
      // A route of its own signing in and out records itself; every other goes through the door.
      throw new Error(`the answer of ${route} was not recorded`)
  })
}

/** Whoever asked, as far as that can still be told. */
const lookerOf = async (house: House, request: FastifyRequest, action: Action | undefined): Promise<Viewer | null> =>
  action === undefined ? null : ((await callerOf(house, request, action).catch(() => null))?.viewer ?? null)

/** Who asks, once the door knows: a refusal then costs the register no question about them. */
export const askedBy = (request: FastifyRequest, who: Pick<Caller, 'viewer' | 'key'>): void =>
  void askers.set(request, who)

/** What is one's own leaves by a door of its own: changes are recorded there, refusals like all others. */
export const leavesByOwnDoor = (request: FastifyRequest): void => void own.add(request)

/** A browser that is not signed in asks who it is: that is no refusal to keep. */
const gaveAnything = ({ headers }: FastifyRequest): boolean =>
  headers.cookie !== undefined || headers.authorization !== undefined

function keysOf(...given: readonly unknown[]): string {
  const found = given.flatMap((object) =>
    Object.entries((object ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
      const key = KEYS[name]
      return key !== undefined && (typeof value === 'string' || typeof value === 'number') && KEY.test(String(value))
        ? [`${key}:${value}`]
        : []
    }),
  )
  return [...new Set(found)].join(' ')
}

const wantsCsv = (request: FastifyRequest): boolean =>
  (request.query as Record<string, unknown> | undefined)?.format === 'csv'
