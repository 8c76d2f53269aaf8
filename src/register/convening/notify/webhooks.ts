import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { RegisterTransaction } from '../../open.ts'
import type { WebhookDeliveryRow, WebhookRow } from './schema.ts'

export type Webhook = Selectable<WebhookRow>
export type WebhookDelivery = Selectable<WebhookDeliveryRow>

/** Writes down that every working webhook of these participants is to be called. */
export async function callIn(
  tx: RegisterTransaction,
  participants: readonly string[],
  what: Pick<WebhookDeliveryRow, 'kind' | 'about' | 'link'>,
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
  if (called.length === 0) return
  const rows = called.map(({ webhook }) => ({ delivery: `msg_${randomBytes(16).toString('hex')}`, webhook }))
  await tx
    .insertInto('webhook_delivery')
    .values(rows.map((one) => ({ ...one, ...what, made_at, next_at: made_at, sent_at: null, last_problem: null })))
    .execute()
}
