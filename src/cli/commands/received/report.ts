import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { openLake } from '../../../lake/lake.ts'
import { listSubmissions, OUTCOMES } from '../../../register/submissions.ts'
import type { SubmissionReport } from '../../../sources/report/report.ts'
import { recordsCsv, reportCsv } from '../../../sources/report/report-csv.ts'
import { SCORE_WORDS } from '../../../sources/report/report-words.ts'
import { submissionReport } from '../../../sources/report/submission-report.ts'
import { type Context, DONE } from '../../context.ts'
import { tableText } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

export type ReportOptions = { pdf?: string; csv?: string; records?: string; json?: boolean }

/** What became of a submission, what is wrong with it and how to mend it; without one, the newest. */
export function report(context: Context, submission: string | undefined, options: ReportOptions): Promise<number> {
  return withRegion(context, 'report', async ({ region, register }) => {
    const submission_id = submission ?? (await listSubmissions(register)).at(-1)?.submission_id
    if (submission_id === undefined) {
      context.say('nothing came in yet: wholepanel ingest <payer> FILES…')
      return DONE
    }
    const engine = await openLake(region)
    try {
      const found = await submissionReport(engine, region, register, submission_id)
      const at = (path: string) => resolve(context.cwd, path)
      if (options.pdf) {
        const { reportPdf } = await import('../../../sources/report/report-pdf.ts')
        writeFileSync(at(options.pdf), await reportPdf(found), { mode: 0o600 })
      }
      if (options.csv) writeFileSync(at(options.csv), reportCsv(found), { mode: 0o600 })
      if (options.records) await writeParts(at(options.records), recordsCsv(engine, region, submission_id))
      if (options.json) context.out(`${JSON.stringify(found, null, 2)}\n`)
      else if (!options.pdf && !options.csv && !options.records) context.out(reportText(found))
    } finally {
      engine.close()
    }
    return DONE
  })
}

async function writeParts(path: string, parts: AsyncIterable<string>): Promise<void> {
  const file = openSync(path, 'w', 0o600)
  try {
    for await (const part of parts) writeSync(file, part)
  } finally {
    closeSync(file)
  }
}

/** The report as text, in the words of the page. */
export function reportText(found: SubmissionReport): string {
  const { submission_id, payer_name, received_at, layout, status, score, mends, mended_by } = found
  const head = [
    `${payer_name}, received ${received_at.slice(0, 10)}: ${submission_id}${layout ? `, layout ${layout}` : ''}, ${status}`,
    score ? `score ${score}: ${SCORE_WORDS[score] ?? ''}` : 'no score: it repeats what came before',
    ...(mends ? [`it mends ${mends}`] : []),
    ...(mended_by ? [`it was mended by ${mended_by}`] : []),
  ]
  const parts = [
    `${head.join('\n')}\n`,
    tableText(found.uses, ['purpose', 'grade', 'because']),
    tableText(found.files, FILE),
    found.findings.length > 0 ? findingsText(found.findings) : 'nothing was found\n',
  ]
  return parts.join('\n')
}

/** One paragraph a finding: a table of sentences does not fit a terminal. */
export function findingsText(
  findings: readonly {
    rule: string
    severity: string
    file_name: string
    column: string
    records: number
    expected: string
    fix: string
    example: string | null
    observed: string | null
    first_records: readonly number[]
  }[],
): string {
  return findings
    .map((one) => {
      const where = one.column === '-' ? one.file_name : `${one.file_name}, column ${one.column}`
      const which =
        one.first_records.length === 0
          ? 'the file as a whole'
          : `${one.records} ${one.records === 1 ? 'record' : 'records'}: ${one.first_records.join(', ')}${one.records > one.first_records.length ? ' …' : ''}`
      return [
        `${one.severity}: ${one.rule} in ${where}`,
        `  ${which}`,
        `  expected: ${one.expected}`,
        ...(one.example ? [`  written:  ${one.example}`] : []),
        ...(one.observed ? [`  observed: ${one.observed}`] : []),
        `  to mend:  ${one.fix}`,
      ]
        .map((line) => `${line}\n`)
        .join('')
    })
    .join('\n')
}

const FILE = ['file_name', 'layout_file', 'status', ...OUTCOMES]
