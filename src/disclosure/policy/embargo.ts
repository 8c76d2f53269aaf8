import type { Period } from '../../period.ts'
import type { Policy } from './policy.ts'

/** Why the rates and costs of a period wait for those whose they are not; null when they wait no longer. */
export function embargoOf(
  { embargo }: Pick<Policy, 'embargo'>,
  period: Period,
  published: readonly string[],
  today: string,
): string | null {
  if (embargo === 'none') return null
  if (embargo !== 'published') return embargo <= today ? null : `not shown before ${embargo}`
  return published.includes(period.id) ? null : 'not shown before the convener has published the period'
}
