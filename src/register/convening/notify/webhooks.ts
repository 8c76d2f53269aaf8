import { randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { RegisterTransaction } from '../../open.ts'
import type { Ended } from './messages.ts'
import type { WebhookDeliveryRow, WebhookRow } from './schema.ts'

export type Webhook = Selectable<WebhookRow>
export type WebhookDelivery = Selectable<WebhookDeliveryRow>

/** Writes down that every working webhook of these participants is to be called. */
export async function callIn(
  tx: RegisterTransaction,
  participants: readonly string[],
  what: CallAbout,
  made_at: string,
): Promise<void> {
  if (participants.length === 0) return
  const called = await tx
    .selectFrom('webhook')
    .select('webhook')
    .where('participant', 'in', participants)
    .where('state', '=', 'active')
    .orderBy('webhook')
    .execute()
  for (const { webhook } of called) await callOne(tx, webhook, what, made_at)
}

type CallAbout = Pick<WebhookDeliveryRow, 'kind' | 'about' | 'link'>

export async function callOne(
  tx: RegisterTransaction,
  webhook: string,
  what: CallAbout,
  made_at: string,
): Promise<void> {
  const delivery = `msg_${randomBytes(16).toString('hex')}`
  const unsent = { made_at, next_at: made_at, sent_at: null, last_problem: null }
  await tx
    .insertInto('webhook_delivery')
    .values({ delivery, webhook, ...what, ...unsent })
    .execute()
}

export type DeliveryToSend = { delivery: WebhookDelivery; webhook: Webhook }

/** Takes one that is due, and nobody else takes it until `until`. Undefined where none is due. */
export async function takeDelivery(
  tx: RegisterTransaction,
  now: string,
  until: string,
): Promise<DeliveryToSend | undefined> {
  const due = await tx
    .selectFrom('webhook_delivery')
    .select('delivery')
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('delivery')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!due) return undefined
  const delivery = await tx
    .updateTable('webhook_delivery')
    .set({ attempts: sql`attempts + 1`, next_at: until })
    .where('delivery', '=', due.delivery)
    .returningAll()
    .executeTakeFirstOrThrow()
  const webhook = await tx
    .selectFrom('webhook')
    .selectAll()
    .where('webhook', '=', delivery.webhook)
    .executeTakeFirstOrThrow()
  return { delivery, webhook }
}

export async function endDelivery(tx: RegisterTransaction, delivery: string, ended: Ended): Promise<void> {
  await tx.updateTable('webhook_delivery').set(ended).where('delivery', '=', delivery).execute()
}

/** The webhook, locked. */
export const webhookIn = (tx: RegisterTransaction, webhook: string): Promise<Webhook | undefined> =>
  tx.selectFrom('webhook').selectAll().where('webhook', '=', webhook).forUpdate().executeTakeFirst()

export async function changeWebhook(
  tx: RegisterTransaction,
  webhook: string,
  change: Partial<Omit<Webhook, 'webhook' | 'participant'>>,
): Promise<void> {
  await tx.updateTable('webhook').set(change).where('webhook', '=', webhook).execute()
}

/** One that does not answer keeps the others waiting once, not once for each call. */
export async function postponeDeliveries(tx: RegisterTransaction, webhook: string, until: string): Promise<void> {
  await tx
    .updateTable('webhook_delivery')
    .set({ next_at: until })
    .where('webhook', '=', webhook)
    .where('state', '=', 'waiting')
    .where('next_at', '<', until)
    .execute()
}

/** What a webhook that is switched off or ended was to be told. */
export async function dropDeliveries(tx: RegisterTransaction, webhook: string, because: string): Promise<void> {
  await tx
    .updateTable('webhook_delivery')
    .set({ state: 'failed', last_problem: because })
    .where('webhook', '=', webhook)
    .where('state', '=', 'waiting')
    .execute()
}

export type WebhookShown = Omit<Webhook, 'secret' | 'earlier_secret'> & {
  waiting: number
  last_sent_at: string | null
  last_problem: string | null
}

/** Those of one participant, or of all, newest first, without their secrets, and how the calls went. */
export function webhooksOf(tx: RegisterTransaction, participant: string | null): Promise<WebhookShown[]> {
  return tx
    .selectFrom('webhook')
    .select([
      ...(['webhook', 'participant', 'address', 'earlier_until', 'state', 'made_at', 'made_by'] as const),
      ...(['failing_since', 'changed_at', 'changed_by'] as const),
    ])
    .select([
      sql<number>`(select count(*)::int from wholepanel.webhook_delivery d
        where d.webhook = webhook.webhook and d.state = 'waiting')`.as('waiting'),
      sql<string | null>`(select max(d.sent_at) from wholepanel.webhook_delivery d
        where d.webhook = webhook.webhook)`.as('last_sent_at'),
      sql<string | null>`(select d.last_problem from wholepanel.webhook_delivery d
        where d.webhook = webhook.webhook and d.last_problem is not null
        order by d.made_at desc, d.delivery limit 1)`.as('last_problem'),
    ])
    .$if(participant !== null, (query) => query.where('participant', '=', participant ?? ''))
    .orderBy('made_at', 'desc')
    .orderBy('webhook')
    .execute()
}
