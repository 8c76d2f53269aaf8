import { randomBytes } from 'node:crypto'
import { governs } from '../../governance/access/act.ts'
import { refused } from '../../governance/permit.ts'
import type { Ended } from '../../register/convening/notify/messages.ts'
import {
  callOne,
  changeWebhook,
  type DeliveryToSend,
  dropDeliveries,
  endDelivery,
  postponeDeliveries,
  type Webhook,
  webhookIn,
} from '../../register/convening/notify/webhooks.ts'
import type { Register, RegisterTransaction } from '../../register/open.ts'
import { type Act, notNow, wrong } from '../act.ts'
import { notifyIn } from './notify.ts'
import { FAILING_SECONDS, later, REST_SECONDS, ROTATION_SECONDS } from './sending.ts'
import { newSecret } from './signed-call.ts'

/** Seals a secret for the register; what it is about is part of the seal. */
export type Sealing = {
  seal: (about: string, text: string) => string
  open: (about: string, sealed: string) => string | null
}

export const sealedFor = (webhook: string): string => `webhook ${webhook}`

/** A participant with more has lost sight of them. */
const MOST = 10

/** Registers an address that is called when something awaits the participant. The secret is told this once. */
export async function registerWebhook(
  { register, by, now }: Act,
  { participant, address }: { participant: string | null; address: string },
  sealing: Sealing,
): Promise<{ webhook: string; secret: string }> {
  if (participant === null || !governs(by, participant)) throw refused()
  const webhook = `webhook-${randomBytes(4).toString('hex')}`
  const secret = newSecret()
  return register.engine(async (tx) => {
    const found = await tx
      .selectFrom('participant')
      .select('participant')
      .where('participant', '=', participant)
      .forUpdate()
      .executeTakeFirst()
    if (!found) throw refused()
    const own = await tx
      .selectFrom('webhook')
      .select('webhook')
      .where('participant', '=', participant)
      .where('state', '<>', 'ended')
      .execute()
    if (own.length >= MOST)
      throw notNow(`${own.length} webhooks of this participant`, `at most ${MOST}`, 'end one first')
    await tx
      .insertInto('webhook')
      .values({
        ...{ webhook, participant, address: checkedAddress(address), made_at: now, made_by: by.person },
        secret: sealing.seal(sealedFor(webhook), secret),
        ...{ earlier_secret: null, earlier_until: null, failing_since: null, changed_at: null, changed_by: null },
      })
      .execute()
    return { webhook, secret }
  })
}

/** A new secret, told this once; for a day calls are signed with the one before too. */
export function rotateSecret(
  act: Act,
  webhook: string,
  sealing: Sealing,
): Promise<{ webhook: string; secret: string }> {
  const secret = newSecret()
  return changing(act, webhook, async (tx, found) => {
    await changeWebhook(tx, webhook, {
      secret: sealing.seal(sealedFor(webhook), secret),
      earlier_secret: found.secret,
      earlier_until: later(act.now, ROTATION_SECONDS),
      ...changed(act),
    })
    return { webhook, secret }
  })
}

/** Switches one on again that failed too long. */
export const resumeWebhook = (act: Act, webhook: string): Promise<void> =>
  changing(act, webhook, async (tx, { state }) => {
    if (state !== 'disabled') throw notNow(`a webhook that is ${state}`, 'one that was switched off')
    await changeWebhook(tx, webhook, { state: 'active', failing_since: null, ...changed(act) })
  })

/** Ends it for good: nothing is called any more, and its secrets go. */
export const endWebhook = (act: Act, webhook: string): Promise<void> =>
  changing(act, webhook, async (tx) => {
    const gone = { secret: '', earlier_secret: null, earlier_until: null }
    await changeWebhook(tx, webhook, { state: 'ended', ...gone, ...changed(act) })
    await dropDeliveries(tx, webhook, 'the webhook was ended')
  })

/** One call that says nothing, to see that it arrives. */
export const tryWebhook = (act: Act, webhook: string): Promise<void> =>
  changing(act, webhook, async (tx, { state }) => {
    if (state !== 'active') throw notNow(`a webhook that is ${state}`, 'one that is active')
    await callOne(tx, webhook, { kind: 'webhook-test', about: `webhook:${webhook}`, link: '/webhooks' }, act.now)
  })

/** The secrets that a call is signed with now, the newest first. */
export function secretsOf(webhook: Webhook, sealing: Sealing, now: string): string[] {
  const { secret, earlier_secret, earlier_until } = webhook
  const earlier = earlier_until !== null && Date.parse(earlier_until) > Date.parse(now) ? earlier_secret : null
  return [secret, ...(earlier === null ? [] : [earlier])].flatMap(
    (sealed) => sealing.open(sealedFor(webhook.webhook), sealed) ?? [],
  )
}

/**
 * Writes down what came of a call. A webhook that failed for days without one success, or says that it is gone, is
 * switched off, and the participant's administrators are told.
 */
export async function endCall(
  register: Register,
  { delivery, webhook: { webhook } }: DeliveryToSend,
  { ended, gone }: { ended: Ended; gone: boolean },
  now: string,
): Promise<void> {
  await register.engine(async (tx) => {
    await endDelivery(tx, delivery.delivery, ended)
    const found = await webhookIn(tx, webhook)
    if (found?.state !== 'active') return
    if (ended.state === 'sent') return changeWebhook(tx, webhook, { failing_since: null })
    const failing_since = found.failing_since ?? now
    const tooLong = Date.parse(now) - Date.parse(failing_since) >= FAILING_SECONDS * 1000
    if (!gone && !tooLong) {
      await postponeDeliveries(tx, webhook, later(now, REST_SECONDS))
      return changeWebhook(tx, webhook, { failing_since })
    }
    await changeWebhook(tx, webhook, { state: 'disabled', failing_since, changed_at: now, changed_by: 'wholepanel' })
    await dropDeliveries(tx, webhook, 'the webhook was switched off')
    await notifyIn(tx, {
      to: { participant: found.participant, administrators: true },
      ...{ kind: 'webhook-disabled', about: `webhook:${webhook}`, link: '/webhooks', at: now },
    })
  })
}

/** Whether it leads inside is known when it is called; here, that it is an address at all. */
export function checkedAddress(address: string): string {
  const url = URL.canParse(address) && address.length <= 500 ? new URL(address) : null
  const good = url && ['https:', 'http:'].includes(url.protocol) && url.username === '' && url.password === ''
  if (!good) throw wrong('no address that can be called', 'https://NAME/PATH, without a name or password in it')
  return url.href
}

const changed = ({ by, now }: Act) => ({ changed_at: now, changed_by: by.person })

/** One of the participant's own; another's and none at all are refused alike. */
function changing<Result>(
  { register, by }: Act,
  webhook: string,
  work: (tx: RegisterTransaction, found: Webhook) => Promise<Result>,
): Promise<Result> {
  return register.engine(async (tx) => {
    const found = await webhookIn(tx, webhook)
    if (!found || !governs(by, found.participant)) throw refused()
    if (found.state === 'ended') throw notNow('a webhook that has ended', 'one that has not')
    return work(tx, found)
  })
}
