import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ALL_SCOPES, grantedScopes, SCOPES } from '../../../governance/scopes.ts'
import { appendEvent } from '../../../register/events.ts'
import { type ApiClient, issueApiToken, TOKEN_SECONDS } from '../../../register/people/api-clients.ts'
import { addressOf, type House, type Server } from '../../house.ts'
import { Problem } from '../../problem.ts'
import { programOf, RefusedAssertion } from '../../programs/assertion.ts'

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const LONGEST_BODY = 16_384

/** RFC 6749, section 5.1 and 5.2: what a program expects of a token endpoint, in place of our problems. */
const Token = z
  .object({
    access_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: z.number().int(),
    scope: z.string(),
  })
  .meta({ id: 'AccessToken' })
const TokenError = z.object({ error: z.string(), error_description: z.string() }).meta({ id: 'TokenError' })

const SmartConfiguration = z
  .object({
    token_endpoint: z.string(),
    grant_types_supported: z.array(z.string()),
    token_endpoint_auth_methods_supported: z.array(z.string()),
    token_endpoint_auth_signing_alg_values_supported: z.array(z.string()),
    scopes_supported: z.array(z.string()),
    code_challenge_methods_supported: z.array(z.string()),
    capabilities: z.array(z.string()),
  })
  .meta({ id: 'SmartConfiguration' })

class Refused extends Error {
  readonly error: string

  constructor(error: string, description: string) {
    super(description)
    this.error = error
  }
}

export function authTokenRoutes(server: Server, house: House): void {
  const configuration = { summary: 'Where and how a program asks for a token', response: { 200: SmartConfiguration } }
  server.get('/.well-known/smart-configuration', { schema: configuration }, async (request) => ({
    token_endpoint: `${addressOf(house, request).origin}/auth/token`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    scopes_supported: [ALL_SCOPES, ...Object.keys(SCOPES)],
    code_challenge_methods_supported: ['S256'],
    capabilities: ['client-confidential-asymmetric', 'permission-v2'],
  }))
  // A form is taken here and nowhere else.
  server.register(async (here) => {
    here.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
      done(null, new URLSearchParams(String(body)))
    })
    const schema = {
      summary: 'A token for five minutes, for a program that signs its own assertion (SMART Backend Services)',
      consumes: ['application/x-www-form-urlencoded'],
      response: { 200: Token, 400: TokenError, 401: TokenError, 429: Problem },
    }
    const options = { schema, bodyLimit: LONGEST_BODY }
    ;(here as Server).post('/auth/token', options, async (request, reply) => {
      reply.header('pragma', 'no-cache')
      try {
        return await token(house, request)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const status = error.error === 'invalid_client' ? 401 : 400
        return reply.code(status).send({ error: error.error, error_description: error.message })
      }
    })
  })
}

async function token(house: House, request: FastifyRequest): Promise<z.infer<typeof Token>> {
  const { body } = request
  const given = body instanceof URLSearchParams ? body : new URLSearchParams()
  const one = (name: string): string => {
    const [value, ...more] = given.getAll(name)
    if (value === undefined || more.length > 0) throw new Refused('invalid_request', `want ${name}, once, in a form`)
    return value
  }
  if (one('grant_type') !== 'client_credentials')
    throw new Refused('unsupported_grant_type', 'want grant_type=client_credentials')
  if (one('client_assertion_type') !== JWT_BEARER)
    throw new Refused('invalid_request', `want client_assertion_type=${JWT_BEARER}`)
  const asked = one('scope')
    .split(' ')
    .filter((scope) => scope !== '')
  const client = await proven(house, request, one('client_assertion'))
  const scopes = grantedScopes(asked, client.scopes)
  if (scopes.length === 0) throw new Refused('invalid_scope', 'none of these scopes was registered for this program')
  const issued = await issueApiToken(house.register, client.client_id, scopes, house.now())
  await appendEvent(house.register, {
    ...about(house, client),
    act: 'issue-token',
    about: `client:${client.client_id}`,
    detail: { scopes: scopes.length },
  })
  return { access_token: issued.token, token_type: 'bearer', expires_in: TOKEN_SECONDS, scope: scopes.join(' ') }
}

/** Whoever sent it is told only that it was refused; why stands in the log. */
async function proven(house: House, request: FastifyRequest, assertion: string): Promise<ApiClient> {
  const audience = `${addressOf(house, request).origin}/auth/token`
  house.refusedAssertions.refuseTooMany(request.ip)
  try {
    return await programOf({ register: house.register, keys: house.keys, now: house.now() }, assertion, audience)
  } catch (error) {
    if (!(error instanceof RefusedAssertion)) throw error
    house.refusedAssertions.failed(request.ip)
    await appendEvent(house.register, {
      at: house.now(),
      actor: error.client_id === null ? 'unknown' : `client:${error.client_id}`,
      role: null,
      participant: null,
      purpose: null,
      act: 'refuse-token',
      about: error.client_id === null ? 'client:unknown' : `client:${error.client_id}`,
      detail: { because: error.message },
    })
    throw new Refused('invalid_client', 'the assertion does not prove a registered program')
  }
}

const about = (house: House, client: ApiClient) => ({
  at: house.now(),
  actor: `client:${client.client_id}`,
  role: client.role,
  participant: client.participant,
  purpose: client.purpose,
})
