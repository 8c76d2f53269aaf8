import { type Cadence, listFeeds, recordFeed } from '../../../register/feeds/feeds.ts'
import { listWaivers } from '../../../register/feeds/waivers.ts'
import { listSubmissions } from '../../../register/submissions.ts'
import { submissionStates } from '../../../rights/holding.ts'
import { deliveriesOf } from '../../../sources/feeds/deliveries.ts'
import { expectedDeliveries } from '../../../sources/feeds/expected-deliveries.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

export type FeedOptions = {
  tables: string[]
  cadence: Cadence
  first: string
  last?: string
  dueDays: number
  resubmitDays: number
  about?: string
}

/** What each sender owes, one row per period, and how it stands today. */
export function feeds(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'feeds', async ({ region, register }) => {
    const today = context.now().slice(0, 10)
    const owed = await listFeeds(register)
    const states = await submissionStates(register, today)
    const deliveries = deliveriesOf(region, await listSubmissions(register), states)
    const rows = expectedDeliveries(owed, deliveries, await listWaivers(register), today)
    const machine = output.json || output.csv
    printRows(context, rows, machine ? ALL : ['payer', 'feed', 'period_end', 'due_date', 'says'], output)
    if (!machine && owed.length === 0) context.say('nobody owes anything yet: wholepanel feeds add <payer> <feed> …')
    return DONE
  })
}

/** Writes down what a sender owes. */
export function addFeed(context: Context, payer: string, feed: string, options: FeedOptions): Promise<number> {
  const { tables, cadence, first, last, dueDays, resubmitDays, about } = options
  return withRegion(context, 'feeds', async ({ register }) => {
    const given = {
      payer,
      feed,
      about: about ?? feed.replaceAll('-', ' '),
      tables,
      cadence,
      first_period_end: first,
      last_period_end: last ?? null,
      due_days: dueDays,
      resubmit_days: resubmitDays,
    }
    const row = await recordFeed(register, given, context.now())
    context.say(`${row.payer} owes ${row.feed} ${row.cadence}, ${row.due_days} days after the end of each period`)
    return DONE
  })
}

const ALL = [
  ...['payer', 'feed', 'about', 'cadence', 'period_start', 'period_end', 'due_date', 'state', 'says', 'received_on'],
  ...['days_late', 'mend_by', 'days_to_mend', 'submission_ids', 'tables_missing', 'waiver'],
]
