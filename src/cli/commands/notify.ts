import { countSending } from '../../register/convening/notify/messages.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows } from '../say/print-table.ts'
import { withRegion } from '../with-region.ts'

/** How e-mail and webhook calls stand; with `send`, what is due is sent first. */
export function notify(context: Context, { send, ...output }: Output & { send?: boolean }): Promise<number> {
  return withRegion(context, 'notify', async ({ region, register }) => {
    if (send) {
      const { Outgoing } = await import('../../server/outgoing/outgoing.ts')
      const outgoing = new Outgoing({ region, register, now: context.now, environment: context.environment })
      try {
        const { mail } = await outgoing.sendAll()
        if (mail === null) context.say('no e-mail was sent: set mail_from and WHOLEPANEL_SMTP_URL to set it up')
      } finally {
        outgoing.close()
      }
    }
    const rows = await register.engine((tx) => countSending(tx))
    printRows(context, rows, ['what', 'state', 'count'], output)
    return DONE
  })
}
