import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { registerClient, setClientStatus } from '../../../governance/access/clients.ts'
import type { Role } from '../../../governance/viewer.ts'
import { type ApiClientStatus, listApiClients } from '../../../register/people/api-clients.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'
import { actAtTerminal } from './at-terminal.ts'

const COLUMNS = ['client_id', 'client_name', 'role', 'participant', 'practices', 'scope', 'status', 'registered_by']

/** Programs that read, in the order in which they were registered. */
export function clients(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'clients', async ({ register }) => {
    const rows = (await listApiClients(register)).map((one) => ({
      ...one,
      practices: one.practice_ids.join(' '),
      scope: one.scopes.join(' '),
    }))
    printRows(context, rows, COLUMNS, output)
    return DONE
  })
}

export type ClientOptions = {
  role: Role
  participant: string
  practices?: string[]
  scopes: string[]
  keys?: string
  keysAt?: string
}

/** The id goes to standard output, and nothing else does. */
export function register(context: Context, client_name: string, options: ClientOptions): Promise<number> {
  const { role, participant, practices, scopes, keys, keysAt } = options
  const jwks = keys === undefined ? undefined : read(resolve(context.cwd, keys))
  return withRegion(context, 'clients', async (open) => {
    const asked = { client_name, role, participant, practice_ids: practices, scopes, jwks, jwks_url: keysAt }
    const { client_id } = await registerClient(actAtTerminal(context, open), asked)
    context.say(`registered ${client_name}; it signs its assertions as the id below`)
    context.out(`${client_id}\n`)
    return DONE
  })
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new WholepanelError('input-file', { at: path, want: 'a JSON Web Key Set with public keys' }, error)
  }
}

const SAID: Record<ApiClientStatus, string> = { active: 'taken back in', suspended: 'suspended', ended: 'ended' }

export function setClient(context: Context, client_id: string, status: ApiClientStatus): Promise<number> {
  return withRegion(context, 'clients', async (open) => {
    await setClientStatus(actAtTerminal(context, open), client_id, status)
    context.say(`${client_id} is ${SAID[status]}${status === 'active' ? '' : '; its tokens are worth nothing'}`)
    return DONE
  })
}
