/** What awaits the reader, how they are told, and what is called for their organization. */
import { at } from '../queries.ts'

export type Mail = 'at-once' | 'daily' | 'never'
export type Notification = {
  notification: number
  kind: string
  label: string
  words: string
  link: string
  made_at: string
  read_at: string | null
}
export type MailChoice = { kind: string; label: string; mail: Mail }
export type Trouble = { account: string; state: string; attempts: number; made_at: string; problem: string | null }
export type Notifications = {
  notifications: Notification[]
  choices: MailChoice[]
  mails: boolean
  email: string | null
  troubles: Trouble[]
}
export type Webhook = {
  webhook: string
  participant: string
  address: string
  state: 'active' | 'disabled' | 'ended'
  made_at: string
  made_by: string
  earlier_until: string | null
  failing_since: string | null
  waiting: number
  last_sent_at: string | null
  last_problem: string | null
}
export type WebhookSecret = { webhook: string; secret: string }

export const notificationsQuery = at<Notifications>('/api/notifications')
export const unreadQuery = at<{ unread: number }>('/api/notifications/unread')
export const webhooksQuery = at<Webhook[]>('/api/webhooks')
