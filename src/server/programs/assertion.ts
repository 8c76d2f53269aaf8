import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import type { Register } from '../../register/open.ts'
import { type ApiClient, apiClientOf } from '../../register/people/api-clients.ts'
import { useOnce } from '../../register/people/used-once.ts'
import type { KeySource } from './key-source.ts'

const ALGORITHMS = ['ES384', 'RS384']
/** SMART App Launch 2: at most five minutes ahead. */
const LONGEST_SECONDS = 300
/** Clocks differ a little. */
const SKEW_SECONDS = 30
const LONGEST_JTI = 200

/** Why an assertion was refused, for the log; whoever sent it is told only that it was. */
export class RefusedAssertion extends Error {
  readonly client_id: string | null

  constructor(because: string, client_id: string | null) {
    super(because)
    this.client_id = client_id
  }
}

/**
 * The program that signed an assertion (SMART Backend Services, RFC 7523): by one of its own keys, for this server's
 * token address, for a few minutes, and once.
 */
export async function programOf(
  { register, keys, now }: { register: Register; keys: KeySource; now: string },
  assertion: string,
  audience: string,
): Promise<ApiClient> {
  const { client_id, header } = named(assertion)
  const refuse = (because: string) => new RefusedAssertion(because, client_id)
  const client = await apiClientOf(register, client_id)
  if (!client) throw new RefusedAssertion('unknown program', null)
  if (client.status !== 'active') throw refuse(`the program is ${client.status}`)
  if (header.kid === undefined) throw refuse('no kid')
  if (header.jku !== undefined && header.jku !== client.jwks_url) throw refuse('another key address')
  const payload = await verified(assertion, client, { keys, now, audience }).catch((error: unknown) => {
    throw refuse(codeOf(error))
  })
  const seconds = Date.parse(now) / 1000
  const { exp = 0, jti } = payload
  if (exp > seconds + LONGEST_SECONDS + SKEW_SECONDS) throw refuse('expires too late')
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_JTI) throw refuse('no jti')
  const until = new Date((exp + 2 * SKEW_SECONDS) * 1000).toISOString()
  if (!(await useOnce(register, 'assertion', `${client_id} ${jti}`, until, now))) throw refuse('came before')
  return client
}

/** What an assertion says of itself. Nothing of it is believed before its signature was checked. */
function named(assertion: string) {
  try {
    const header = decodeProtectedHeader(assertion)
    const { iss } = decodeJwt(assertion)
    if (typeof iss === 'string' && iss.length <= 200) return { client_id: iss, header }
  } catch {
    throw new RefusedAssertion('not an assertion', null)
  }
  throw new RefusedAssertion('no issuer', null)
}

async function verified(
  assertion: string,
  client: ApiClient,
  { keys, now, audience }: { keys: KeySource; now: string; audience: string },
): Promise<JWTPayload> {
  const set = createLocalJWKSet({ keys: await keys.of(client) })
  const { payload } = await jwtVerify(assertion, set, {
    algorithms: ALGORITHMS,
    issuer: client.client_id,
    subject: client.client_id,
    audience,
    clockTolerance: SKEW_SECONDS,
    currentDate: new Date(now),
    requiredClaims: ['exp', 'jti'],
  })
  return payload
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'its keys were not to be had'
