import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { SentFile } from '../source.ts'
import { linesOf } from '../staged.ts'
import { coverageStart } from './eligibility.ts'
import { cclfFileName } from './file-name.ts'
import { pairing } from './pairing.ts'
import { cclf0 } from './records/cclf0.ts'

/**
 * One row per thing that only this feed knows to be odd about a record, in the columns of `finding`. Nothing here
 * refuses a record: the feed says what Medicare did, and we keep it. Reads the staged tables, and CCLF0 as it came.
 */
export function checkCclf(files: readonly SentFile[]): Sql {
  return join(
    [controlTotals(files), dateOrder(), withoutHeader(), withoutSpan()].map(
      (check) => sql`select file_id, record_number, "column", rule, severity, expected, fix from (${check}) c`,
    ),
    '\nunion all\n',
  )
}

/**
 * One row per record of CCLF0 whose count is not what came. Files belong to a CCLF0 by ACO, year and day in their
 * names, because one package may hold a year and the run-out of the year before.
 */
function controlTotals(files: readonly SentFile[]): Sql {
  const sent = files.flatMap((file) => {
    const name = cclfFileName(file.file_name)
    const span = name?.runout ? 'R' : 'Y'
    return name
      ? [{ ...file, file: name.file, delivery: `${name.aco_id}/${name.year}${span}/${name.created_date}` }]
      : []
  })
  const controls = sent.filter((file) => file.file === 'cclf0' && !file.is_repeated)
  if (controls.length === 0) return nothing()
  return sql`
    with sent_file (delivery, file, records) as (
      values ${join(sent.map((f) => sql`(${f.delivery}, ${f.file}, ${raw(String(f.records))})`))}
    ), received as (
      select delivery, file, sum(records) as records from sent_file group by delivery, file
    ), stated as (
      ${join(controls.map(statedIn), ' union all ')}
    )
    select t.file_id, t.record_number, 'RECORD_COUNT' as "column",
      case when r.file is null then 'control-file-missing' else 'control-total' end as rule, 'warned' as severity,
      'the number of records of ' || t.file || ' that came: ' || cast(coalesce(r.records, 0) as varchar) as expected,
      'compare with the sender; the records that came are taken in' as fix
    from stated t left join received r on r.delivery = t.delivery and r.file = t.file
    where t.file like 'cclf_' and t.file <> 'cclf0' and t.records is distinct from coalesce(r.records, 0)`
}

/** One row per record of one CCLF0: the file it counts. Titles give no number. */
const statedIn = ({ file_id, delivery, path }: SentFile & { delivery: string }): Sql => sql`
      select ${file_id} as file_id, line_number as record_number, ${delivery} as delivery,
        lower(trim(${placeOf('FILE_TYPE')})) as file, try_cast(trim(${placeOf('RECORD_COUNT')}) as bigint) as records
      from (${linesOf(path)}) line`

function placeOf(name: string): Sql {
  const { start = 1, end = start } = cclf0.fields.find((field) => field.name === name) ?? {}
  return raw(`substr(line, ${start}, ${end - start + 1})`)
}

/** Days that no table of the common data model takes over; those of claims are checked there. */
const SPANS: readonly (readonly [table: string, first: string, last: string])[] = [
  ['cclf8', 'BENE_RNG_BGN_DT', 'BENE_RNG_END_DT'],
  ['cclf9', 'PRVS_ID_EFCTV_DT', 'PRVS_ID_OBSLT_DT'],
]

const dateOrder = (): Sql =>
  join(
    SPANS.map(
      ([table, first, last]) => sql`
    select file_id, record_number, ${literal(last)} as "column", 'dates-out-of-order' as rule, 'warned' as severity,
      ${literal(`${first} or a later day`)} as expected, 'correct the dates' as fix
    from ${raw(table)} where ${raw(last)} < ${raw(first)}`,
    ),
    ' union all ',
  )

/** One row per record of a Part A claim whose header is not in the submission: its payment and status are unknown. */
const withoutHeader = (): Sql =>
  join(
    ['cclf2', 'cclf3', 'cclf4', 'cclfa'].map(
      (table) => sql`
    select file_id, record_number, 'CUR_CLM_UNIQ_ID' as "column", 'record-without-header' as rule, 'warned' as severity,
      'a claim of CCLF1 in the same submission' as expected, 'send the files of one delivery together' as fix
    from ${raw(table)} r where not exists (select 1 from cclf1 h where h.cur_clm_uniq_id = r.cur_clm_uniq_id)`,
    ),
    ' union all ',
  )

/** One row per beneficiary record that gives no span of coverage. */
const withoutSpan = (): Sql => sql`
    select file_id, record_number,
      case when bene_entlmt_buyin_ind = '0' then 'BENE_ENTLMT_BUYIN_IND' else 'BENE_PART_A_ENRLMT_BGN_DT' end as "column",
      case when bene_entlmt_buyin_ind = '0' then 'not-entitled' else 'coverage-start-unknown' end as rule,
      'warned' as severity, 'entitlement and the day on which it began' as expected,
      'the beneficiary has no coverage until a delivery states it' as fix
    from cclf8 b where ${coverageStart('b')} is null`

const nothing = (): Sql => sql`
    select '' as file_id, 0 as record_number, '' as "column", '' as rule, '' as severity, '' as expected, '' as fix
    where false`

/**
 * One row per cancellation of this submission, by its first record, that voids nothing we have: it stays in force with
 * negative amounts until its claim comes. Reads history with the submission's own rows in it.
 */
export function unmatchedCancellations(payer: string, submission_id: string): Sql {
  return sql`
    with ${pairing(payer)}
    select u.file_id, u.record_number, 'CLM_ADJSMT_TYPE_CD' as "column", 'cancellation-without-original' as rule,
      'warned' as severity, 'a claim of the same natural key and amount' as expected,
      'its amount is taken back all the same; send the claim that it cancels' as fix
    from unit u
    where u.claim_status = 'cancellation' and u.submission_id = ${submission_id}
      and not exists (select 1 from pair p where p.credit_claim_id = u.claim_id and p.unit_line = u.unit_line)`
}
