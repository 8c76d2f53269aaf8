import { type Context, DONE } from '../context.ts'
import { room } from '../rooms.ts'
import { withRegion } from '../with-region.ts'

/** Computes a period over the whole lake. Readers see it when it is finished, and the last one until then. */
export function run(context: Context, { period }: { period: string }): Promise<number> {
  return withRegion(context, 'run', async ({ region, register }) => {
    const { run: carryOut } = await room('run/run')
    const { run_id } = await carryOut(region, period, { register, ...context })
    context.say(`run ${run_id} finished`)
    return DONE
  })
}
