import { z } from 'zod'
import { readPeople } from '../../../disclosure/reads/people.ts'
import type { Door } from '../../../disclosure/release.ts'
import type { Act } from '../../../governance/access/act.ts'
import { endCoachingOf, letCoachIn } from '../../../governance/access/coaching.ts'
import { lend } from '../../../governance/access/lend.ts'
import {
  changeGrant,
  endGrant,
  grantAccess,
  invite,
  inviteAgain,
  setStatus,
} from '../../../governance/access/people.ts'
import { unlock } from '../../../governance/access/recover.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { ROLES } from '../../../governance/words.ts'
import { addressOf, type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { actOf, staffOf } from '../../staff.ts'
import { shaped, text } from '../shapes.ts'

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
const number = z.coerce.number().int().min(1).max(2_147_483_647)
const day = z.iso.date()
const practiceIds = z.array(z.string().min(1).max(100)).max(500)

const HeldGrant = z
  .object({
    access_grant: z.number().int(),
    role: z.string(),
    purpose: z.string(),
    participant: text,
    participant_name: text,
    practices: z.array(z.object({ practice_id: z.string(), practice_name: z.string() })),
    administers: z.boolean(),
    start_date: z.string(),
    end_date: text,
    state: z.enum(['holds', 'to-come', 'past', 'ended']),
    delegated_from: z.number().int().nullable(),
    granted_at: z.string(),
    granted_by: z.string(),
    ended_at: text,
    ended_by: text,
  })
  .meta({ id: 'HeldGrant' })

const Coaching = z.object({
  coaching: z.number().int(),
  participant: z.string(),
  participant_name: z.string(),
  practice_id: z.string(),
  practice_name: z.string(),
  organization_id: z.string(),
  start_date: z.string(),
  end_date: text,
  consented_by: z.string(),
  ended_at: text,
})

const People = z
  .object({
    account: z.string(),
    administers: z.boolean(),
    people: z.array(
      z.object({
        account: z.string(),
        name: z.string(),
        email: text,
        status: z.string(),
        shut_by_operator: z.boolean(),
        invited_until: text,
        proof: z.enum(['passkey', 'password-and-code', 'password', 'identity-provider', 'none']),
        sessions: z.number().int(),
        last_seen_at: text,
        grants: z.array(HeldGrant),
      }),
    ),
    colleagues: z.array(z.object({ account: z.string(), name: z.string() })),
    participants: z.array(z.object({ participant: z.string(), participant_name: z.string(), kind: z.string() })),
    practices: z.array(z.object({ practice_id: z.string(), practice_name: z.string(), organization_id: z.string() })),
    coaching: z.array(Coaching),
  })
  .meta({ id: 'People' })

const Asked = z.strictObject({
  role: z.enum(ROLES).exclude(['public']),
  participant: key.nullable().optional().describe('For the operator; an administrator asks for its own'),
  practice_ids: practiceIds.optional(),
  administers: z.boolean().optional(),
  start_date: day.optional(),
  end_date: day.nullable().optional(),
})
const Invited = Asked.extend({ name: z.string().trim().min(1).max(120), email: z.email().max(255) })
const Invitation = z
  .object({
    account: z.string(),
    link: z.string().describe('Shown once. What stands behind the # reaches no server and no log'),
    expires_at: z.string(),
  })
  .meta({ id: 'Invitation' })
const Granted = z.object({ access_grant: z.number().int() }).meta({ id: 'Granted' })
const Done = z.object({ done: z.literal(true) }).meta({ id: 'Done' })
const DONE = { done: true } as const

const AccountParams = z.object({ account: key })
const GrantParams = z.object({ access_grant: number })

export function peopleRoutes(server: Server, house: House): void {
  const list = {
    summary: 'Who may look, in which role, since when and by whom; for those who administer nobody, themselves',
    response: { 200: People, ...problems },
  }
  server.get('/api/people', { schema: list }, async (request) => {
    const found = await throughRegisterDoor(house, request, async (door) => readPeople(door, await staffOf(house)))
    return shaped<z.infer<typeof People>>(found)
  })
  accounts(server, house)
  grants(server, house)
  coaching(server, house)
}

/** A change through the door: the role first, then the rules of governance, and an event with it. */
const changed =
  (house: House) =>
  (request: Parameters<typeof throughRegisterDoor>[1]) =>
  <Result>(work: (act: Act, viewer: Viewer) => Promise<Result>): Promise<Result> =>
    throughRegisterDoor(house, request, ({ viewer }: Door) => work(actOf(house, viewer), viewer))

/** An administrator asks for its own participant, whether or not it says so. */
const forWhom = ({ role, organization_id }: Viewer, asked: string | null | undefined): string | null =>
  asked !== undefined ? asked : role === 'operator' ? null : organization_id

function accounts(server: Server, house: House): void {
  const change = changed(house)
  const invitation = { 200: Invitation, ...problems }
  const create = {
    summary: 'Invite somebody: an account, its first grant and a link',
    body: Invited,
    response: invitation,
  }
  server.post('/api/people', { schema: create }, async (request) => {
    const { participant, ...given } = request.body
    const made = await change(request)((act, viewer) =>
      invite(act, { ...given, participant: forWhom(viewer, participant) }),
    )
    return { ...made, link: link(addressOf(house, request).origin, made.token) }
  })
  const again = {
    summary: 'Another link for somebody who has not come yet',
    params: AccountParams,
    response: invitation,
  }
  server.post('/api/people/:account/invitation', { schema: again }, async (request) => {
    const made = await change(request)((act) => inviteAgain(act, request.params.account))
    return { ...made, link: link(addressOf(house, request).origin, made.token) }
  })
  const status = {
    summary: 'Suspend an account, take it back in, or end it for good',
    params: AccountParams,
    body: z.strictObject({ status: z.enum(['active', 'suspended', 'ended']) }),
    response: { 200: Done, ...problems },
  }
  server.post('/api/people/:account/status', { schema: status }, async (request) => {
    await change(request)((act) => setStatus(act, request.params.account, request.body.status))
    return DONE
  })
  const unlocked = {
    summary: 'Let an account that rests after failed sign-ins be tried again',
    params: AccountParams,
    response: { 200: Done, ...problems },
  }
  server.post('/api/people/:account/unlock', { schema: unlocked }, async (request) => {
    await change(request)((act) => unlock(act, request.params.account))
    return DONE
  })
}

const link = (origin: string, token: string): string => `${origin}/invitation#${token}`

function grants(server: Server, house: House): void {
  const change = changed(house)
  const granted = { 200: Granted, ...problems }
  const another = {
    summary: 'Another grant for an account',
    params: AccountParams,
    body: Asked,
    response: granted,
  }
  server.post('/api/people/:account/grants', { schema: another }, async (request) => {
    const { participant, ...given } = request.body
    return change(request)((act, viewer) =>
      grantAccess(act, request.params.account, { ...given, participant: forWhom(viewer, participant) }),
    )
  })
  const amend = {
    summary: 'Other practices, another end, or whether it administers: the grant ends and one with the change begins',
    params: GrantParams,
    body: z.strictObject({
      practice_ids: practiceIds.optional(),
      administers: z.boolean().optional(),
      end_date: day.nullable().optional(),
    }),
    response: granted,
  }
  server.post('/api/access-grants/:access_grant/change', { schema: amend }, async (request) =>
    change(request)((act) => changeGrant(act, request.params.access_grant, request.body)),
  )
  const end = {
    summary: 'End a grant, and what was lent from it',
    params: GrantParams,
    response: { 200: Done, ...problems },
  }
  server.post('/api/access-grants/:access_grant/end', { schema: end }, async (request) => {
    await change(request)((act) => endGrant(act, request.params.access_grant))
    return DONE
  })
  const loan = {
    summary: 'Lend one’s own grant, or fewer of its practices, to a colleague for a time',
    params: GrantParams,
    body: z.strictObject({ account: key, end_date: day, practice_ids: practiceIds.optional() }),
    response: granted,
  }
  server.post('/api/access-grants/:access_grant/loan', { schema: loan }, async (request) =>
    change(request)((act) => lend(act, request.params.access_grant, request.body)),
  )
}

function coaching(server: Server, house: House): void {
  const change = changed(house)
  const consent = {
    summary: 'Let a coaching organization read a practice’s scorecard and counts',
    body: z.strictObject({
      participant: key,
      practice_id: z.string().min(1).max(100),
      end_date: day.nullable().optional(),
    }),
    response: { 200: z.object({ coaching: z.number().int() }), ...problems },
  }
  server.post('/api/coaching', { schema: consent }, async (request) =>
    change(request)((act) => letCoachIn(act, request.body)),
  )
  const end = {
    summary: 'Shut a coaching organization out again',
    params: z.object({ coaching: number }),
    response: { 200: Done, ...problems },
  }
  server.post('/api/coaching/:coaching/end', { schema: end }, async (request) => {
    await change(request)((act) => endCoachingOf(act, request.params.coaching))
    return DONE
  })
}
