import { WholepanelError } from '../../../error.ts'
import { askWaiver, decideWaiver, listWaivers, type WaiverDecision } from '../../../register/feeds/waivers.ts'
import type { Party } from '../../../register/party.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

export type WaiverOptions = { feed?: string; rule?: string; reason: string; from: string; until: string }

const OPERATOR: Party = { role: 'operator', organization_id: null }
const COLUMNS = [
  ...['waiver', 'payer', 'feed', 'rule', 'start_date', 'end_date', 'decision', 'reason', 'asked_by', 'asked_at'],
  ...['decided_by', 'decided_at', 'because'],
]

/** What was asked to be let off, and what was decided. */
export function waivers(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'waivers', async ({ register }) => {
    const machine = output.json || output.csv
    printRows(context, await listWaivers(register, OPERATOR), machine ? COLUMNS : COLUMNS.slice(0, 8), output)
    return DONE
  })
}

/** Asks in the name of a sender that has no page of its own. */
export function ask(context: Context, payer: string, options: WaiverOptions): Promise<number> {
  const { feed, rule, reason, from, until } = options
  const about = { payer, feed: feed ?? null, rule: rule ?? null, reason, asked_by: 'operator' }
  return withRegion(context, 'waivers', async ({ register }) => {
    const given = { ...about, start_date: from, end_date: until }
    const { waiver } = await askWaiver(register, given, OPERATOR, context.now())
    context.say(`waiver ${waiver} is asked; grant it with: wholepanel waivers grant ${waiver} --because "…"`)
    return DONE
  })
}

/** Grants, refuses or ends a waiver. */
export function decide(
  context: Context,
  number: string,
  decision: WaiverDecision['decision'],
  because: string,
): Promise<number> {
  if (!/^[1-9]\d{0,8}$/.test(number))
    throw new WholepanelError('input-argument', {
      got: number,
      want: 'the number of a waiver',
      fix: 'list them with: wholepanel waivers',
    })
  return withRegion(context, 'waivers', async ({ register }) => {
    const given = { decision, because, decided_by: 'operator' }
    const waiver = await decideWaiver(register, Number(number), given, OPERATOR, context.now())
    context.say(`waiver ${waiver.waiver} of ${waiver.payer} is ${decision}, until ${waiver.end_date}`)
    return DONE
  })
}
