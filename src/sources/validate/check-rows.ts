import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { newTable } from '../landing/map.ts'
import type { RuleName } from './rules/rules.ts'
import { noticeColumn, noticeRule } from './validate.ts'

/** `of`: the rows that could break it, where all of them may: a column that the sender does not fill. */
type RowCheck = readonly [rule: RuleName, column: string, fails: string, of?: string]

/**
 * What a row says that does not go together, on every row that came: one pass over each table to count, then rows for
 * the rules that were broken. `today` is the day on which the file was received.
 */
export async function checkRows(engine: Engine, tables: readonly Table[], today: string): Promise<void> {
  for (const table of tables) {
    const checks = ROW_CHECKS[table.name] ?? []
    if (checks.length === 0) continue
    const name = id(newTable(table))
    const counts = checks.map(
      ([, , fails, of = 'true'], i) =>
        sql`count(case when (${on(fails, today)}) and (${raw(of)}) then 1 end) as ${id(`n${i}`)}`,
    )
    const found = await engine.one<Record<string, number>>(sql`select ${join(counts, ',\n')} from ${name}`)
    for (const [i, [rule, column, fails, of]] of checks.entries()) {
      if (!found?.[`n${i}`]) continue
      if (of === undefined)
        await noticeRule(
          engine,
          rule,
          column,
          sql`select file_id, record_number from ${name} where ${on(fails, today)}`,
        )
      else
        await noticeColumn(
          engine,
          rule,
          column,
          sql`select file_id, record_number, ${on(fails, today)} as is_odd from ${name} where ${raw(of)}`,
        )
    }
  }
}

const on = (fails: string, today: string): Sql => raw(fails.replaceAll('today', `date ${literal(today).text}`))

const order = (start: string, end: string): RowCheck => ['dates-out-of-order', end, `${end} < ${start}`]
const past = (column: string): RowCheck => ['date-in-future', column, `${column} > today`]
const NEGATIVE: RowCheck = [
  'amount-negative',
  'paid_amount',
  "claim_status = 'original' and data_source not like 'cclf/%' and (paid_amount < 0 or allowed_amount < 0)",
]
const OVER_ALLOWED: RowCheck = [
  'paid-over-allowed',
  'paid_amount',
  "claim_status = 'original' and paid_amount > allowed_amount and allowed_amount >= 0",
]

const ROW_CHECKS: Readonly<Record<string, readonly RowCheck[]>> = {
  eligibility: [
    order('enrollment_start_date', 'enrollment_end_date'),
    ['death-before-birth', 'death_date', 'death_date < birth_date'],
    ['birth-date-implausible', 'birth_date', "birth_date < date '1900-01-01' or birth_date > today"],
  ],
  medical_claim: [
    order('claim_start_date', 'claim_end_date'),
    order('claim_line_start_date', 'claim_line_end_date'),
    order('admission_date', 'discharge_date'),
    past('claim_start_date'),
    NEGATIVE,
    OVER_ALLOWED,
    [
      'line-outside-claim',
      'claim_line_start_date',
      'claim_line_start_date < claim_start_date or claim_line_end_date > claim_end_date',
    ],
    [
      'allowed-over-charge',
      'allowed_amount',
      "claim_type = 'professional' and claim_status = 'original' and charge_amount > 0 and allowed_amount > charge_amount",
    ],
    ['bill-type-missing', 'bill_type_code', 'bill_type_code is null', "claim_type = 'institutional'"],
    [
      'place-of-service-missing',
      'place_of_service_code',
      'place_of_service_code is null',
      "claim_type = 'professional'",
    ],
    [
      'diagnosis-missing',
      'diagnosis_code_1',
      'diagnosis_code_1 is null',
      "claim_type in ('institutional', 'professional')",
    ],
    [
      'quantity-absurd',
      'service_unit_quantity',
      "claim_status = 'original' and (service_unit_quantity < 0 or service_unit_quantity > 10000)",
    ],
  ],
  pharmacy_claim: [
    past('dispensing_date'),
    NEGATIVE,
    OVER_ALLOWED,
    ['quantity-absurd', 'quantity', "claim_status = 'original' and (quantity < 0 or quantity > 10000)"],
    ['days-supply-absurd', 'days_supply', "claim_status = 'original' and (days_supply < 0 or days_supply > 366)"],
  ],
  lab_result: [past('collection_date')],
  non_claims_payment: [order('service_period_start', 'service_period_end')],
  affiliation: [order('start_date', 'end_date')],
}
