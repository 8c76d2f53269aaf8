import { exact } from '../../money.ts'
import type { Burden } from './coefficients.ts'
import { type CountChange, countChanges, type PracticeBurden } from './count.ts'
import { estimate } from './estimate.ts'

/** What one unit of work comes to before and after; null where it cannot be said. */
export type Amounts = {
  unit: 'hours' | 'usd'
  before: string | null
  after: string | null
  saved: string | null
  /** Burdens that either sum leaves out. */
  without: readonly string[]
}

export type BeforeAfter = { practice: string; counts: readonly CountChange[]; amounts: readonly Amounts[] }

/** What any change means for one practice: each count, and hours and dollars as far as they are priced. */
export function beforeAfter(burden: Burden, before: PracticeBurden, after: PracticeBurden): BeforeAfter {
  const [now, then] = [estimate(burden, before).sums, estimate(burden, after).sums]
  const amounts = now.map((sum, i): Amounts => {
    const next = then[i]
    const [one, other] = [sum.value, next?.value ?? null]
    const saved = one === null || other === null ? null : exact(one).minus(other).toFixed()
    const without = [...sum.without, ...(next?.without ?? [])].map(({ burden: of }) => of)
    return { unit: sum.unit, before: one, after: other, saved, without: [...new Set(without)] }
  })
  return { practice: before.practice, counts: countChanges(before, after), amounts }
}
