import {
  type ApiClient,
  type ApiClientStatus,
  apiClientOf,
  insertApiClient,
  setApiClientStatus,
} from '../../register/people/api-clients.ts'
import { refused } from '../permit.ts'
import { isScope, SCOPES } from '../scopes.ts'
import { type Act, changing, eventOf, governs, keyFrom, somethingAfter, wrong } from './act.ts'
import { type Asked, within } from './bounds.ts'
import { readKeySet } from './key-set.ts'
import { PURPOSE_OF } from './roles.ts'

export type ClientAsked = Asked & {
  client_name: string
  scopes: readonly string[]
  /** A JSON Web Key Set as text, or where it stands. */
  jwks?: string | undefined
  jwks_url?: string | undefined
}

/** A program that reads, within what its participant has. It gets no secret: it proves itself with its own key. */
export async function registerClient(act: Act, asked: ClientAsked): Promise<ApiClient> {
  const { client_name, scopes, jwks = null, jwks_url = null } = asked
  if (asked.role === 'operator' || asked.role === 'public')
    throw wrong(`a program with the role ${asked.role}`, 'the role of a participant')
  const bounded = await within(act, asked)
  if (client_name.trim() === '' || client_name.length > 120)
    throw wrong('no name, or a long one', '1 to 120 characters')
  if (scopes.length === 0 || !scopes.every(isScope))
    throw wrong('scopes that there are not', `some of: system/*.rs, ${Object.keys(SCOPES).join(', ')}`)
  if ((jwks === null) === (jwks_url === null))
    throw wrong('keys given twice, or not at all', 'a key set, or its address')
  if (jwks !== null) readKeySet(jwks)
  if (jwks_url !== null) requireKeyAddress(jwks_url)
  return changing(act, asked.participant, async (tx) => {
    const { by, now } = act
    const result = await insertApiClient(tx, {
      ...bounded,
      client_id: somethingAfter(keyFrom(client_name)),
      client_name: client_name.trim(),
      purpose: PURPOSE_OF[asked.role],
      scopes: [...new Set(scopes)],
      jwks,
      jwks_url,
      registered_at: now,
      registered_by: by.person,
    })
    const event = eventOf(act, 'register-client', `client:${result.client_id}`, {
      role: result.role,
      participant: result.participant,
    })
    return { result, event }
  })
}

/** Suspends, takes back in or ends a program: its tokens are worth nothing in the same moment. */
export async function setClientStatus(act: Act, client_id: string, status: ApiClientStatus): Promise<void> {
  const client = await apiClientOf(act.register, client_id)
  if (!client || !governs(act.by, client.participant)) throw refused()
  await changing(act, client.participant, async (tx) => {
    if (!(await setApiClientStatus(tx, client_id, status, act.now)))
      throw wrong(`a program that is ${client.status}`, 'one whose state this would change')
    return { result: undefined, event: eventOf(act, ACTS[status], `client:${client_id}`) }
  })
}

const ACTS: Record<ApiClientStatus, string> = {
  active: 'reinstate-client',
  suspended: 'suspend-client',
  ended: 'end-client',
}

/** Whether the address is one of this machine is known when it is fetched; here, that it is one at all. */
function requireKeyAddress(address: string): void {
  const url = URL.canParse(address) && address.length <= 500 ? new URL(address) : null
  const good = url && ['https:', 'http:'].includes(url.protocol) && url.username === '' && url.password === ''
  if (!good) throw wrong('no address of a key set', 'https://NAME/PATH, without a name or password in it')
}
