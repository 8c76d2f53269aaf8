import { stateOf } from '../../../disclosure/reads/people.ts'
import { WholepanelError } from '../../../error.ts'
import { lend } from '../../../governance/access/lend.ts'
import {
  changeGrant,
  endGrant,
  type GrantAsked,
  grantAccess,
  invite,
  inviteAgain,
  setStatus,
} from '../../../governance/access/people.ts'
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

export type GrantOptions = {
  role: Role
  participant?: string
  practices?: string[]
  administers?: boolean
  from?: string
  until?: string
}
export type InviteOptions = GrantOptions & { name: string; email: string }

const askedIn = ({ role, participant, practices, administers, from, until }: GrantOptions): GrantAsked => ({
  ...{ role, participant: participant ?? null, practice_ids: practices, administers },
  ...{ start_date: from, end_date: until ?? null },
})

/** The link goes to standard output, once, and nothing else does. */
export function invitePerson(context: Context, account: string | undefined, options: InviteOptions): Promise<number> {
  const { name, email } = options
  return withRegion(context, 'people', async (open) => {
    const made = await invite(actAtTerminal(context, open), { ...askedIn(options), name, email, account })
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

/** Another grant for somebody who is here already. Its number goes to standard output, and nothing else does. */
export function grantPerson(context: Context, account: string, options: GrantOptions): Promise<number> {
  return withRegion(context, 'people', async (open) => {
    const { access_grant } = await grantAccess(actAtTerminal(context, open), account, askedIn(options))
    context.say(`${account} has a further grant, of the number below`)
    context.out(`${access_grant}\n`)
    return DONE
  })
}

export type GrantChangeOptions = { practices?: string[]; administers?: boolean; until?: string }

export function changeAccess(context: Context, number: string, options: GrantChangeOptions): Promise<number> {
  const grant = numberOf(number)
  const { practices, administers, until } = options
  return withRegion(context, 'people', async (open) => {
    const change = { practice_ids: practices, administers, end_date: until }
    const { access_grant } = await changeGrant(actAtTerminal(context, open), grant, change)
    context.say(`grant ${number} has ended; the one below holds in its place`)
    context.out(`${access_grant}\n`)
    return DONE
  })
}

export type LoanOptions = { until: string; practices?: string[] }

/** The number of what is lent goes to standard output, and nothing else does. */
export function lendAccess(
  context: Context,
  number: string,
  account: string,
  { until, practices }: LoanOptions,
): Promise<number> {
  const grant = numberOf(number)
  return withRegion(context, 'people', async (open) => {
    const loan = { account, end_date: until, practice_ids: practices }
    const { access_grant } = await lend(actAtTerminal(context, open), grant, loan)
    context.say(`grant ${number} is lent to ${account} until ${until}, as the grant below`)
    context.out(`${access_grant}\n`)
    return DONE
  })
}

export function endAccess(context: Context, number: string): Promise<number> {
  const grant = numberOf(number)
  return withRegion(context, 'people', async (open) => {
    await endGrant(actAtTerminal(context, open), grant)
    context.say(`grant ${number} has ended, and what was lent from it`)
    return DONE
  })
}

function numberOf(grant: string): number {
  if (/^[1-9]\d{0,8}$/.test(grant)) return Number(grant)
  throw new WholepanelError('input-argument', {
    got: grant,
    want: 'the number of a grant',
    fix: 'list them with: wholepanel people list --json',
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
