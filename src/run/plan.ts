import { attribute } from '../attribution/attribute.ts'
import { readRule } from '../attribution/rule.ts'
import { readCostModel } from '../cost/cost-model.ts'
import { encounters } from '../cost/encounter.ts'
import { readEncounterModel } from '../cost/encounter-model.ts'
import { memberMonths } from '../cost/member-month.ts'
import { personCosts } from '../cost/person-cost.ts'
import { practiceCosts } from '../cost/practice-cost.ts'
import { persons } from '../identity/person.ts'
import { personLines } from '../identity/person-line.ts'
import { linkPersons } from '../identity/person-member.ts'
import type { Step } from '../lake/step.ts'
import { COMMON_DATA_MODEL } from '../lake/tables/index.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { type Folders, readModel } from '../model/read-model.ts'
import { type Period, yearBefore } from '../period.ts'
import { measureSteps } from '../quality/measure-steps.ts'
import { readMeasures } from '../quality/read-measures.ts'
import { keptSpan, removedRecord } from '../rights/tables.ts'
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
}

/** The steps of a run in the order in which they are carried out, for a period and the year before it. */
export function plan(period: Period, { folders, arrangements, removals = [] }: PlanGiven): Step[] {
  const baseline = yearBefore(period)
  const cost = readCostModel(folders)
  const models = [...new Set(arrangements.map((arrangement) => arrangement.model))].sort()
  const steps = [
    linkPersons(),
    persons(),
    personLines(),
    memberMonths(cost, baseline.start, period.end, period.start),
    ...attribute(readRule(PANEL_RULE, folders), period, baseline),
    ...personCosts(cost, period, baseline),
    practiceCosts(period, baseline),
    encounters(readEncounterModel(folders)),
    ...measureSteps(readMeasures(), period, baseline),
    ...models.flatMap((model) => settlementSteps(readModel(model, folders), arrangements, period, baseline)),
  ]
  return removals.length > 0 ? [...removals, ...steps.map(withoutRemoved)] : steps
}

/** What a step reads of the lake depends on what was removed from it. */
function withoutRemoved(step: Step): Step {
  const isOfLake = COMMON_DATA_MODEL.some(
    ({ name }) => step.reads.includes(name) || step.reads.includes(`${name}_history`),
  )
  return isOfLake ? { ...step, reads: [...step.reads, removedRecord.name, keptSpan.name] } : step
}
