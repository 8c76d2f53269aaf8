import type { FastifyRequest } from 'fastify'
import { WholepanelError } from '../error.ts'
import { GRANTED, refused } from '../governance/permit.ts'
import type { Action } from '../governance/routes.ts'
import { scopesOpen } from '../governance/scopes.ts'
import { clientViewer, type Viewer } from '../governance/viewer.ts'
import type { AsFound } from '../register/log/release-statement.ts'
import type { Holds } from '../register/log/releases.ts'
import { clientOfTokenIn } from '../register/people/api-clients.ts'
import { type BreakGlass, openInSession } from '../register/people/break-glass.ts'
import { type Standing, standingIn, standingNow } from '../register/standing.ts'
import type { House } from './house.ts'
import type { Found } from './remembered.ts'

/** Who asks: a person in a session, or a program with a token. Both go through the same doors. */
export type Caller = {
  viewer: Viewer
  /** `account:dana` or `client:ehr`, as events name it. */
  key: string
  /**
   * Whether the session or the token holds still, asked again in the transaction that records the answer. Null where the
   * caller is only remembered: then `asFound` must be so, or everything is asked anew.
   */
  holds: Holds | null
  /** The session and what stands as they were found, if they alone tell whether the session holds still. */
  asFound: () => AsFound | null
  /** What stood when the caller was asked for. */
  standing: Standing
  /** What the person opened in an emergency and may use for this action. */
  emergencies: readonly BreakGlass[]
}

/** Who asks, as the register has it now. */
export async function callerOf(house: House, request: FastifyRequest, action: Action): Promise<Caller | null> {
  const token = bearer(request)
  if (token !== null) return program(house, request, action, token)
  const session_hash = house.sessions.hashOf(request)
  if (session_hash === null) return null
  const found = await house.register.engine(async (tx): Promise<Found | null> => {
    const opened = openInSession(tx, { session_hash, now: house.now() })
    const [session, [standing], emergencies] = await house.sessions.with(tx, session_hash, standingIn(tx), opened)
    return session && standing ? { session, standing, emergencies } : null
  })
  house.remembered.keep(session_hash, found)
  return (
    found &&
    callerFound(house, found, action, async (later, query) => {
      const [still, rows] = await house.sessions.with(later, session_hash, query)
      return { holds: still !== null, rows }
    })
  )
}

/**
 * Who asks, as far as this process remembers it from a moment ago: a guess, to be confirmed by the register in the
 * transaction that records the answer, before anything is answered. Null where there is no such memory.
 */
export function rememberedCaller(house: House, request: FastifyRequest, action: Action): Caller | null {
  const session_hash = bearer(request) === null ? house.sessions.hashOf(request) : null
  const found = session_hash === null ? null : house.remembered.found(session_hash)
  if (!found || !house.sessions.isSeen(found.session)) return null
  const caller = callerFound(house, found, action, null)
  return caller.asFound() ? caller : null
}

function callerFound(
  house: House,
  { session, standing, emergencies: opened }: Found,
  action: Action,
  holds: Holds | null,
): Caller {
  const { viewer, account } = session
  const emergencies = inEmergency(action) ? opened : []
  return {
    viewer: { ...viewer, emergency_practice_ids: emergencies.map((one) => one.practice_id) },
    key: `account:${account}`,
    holds,
    asFound: () => {
      const found = house.sessions.asFound(session)
      return found && { ...found, standing_found: standing.as_found }
    },
    standing,
    emergencies,
  }
}
const inEmergency = (action: Action): boolean =>
  GRANTED.some((one) => one.action === action && one.relationship === 'emergency')

async function program(house: House, request: FastifyRequest, action: Action, token: string): Promise<Caller> {
  const [held, standing] = await house.register.engine(async (tx) => {
    const found = await clientOfTokenIn(tx, token, house.now())
    return [found, await standingNow(tx)] as const
  })
  if (!held)
    throw new WholepanelError('access-sign-in', {
      got: 'a token that does not hold',
      fix: 'ask for another at /auth/token',
    })
  if (!['GET', 'HEAD'].includes(request.method) || !scopesOpen(held.scopes, action)) throw refused()
  return {
    viewer: clientViewer(held.client),
    key: `client:${held.client.client_id}`,
    holds: async (tx, query) => ({
      holds: (await clientOfTokenIn(tx, token, house.now())) !== null,
      rows: (await tx.executeQuery(query.compile())).rows,
    }),
    asFound: () => null,
    standing,
    emergencies: [],
  }
}

function bearer({ headers }: FastifyRequest): string | null {
  const [scheme = '', token = ''] = (headers.authorization ?? '').split(' ')
  return scheme.toLowerCase() === 'bearer' ? token : null
}
