import { linkageSentence } from '../../identity/compare.ts'
import { period as periodOf } from '../../period.ts'
import { type Context, DONE } from '../context.ts'
import { pastDay } from '../past-day.ts'
import { tableText } from '../print-table.ts'
import { withRegion } from '../with-region.ts'

export type RunCommand = { period: string; asOf?: string }

/**
 * Computes a period over the whole lake. Readers see it when it is finished, and the last one until then. As of a past
 * day it reads what had arrived by then, and only those who ask for that day see it.
 */
export function run(context: Context, { period: id, asOf }: RunCommand): Promise<number> {
  const period = periodOf(id)
  const as_of = pastDay(asOf, context.now())
  return withRegion(context, 'run', async ({ region, register }) => {
    const { run: carryOut } = await import('../../run/run.ts')
    const { run_id, state, tables, linkage } = await carryOut(region, period, {
      register,
      as_of,
      now: context.now,
      signal: context.signal,
      progress: ({ table, step, steps, state }) =>
        context.progress(`step ${step} of ${steps}: ${table}${state === 'kept' ? ', kept from before' : ''}`),
    })
    context.out(tableText(tables, ['table', 'rows', 'seconds', 'fingerprint']))
    context.say(state === 'unchanged' ? `run ${run_id} is there already: nothing changed` : `run ${run_id} finished`)
    if (linkage) context.say(linkageSentence(linkage))
    return DONE
  })
}
