import { listFindings, listSubmissions, OUTCOMES, submissionFiles } from '../../register/submissions.ts'
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
      const names = new Map((await submissionFiles(register)).map((file) => [file.file_id, file.file_name]))
      const found = (await listFindings(register)).map((row) => ({ ...row, file_name: names.get(row.file_id) }))
      if (found.length > 0) {
        context.out('\n')
        printRows(context, found, FINDING, {})
      }
      if (rows.length === 0) context.say('nothing came in yet: wholepanel ingest <payer> FILES…')
    }
    return DONE
  })
}

const FINDING = ['submission_id', 'file_name', 'rule', 'severity', 'column', 'records', 'first_record', 'fix']
