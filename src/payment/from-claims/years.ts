import type { Arrangement } from '../../model/arrangement.ts'
import { OWN_YEAR } from '../../model/claims.ts'
import type { Model } from '../../model/read-model.ts'
import { type Period, period as periodOf } from '../../period.ts'

/** Which year of the calendar a base year of the model is for a contract; the run's own period for `period`. */
export function yearOf(
  model: Model,
  { start_date }: Pick<Arrangement, 'start_date'>,
  year: string,
  own: Period,
): Period {
  const base = year === OWN_YEAR ? undefined : model.claims?.base_years.find((one) => one.year === year)
  if (!base) return own
  return periodOf(base.starts?.slice(0, 4) ?? String(Number(start_date.slice(0, 4)) - (base.before_agreement ?? 0)))
}

/** Every year that the contracts of a model ask for, the run's own among them, in order. */
export function yearsOf(model: Model, contracts: readonly Arrangement[], own: Period): Period[] {
  const years = [OWN_YEAR, ...(model.claims?.base_years ?? []).map(({ year }) => year)]
  const found = new Map<string, Period>()
  for (const contract of contracts)
    for (const year of years) {
      const one = yearOf(model, contract, year, own)
      found.set(one.id, one)
    }
  return [...found.values()].sort((a, b) => (a.start < b.start ? -1 : 1))
}
