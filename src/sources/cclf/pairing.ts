import { type Sql, sql } from '../../lake/sql.ts'
import { currentMember } from './member.ts'

/**
 * Debits and credits of Parts A and B over all history, as common table expressions that net.ts and check.ts share.
 *
 * - `claim_row`: one row per row of medical_claim_history that anything can happen to (a cancellation has its key, or
 *   two ACOs were sent it), with the beneficiary's current number and its unit: the
 *   claim for Part A, which is paid as a whole; the line for Part B, where each line has its own amount (packet 5.3.1).
 *   `copy` 1 is the newest version of a line that its ACO sent.
 * - `ranked_copy`: one row per unit and ACO. When a beneficiary changes ACO the same claim comes to both; the ACO that
 *   sent it last speaks, at `place` 1.
 * - `pair`: one row per cancellation and the version it voids: same natural key (packet 5.1.2), same amount, because a
 *   cancellation is identical to what it cancels (5.2.1). Where several fit, the first to arrive is voided by the
 *   first to arrive (5.3.2: "you will simply need to pick one"): a choice that later deliveries do not undo.
 */
export function pairing(payer: string): Sql {
  return sql`
    crosswalk as (${currentMember(sql`
      select previous_member_id, current_member_id, obsolete_date from member_crosswalk_history where payer = ${payer}`)}
    ), history as (
      select * from medical_claim_history where payer = ${payer} and data_source like 'cclf/%'
    ), cancelled_key as (
      select distinct claim_control_number from history where claim_status = 'cancellation'
    ), shared_claim as (
      select claim_id from history group by claim_id having min(data_source) <> max(data_source)
    ), sent_row as (
      select m.file_id, m.record_number, m.header_file_id, m.header_record_number, m.submission_id, m.data_source,
        m.claim_id, m.claim_line_number, m.claim_status, m.claim_control_number, m.paid_amount, m.paid_date,
        coalesce(x.current_member_id, m.member_id) as member_id,
        case when m.claim_type = 'institutional' then 0 else m.claim_line_number end as unit_line
      from history m left join crosswalk x on x.previous_member_id = m.member_id
      where m.claim_control_number in (select claim_control_number from cancelled_key)
        or m.claim_id in (select claim_id from shared_claim) or m.claim_status = 'cancellation'
    ), claim_row as (
      select *, row_number() over (
        partition by claim_id, claim_line_number, data_source
        order by submission_id desc, length(file_id) desc, file_id desc, record_number desc) as copy
      from sent_row
    ), placed_row as (
      select *, row_number() over (
        partition by claim_id, unit_line, data_source
        order by copy, claim_line_number, file_id, record_number) as position
      from claim_row
    ), unit_copy as (
      select claim_id, unit_line, data_source,
        max(submission_id) as submission_id, min(submission_id) as first_submission_id,
        max(case when copy = 1 then claim_status end) as claim_status,
        max(case when copy = 1 then claim_control_number end) as claim_control_number,
        max(case when copy = 1 then member_id end) as member_id,
        max(case when copy = 1 then paid_date end) as paid_date,
        sum(case when copy = 1 then paid_amount end) as paid_amount,
        max(case when position = 1 then coalesce(header_file_id, file_id) end) as file_id,
        max(case when position = 1 then coalesce(header_record_number, record_number) end) as record_number
      from placed_row group by claim_id, unit_line, data_source
    ), ranked_copy as (
      select claim_id, unit_line, data_source, submission_id, claim_status, claim_control_number, member_id, paid_date,
        paid_amount, file_id, record_number,
        min(first_submission_id) over (partition by claim_id, unit_line) as first_submission_id,
        row_number() over (partition by claim_id, unit_line order by submission_id desc, data_source desc) as place
      from unit_copy
    ), unit as (
      select u.*, substr(u.claim_id, 1, 5) as family,
        case when s.file_id is null then 1 else 0 end as is_open,
        case when u.claim_status = 'cancellation' then 1 else 0 end as is_credit,
        case when u.claim_status = 'cancellation' then -u.paid_amount else u.paid_amount end as debit_amount
      from ranked_copy u
        left join superseded s on s.file_id = u.file_id and s.record_number = u.record_number
      where u.place = 1 and u.claim_status in ('original', 'adjustment', 'cancellation')
    ), turn as (
      select *, coalesce(cast(debit_amount as varchar), '?') as amount_key, row_number() over (
        partition by family, claim_control_number, member_id, unit_line, debit_amount, is_credit
        order by is_open, first_submission_id, paid_date nulls last, claim_id) as turn
      from unit where claim_control_number is not null
    ), pair as (
      select d.claim_id as debit_claim_id, d.unit_line, d.file_id as debit_file_id,
        d.record_number as debit_record_number, c.claim_id as credit_claim_id, c.file_id as credit_file_id,
        c.record_number as credit_record_number
      from turn d join turn c
        on c.family = d.family and c.claim_control_number = d.claim_control_number and c.member_id = d.member_id
          and c.unit_line = d.unit_line and c.amount_key = d.amount_key and c.turn = d.turn
      where d.is_credit = 0 and c.is_credit = 1
    )`
}
