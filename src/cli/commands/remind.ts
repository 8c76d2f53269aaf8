import { remind as sweep } from '../../convening/remind/sweep.ts'
import { WholepanelError } from '../../error.ts'
import { type Context, DONE, FAILED } from '../context.ts'
import { pastDay } from '../past-day.ts'
import { type Output, printRows } from '../say/print-table.ts'
import { withRegion } from '../with-region.ts'

/** Tells what a day brings to whom it concerns, once, and prints how many people were told of each kind. */
export function remind(context: Context, { day: given, ...output }: Output & { day?: string }): Promise<number> {
  const now = context.now()
  const day = pastDay(given, now, '--day') ?? now.slice(0, 10)
  return withRegion(context, 'remind', async ({ region, register }) => {
    const { told, failed } = await sweep({ region, register, day, now })
    printRows(context, told, ['kind', 'people'], output)
    for (const { source, error } of failed) {
      const code = error instanceof WholepanelError ? error.code : 'state-unexpected'
      context.say(`nobody was told of what stands in ${source}: it could not be read (${code})`)
    }
    return failed.length === 0 ? DONE : FAILED
  })
}
