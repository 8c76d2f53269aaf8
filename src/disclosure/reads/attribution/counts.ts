import { agreementFlow } from '../../../attribution/compare/tables.ts'
import type { Permitted } from '../../../governance/permitted.ts'
import { join, raw, type Sql, sql } from '../../../lake/sql.ts'
import { LEAST, randomly, UNIT } from '../../../rights/blurred.ts'
import { resultFingerprint } from '../../../run/result-fingerprint.ts'
import type { Row } from '../../dataset.ts'
import type { Policy } from '../../policy/policy.ts'
import { isCounting } from '../../right.ts'
import { oncePerRun, type Reading } from '../reading.ts'

/** How a viewer gets a count of people. */
export type CountFor = (count: unknown) => number

const secretOf = oncePerRun(async ({ engine }) => (await resultFingerprint(engine, agreementFlow)).fingerprint)

/**
 * Counts as they are, for those with a right to the people; for those who only count rounded at random to tens, and 0
 * where few stand behind it, which the door withholds. The draw hangs on the count itself and on what no such viewer
 * knows: one count is rounded alike wherever it stands, so that asking often tells no more than asking once.
 */
export async function countsFor(reading: Reading, viewer: Permitted, { smallest_cell }: Policy): Promise<CountFor> {
  if (!isCounting(viewer)) return (count) => Number(count ?? 0)
  const secret = await secretOf(reading)
  return (given) => {
    const count = Number(given ?? 0)
    const shown = count < smallest_cell ? 0 : randomly(count, UNIT, `${secret} ${count}`)
    return shown < Math.max(LEAST, smallest_cell) ? 0 : shown
  }
}

/** Those who only count get no row whose counts are all of few: that there is one would tell that somebody is in it. */
export const withSomebody = (viewer: Permitted, rows: readonly Row[], fields: readonly string[]): Row[] =>
  isCounting(viewer) ? rows.filter((row) => fields.some((field) => Number(row[field]) > 0)) : [...rows]

/** Rows over all payers, and by payer those of payers that the viewer may hear of; to a payer its own alone. */
export function payersOf(viewer: Permitted, column: string): Sql {
  if (viewer.role === 'payer') return sql`${raw(column)} = ${viewer.organization_id ?? ''}`
  const not = viewer.unusable_payers.map((payer) => sql`${raw(column)} <> ${payer}`)
  return not.length === 0 ? raw('true') : join(not, ' and ')
}

export const isCare = ({ role }: Permitted): boolean => role === 'practice' || role === 'provider-organization'
