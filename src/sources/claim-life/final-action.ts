import { type Sql, sql } from '../../lake/sql.ts'
import { MEMBERS_OF_A_CLAIM } from './chain.ts'

/**
 * One row per claim: what was last done with it, as the lake is looked at (`openLake` with the submissions of a past day
 * gives that day). A claim is what has one control number that is no stand-in, else one claim id. Where nothing of it is in force the final
 * action is void: nothing is paid.
 *
 *     versions     of the claim that came: claim ids, statuses, counts and files that differ
 *     records      lines that came; records_out of them are out of force
 */
export function finalActions(payer: string, claim_id?: string): Sql {
  const asked = claim_id ?? null
  return sql`
    with numbered as (${sentOf('medical_claim', payer)} union all ${sentOf('pharmacy_claim', payer)}),
    stand_in as (
      select claim_table, data_source, claim_control_number from numbered where claim_control_number is not null
      group by claim_table, data_source, claim_control_number having count(distinct member_id) > ${MEMBERS_OF_A_CLAIM}
    ), sent as (
      select n.*, case when i.claim_control_number is null then coalesce(n.claim_control_number, n.claim_id) else n.claim_id end as claim
      from numbered n left join stand_in i on i.claim_table = n.claim_table and i.data_source = n.data_source
        and i.claim_control_number = n.claim_control_number
    ), standing as (
      select s.*, case when o.file_id is null then 1 else 0 end as in_force
      from sent s left join superseded o on o.file_id = s.file_id and o.record_number = s.record_number
    ), asked as (
      select distinct claim_table, data_source, plan, line_of_business, claim from standing
      where cast(${asked} as varchar) is null or claim_id = ${asked} or claim_control_number = ${asked}
    )
    select s.claim_table, s.data_source, s.line_of_business, s.plan,
      coalesce(max(case when in_force = 1 then claim_id end), max(claim_id)) as claim_id,
      max(claim_control_number) as claim_control_number,
      coalesce(max(case when in_force = 1 then claim_status end), 'void') as final_action,
      cast(sum(in_force) as bigint) as lines,
      case when sum(in_force) = 0 then 0.00 else sum(case when in_force = 1 then paid_amount end) end as paid_amount,
      case when sum(in_force) = 0 then 0.00 else sum(case when in_force = 1 then allowed_amount end) end as allowed_amount,
      max(case when in_force = 1 then paid_date end) as paid_date,
      count(distinct claim_id || chr(31) || claim_status || chr(31) || coalesce(claim_version::varchar, '') || chr(31) || file_id)
        as versions,
      count(*) as records, cast(sum(1 - in_force) as bigint) as records_out, max(submission_id) as last_submission_id
    from standing s join asked a on a.claim_table = s.claim_table and a.data_source = s.data_source and a.plan = s.plan
      and a.line_of_business = s.line_of_business and a.claim = s.claim
    group by s.claim_table, s.data_source, s.line_of_business, s.plan, s.claim
    order by s.claim_table, s.data_source, s.line_of_business, s.plan, claim_id, s.claim`
}

export const FINAL_ACTION = [
  'claim_table',
  'data_source',
  'line_of_business',
  'plan',
  'claim_id',
  'claim_control_number',
  'final_action',
  'lines',
  'paid_amount',
  'allowed_amount',
  'paid_date',
  'versions',
  'records',
  'records_out',
  'last_submission_id',
] as const

const sentOf = (table: 'medical_claim' | 'pharmacy_claim', payer: string): Sql =>
  table === 'medical_claim'
    ? sql`select 'medical_claim' as claim_table, ${COLUMNS} from medical_claim_history where payer = ${payer}`
    : sql`select 'pharmacy_claim', ${COLUMNS} from pharmacy_claim_history where payer = ${payer}`

const COLUMNS = sql`data_source, plan, line_of_business, claim_id, member_id,
  claim_control_number, claim_status, claim_version, paid_date, paid_amount, allowed_amount, submission_id, file_id, record_number`
