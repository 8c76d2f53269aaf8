import { z } from 'zod'
import { isKind, KINDS, MAIL, type NotificationKind, wordsOf } from '../../../convening/notify/kinds.ts'
import { troubledMessages } from '../../../register/convening/notify/messages.ts'
import {
  choicesOf,
  choose,
  markRead,
  notificationsOf,
  unreadOf,
} from '../../../register/convening/notify/notifications.ts'
import { accountOf } from '../../../register/people/accounts.ts'
import { atOwnDoor, type House, type Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { recordOwnActIn } from '../../sign-in/own-act.ts'
import { text } from '../shapes.ts'
import { Done, done, Serial } from './shapes.ts'

const MOST = 200
const KIND_NAMES = Object.keys(KINDS) as [NotificationKind, ...NotificationKind[]]

const Unread = z.object({ unread: z.number().int() }).meta({ id: 'UnreadNotifications' })
const Notifications = z
  .object({
    notifications: z.array(
      z.object({
        notification: z.number().int(),
        kind: z.string(),
        label: z.string(),
        words: z.string(),
        link: z.string(),
        made_at: z.string(),
        read_at: text,
      }),
    ),
    choices: z.array(z.object({ kind: z.string(), label: z.string(), mail: z.enum(MAIL) })),
    mails: z.boolean().describe('Whether e-mail was set up in this region'),
    email: text.describe('Where one’s own goes'),
    troubles: z
      .array(
        z.object({
          account: z.string(),
          state: z.string(),
          attempts: z.number().int(),
          made_at: z.string(),
          problem: text,
        }),
      )
      .describe('To the operator: e-mail that did not get through'),
  })
  .meta({ id: 'Notifications' })

/** What awaits one, and how one is told. It is one's own, and holds nothing of the region but that something is there. */
export function notificationsRoutes(server: Server, house: House): void {
  const count = { summary: 'How much awaits one', response: { 200: Unread, ...problems } }
  server.get('/api/notifications/unread', { schema: count }, async (request) => {
    const { account } = await atOwnDoor(house, request)
    return { unread: await house.register.engine((tx) => unreadOf(tx, account)) }
  })
  const list = { summary: 'What awaits one, and how one is told', response: { 200: Notifications, ...problems } }
  server.get('/api/notifications', { schema: list }, async (request) => {
    const { account, viewer } = await atOwnDoor(house, request)
    const own = await accountOf(house.register, account)
    return house.register.engine(async (tx) => {
      const chosen = await choicesOf(tx, account)
      const troubles = viewer.role === 'operator' ? await troubledMessages(tx, MOST) : []
      return {
        notifications: (await notificationsOf(tx, account, MOST)).map((one) => ({
          ...one,
          label: isKind(one.kind) ? KINDS[one.kind].label : '',
          words: wordsOf(one.kind),
        })),
        choices: KIND_NAMES.filter((kind) => kind !== 'webhook-test').map((kind) => ({
          kind,
          label: KINDS[kind].label,
          mail: (chosen.get(kind) ?? KINDS[kind].mail) as (typeof MAIL)[number],
        })),
        mails: house.mails,
        email: own?.email ?? null,
        troubles: troubles.map(({ last_problem, ...one }) => ({ ...one, problem: last_problem })),
      }
    })
  })
  const read = {
    summary: 'Mark one as read, or all of them',
    body: z.strictObject({ notification: Serial.or(z.literal('all')) }),
    response: { 200: Done, ...problems },
  }
  server.post('/api/notifications/read', { schema: read }, async (request) => {
    const { account } = await atOwnDoor(house, request)
    await house.register.engine((tx) => markRead(tx, account, request.body.notification, house.now()))
    return done
  })
  const choice = {
    summary: 'How one is told of a kind by e-mail',
    body: z.strictObject({ kind: z.enum(KIND_NAMES), mail: z.enum(MAIL) }),
    response: { 200: Done, ...problems },
  }
  server.post('/api/notifications/choices', { schema: choice }, async (request) => {
    const { account, viewer } = await atOwnDoor(house, request)
    const { kind, mail } = request.body
    await house.register.engine(async (tx) => {
      await choose(tx, account, kind, mail)
      await recordOwnActIn(tx, { account, viewer }, { act: 'choose-notifications', detail: {}, at: house.now() })
    })
    return done
  })
}
