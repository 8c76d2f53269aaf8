import { createHash } from 'node:crypto'
import { type LeftOut, leftOut, type RemovedCount, withholdSmall } from './shown.ts'

/** The reasons that are shown to who has no right to the people; all sets of sensitive records are one. */
export const SHOWN_REASONS = ['not-agreed', 'opted-out', 'group-not-opted-in', 'sensitive'] as const

/** Members are rounded to tens. */
export const UNIT = 10
/** The least that is shown: what rounds to less may be of one to ten members. */
export const LEAST = 20

/**
 * What was left out, for who has no right to the people behind it. One row per payer and reason, also where there is
 * nothing, so that the first person who is left out shows no more than the tenth. Counts of up to ten members are
 * withheld; others are rounded at random to ten members or about ten members' rows. The draw hangs on `secret`, so that
 * it stays the same for as long as the same records are left out and is drawn anew when one comes or goes: two runs a
 * person apart give neither a withheld count nor that person's rows. No total is given, so none can be taken apart.
 */
export function blurred(counts: readonly RemovedCount[], payers: readonly string[], secret: string): LeftOut[] {
  const known = new Set<string>(SHOWN_REASONS)
  const found = new Map(
    withholdSmall(leftOut(counts, (reason) => (known.has(reason) ? reason : 'sensitive'))).map((one) => [
      `${one.payer} ${one.reason}`,
      one,
    ]),
  )
  return payers.flatMap((payer) =>
    SHOWN_REASONS.map((reason) => {
      const { members, rows } = found.get(`${payer} ${reason}`) ?? { members: null, rows: null }
      return { payer, reason, ...rounded(members, rows, `${secret} ${payer} ${reason}`) }
    }),
  )
}

function rounded(members: number | null, rows: number | null, key: string): Pick<LeftOut, 'members' | 'rows'> {
  const shown = members === null ? 0 : randomly(members, UNIT, `${key} members`)
  if (members === null || rows === null || shown < LEAST) return { members: null, rows: null }
  const unit = roundUnit((UNIT * rows) / members)
  return { members: shown, rows: Math.max(unit, LEAST, randomly(rows, unit, `${key} rows`)) }
}

/** To the unit below or above, above the more often the nearer it is. */
export function randomly(value: number, unit: number, key: string): number {
  const drawn = createHash('sha256').update(key).digest().readUInt32BE() % unit
  return Math.floor((value + drawn) / unit) * unit
}

/** The first of 10, 20, 50, 100, 200, 500 … that is not less. */
function roundUnit(least: number): number {
  for (let power = UNIT; ; power *= 10) for (const step of [1, 2, 5]) if (step * power >= least) return step * power
}
