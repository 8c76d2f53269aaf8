import type { Generated } from 'kysely'

/** That something awaits a person, and where. It holds no figure and nothing that anybody wrote. */
export type NotificationRow = {
  notification: Generated<number>
  account: string
  /** One of convening/notify/kinds. */
  kind: string
  /** Kind and key of what it is about: ballot:12. */
  about: string
  /** An address in the product. */
  link: string
  /** at-once, daily or never: how the person wanted to be told by e-mail when it was made. */
  mail: string
  /** The e-mail that tells of it. */
  message: number | null
  made_at: string
  read_at: string | null
}

/** How a person wants to be told by e-mail of one kind. */
export type NotificationChoiceRow = { account: string; kind: string; mail: string }

/** How far something that leaves the house has come. */
export type SendingRow = {
  /** waiting, sent or failed */
  state: Generated<string>
  attempts: Generated<number>
  made_at: string
  /** Not tried before. */
  next_at: string
  sent_at: string | null
  last_problem: string | null
}

/** One e-mail to one person; what it says is made from its notifications when it is sent. */
export type MessageRow = SendingRow & {
  message: Generated<number>
  /** Left part of its Message-ID: the same however often it is tried. */
  message_id: string
  account: string
  /** notice: one thing, at once. digest: those of a day. */
  kind: string
  day: string
}

/** An address of a participant that is called when something awaits it. */
export type WebhookRow = {
  webhook: string
  participant: string
  address: string
  /** Sealed with the region's key. */
  secret: string
  /** The secret before, sealed, and until when calls are signed with it too. */
  earlier_secret: string | null
  earlier_until: string | null
  /** active, disabled (it failed too long) or ended */
  state: Generated<string>
  made_at: string
  made_by: string
  failing_since: string | null
  changed_at: string | null
  changed_by: string | null
}

export type WebhookDeliveryRow = SendingRow & {
  /** The `webhook-id` of the call: the same however often it is tried. */
  delivery: string
  webhook: string
  kind: string
  about: string
  link: string
}

/** Up to which day was told what a day brings by itself; one row per kind and thing. */
export type ReminderRow = {
  kind: string
  about: string
  /** The day from which on it was to be told; an earlier one is never told after it. */
  mark: string
  told_at: string
}

export type NotifySchema = {
  notification: NotificationRow
  notification_choice: NotificationChoiceRow
  message: MessageRow
  webhook: WebhookRow
  webhook_delivery: WebhookDeliveryRow
  reminder: ReminderRow
}
