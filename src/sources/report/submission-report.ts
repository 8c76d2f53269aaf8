import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../../error.ts'
import { quotient } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { viewTable } from '../../lake/lake.ts'
import { literal, raw, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import type { Region } from '../../region.ts'
import type { Register } from '../../register/open.ts'
import { type FileCounts, type Landed, landedSubmissions } from '../landing/submissions.ts'
import * as kept from '../landing/tables.ts'
import type { ReportFinding, ReportMonth, SubmissionReport, Use } from './report.ts'

/**
 * What became of a delivery and how to mend it. Who may see it is decided where it leaves; the caller holds the right.
 * Counts and grades come from the register, findings and months from what the submission keeps beside its rows.
 */
export async function submissionReport(
  engine: Engine,
  region: Region,
  register: Register,
  submission_id: string,
): Promise<SubmissionReport> {
  const said = await inRegister(register, submission_id)
  const landed = landedSubmissions(region.lake).find((one) => one.submission_id === submission_id)
  const { files, ...rest } = said
  return {
    ...rest,
    files,
    findings: landed ? await findingsOf(engine, landed, files) : [],
    months: landed ? await monthsOf(engine, landed) : [],
  }
}

type Said = Omit<SubmissionReport, 'findings' | 'months'>

function inRegister(register: Register, submission_id: string): Promise<Said> {
  return register.engine(async (tx) => {
    const submission = await tx
      .selectFrom('submission')
      .innerJoin('payer', 'payer.payer', 'submission.payer')
      .selectAll('submission')
      .select('payer.payer_name')
      .where('submission_id', '=', submission_id)
      .executeTakeFirst()
    if (!submission)
      throw new WholepanelError('input-argument', {
        at: submission_id,
        got: 'no submission of this name',
        fix: 'wholepanel submissions lists them',
      })
    const { payer, payer_name, received_at, layout, status, score, mends } = submission
    const files = await tx
      .selectFrom('submission_file')
      .selectAll()
      .where('submission_id', '=', submission_id)
      .execute()
    const uses = await tx
      .selectFrom('submission_use')
      .selectAll()
      .where('submission_id', '=', submission_id)
      .orderBy('purpose')
      .execute()
    const mended = await tx
      .selectFrom('submission')
      .select('submission_id')
      .where('mends', '=', submission_id)
      .orderBy('received_at', 'desc')
      .orderBy('submission_id', 'desc')
      .executeTakeFirst()
    return {
      ...{ submission_id, payer, payer_name, received_at, layout, status, score, mends },
      mended_by: mended?.submission_id ?? null,
      files: files
        .map((file): FileCounts => ({ ...file, payer, received_at, newest_date: null }))
        .sort((a, b) => place(a.file_id) - place(b.file_id)),
      uses: uses.map(({ purpose, grade, because }) => ({ purpose, grade: grade as Use['grade'], because })),
    }
  })
}

const place = (file_id: string) => Number(file_id.split('/').at(-1) ?? 0)

/** Makes a view over what one submission keeps; a column that it was written without is empty. */
export async function viewKept(engine: Engine, { folder }: Landed, table: Table): Promise<string> {
  const path = join(folder, `${table.name}.parquet`)
  const name = `kept_${table.name}`
  await viewTable(engine, name, table, existsSync(path) ? [path] : [])
  return name
}

/** Gravest first, then the most records. */
export async function findingsOf(
  engine: Engine,
  landed: Landed,
  files: readonly Pick<FileCounts, 'file_id' | 'file_name' | 'received' | 'control'>[],
): Promise<ReportFinding[]> {
  const view = await viewKept(engine, landed, kept.finding)
  return readFindings(engine, view, files)
}

/** `relation` has the columns of `finding`. */
export async function readFindings(
  engine: Engine,
  relation: string,
  files: readonly Pick<FileCounts, 'file_id' | 'file_name' | 'received' | 'control'>[],
): Promise<ReportFinding[]> {
  const rows = await engine.rows<
    Omit<ReportFinding, 'share' | 'file_name' | 'first_records'> & { firsts: string | null }
  >(sql`
    with one as (select * from ${raw(relation)}),
    shown as (
      select file_id, rule, "column", example, row_number() over (
        partition by file_id, rule, "column" order by count(*) desc, example) as place
      from one where example is not null group by file_id, rule, "column", example
    ), placed as (
      select file_id, rule, "column", record_number, row_number() over (
        partition by file_id, rule, "column" order by record_number) as place
      from (select distinct file_id, rule, "column", record_number from one where record_number is not null) r
    ), firsts as (
      select file_id, rule, "column", string_agg(cast(record_number as varchar), ' ' order by record_number) as firsts
      from placed where place <= 10 group by file_id, rule, "column"
    )
    select o.file_id, o.rule, min(o.severity) as severity, o."column", coalesce(max(o.records), count(*)) as records,
      min(o.expected) as expected, min(o.fix) as fix, min(s.example) as example, min(o.observed) as observed, min(f.firsts) as firsts
    from one o
      left join shown s on s.file_id = o.file_id and s.rule = o.rule and s."column" = o."column" and s.place = 1
      left join firsts f on f.file_id = o.file_id and f.rule = o.rule and f."column" = o."column"
    group by o.file_id, o.rule, o."column"
    order by case min(o.severity) when 'refused' then 1 when 'quarantined' then 2 when 'warned' then 3 else 4 end,
      records desc, o.file_id, o.rule, o."column"`)
  const byId = new Map(files.map((file) => [file.file_id, file]))
  return rows.map(({ firsts, ...row }) => {
    const file = byId.get(row.file_id)
    const data = file ? file.received - file.control : 0
    const first_records = firsts === null ? [] : firsts.split(' ').map(Number)
    const share =
      data <= 0 ? null : first_records.length === 0 && row.records === 1 ? 1 : Math.min(1, row.records / data)
    return {
      ...row,
      file_name: file?.file_name ?? '-',
      share: share === null ? null : share.toFixed(4),
      first_records,
    }
  })
}

/** Over files and lines of business. Members are of the file with most of them: a member is in one file of a table. */
async function monthsOf(engine: Engine, landed: Landed): Promise<ReportMonth[]> {
  const view = await viewKept(engine, landed, kept.profile)
  return engine.rows<ReportMonth>(sql`
    with line as (
      select table_name, line_of_business, month, sum("rows")::bigint as "rows", max(members) as members, sum(claims)::bigint as claims,
        cast(sum(paid_usd) as decimal(18,2)) as paid_usd, sum(with_diagnosis)::bigint as with_diagnosis,
        max(covered_members) as covered_members, min(verdict) as verdict
      from ${raw(view)} group by table_name, line_of_business, month
    ), total as (
      select table_name, month, sum("rows")::bigint as "rows", sum(members)::bigint as members, sum(claims)::bigint as claims,
        cast(sum(paid_usd) as decimal(18,2)) as paid_usd, sum(with_diagnosis)::bigint as with_diagnosis,
        sum(covered_members)::bigint as covered_members, min(verdict) as verdict
      from line group by table_name, month
    )
    select table_name, month, "rows", members, paid_usd, ${quotient(raw('paid_usd'), raw('covered_members'), 2)} as pmpm_usd,
      case when table_name <> 'eligibility' and covered_members > 0
        then cast(${quotient(raw('claims * 12000'), raw('covered_members'), 0)} as bigint) end as per_1000,
      case when table_name = ${literal('medical_claim')} then ${quotient(raw('with_diagnosis'), raw('"rows"'), 4)} end as with_diagnosis_share,
      verdict
    from total order by table_name, month`)
}
