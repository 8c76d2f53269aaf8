import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import { type Viewer, viewerFrom } from '../../governance/viewer.ts'
import { checkOperatorToken } from '../../register/operator-token.ts'
import { grantsInForce } from '../../register/people/access-grants.ts'
import { accountOf, demonstrationPeople } from '../../register/people/accounts.ts'
import { hostName, isLoopback } from '../guard.ts'
import { type House, type Server, viewerOf } from '../house.ts'
import { problems } from '../problem.ts'
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
      const viewer = await signIn(house, request, request.body)
      reply.header('set-cookie', house.sessions.start(viewer, request.headers.cookie))
      return session(house, request, viewer)
    },
  )
  server.delete('/api/session', { schema: { ...schema, summary: 'Signs out' } }, async (request, reply) => {
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
    const chosen = await accountOf(house.register, given.person)
    const [grant] = await grantsInForce(house.register, given.person, house.now().slice(0, 10))
    if (chosen && chosen.about !== null && grant) return viewerFrom(chosen, grant)
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
