import { LEASE_SECONDS, later, type Outcome } from '../../convening/notify/sending.ts'
import { signedCall } from '../../convening/notify/signed-call.ts'
import { endCall, type Sealing, secretsOf } from '../../convening/notify/webhooks.ts'
import type { Settings } from '../../region.ts'
import { type DeliveryToSend, takeDelivery } from '../../register/convening/notify/webhooks.ts'
import type { Register } from '../../register/open.ts'
import { type Called, call } from './call.ts'
import { endOf, type SendingCount } from './send-messages.ts'

export type Calls = {
  register: Register
  settings: Pick<Settings, 'public_url'>
  sealing: Sealing
  /** Webhooks may stand on this machine, over http, as in a demonstration. */
  loopback: boolean
  now: () => string
}

/** Makes every call that is due, in the manner of e-mail: a process that is killed leaves it to be made again. */
export async function sendCalls(calls: Calls, goOn: () => boolean = () => true): Promise<SendingCount> {
  const { register, now } = calls
  const count: SendingCount = { sent: 0, again: 0, failed: 0 }
  while (goOn()) {
    const taken = await register.engine((tx) => takeDelivery(tx, now(), later(now(), LEASE_SECONDS)))
    if (!taken) break
    const called = await callOnce(calls, taken)
    const ended = endOf(outcomeOf(called), taken.delivery.attempts, now())
    // 410: whoever answers asks not to be called any more.
    await endCall(register, taken, { ended, gone: 'status' in called && called.status === 410 }, now())
    count[ended.state === 'waiting' ? 'again' : ended.state] += 1
  }
  return count
}

async function callOnce(calls: Calls, { delivery, webhook }: DeliveryToSend): Promise<Called> {
  const { settings, sealing, loopback, now } = calls
  const secrets = secretsOf(webhook, sealing, now())
  if (secrets.length === 0) return { problem: 'the secret cannot be opened with the region’s key' }
  const { public_url: address = null } = settings
  return call(webhook.address, signedCall({ ...delivery, address }, secrets, now()), loopback)
}

function outcomeOf(called: Called): Outcome {
  if ('problem' in called) return { sent: false, problem: called.problem }
  if (called.status >= 200 && called.status < 300) return { sent: true }
  return { sent: false, problem: `answered with status ${called.status}` }
}
