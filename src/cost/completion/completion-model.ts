import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { type Exact, exact } from '../../money.ts'
import type { Period } from '../../period.ts'
import { CostFile, costValue, readCostFile } from '../cost-file.ts'

/** How claims are completed: `models/cost/completion.yaml`. */
export type CompletionModel = CostFile & { rule: string }

export const readCompletionModel = (folders: Folders = [LIBRARY]): CompletionModel =>
  readCostFile('completion', CostFile, folders)

/** Its values on the first day of a period. */
export type CompletionTerms = Readonly<Record<Counts, number> & Record<Shares, Exact>> & { rule: string }
type Counts = 'service_months' | 'most_months' | 'least_months' | 'least_developed' | 'whole_month_days'
type Shares = 'most_undated_share' | 'least_paid_share' | 'complete_share' | 'partly_share'

export function completionTerms(model: CompletionModel, period: Period): CompletionTerms {
  const share = (name: Shares) => exact(costValue(model, name, period.start).value)
  const count = (name: Counts) => Number(costValue(model, name, period.start).value)
  return {
    rule: model.rule,
    service_months: count('service_months'),
    most_months: count('most_months'),
    least_months: count('least_months'),
    least_developed: count('least_developed'),
    whole_month_days: count('whole_month_days'),
    most_undated_share: share('most_undated_share'),
    least_paid_share: share('least_paid_share'),
    complete_share: share('complete_share'),
    partly_share: share('partly_share'),
  }
}
