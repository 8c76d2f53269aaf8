import { listAgreements, recordAgreement, withdrawAgreement } from '../../../register/rights/agreements.ts'
import { listGroupOptIns, recordGroupOptIn } from '../../../register/rights/group-opt-ins.ts'
import { isInForce } from '../../../rights/covered.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

const COLUMNS = [
  ...['agreement', 'payer', 'state', 'purposes', 'lines_of_business', 'start_date', 'end_date', 'withdrawn_on'],
  ...['on_end', 'title', 'document'],
]

/** By what right whose data is here. */
export function agreements(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'agreements', async ({ register }) => {
    const today = context.now().slice(0, 10)
    const rows = (await listAgreements(register)).map((row) => ({
      ...row,
      state: isInForce(row, today) ? 'in force' : row.start_date > today ? 'not begun' : 'over',
    }))
    printRows(context, rows, COLUMNS, output)
    const groups = await listGroupOptIns(register)
    if (groups.length > 0 && !output.json && !output.csv) {
      context.out('\n')
      printRows(context, groups, ['payer', 'group_id', 'start_date', 'end_date', 'document'], {})
    }
    if (rows.length === 0) context.say('no agreement is recorded: no run reads anything')
    return DONE
  })
}

export type AgreementOptions = {
  name?: string
  title: string
  parties?: readonly string[]
  purposes: readonly string[]
  linesOfBusiness?: readonly string[]
  from: string
  until?: string
  onEnd: string
  document: string
}

/** Writes down a signed agreement. */
export function recordOne(context: Context, payer: string, options: AgreementOptions): Promise<number> {
  return withRegion(context, 'agreements', async ({ register }) => {
    const { name, title, parties, purposes, linesOfBusiness, from, until, onEnd, document } = options
    const row = await recordAgreement(
      register,
      {
        agreement: name,
        payer,
        title,
        parties,
        purposes,
        lines_of_business: linesOfBusiness,
        start_date: from,
        end_date: until,
        on_end: onEnd,
        document,
      },
      context.now(),
    )
    context.say(`agreement ${row.agreement} recorded; the next run reads what it covers`)
    return DONE
  })
}

/** From a day on it permits nothing any more. */
export function withdraw(context: Context, agreement: string, { on }: { on: string }): Promise<number> {
  return withRegion(context, 'agreements', async ({ register }) => {
    await withdrawAgreement(register, agreement, on)
    const row = (await listAgreements(register)).find((one) => one.agreement === agreement)
    context.say(`agreement ${agreement} withdrawn from ${on} on; the next run is without what only it covered`)
    if (row && row.on_end !== 'keep')
      context.say(`it demands ${row.on_end} of the data at its end: wholepanel purge --payer ${row.payer}`)
    return DONE
  })
}

/** A self-funded group lets its plan share its members' claims. */
export function optIn(
  context: Context,
  payer: string,
  group_id: string,
  { from, until, document }: { from: string; until?: string; document: string },
): Promise<number> {
  return withRegion(context, 'agreements', async ({ register }) => {
    await recordGroupOptIn(register, { payer, group_id, start_date: from, end_date: until, document }, context.now())
    context.say(`group ${group_id} of ${payer} opted in from ${from} on`)
    return DONE
  })
}
