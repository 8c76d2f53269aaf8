import { previewOf } from '../../disclosure/preview.ts'
import { publishPeriod } from '../../disclosure/published.ts'
import { listPublications, withdrawPublication } from '../../register/rights/disclosure/publications.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows } from '../say/print-table.ts'
import { withLive } from '../with-live.ts'
import { withRegion } from '../with-region.ts'

const COLUMNS = ['period', 'published_at', 'published_by', 'rates', 'withdrawn_at', 'because', 'policy', 'run_id']

/** What of the region is out for everybody, and what was withdrawn and why. */
export function publications(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'publications', async ({ register }) => {
    const rows = (await listPublications(register)).map(({ figures, ...one }) => ({
      ...one,
      rates: (figures as unknown[]).length,
    }))
    printRows(context, rows, output.json || output.csv ? COLUMNS : COLUMNS.slice(0, 6), output)
    return DONE
  })
}

/** What publishing would show to whom, in counts of figures: nothing is published by it. */
export function preview(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'publications', (open) =>
    withLive(context, open, (live) =>
      live.read(async (reading, { agreements }) => {
        const rows = await previewOf(reading, agreements, context.now().slice(0, 10))
        context.say(`if ${reading.period.id} is published, as the last run computed it:`)
        printRows(context, rows, ['whom', 'what', 'all', 'shown', 'withheld', 'by_publication'], output)
        return DONE
      }),
    ),
  )
}

/** Publishes the period of the last run, as the convener does on the page. */
export function publish(context: Context, period: string): Promise<number> {
  return withRegion(context, 'publications', (open) =>
    withLive(context, open, (live) =>
      live.read(async (reading) => {
        const given = { period, published_by: 'operator' }
        const { figures } = await publishPeriod(open.register, reading, given, context.now())
        const rates = (figures as unknown[]).length
        context.say(`${period} is published, with ${rates} ${rates === 1 ? 'rate' : 'rates'} of the whole region`)
        return DONE
      }),
    ),
  )
}

export function withdraw(context: Context, period: string, because: string): Promise<number> {
  return withRegion(context, 'publications', async ({ register }) => {
    await withdrawPublication(register, period, { because, withdrawn_by: 'operator' }, context.now())
    context.say(`${period} is withdrawn; everybody reads why`)
    return DONE
  })
}
