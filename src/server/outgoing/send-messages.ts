import { mailOf } from '../../convening/notify/mail-text.ts'
import {
  DIGEST_HOUR,
  LEASE_SECONDS,
  later,
  nextTry,
  type Outcome,
  STALE_SECONDS,
} from '../../convening/notify/sending.ts'
import type { Settings } from '../../region.ts'
import {
  type Ended,
  endMessage,
  giveUpStale,
  type MessageToSend,
  makeDigests,
  takeMessage,
} from '../../register/convening/notify/messages.ts'
import type { Register } from '../../register/open.ts'
import type { Mailer } from './mailer.ts'

export type Post = {
  register: Register
  settings: Pick<Settings, 'region' | 'public_url'>
  mailer: Mailer
  now: () => string
}

/** How it went, in all. */
export type SendingCount = { sent: number; again: number; failed: number }

/**
 * Sends every e-mail that is due. Each is taken in one transaction, sent, and ended in another: a process that is killed
 * in between leaves it to be sent again, under the same Message-ID.
 */
export async function sendMessages(post: Post, goOn: () => boolean = () => true): Promise<SendingCount> {
  const { register, now } = post
  const count: SendingCount = { sent: 0, again: 0, failed: 0 }
  await register.engine(async (tx) => {
    await giveUpStale(tx, later(now(), -STALE_SECONDS))
    if (new Date(now()).getUTCHours() >= DIGEST_HOUR) await makeDigests(tx, now())
  })
  while (goOn()) {
    const taken = await register.engine((tx) => takeMessage(tx, now(), later(now(), LEASE_SECONDS)))
    if (!taken) break
    const ended = endOf(await sendOne(post, taken), taken.message.attempts, now())
    await register.engine((tx) => endMessage(tx, taken.message.message, ended))
    count[ended.state === 'waiting' ? 'again' : ended.state] += 1
  }
  return count
}

async function sendOne(
  { mailer, settings }: Post,
  { message, person, notifications }: MessageToSend,
): Promise<Outcome> {
  if (!person) return { sent: false, problem: 'the person has left, or has no address', forGood: true }
  const { region, public_url: address = null } = settings
  return mailer.send(mailOf({ region, address, ...person, notifications }), message.message_id)
}

export function endOf(outcome: Outcome, attempts: number, now: string): Ended {
  if (outcome.sent) return { state: 'sent', sent_at: now }
  const next_at = outcome.forGood ? null : nextTry(attempts, now)
  const { problem: last_problem } = outcome
  return next_at === null ? { state: 'failed', last_problem } : { state: 'waiting', next_at, last_problem }
}
