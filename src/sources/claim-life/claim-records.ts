import { type Sql, sql } from '../../lake/sql.ts'

/**
 * One row per record that came of a claim, by its claim id or control number, in the order of arrival: what it says it
 * does, and how it stands now.
 */
export function claimRecords(claim_id: string, payer?: string): Sql {
  const of = (table: Sql, name: string) => sql`
    select ${name} as claim_table, h.payer, h.claim_id, h.claim_control_number, h.claim_line_number, h.claim_status,
      h.claim_version, h.paid_date, h.paid_amount, h.submission_id, h.file_id, h.record_number
    from ${table} h
    where (h.claim_id = ${claim_id} or h.claim_control_number = ${claim_id})
      and (cast(${payer ?? null} as varchar) is null or h.payer = ${payer ?? null})`
  return sql`
    select c.*, case when s.file_id is null then 'in force' else 'superseded' end as standing
    from (${of(sql`medical_claim_history`, 'medical_claim')} union all ${of(sql`pharmacy_claim_history`, 'pharmacy_claim')}) c
      left join superseded s on s.file_id = c.file_id and s.record_number = c.record_number
    order by c.claim_table, c.payer, c.submission_id, length(c.file_id), c.file_id, c.record_number`
}

export const CLAIM_RECORD = [
  'claim_table',
  'payer',
  'claim_id',
  'claim_control_number',
  'claim_line_number',
  'claim_status',
  'claim_version',
  'paid_date',
  'paid_amount',
  'standing',
  'file_id',
  'record_number',
] as const
