import { listFindings, listSubmissions, OUTCOMES } from '../../register/submissions.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows } from '../print-table.ts'
import { withRegion } from '../with-region.ts'

/** What came in, and how each physical record ended: the six outcomes and control add up to received. */
export function submissions(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'submissions', async ({ register }) => {
    const rows = await listSubmissions(register)
    const machine = output.json || output.csv
    const columns = machine
      ? ['submission_id', 'payer', 'payer_name', 'layout', 'status', 'received_at', ...OUTCOMES, 'because']
      : ['received_at', 'payer', 'layout', 'status', ...OUTCOMES]
    printRows(context, rows, columns, output)
    if (!machine) {
      const found = await listFindings(register)
      if (found.length > 0) {
        context.out('\n')
        printRows(context, found, ['submission_id', 'rule', 'severity', 'column', 'records', 'expected', 'fix'], {})
      }
      if (rows.length === 0) context.say('nothing came in yet: wholepanel ingest <payer> FILES…')
    }
    return DONE
  })
}
