import type { Period } from '../../period.ts'
import type { Register } from '../../register/open.ts'
import { publicationOf } from '../../register/rights/disclosure/publications.ts'
import type { Policy } from './policy.ts'

/** Why the rates and costs of a period wait for those whose they are not; null when they wait no longer. */
export async function embargoOf(
  register: Register,
  { embargo }: Pick<Policy, 'embargo'>,
  period: Period,
  today: string,
): Promise<string | null> {
  if (embargo === 'none') return null
  if (embargo !== 'published') return embargo <= today ? null : `not shown before ${embargo}`
  const published = await publicationOf(register, period.id)
  return published ? null : 'not shown before the convener has published the period'
}
