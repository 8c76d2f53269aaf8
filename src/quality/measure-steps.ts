import type { Step } from '../lake/step.ts'
import type { Period } from '../period.ts'
import { conditions } from './condition.ts'
import { evidence } from './evidence.ts'
import { payers } from './payer.ts'
import { rates } from './rate.ts'
import type { Measure } from './read-measures.ts'
import { statuses } from './status.ts'

/** The steps that run the measures in the period and in its baseline, in order. */
export function measureSteps(measures: readonly Measure[], period: Period, baseline: Period): Step[] {
  const periods = [period, baseline]
  return [payers(...periods), conditions(measures), evidence(measures), statuses(measures, periods), rates]
}
