import { openLake } from '../../../lake/lake.ts'
import type { Region } from '../../../region.ts'
import type { Outcomes } from '../../../register/schema.ts'
import { listFindings, listSubmissions, OUTCOMES, submissionFiles } from '../../../register/submissions.ts'
import { submissionStates } from '../../../rights/holding.ts'
import { submissionCounts } from '../../../sources/landing/submissions.ts'
import { type Context, DONE } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

/** What came in, and how each physical record ended: the six outcomes and control add up to received. */
export function submissions(context: Context, { asOf, ...output }: Output & { asOf?: string }): Promise<number> {
  const as_of = pastDay(asOf, context.now())
  return withRegion(context, 'submissions', async ({ region, register }) => {
    const states = await submissionStates(register, as_of ?? context.now().slice(0, 10))
    const listed = await listSubmissions(register)
    const rows = (as_of ? await asTheyStood(region, listed, as_of) : listed).map((row) => ({
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
      const shown = new Set(rows.map(({ submission_id }) => submission_id))
      const found = (await listFindings(register))
        .filter(({ submission_id }) => shown.has(submission_id))
        .map((row) => ({ ...row, file_name: names.get(row.file_id) }))
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

/** The submissions that had arrived by the end of the day, and how their records stood: superseded only by one of them. */
async function asTheyStood<Listed extends Outcomes & { submission_id: string; received_at: string }>(
  region: Region,
  listed: readonly Listed[],
  day: string,
): Promise<Listed[]> {
  const arrived = listed.filter(({ received_at }) => received_at.slice(0, 10) <= day)
  const submissions = new Set(arrived.map(({ submission_id }) => submission_id))
  const engine = await openLake(region, { submissions })
  try {
    const counts = new Map(
      (await submissionCounts(engine, region.lake, submissions)).map((row) => [row.submission_id, row]),
    )
    return arrived.map((row) => {
      const then = counts.get(row.submission_id)
      return then ? { ...row, ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, then[outcome]])) } : row
    })
  } finally {
    engine.close()
  }
}
