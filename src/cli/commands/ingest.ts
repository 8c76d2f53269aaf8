import { resolve } from 'node:path'
import { listFindings, listSubmissions, OUTCOMES } from '../../register/submissions.ts'
import { type Context, DONE, FAILED } from '../context.ts'
import { tableText } from '../print-table.ts'
import { room } from '../rooms.ts'
import { withRegion } from '../with-region.ts'

/** Takes files in as one delivery and says how each physical record ended. */
export function ingest(
  context: Context,
  payer: string,
  files: readonly string[],
  { lineOfBusiness, name }: { lineOfBusiness?: string; name?: string },
): Promise<number> {
  return withRegion(context, 'ingest', async ({ region, register }) => {
    const { ingest: takeIn } = await room('sources/ingest')
    const given = {
      payer,
      files: files.map((file) => resolve(context.cwd, file)),
      ...(name ? { payer_name: name } : {}),
      ...(lineOfBusiness ? { line_of_business: lineOfBusiness } : {}),
    }
    const { submission_id, status } = await takeIn(region, given, { register, ...context })
    const rows = (await listSubmissions(register)).filter((row) => row.submission_id === submission_id)
    context.out(tableText(rows, ['submission_id', 'payer', 'layout', 'status', ...OUTCOMES]))
    const found = await listFindings(register, submission_id)
    if (found.length > 0) {
      context.out('\n')
      context.out(tableText(found.slice(0, 20), ['rule', 'severity', 'column', 'records', 'expected', 'fix']))
    }
    return status === 'refused' ? FAILED : DONE
  })
}
