import { stateOf } from '../../../disclosure/reads/people.ts'
import { WholepanelError } from '../../../error.ts'
import { endGrant, invite, inviteAgain, setStatus } from '../../../governance/access/people.ts'
import { recover, unlock } from '../../../governance/access/recover.ts'
import type { Role } from '../../../governance/viewer.ts'
import { listAccessGrants } from '../../../register/people/access-grants.ts'
import { type AccountStatus, accountsOf } from '../../../register/people/accounts.ts'
import { openInvitations } from '../../../register/people/invitations.ts'
import { listParticipants, type ParticipantKind, saveParticipant } from '../../../register/people/participants.ts'
import { proofOf } from '../../../register/people/proof.ts'
import { type Context, DONE, type OpenRegion } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'
import { actAtTerminal } from './at-terminal.ts'

const COLUMNS = [
  ...['account', 'name', 'role', 'participant', 'practices', 'state', 'status', 'proof', 'invited_until'],
  ...['administers', 'access_grant', 'start_date', 'end_date', 'lent_from', 'granted_by', 'email', 'sessions'],
]

/** One row per grant that was ever given. */
export function people(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'people', async ({ register }) => {
    const now = context.now()
    const grants = await listAccessGrants(register)
    const accounts = new Map(
      (await accountsOf(register, [...new Set(grants.map((one) => one.account))])).map((one) => [one.account, one]),
    )
    const proofs = await proofOf(register, now)
    const invited = new Map((await openInvitations(register, now)).map((one) => [one.account, one.expires_at]))
    const rows = grants.map((grant) => ({
      ...grant,
      name: accounts.get(grant.account)?.name ?? null,
      email: accounts.get(grant.account)?.email ?? null,
      status: accounts.get(grant.account)?.status ?? null,
      practices: grant.practice_ids.join(' '),
      state: stateOf(grant, now.slice(0, 10)),
      lent_from: grant.delegated_from,
      proof: proofs.get(grant.account)?.proof ?? 'none',
      sessions: proofs.get(grant.account)?.sessions ?? 0,
      invited_until: invited.get(grant.account) ?? null,
    }))
    printRows(context, rows, output.json || output.csv ? COLUMNS : COLUMNS.slice(0, 8), output)
    return DONE
  })
}

export type InviteOptions = {
  name: string
  email: string
  role: Role
  participant?: string
  practices?: string[]
  administers?: boolean
  from?: string
  until?: string
}

/** The link goes to standard output, once, and nothing else does. */
export function invitePerson(context: Context, account: string | undefined, options: InviteOptions): Promise<number> {
  const { name, email, role, participant = null, practices, administers, from, until } = options
  return withRegion(context, 'people', async (open) => {
    const given = { name, email, role, participant, account, practice_ids: practices, administers }
    const made = await invite(actAtTerminal(context, open), { ...given, start_date: from, end_date: until ?? null })
    context.say(`invited ${made.account}; the link lets in once, until ${made.expires_at}`)
    context.out(`${linkOf(open, made.token)}\n`)
    return DONE
  })
}

export function invitePersonAgain(context: Context, account: string): Promise<number> {
  return withRegion(context, 'people', async (open) => {
    const made = await inviteAgain(actAtTerminal(context, open), account)
    context.say(`invited ${account} again; the link lets in once, until ${made.expires_at}`)
    context.out(`${linkOf(open, made.token)}\n`)
    return DONE
  })
}

/** Whoever runs the machine lets somebody back in who has lost every way: nothing they had before opens any more. */
export function recoverPerson(context: Context, account: string): Promise<number> {
  return withRegion(context, 'people', async (open) => {
    const made = await recover(actAtTerminal(context, open), account)
    context.say(`${account} has no way in but this link, which lets in once, until ${made.expires_at}`)
    context.out(`${linkOf(open, made.token)}\n`)
    return DONE
  })
}

export function unlockPerson(context: Context, account: string): Promise<number> {
  return withRegion(context, 'people', async (open) => {
    await unlock(actAtTerminal(context, open), account)
    context.say(`${account} may try again`)
    return DONE
  })
}

const linkOf = ({ region }: OpenRegion, token: string): string =>
  `${region.settings.public_url ?? `http://localhost:${region.settings.port}`}/invitation#${token}`

const SAID: Record<AccountStatus, string> = { active: 'taken back in', suspended: 'suspended', ended: 'ended' }

export function setPerson(context: Context, account: string, status: AccountStatus): Promise<number> {
  return withRegion(context, 'people', async (open) => {
    await setStatus(actAtTerminal(context, open), account, status)
    context.say(`${account} is ${SAID[status]}${status === 'active' ? '' : '; every session of it is over'}`)
    return DONE
  })
}

export function endAccess(context: Context, number: string): Promise<number> {
  if (!/^[1-9]\d{0,8}$/.test(number))
    throw new WholepanelError('input-argument', {
      got: number,
      want: 'the number of a grant',
      fix: 'list them with: wholepanel people --json',
    })
  return withRegion(context, 'people', async (open) => {
    await endGrant(actAtTerminal(context, open), Number(number))
    context.say(`grant ${number} has ended, and what was lent from it`)
    return DONE
  })
}

export function participants(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'participants', async ({ register }) => {
    const columns = ['participant', 'participant_name', 'kind', 'registered_at']
    printRows(context, await listParticipants(register), columns, output)
    return DONE
  })
}

export function addParticipant(
  context: Context,
  participant: string,
  { name, kind }: { name: string; kind: ParticipantKind },
): Promise<number> {
  return withRegion(context, 'participants', async ({ register }) => {
    await saveParticipant(register, { participant, participant_name: name, kind }, context.now())
    context.say(`${participant} takes part as a ${kind}`)
    return DONE
  })
}
