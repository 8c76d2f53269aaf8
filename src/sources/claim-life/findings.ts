import { literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { RULES } from '../validate/rules/rules.ts'
import type { ClaimRules } from './claim-rules.ts'

/** What is known only once the versions of a claim stand side by side; each about a record of this submission. */
export function lifeFindings(rules: ClaimRules, submission_id: string): Sql {
  const twice = RULES['same-key-twice']
  return sql`
    ${finding('claim_status', 'void-without-claim', 'warned', 'a claim of the number that the void names', 'nothing was taken back; check the number, or send the claim that it voids')}
    from version_end where rule = 'void-without-claim' and submission_id = ${submission_id}
    union all
    ${finding('claim_line_number', 'lines-gone', 'note', 'the lines that the earlier version had', 'a claim comes whole: lines that the new version does not have are no longer in force')}
    from (
      select distinct v.file_id, v.record_number
      from version_end v
        join placed_row o on o.scope = v.scope and o.chain = v.chain and o.claim_id = v.claim_id
        left join placed_row n on n.version = v.version and n.claim_line_number = o.claim_line_number and n.is_kept = 1
      where v.submission_id = ${submission_id} and v.is_void = 0 and v.rule is null
        and o.status <> 'cancellation' and n.version is null
    ) shorter
    union all
    ${finding('-', 'same-key-twice', 'warned', twice.expected, twice.fix)}
    from (
      select distinct w.file_id, w.record_number
      from placed_row w join placed_row l on l.file_id = w.file_id and l.version = w.version
        and l.claim_line_number = w.claim_line_number
      where w.submission_id = ${submission_id} and w.again = 1 and l.again > 1
    ) twice
    ${voidAmounts(rules, submission_id)}`
}

const finding = (column: string, rule: string, severity: string, expected: string, fix: string): Sql =>
  sql`select file_id, record_number, ${literal(column)} as "column", ${literal(rule)} as rule,
    ${literal(severity)} as severity, ${literal(expected)} as expected, ${literal(fix)} as fix`

/** To the cent, against the version that it takes back. */
function voidAmounts({ voidAmounts: said }: ClaimRules, submission_id: string): Sql {
  if (!said) return raw('')
  const wanted = { negative: '-p.paid_amount', zero: '0', repeated: 'p.paid_amount' }[said]
  const words = { negative: 'with the sign turned', zero: 'as zero', repeated: 'as they were' }[said]
  return sql`
    union all
    ${finding('paid_amount', 'void-amount', 'warned', `the amounts that are taken back, ${words}`, 'the claim is void all the same; check the sign and the cents')}
    from (
      select v.file_id, v.record_number from version_end v join version_order p on p.version = v.prior_version
      where v.is_void = 1 and p.is_void = 0 and v.submission_id = ${submission_id}
        and v.paid_amount is distinct from ${raw(wanted)}
    ) unlike`
}

/** Multi-line institutional claims of a file that are looked at before it is said that their amounts are the claim's. */
const ENOUGH_CLAIMS = 10

/**
 * One row per file whose institutional claims of several lines mostly (at least half; ours, no published figure) have one
 * and the same paid amount on every line: it is likely the claim's, and then counted once for each line.
 */
export const headerAmounts = (rows: Sql, submission_id: string): Sql => sql`
  with claim as (
    select file_id, case when min(paid_amount) = max(paid_amount) then 1 else 0 end as is_same
    from (${rows}) r
    where submission_id = ${submission_id} and claim_type = 'institutional' and claim_status <> 'cancellation'
    group by file_id, scope, claim_id, claim_status, claim_version
    having count(distinct claim_line_number) > 1 and max(paid_amount) > 0
  ), file as (
    select file_id, cast(null as bigint) as record_number from claim group by file_id
    having count(*) >= ${ENOUGH_CLAIMS} and 2 * sum(is_same) >= count(*)
  )
  ${finding('paid_amount', 'header-amount-repeated', 'warned', "a line's own amount, or the claim's amount on its first line only", "most institutional claims have one paid amount on all lines: if it is the claim's, send zero on the other lines, or say in a mapping that amounts are the claim's")}
  from file`

/** One row per file: numbers that should tell claims apart are the same on claims of many members. */
export const standIns = (files: Sql): Sql => sql`
  ${finding('claim_control_number', 'control-number-shared', 'warned', "a number that is one claim's", 'it stands on claims of more than two members, and so links no versions: leave it empty where there is none')}
  from (select file_id, cast(null as bigint) as record_number from (${files}) f) file`
