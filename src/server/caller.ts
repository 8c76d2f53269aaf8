import type { FastifyRequest } from 'fastify'
import { WholepanelError } from '../error.ts'
import { GRANTED, refused } from '../governance/permit.ts'
import type { Action } from '../governance/routes.ts'
import { scopesOpen } from '../governance/scopes.ts'
import { clientViewer, type Viewer } from '../governance/viewer.ts'
import type { RegisterTransaction } from '../register/open.ts'
import { clientOfTokenIn } from '../register/people/api-clients.ts'
import { type BreakGlass, openBreakGlassIn } from '../register/people/break-glass.ts'
import type { House } from './house.ts'

/** Who asks: a person in a session, or a program with a token. Both go through the same doors. */
export type Caller = {
  viewer: Viewer
  /** `account:dana` or `client:ehr`, as events name it. */
  key: string
  /** Whether the session or the token holds still, asked again in the transaction that records the answer. */
  holds: (tx: RegisterTransaction) => Promise<boolean>
  /** What the person opened in an emergency and may use for this action. */
  emergencies: readonly BreakGlass[]
}

export async function callerOf(house: House, request: FastifyRequest, action: Action): Promise<Caller | null> {
  const token = bearer(request)
  if (token !== null) return program(house, request, action, token)
  const session_hash = house.sessions.hashOf(request)
  if (session_hash === null) return null
  return house.register.engine(async (tx) => {
    const session = await house.sessions.in(tx, session_hash)
    if (!session) return null
    const { viewer, access_grant, account } = session
    const emergencies = inEmergency(action) ? await openBreakGlassIn(tx, access_grant, house.now()) : []
    return {
      viewer: { ...viewer, emergency_practice_ids: emergencies.map((one) => one.practice_id) },
      key: `account:${account}`,
      holds: async (later) => (await house.sessions.in(later, session_hash)) !== null,
      emergencies,
    }
  })
}

const inEmergency = (action: Action): boolean =>
  GRANTED.some((one) => one.action === action && one.relationship === 'emergency')

async function program(house: House, request: FastifyRequest, action: Action, token: string): Promise<Caller> {
  const held = await house.register.engine((tx) => clientOfTokenIn(tx, token, house.now()))
  if (!held)
    throw new WholepanelError('access-sign-in', {
      got: 'a token that does not hold',
      fix: 'ask for another at /auth/token',
    })
  if (!['GET', 'HEAD'].includes(request.method) || !scopesOpen(held.scopes, action)) throw refused()
  return {
    viewer: clientViewer(held.client),
    key: `client:${held.client.client_id}`,
    holds: async (tx) => (await clientOfTokenIn(tx, token, house.now())) !== null,
    emergencies: [],
  }
}

function bearer({ headers }: FastifyRequest): string | null {
  const [scheme = '', token = ''] = (headers.authorization ?? '').split(' ')
  return scheme.toLowerCase() === 'bearer' ? token : null
}
