import { PAYERS, PRACTICES } from './world.ts'

/** Addresses of cost: its numbers each month. */
export const COST_NUMBERS = (somewhere: readonly string[]): string[] => [
  '/api/cost',
  '/api/cost/growth',
  ...somewhere.map((practice) => `/api/practices/${practice}/cost`),
]

const TABLES = ['months', 'drivers', 'shares', 'practices', 'completeness', 'use', 'categories', 'category_use']

/** Every table to take away, and the targets. */
export const COST_REST: readonly string[] = [
  ...[...TABLES, 'spending', 'truncation', 'outliers', 'cells'].map((table) => `/api/cost?table=${table}&format=csv`),
  '/api/cost/growth?target=states/spending-growth-targets%20oregon',
  '/api/business-case',
  ...['years', 'beside_all', 'cost'].map((table) => `/api/business-case?table=${table}&format=csv`),
]

/** Ids of figures of cost that anybody can make up: of a payer, and of one that is not there. */
export const COST_IDS: readonly string[] = [...PAYERS, 'nobody'].flatMap((payer) => {
  const line = `line-${payer}`
  return [
    `spending:2025:${payer}:${line}`,
    `spending_share:2025:${payer}:all:primary-care:narrow`,
    `completed_period:2025:${payer}:${line}`,
    `completed_month:${payer}:${line}:202503`,
    `cost_growth:${payer}:${line}`,
    `cost_driver:${payer}:${line}:all`,
    `category_cost:2025:${payer}:${line}:professional-specialty`,
    ...[...PRACTICES, 'none'].flatMap((practice) => [
      `cost_month:${payer}:${line}:${practice}:professional-specialty:202503`,
      `practice_month:${payer}:${line}:${practice}:202503`,
      `practice_month:${payer}:all:${practice}:202503`,
    ]),
    `practice_month:all:all:none:202503`,
    `spending.member_months:2025:${payer}:${line}`,
    ...['', '.support_usd', '.member_months'].map((of) => `payer_support${of}:2025:${payer}`),
    `support_churn:${payer}`,
    `support_difference:${payer}`,
    ...['true', 'false'].map((supported) => `support_return:${payer}:${supported}`),
    ...PRACTICES.map((practice) => `cost_driver:${payer}:all:${practice}`),
  ]
})
