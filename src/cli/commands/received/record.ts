import { WholepanelError } from '../../../error.ts'
import { lifeOfRecord, type RecordLife } from '../../../explain/record-life.ts'
import type { Engine } from '../../../lake/engine.ts'
import { openLake } from '../../../lake/lake.ts'
import { listRuns } from '../../../register/runs.ts'
import { CLAIM_RECORD, claimRecords } from '../../../sources/claim-life/claim-records.ts'
import { type Context, DONE, type OpenRegion } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { printRows, type Row, tableText } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

export type RecordOptions = { claim?: string; payer?: string; json?: boolean }

/** Everything that happened to one record that was sent; or the records of a claim. For the operator's own terminal. */
export function record(
  context: Context,
  file_id: string | undefined,
  record_number: string | undefined,
  options: RecordOptions,
): Promise<number> {
  return withRegion(context, 'record', async (open) => {
    const engine = await openLake(open.region)
    try {
      const print =
        options.claim !== undefined
          ? await ofClaim(context, engine, options.claim, options)
          : await ofRecord(context, engine, open, file_id, record_number, options)
      await releaseToOperator(context, open, 'record')
      print()
      return DONE
    } finally {
      engine.close()
    }
  })
}

async function ofClaim(context: Context, engine: Engine, claim: string, { payer, json }: RecordOptions) {
  const rows = await engine.rows<Row>(claimRecords(claim, payer))
  if (rows.length === 0)
    throw new WholepanelError('input-argument', { at: '--claim', got: 'a number under which no record came' })
  return () => printRows(context, rows, CLAIM_RECORD, { json })
}

async function ofRecord(
  context: Context,
  engine: Engine,
  { region, register }: Pick<OpenRegion, 'region' | 'register'>,
  file_id: string | undefined,
  record_number: string | undefined,
  { json }: RecordOptions,
) {
  if (!file_id || !record_number || !/^\d+$/.test(record_number))
    throw new WholepanelError('input-argument', {
      at: 'wholepanel record',
      want: 'a file id and a record number, such as s000012-1f2e3d4c/3 4182; or --claim and its number',
    })
  const life = await lifeOfRecord(engine, region, file_id, Number(record_number), await listRuns(register))
  if (!life)
    throw new WholepanelError('input-argument', {
      at: 'wholepanel record',
      got: `${file_id} ${record_number}`,
      want: 'a record that came',
      fix: 'look the file up with: wholepanel submissions --json',
    })
  return () => context.out(json ? `${JSON.stringify(life, null, 2)}\n` : lifeText(life))
}

/** A record's life as text, in the order in which it happened. */
export function lifeText(life: RecordLife): string {
  const { file, record_number, outcome, rule, sent, findings, became, replaced, replaced_by, repeats, read_by } = life
  const place = (of: { file_id: string; record_number: number | null; file_name: string | null }) =>
    `${of.record_number === null ? 'the file' : `record ${of.record_number} of`} ${of.file_name ?? ''} (${of.file_id})`
  const parts = [
    `Record ${record_number} of ${file.file_name} (${file.file_id})\n`,
    `Received  ${file.received_at} from ${file.payer}, in ${file.submission_id}, as ${file.place}\n` +
      `Kept      received/${file.submission_id}/${file.stored_as}, ${file.bytes} bytes, sha256 ${file.sha256}\n` +
      `Read as   ${file.layout ? `${file.layout}/${file.layout_file}` : 'nothing'}; the file is ${file.status}${file.because ? `, ${file.because}` : ''}\n` +
      `Outcome   ${outcome}${rule ? `, ${rule}` : ''}\n`,
    sent ? `As sent\n${tableText(sent.fields, ['name', 'value'])}` : '',
    findings.length > 0
      ? `Findings\n${tableText(findings, ['record_number', 'column', 'rule', 'severity', 'fix'])}`
      : '',
    became.length > 0
      ? `Became\n${became.map((row) => `  ${row.table} ${Object.values(row.key).join(' / ')}${row.in_force ? '' : ', no longer in force'}\n`).join('')}`
      : '',
    repeats ? `Says what ${place(repeats)} says\n` : '',
    replaced.length > 0 ? `Replaced\n${replaced.map((one) => `  ${place(one)}: ${one.rule}\n`).join('')}` : '',
    replaced_by
      ? `Replaced by ${place(replaced_by)}: ${replaced_by.rule}, decided ${replaced_by.decided_at} by ${replaced_by.decided_in}\n`
      : '',
    `Read by\n${read_by.length === 0 ? '  no run\n' : read_by.map(runText).join('')}`,
  ]
  return parts.filter((part) => part !== '').join('\n')
}

const runText = ({ run_id, as_of, finished_at, rows }: RecordLife['read_by'][number]) =>
  `  ${run_id}${as_of ? ` as of ${as_of}` : ''}, finished ${finished_at}: ${rows.length === 0 ? 'no row of its results' : rows.map((one) => `${one.rows} in ${one.table}`).join(', ')}\n`
