import { alignmentSteps, type Held } from '../alignment/steps.ts'
import { attribute } from '../attribution/attribute.ts'
import { agreements } from '../attribution/compare/agreement.ts'
import { listFlows, listStabilities } from '../attribution/compare/churn.ts'
import { panelMinimums, readMinimums } from '../attribution/compare/minimum.ts'
import { ruleLists } from '../attribution/compare/rule-lists.ts'
import { directoryFindings } from '../attribution/directory/directory-findings.ts'
import { readDirectoryRule } from '../attribution/directory/directory-rule.ts'
import { readEventRules } from '../attribution/events/event-rule.ts'
import { eventShares } from '../attribution/events/event-shares.ts'
import { laboratory } from '../attribution/laboratory.ts'
import { listRecords } from '../attribution/lists/list-records.ts'
import { reconciliation } from '../attribution/lists/reconcile.ts'
import { readReconciliation } from '../attribution/lists/reconciliation-rule.ts'
import { readRule, readRules } from '../attribution/rule.ts'
import { completion } from '../cost/completion/completed.ts'
import { readCompletionModel } from '../cost/completion/completion-model.ts'
import { type CostModel, readCostModel } from '../cost/cost-model.ts'
import { coverageFindings } from '../cost/coverage/coverage-findings.ts'
import { readCoverageRule } from '../cost/coverage/coverage-rule.ts'
import { memberStates } from '../cost/coverage/member-states.ts'
import { costDrivers } from '../cost/drivers/cost-drivers.ts'
import { encounters } from '../cost/encounter.ts'
import { readEncounterModel } from '../cost/encounter-model.ts'
import { costGrowths } from '../cost/growth/cost-growths.ts'
import { memberMonths } from '../cost/months/member-month.ts'
import { personCosts } from '../cost/person-cost.ts'
import { costMonths } from '../cost/pmpm/cost-month.ts'
import { costOutliers } from '../cost/pmpm/cost-outlier.ts'
import { practiceMonths } from '../cost/pmpm/practice-month.ts'
import { practiceCosts } from '../cost/practice-cost.ts'
import { nonClaimsSpends } from '../cost/spending/non-claims-spend.ts'
import { type Contract, spendingShares } from '../cost/spending/shares.ts'
import { readSpendingModel } from '../cost/spending/spending-model.ts'
import { spendings } from '../cost/spending/spendings.ts'
import { persons } from '../identity/person.ts'
import { personLines } from '../identity/person-line.ts'
import { linkPersons } from '../identity/person-member.ts'
import type { Step } from '../lake/step.ts'
import { COMMON_DATA_MODEL } from '../lake/tables/index.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { withoutAmounts } from '../model/arrangement.ts'
import { type Folders, readModel } from '../model/read-model.ts'
import { supportChurns, supportReturns } from '../payment/business-case/churn-and-return.ts'
import { payerSupports, supportedPractices } from '../payment/business-case/support.ts'
import { readSupportRule } from '../payment/business-case/support-rule.ts'
import { type Period, yearBefore } from '../period.ts'
import { measureSteps } from '../quality/measure-steps.ts'
import { MEASURES, readMeasures } from '../quality/read-measures.ts'
import { keptSpan, removedRecord } from '../rights/tables.ts'
import { terminologyBeside } from '../terminology/value-set.ts'
import { settlementSteps } from './settlement.ts'

/** The rule by which a region's panel is made; its patients' word comes first. */
export const PANEL_RULE = 'attested-then-plurality'

export type PlanGiven = {
  /** Model folders, the region's own first. */
  folders: Folders
  /** Decides first what may not be used. */
  removals?: readonly Step[]
  /** Contracts in force in the period. */
  arrangements: readonly Arrangement[]
  /** What the payers are held against. */
  alignment?: Held
}

/** The steps of a run in the order in which they are carried out, for a period and the year before it. */
export function plan(
  period: Period,
  { folders, arrangements, removals = [], alignment = { reference: PANEL_RULE } }: PlanGiven,
): Step[] {
  const baseline = yearBefore(period)
  const cost = readCostModel(folders)
  const coverage = readCoverageRule(folders)
  const panel = readRule(PANEL_RULE, folders)
  const models = [...new Set(arrangements.map((arrangement) => arrangement.model))]
    .sort()
    .map((model) => readModel(model, folders))
  const measures = readMeasures([MEASURES], terminologyBeside(folders))
  const support = { rule: readSupportRule(folders), models, period, baseline }
  const steps = [
    linkPersons(),
    persons(),
    personLines(),
    memberMonths(cost, baseline.start, period.end, period.start),
    ...attribute(panel, period, baseline),
    laboratory(readRules(folders), period, baseline),
    eventShares(readEventRules(folders), period, baseline),
    ...costSteps(cost, period, baseline),
    coverageFindings(coverage, period, baseline),
    memberStates(coverage, period, baseline),
    ...costDrivers(folders, cost, period, baseline),
    nonClaimsSpends(period, baseline),
    spendings(cost, period, baseline),
    ...spendingShares(readSpendingModel(folders), contractsOf(arrangements, folders), period),
    ...completion(readCompletionModel(folders), period, baseline),
    ...listSteps(period, baseline, folders),
    costGrowths(folders, cost, period, baseline),
    encounters(readEncounterModel(folders)),
    ...measureSteps(measures, period, baseline),
    ...models.flatMap((model) => settlementSteps(model, arrangements, period, baseline, { panel, cost })),
    supportedPractices(support),
    payerSupports(support),
    supportChurns(period, baseline),
    supportReturns(cost, period, baseline),
    ...alignmentSteps({ folders, contracts: arrangements.map(withoutAmounts), models, measures, ...alignment }, period),
  ]
  return removals.length > 0 ? [...removals, ...steps.map(withoutRemoved)] : steps
}

/** What was spent, by person, practice, month and category. */
function costSteps(cost: CostModel, period: Period, baseline: Period): Step[] {
  return [
    ...personCosts(cost, period, baseline),
    practiceCosts(cost, period, baseline),
    practiceMonths(period, baseline),
    costMonths(cost.categories),
    costOutliers(cost, period, baseline),
  ]
}

/** Payers' and practices' lists, and what several rules say of the same people. */
function listSteps(period: Period, baseline: Period, folders: Folders): Step[] {
  const rule = readReconciliation(folders)
  return [
    directoryFindings(readDirectoryRule(folders), period, baseline),
    ...listRecords(rule, period),
    reconciliation(rule, period),
    ruleLists(period, baseline),
    ...agreements(),
    listFlows(),
    listStabilities(),
    panelMinimums(readMinimums(folders), period, baseline),
  ]
}
/** Contracts with the categories that their models are of. */
const contractsOf = (arrangements: readonly Arrangement[], folders: Folders): Contract[] =>
  arrangements.map((one) => ({ ...one, lan_categories: readModel(one.model, folders).lan_categories ?? [] }))

/** What a step reads of the lake depends on what was removed from it. */
function withoutRemoved(step: Step): Step {
  const isOfLake = COMMON_DATA_MODEL.some(
    ({ name }) => step.reads.includes(name) || step.reads.includes(`${name}_history`),
  )
  return isOfLake ? { ...step, reads: [...step.reads, removedRecord.name, keptSpan.name] } : step
}
