import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import type { Purpose, Role, Viewer } from '../../governance/viewer.ts'
import { type DemonstrationPerson, demonstrationPeople } from '../../register/demonstration-people.ts'
import { checkOperatorToken } from '../../register/operator-token.ts'
import { hostName, isLoopback } from '../guard.ts'
import { type House, type Server, viewerOf } from '../house.ts'
import { problems } from '../problem.ts'
import { recordEntrance } from '../recording.ts'
import { text } from './shapes.ts'

const ViewerShape = z
  .object({
    person: z.string(),
    name: z.string(),
    role: z.string(),
    purpose: z.string(),
    organization_id: text,
    practice_ids: z.array(z.string()),
  })
  .meta({ id: 'Viewer' })

const Session = z
  .object({
    region: z.string(),
    demonstration: z.boolean(),
    viewer: ViewerShape.nullable(),
    people: z
      .array(
        z.object({
          person: z.string(),
          name: z.string(),
          role: z.string(),
          organization_name: text,
          about: z.string(),
        }),
      )
      .describe('Who may be chosen without a password: in a demonstration, on this machine'),
  })
  .meta({ id: 'Session' })

const SignIn = z.object({ person: z.string().max(100).optional(), token: z.string().max(200).optional() })

export function sessionRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'Who is signed in, and in a demonstration who one may be',
    response: { 200: Session, ...problems },
  }
  server.get('/api/session', { schema }, async (request) => session(house, request, viewerOf(house, request)))
  server.post(
    '/api/session',
    {
      schema: {
        ...schema,
        summary: 'Signs in by a one-time token; in a demonstration by choosing a person',
        body: SignIn,
      },
    },
    async (request, reply) => {
      const viewer = await signIn(house, request, request.body).catch(async (error: unknown) => {
        await recordEntrance(house, null, 'sign-in-failed', 'failed')
        throw error
      })
      await recordEntrance(house, viewer, 'sign-in', 'done')
      reply.header('set-cookie', house.sessions.start(viewer, request.headers.cookie))
      return session(house, request, viewer)
    },
  )
  server.delete('/api/session', { schema: { ...schema, summary: 'Signs out' } }, async (request, reply) => {
    const viewer = viewerOf(house, request)
    if (viewer) await recordEntrance(house, viewer, 'sign-out', 'done')
    reply.header('set-cookie', house.sessions.end(request.headers.cookie))
    return session(house, request, null)
  })
}

async function session(house: House, request: FastifyRequest, viewer: Viewer | null) {
  const { region, demonstration } = house.region.settings
  return {
    region,
    demonstration,
    viewer: viewer && { ...viewer, practice_ids: [...viewer.practice_ids] },
    people: mayChoose(house, request) ? await demonstrationPeople(house.register) : [],
  }
}

/** Without a password only in a region the demonstration made, and only when both ends are this machine. */
const mayChoose = (house: House, request: FastifyRequest): boolean =>
  house.region.settings.demonstration &&
  isLoopback(request.socket.remoteAddress) &&
  isLoopback(hostName(request.headers.host))

async function signIn(house: House, request: FastifyRequest, given: z.infer<typeof SignIn>): Promise<Viewer> {
  if (given.person !== undefined && mayChoose(house, request)) {
    const chosen = (await demonstrationPeople(house.register)).find((one) => one.person === given.person)
    if (chosen) return viewerFrom(chosen)
  }
  if (given.token !== undefined && (await checkOperatorToken(house.register, given.token, house.now()))) return OPERATOR
  throw new WholepanelError('access-sign-in', {
    got: 'no one who may enter so',
    fix: 'on real data, use the token that the server printed; it is good once',
  })
}

const OPERATOR: Viewer = {
  person: 'operator',
  name: 'Operator',
  role: 'operator',
  purpose: 'oversight',
  organization_id: null,
  practice_ids: [],
}

const viewerFrom = (one: DemonstrationPerson): Viewer => ({
  person: one.person,
  name: one.name,
  role: one.role as Role,
  purpose: one.purpose as Purpose,
  organization_id: one.organization_id,
  practice_ids: one.practice_ids,
})
