import type { Term } from '../../../explain/explained.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { hasRightToPeople } from '../../right.ts'
import type { Cut, Fence } from './cut.ts'

/** Where the payer stands in an id of these kinds. */
export const PAYER_OF_COST: Readonly<Record<string, number>> = {
  cost_month: 0,
  category_spend: 0,
  category_cost: 1,
  practice_month: 0,
  cost_outlier: 1,
  coverage_finding: 1,
  member_state: 0,
  payer_support: 1,
  support_churn: 0,
  support_return: 0,
  support_difference: 0,
}

/** Of a payer's own: to that payer, without the terms named. */
const own =
  (table: string, hidden: (term: Term) => boolean = () => false, more: Cut = {}): Fence =>
  async ({ viewer, keys }) =>
    isOwn(viewer, keys[PAYER_OF_COST[table] ?? -1]) ? { terms: (term) => (hidden(term) ? [] : [term]), ...more } : null

const isOwn = ({ role, organization_id }: Viewer, payer: string | undefined): boolean =>
  role === 'payer' && payer !== undefined && payer === organization_id

/** Months are the practice's to see, in the run's period; spend is not. */
const practiceMonth: Fence = async ({ reading, viewer, keys: [payer = '', , practice_id = '', year_month = ''] }) => {
  if (viewer.role === 'payer') return isOwn(viewer, payer) ? {} : null
  const day = `${year_month.slice(0, 4)}-${year_month.slice(4)}-01`
  const { start, end } = reading.period
  return hasRightToPeople(viewer, { practice_id }) && day >= start && day < end ? {} : null
}

/** What rests on another payer's word; it is the operator's, whether it is there or not. */
const TOLD_ELSEWHERE = 'after-death-told-elsewhere'

const coverageFinding: Fence = async ({ viewer, keys: [finding = '', payer] }) =>
  finding !== TOLD_ELSEWHERE && isOwn(viewer, payer) ? {} : null

/** What one person cost, whoever it is, is in the point and in what lies above it. */
const pointOf = ({ name }: Term): boolean => name === 'cap_usd' || name === 'excess_usd'

export const OF_COST: Readonly<Record<string, Fence>> = {
  cost_month: own('cost_month'),
  category_spend: own('category_spend'),
  category_cost: own('category_cost'),
  practice_month: practiceMonth,
  cost_outlier: own('cost_outlier', pointOf, {
    border: 'The truncation point is what one person cost and is not shown.',
  }),
  coverage_finding: coverageFinding,
  member_state: own('member_state', ({ name }) => name === TOLD_ELSEWHERE, { hideMore: true }),
  payer_support: own('payer_support'),
  support_churn: own('support_churn', ({ name }) => name === 'elsewhere', {
    border: 'Who covers them now is for no payer to see, but as a share, where enough payers take part.',
  }),
  support_return: own('support_return'),
  support_difference: own('support_difference'),
}
