import { resolve } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { LINES_OF_BUSINESS } from '../../../lake/tables/lineage.ts'
import { listFindings, OUTCOMES } from '../../../register/submissions.ts'
import { submissionStates } from '../../../rights/holding.ts'
import { type Context, DONE, FAILED } from '../../context.ts'
import { tableText } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

export type IngestOptions = { lineOfBusiness?: string; name?: string; kind?: 'payer' | 'practice' | 'convener' }

/** Takes files in as one delivery and says how each physical record ended. A script sees by the code that a file was refused. */
export function ingest(
  context: Context,
  payer: string,
  files: readonly string[],
  { lineOfBusiness, name, kind }: IngestOptions,
): Promise<number> {
  if (lineOfBusiness !== undefined && !LINES_OF_BUSINESS.some((one) => one === lineOfBusiness))
    throw new WholepanelError('input-argument', { got: lineOfBusiness, want: LINES_OF_BUSINESS.join(', ') })
  return withRegion(context, 'ingest', async ({ region, register }) => {
    const { ingest: takeIn } = await import('../../../sources/ingest.ts')
    const given = {
      payer,
      payer_name: name,
      kind: kind ?? (payer === 'convener' ? 'convener' : undefined),
      line_of_business: lineOfBusiness,
      files: files.map((file) => resolve(context.cwd, file)),
    }
    const { now, progress, signal } = context
    const taken = await takeIn(region, given, { register, now, progress, signal })
    context.out(tableText(taken.files, ['file_name', 'layout', 'layout_file', 'status', ...OUTCOMES, 'because']))
    const found = await listFindings(register, taken.submission_id)
    if (found.length > 0) {
      context.out('\n')
      context.out(tableText(found.slice(0, MOST_FINDINGS), FINDING))
      if (found.length > MOST_FINDINGS) context.out(`and ${found.length - MOST_FINDINGS} more findings\n`)
    }
    context.say(`submission ${taken.submission_id} of ${payer}: ${taken.status}`)
    const standing = (await submissionStates(register, now().slice(0, 10))).get(taken.submission_id)
    if (standing?.state === 'held') {
      context.say(`held: ${standing.because}; no run reads it until an agreement is in force`)
      context.say(`record one with: ${recordCommand(payer)}`)
    }
    return taken.files.some((file) => file.status === 'refused') ? FAILED : DONE
  })
}

/** What is typed when the signed text lies there. */
const recordCommand = (payer: string): string =>
  `wholepanel agreements record ${payer} --title TITLE --purposes operations --from DAY --document WHERE`

const MOST_FINDINGS = 20
const FINDING = ['rule', 'severity', 'column', 'records', 'first_record', 'expected', 'fix']
