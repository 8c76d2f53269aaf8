import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import { medicalClaim } from '../../lake/tables/medical-claim.ts'

const AMOUNTS = new Set([
  'paid_amount',
  'allowed_amount',
  'charge_amount',
  'coinsurance_amount',
  'copayment_amount',
  'deductible_amount',
])

/**
 * medical_claim rows of a layout that repeats the claim's amounts on each of its lines: they stay on the first line,
 * and are zero on the others, as in every institutional claim that is paid as a whole. An amount that is not the same
 * on all lines of a claim in its file is the lines' own and stays.
 */
export function amountOnce(rows: Sql): Sql {
  const claim = raw('data_source, payer, plan, line_of_business, claim_id, claim_status, claim_version, file_id')
  const columns = medicalClaim.columns.map(({ name }) => {
    const own = id(name)
    if (!AMOUNTS.has(name)) return own
    const isRepeated = sql`count(${own}) over claim = count(*) over claim
      and min(${own}) over claim = max(${own}) over claim`
    return sql`case when row_number() over line > 1 and ${isRepeated} then cast(0 as decimal(18,2)) else ${own} end as ${own}`
  })
  return sql`
    select ${join(columns)} from (${rows}) sent
    window claim as (partition by ${claim}),
      line as (partition by ${claim} order by claim_line_number, record_number)`
}
