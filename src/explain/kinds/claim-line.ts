import { sql } from '../../lake/sql.ts'
import { explained, type Kind, parameter, type RecordReference, type Row, text } from '../context.ts'
import { lineId } from '../terms.ts'

/**
 * A claim line in force: the last step before the record that was sent. Keys: file, physical record and line, because
 * one record may hold a whole claim. The line may be left out where the record has one only.
 */
export const claimLine: Kind = async (context, [file_id = '', record_number = '', line_number]) => {
  const number = line_number === undefined ? null : Number(line_number) || 0
  const [line, another] = await context.engine.rows<Row>(sql`
    select * from person_line where file_id = ${file_id} and record_number = ${Number(record_number) || 0}
      and claim_line_number = coalesce(cast(${number} as bigint), claim_line_number)
    order by claim_line_number limit 2`)
  if (!line || another) return undefined
  const beside = await context.engine.one<Row>(sql`
    select header_file_id, header_record_number, share_file_id, share_record_number
    from medical_claim_history where file_id = ${file_id} and record_number = ${Number(record_number) || 0}
      and claim_line_number = ${Number(line.claim_line_number)}`)
  const references = [
    reference(file_id, record_number),
    reference(beside?.header_file_id, beside?.header_record_number),
    reference(beside?.share_file_id, beside?.share_record_number),
  ].filter((one, i, all) => one.file_id !== '' && all.findIndex((other) => isSame(one, other)) === i)
  return explained({
    id: lineId(line),
    kind: 'person_line',
    title: `A ${line.claim_type} claim line of ${line.service_date}`,
    value: text(line.spend_usd),
    unit: 'usd',
    because:
      line.spend_basis === null
        ? 'The payer sent neither an allowed nor a paid amount, so the spend is unknown and counts as nothing.'
        : `The spend of a line is the allowed amount; where the payer sends none, the paid amount. Here: ${line.spend_basis}.`,
    reason: text(line.spend_basis),
    formula: 'allowed amount, else paid amount',
    terms: [
      parameter('allowed_usd', 'Allowed amount (paid amount and the member’s share)', line.allowed_usd, 'usd', null),
      parameter('paid_usd', 'Paid amount', line.paid_usd, 'usd', null),
    ].map((term) => ({ ...term, kind: 'record' as const })),
    records: await context.records(references),
  })
}

const reference = (file_id: Row[string] | undefined, record_number: Row[string] | undefined): RecordReference => ({
  file_id: text(file_id) ?? '',
  record_number: Number(record_number),
})

const isSame = (a: RecordReference, b: RecordReference): boolean =>
  a.file_id === b.file_id && a.record_number === b.record_number
