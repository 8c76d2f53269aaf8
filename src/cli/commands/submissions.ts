import { listFindings, listSubmissions, OUTCOMES, submissionFiles } from '../../register/submissions.ts'
import { submissionStates } from '../../rights/holding.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows } from '../print-table.ts'
import { withRegion } from '../with-region.ts'

/** What came in, and how each physical record ended: the six outcomes and control add up to received. */
export function submissions(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'submissions', async ({ register }) => {
    const states = await submissionStates(register, context.now().slice(0, 10))
    const rows = (await listSubmissions(register)).map((row) => ({
      ...row,
      state: states.get(row.submission_id)?.state,
    }))
    const machine = output.json || output.csv
    const columns = machine
      ? ['submission_id', 'payer', 'payer_name', 'layout', 'status', 'state', 'received_at', ...OUTCOMES, 'because']
      : ['received_at', 'payer', 'layout', 'state', ...OUTCOMES]
    printRows(context, rows, columns, output)
    if (!machine) {
      const names = new Map((await submissionFiles(register)).map((file) => [file.file_id, file.file_name]))
      const found = (await listFindings(register)).map((row) => ({ ...row, file_name: names.get(row.file_id) }))
      if (found.length > 0) {
        context.out('\n')
        printRows(context, found, FINDING, {})
      }
      const held = rows.filter((row) => row.state === 'held').length
      if (held > 0) context.say(`${held} held: no agreement is in force; see: wholepanel agreements`)
      if (rows.length === 0) context.say('nothing came in yet: wholepanel ingest <payer> FILES…')
    }
    return DONE
  })
}

const FINDING = ['submission_id', 'file_name', 'rule', 'severity', 'column', 'records', 'first_record', 'fix']
