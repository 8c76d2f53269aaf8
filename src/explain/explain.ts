import { WholepanelError } from '../error.ts'
import { effectOfMeasure, effectOfRank, effectOfStructure, rankOfPractice } from './alignment/effect.ts'
import { effectOfAttribution } from './alignment/effect-attribution.ts'
import { extentOfPractice, shareOfMarket } from './alignment/reach.ts'
import type { ExplainContext, Kind } from './context.ts'
import type { Explained } from './explained.ts'
import { attribution } from './kinds/attribution.ts'
import { attributionCandidate } from './kinds/attribution-candidate.ts'
import {
  payerSupport,
  supportChurn,
  supportDifference,
  supportMonths,
  supportReturn,
  supportSum,
} from './kinds/business-case.ts'
import { claimLine } from './kinds/claim-line.ts'
import { categoryCost, categorySpend, costMonth, practiceMonth, spendingMonths } from './kinds/cost-month.ts'
import { costOutlier } from './kinds/cost-outlier.ts'
import {
  completedMonth,
  completedPeriod,
  costDriver,
  costGrowth,
  spending,
  spendingShare,
} from './kinds/cost-tables.ts'
import { encounter } from './kinds/encounter.ts'

import { eventLines, eventShare } from './kinds/event-share.ts'

import { coverageFinding, directoryFinding, memberState } from './kinds/findings.ts'

import { measureRate } from './kinds/measure-rate.ts'
import { measureStatus } from './kinds/measure-status.ts'
import { memberMonth } from './kinds/member-month.ts'
import { paymentFact } from './kinds/payment-fact.ts'
import { personCost, personMonths, personSpend } from './kinds/person-cost.ts'
import { personMember } from './kinds/person-member.ts'
import { practiceCost, practiceMonths, practiceSum } from './kinds/practice-cost.ts'
import { ruleAttribution, ruleServices } from './kinds/rule-attribution.ts'
import { statement, statementLine } from './kinds/statement.ts'
import { truncationPoint } from './kinds/truncation-point.ts'

/** Every kind of number that can be taken apart, from a payment to a sent record. */
export const KINDS: Readonly<Record<string, Kind>> = {
  statement,
  statement_line: statementLine,
  payment_fact: paymentFact,
  measure_rate: measureRate,
  measure_status: measureStatus,
  practice_cost: practiceCost,
  'practice_cost.truncated_usd': practiceSum('truncated_usd'),
  'practice_cost.spend_usd': practiceSum('spend_usd'),
  'practice_cost.member_months': practiceMonths,
  person_cost: personCost,
  'person_cost.spend_usd': personSpend,
  'person_cost.member_months': personMonths,
  truncation_point: truncationPoint,
  cost_month: costMonth,
  category_spend: categorySpend,
  category_cost: categoryCost,
  practice_month: practiceMonth,
  cost_outlier: costOutlier,
  coverage_finding: coverageFinding,
  directory_finding: directoryFinding,
  member_state: memberState,
  payer_support: payerSupport,
  'payer_support.support_usd': supportSum,
  'payer_support.member_months': supportMonths,
  support_churn: supportChurn,
  support_return: supportReturn,
  support_difference: supportDifference,
  spending,
  'spending.member_months': spendingMonths,
  spending_share: spendingShare,
  completed_period: completedPeriod,
  completed_month: completedMonth,
  cost_driver: costDriver,
  cost_growth: costGrowth,
  effect_attribution: effectOfAttribution,
  effect_measure: effectOfMeasure,
  effect_rank: effectOfRank,
  effect_rank_practice: rankOfPractice,
  effect_payment: effectOfStructure,
  extent_practice: extentOfPractice,
  market_share: shareOfMarket,
  encounter,
  attribution,
  attribution_candidate: attributionCandidate,
  rule_attribution: ruleAttribution,
  'rule_attribution.visits': ruleServices('visits'),
  'rule_attribution.allowed_usd': ruleServices('allowed_usd'),
  event_share: eventShare,
  'event_share.visits': eventLines('visits'),
  'event_share.allowed_usd': eventLines('allowed_usd'),
  'event_share.event_allowed_usd': eventLines('event_allowed_usd'),
  member_month: memberMonth,
  person_member: personMember,
  person_line: claimLine,
}

/**
 * Takes one number apart by one level.
 * Errors: `input-explain-id` when the id is malformed or the run has no such row; the message does not tell which.
 */
export async function explain(context: ExplainContext, id: string): Promise<Explained> {
  const { kind, keys } = parseExplainId(id)
  const found = Object.hasOwn(KINDS, kind) ? await KINDS[kind]?.(context, keys) : undefined
  if (!found)
    throw new WholepanelError('input-explain-id', { want: 'an id that a page, a table or another explanation gives' })
  return found
}

export function parseExplainId(id: string): { kind: string; keys: string[] } {
  const [kind = '', ...keys] = id.split(':')
  try {
    return { kind, keys: keys.map(decodeURIComponent) }
  } catch {
    return { kind: '', keys: [] }
  }
}
