import type { Engine } from '../../lake/engine.ts'
import { raw, sql } from '../../lake/sql.ts'
import type { SubmissionGiven } from '../../register/submissions.ts'
import { type FileCounts, type Landed, statementOf } from '../landing/submissions.ts'
import * as kept from '../landing/tables.ts'
import { gradeSubmission } from './grade-submission.ts'
import { findingsOf, viewKept } from './submission-report.ts'

/** What the register is told of a landed submission, with its score, what it is fit for, and examples: from the lake alone. */
export async function gradedStatement(
  engine: Engine,
  landed: Landed,
  files: readonly FileCounts[],
): Promise<SubmissionGiven> {
  const statement = await statementOf(engine, landed, files)
  const found = await findingsOf(engine, landed, files)
  const byKey = new Map(found.map((one) => [`${one.file_id} ${one.rule} ${one.column}`, one]))
  const findings = statement.findings.map((one) => {
    const more = byKey.get(`${one.file_id} ${one.rule} ${one.column}`)
    return {
      ...one,
      records: more?.records ?? one.records,
      example: more?.example ?? null,
      observed: more?.observed ?? null,
    }
  })
  const fill = await engine.rows<{ table_name: string; column: string; rows: number; filled: number }>(sql`
    select table_name, "column", sum("rows")::bigint as "rows", sum(filled)::bigint as filled
    from ${raw(await viewKept(engine, landed, kept.fill))} group by table_name, "column" order by table_name, "column"`)
  const shares = found.map(({ rule, column, share }) => ({ rule, column, share: Number(share ?? 0) }))
  const { score, uses } = gradeSubmission({ status: statement.status, files, fill, findings: shares })
  return { ...statement, findings, score, uses }
}
