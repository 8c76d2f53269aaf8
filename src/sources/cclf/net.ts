import { type Sql, sql } from '../../lake/sql.ts'
import { pairing } from './pairing.ts'

/**
 * One row per physical record that is not in force, over everything a payer ever sent in CCLF (packet 3.2, 3.3, 5):
 *
 *     cclf-same-claim             another ACO was sent the same version of the claim, and later
 *     cclf-cancelled              a cancellation voids it
 *     cclf-cancellation-applied   a cancellation that has voided its claim; by that claim
 *     cclf-newer-event            a later version of the prescription drug event came
 *     cclf-event-deleted          the event's last version deletes it; by the record itself
 *
 * What Medicare denied is not among them: nothing replaced it. It stays, with the status denied, and no step counts it.
 * A cancellation that finds no claim of its key and amount stays in force with negative amounts, so that the rows in
 * force always add up to debits minus credits. The header of a Part A claim goes with its lines.
 *
 * Reads medical_claim_history, pharmacy_claim_history, member_crosswalk_history and superseded. Deliveries arrive in
 * the order of submission_id. What was out of force stays out: the result only grows with history.
 * A version that the same ACO sends again is the table's own matter: ingest keeps the newest row of each grain.
 */
export function netCclf(payer: string): Sql {
  return sql`
    with ${pairing(payer)}, ${event(payer)},
    gone as (
      select r.file_id, r.record_number, r.header_file_id, r.header_record_number,
        u.file_id as by_file_id, u.record_number as by_record_number, 'cclf-same-claim' as rule, 1 as weight
      from claim_row r join ranked_copy u on u.claim_id = r.claim_id and u.unit_line = r.unit_line and u.place = 1
      where r.data_source <> u.data_source
      union all
      select r.file_id, r.record_number, r.header_file_id, r.header_record_number,
        p.credit_file_id, p.credit_record_number, 'cclf-cancelled', 3
      from claim_row r join pair p on p.debit_claim_id = r.claim_id and p.unit_line = r.unit_line
      union all
      select r.file_id, r.record_number, r.header_file_id, r.header_record_number,
        p.debit_file_id, p.debit_record_number, 'cclf-cancellation-applied', 4
      from claim_row r join pair p on p.credit_claim_id = r.claim_id and p.unit_line = r.unit_line
      union all
      select e.file_id, e.record_number, null, null, n.file_id, n.record_number, 'cclf-newer-event', 5
      from event e join event n on n.event_key = e.event_key and n.place = 1
      where e.version <> n.version
      union all
      select file_id, record_number, null, null, file_id, record_number, 'cclf-event-deleted', 6
      from event where version = 1 and claim_status = 'cancellation'
    ), gone_record as (
      select file_id, record_number, by_file_id, by_record_number, rule, weight from gone
      union all
      select header_file_id, header_record_number, by_file_id, by_record_number, rule, weight
      from gone where header_file_id is not null
    ), once as (
      select *, row_number() over (
        partition by file_id, record_number order by weight, by_file_id desc, by_record_number desc) as place
      from gone_record
    )
    select file_id, record_number, by_file_id, by_record_number, rule from once where place = 1`
}

/**
 * One row per row of pharmacy_claim_history, its event and version from the newest. The feed holds final versions
 * only; over deliveries the latest one counts, and a deletion comes with nothing to pay (packet 3.3).
 */
const event = (payer: string): Sql => sql`
    event_row as (
      select file_id, record_number, submission_id, data_source, claim_id, claim_status, paid_date,
        coalesce(claim_control_number, claim_id) as event_key,
        case claim_status when 'cancellation' then 2 when 'adjustment' then 1 else 0 end as step
      from pharmacy_claim_history where payer = ${payer} and data_source like 'cclf/%'
    ), event as (
      select *,
        dense_rank() over (
          partition by event_key
          order by paid_date desc nulls last, submission_id desc, step desc, claim_id desc, data_source desc) as version,
        row_number() over (
          partition by event_key
          order by paid_date desc nulls last, submission_id desc, step desc, claim_id desc, data_source desc,
            file_id desc, record_number desc) as place
      from event_row
    )`
