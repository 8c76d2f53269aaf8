import { sql } from '../../lake/sql.ts'
import { explained, explainId, type Kind, parameter, type Row, result, rowOf, text } from '../context.ts'
import type { Term, Unit } from '../explained.ts'

type Shown = {
  table: string
  grain: string
  /** What it is; the keys stand behind it. */
  title: string
  value: string
  unit: Unit
  because: string
  formula: string
  says?: string
  /** Column, label, unit. */
  terms: readonly (readonly [column: string, label: string, unit: Unit])[]
  /** Columns that are explained further, as a kind of their own with the same keys. */
  further?: readonly string[]
  more?: (context: Parameters<Kind>[0], row: Row) => Promise<Term[]>
}

/** A figure whose working stands in its own row: the columns are its terms. */
const ofRow =
  ({ table, grain, title, value, unit, because, formula, says, terms, further = [], more }: Shown): Kind =>
  async (context, keys) => {
    const row = await rowOf(context, table, grain.split(' '), keys)
    if (!row) return undefined
    return explained({
      id: explainId(table, ...keys),
      kind: table,
      title: `${title}, ${keys.join(', ')}`,
      value: text(row[value]),
      unit,
      because,
      reason: text(row.reason),
      rule: text(row.rule),
      formula,
      says: says ?? null,
      terms: [
        ...terms.map(([column, label, of]) =>
          result(
            column,
            label,
            row[column],
            of,
            further.includes(column) ? explainId(`${table}.${column}`, ...keys) : null,
          ),
        ),
        ...((await more?.(context, row)) ?? []),
      ],
    })
  }

const COMPLETION =
  'Claims come in late. What was paid is raised by how much later months were paid, by the payer’s own factors (chain ladder).'

export const spending: Kind = ofRow({
  table: 'spending',
  grain: 'period payer line_of_business',
  title: 'Spending per member and month',
  value: 'total_pmpm_usd',
  unit: 'usd',
  because: 'Claims and what was paid beside them, before truncation, for each month of coverage.',
  formula: '(claims + payments beside claims) ÷ member months',
  further: ['member_months'],
  terms: [
    ['claims_usd', 'Claims', 'usd'],
    ['non_claims_usd', 'Payments beside claims', 'usd'],
    ['member_months', 'Member months', 'months'],
    ['lines_without_amount', 'Lines without an amount, which count for nothing', 'count'],
  ],
})

const COMPLETED = [
  ['paid_usd', 'Paid by the last whole month of payment', 'usd'],
  ['run_out_usd', 'Still to come', 'usd'],
  ['completed_usd', 'What it will come to', 'usd'],
  ['standard_error_usd', 'Standard error of what is to come', 'usd'],
  ['low_usd', 'Lower end of the 95 % interval', 'usd'],
  ['high_usd', 'Upper end of the 95 % interval', 'usd'],
  ['member_months', 'Member months', 'months'],
  ['later_usd', 'Paid after that month, not counted here', 'usd'],
] as const

export const completedPeriod: Kind = ofRow({
  table: 'completed_period',
  grain: 'period payer line_of_business',
  title: 'What the claims will come to per member and month',
  value: 'completed_pmpm_usd',
  unit: 'usd',
  because: COMPLETION,
  formula: '(paid + still to come) ÷ member months',
  says: 'Each month of service is completed by itself; the interval is of all of them together, whose errors go the same way.',
  terms: COMPLETED,
})

export const completedMonth: Kind = ofRow({
  table: 'completed_month',
  grain: 'payer line_of_business year_month',
  title: 'What a month’s claims will come to per member and month',
  value: 'completed_pmpm_usd',
  unit: 'usd',
  because: COMPLETION,
  formula: 'paid × factor still to come ÷ member months',
  terms: COMPLETED,
  more: async ({ engine }, row) => {
    const factor = await engine.one<Row>(sql`
      select to_complete, service_months, rule from completion_factor
      where payer = ${String(row.payer)} and line_of_business = ${String(row.line_of_business)}
        and developed_months = ${Number(row.developed_months ?? -1)}`)
    if (!factor) return []
    return [
      parameter('to_complete', 'Factor still to come', factor.to_complete, 'count', text(factor.rule)),
      result('service_months', 'Months of service behind its first step', factor.service_months, 'count', null),
    ]
  },
})

export const costDriver: Kind = ofRow({
  table: 'cost_driver',
  grain: 'payer line_of_business practice_id',
  title: 'Change of cost per member and month',
  value: 'change_usd',
  unit: 'usd',
  because: 'Use is services per month, mix what a service costs at standard prices, price what was spent by that.',
  formula: 'price + use + mix',
  says: 'A standard price is the payer’s own mean for a kind of service over both years. Each part is the change of one of the three at the mean of the others.',
  terms: [
    ['price_usd', 'Price', 'usd'],
    ['use_usd', 'Use', 'usd'],
    ['mix_usd', 'Mix', 'usd'],
    ['baseline_pmpm_usd', 'Per member and month, the year before', 'usd'],
    ['pmpm_usd', 'Per member and month', 'usd'],
    ['baseline_lines', 'Services with a standard price, the year before', 'count'],
    ['lines', 'Services with a standard price', 'count'],
    ['baseline_standard_usd', 'Those at standard prices, the year before', 'usd'],
    ['standard_usd', 'Those at standard prices', 'usd'],
    ['baseline_member_months', 'Member months, the year before', 'months'],
    ['member_months', 'Member months', 'months'],
  ],
})

export const spendingShare: Kind = ofRow({
  table: 'spending_share',
  grain: 'period payer line_of_business kind definition',
  title: 'Share of spending',
  value: 'share',
  unit: 'share',
  because: 'What counts by the definition, of all that was spent on claims and beside them.',
  formula: '(claims that count + payments beside claims that count) ÷ all spending',
  terms: [
    ['claims_usd', 'Claims that count', 'usd'],
    ['non_claims_usd', 'Payments beside claims that count', 'usd'],
    ['of_usd', 'All spending', 'usd'],
  ],
})

export const costGrowth: Kind = ofRow({
  table: 'cost_growth',
  grain: 'payer line_of_business',
  title: 'Growth of spending per person',
  value: 'growth',
  unit: 'share',
  because: 'Spending after truncation, completed, and payments beside claims, of twelve months of coverage.',
  formula: 'spending per person ÷ spending per person the year before − 1',
  says: 'The interval says how far another draw of people would move it; who is there in both years counts once. The error of completion is not in it.',
  terms: [
    ['low_share', 'Lower end of the 95 % interval', 'share'],
    ['high_share', 'Upper end of the 95 % interval', 'share'],
    ['people', 'People with coverage in either year', 'count'],
    ['baseline_tme_per_person_usd', 'Total medical expense per person before truncation, the year before', 'usd'],
    ['tme_per_person_usd', 'Total medical expense per person before truncation', 'usd'],
    ['tme_growth', 'Its growth', 'share'],
    ['baseline_member_months', 'Member months, the year before', 'months'],
    ['member_months', 'Member months', 'months'],
  ],
})
