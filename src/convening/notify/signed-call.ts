import { createHmac, randomBytes } from 'node:crypto'
import { wordsOf } from './kinds.ts'

/**
 * A call as the Standard Webhooks specification has it (https://github.com/standard-webhooks/standard-webhooks, version
 * 1.0.0): the body is signed with its id and the time of the try, so that a receiver can refuse one that was changed, is
 * old, or came before.
 */
export type SignedCall = { headers: Readonly<Record<string, string>>; body: string }

export type CallGiven = {
  delivery: string
  kind: string
  about: string
  link: string
  made_at: string
  /** How readers reach the product; null where that was not said. */
  address: string | null
}

const PREFIX = 'whsec_'

/** Shown once to who registers a webhook. */
export const newSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`

/** Signed with each of the secrets, the newest first. Example type: `ballot.open`. */
export function signedCall(given: CallGiven, secrets: readonly string[], now: string): SignedCall {
  const { delivery, kind, about, link, made_at, address } = given
  const body = JSON.stringify({
    type: kind.replaceAll('-', '.'),
    timestamp: made_at,
    data: { about, words: wordsOf(kind), link: `${address ?? ''}${link}` },
  })
  const timestamp = String(Math.floor(Date.parse(now) / 1000))
  const sign = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
      .update(`${delivery}.${timestamp}.${body}`)
      .digest('base64')
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': delivery,
      'webhook-timestamp': timestamp,
      'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
    },
    body,
  }
}
