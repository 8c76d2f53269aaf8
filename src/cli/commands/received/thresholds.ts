import { WholepanelError } from '../../../error.ts'
import { listThresholds, recordThreshold } from '../../../register/feeds/thresholds.ts'
import { listPayers } from '../../../register/payers.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

export type ThresholdOptions = { payer?: string; source: string; from: string; until?: string }

const COLUMNS = ['threshold', 'payer', 'rule', 'most_share', 'start_date', 'end_date', 'source']

/** How much of a file may break each rule, for one sender or for all. */
export function listed(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'thresholds', async ({ register }) => {
    printRows(context, await listThresholds(register), COLUMNS, output)
    return DONE
  })
}

/** Writes a threshold down; the same rule, sender and first day again replaces it. */
export function setThreshold(
  context: Context,
  rule: string,
  share: string,
  { payer, source, from, until }: ThresholdOptions,
): Promise<number> {
  if (!/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(share))
    throw new WholepanelError('input-argument', { got: share, want: 'a share from 0 to 1, such as 0.05' })
  const days = until === undefined ? [from] : [from, until]
  for (const day of days)
    if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day))
      throw new WholepanelError('input-argument', { got: day, want: 'a day such as 2026-01-31' })
  return withRegion(context, 'thresholds', async ({ register }) => {
    const known = (await listPayers(register, 'senders')).map((one) => one.payer)
    if (payer !== undefined && !known.includes(payer))
      throw new WholepanelError('input-argument', { got: payer, want: known.join(' or ') || 'a registered sender' })
    const threshold = [payer ?? 'all', rule, from].join('-')
    const span = { start_date: from, end_date: until ?? null }
    await recordThreshold(register, { threshold, payer: payer ?? null, rule, most_share: share, ...span, source })
    context.say(`${threshold} written`)
    return DONE
  })
}
