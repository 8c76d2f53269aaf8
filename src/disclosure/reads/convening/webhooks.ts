import { webhooksOf } from '../../../register/convening/notify/webhooks.ts'
import type { Register } from '../../../register/open.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each } from '../received/received.ts'

const COLUMNS = [
  ...['webhook', 'participant', 'address', 'state', 'made_at', 'made_by', 'earlier_until', 'failing_since'],
  ...['waiting', 'last_sent_at', 'last_problem'],
]
const WEBHOOKS = { name: 'webhooks', columns: each(COLUMNS, 'public'), parties: () => ({}) }

/** A participant's own; to the operator all of them. Secrets are shown to nobody again. */
export async function readWebhooks(door: Door, register: Register): Promise<Released[]> {
  const { role, organization_id } = door.viewer
  // Who looks for no participant has none.
  const whose = role === 'operator' ? null : (organization_id ?? '')
  return release(door, WEBHOOKS, await register.engine((tx) => webhooksOf(tx, whose)))
}
