import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import { listAgreements } from '../register/rights/agreements.ts'
import { listGroupOptIns } from '../register/rights/group-opt-ins.ts'
import { listTombstones } from '../register/rights/tombstones.ts'
import { addDays } from '../sources/feeds/calendar.ts'
import { coveredLines } from './covered.ts'
import { type SensitiveSet, sensitiveSets, setsInForce } from './sensitive-sets.ts'
import { type Spoken, statementsInLake } from './statements.ts'

/** By what right a run may read which rows, asked of today. Two runs of the same rights leave the same out. */
export type Rights = {
  /** Submissions of which only the rows of these lines of business may be used; the others are covered whole. */
  limited: readonly { submission_id: string; lines: readonly string[] }[]
  /** Days of coverage for which a self-funded group lets its members' claims be shared. None overlap or touch. */
  opt_ins: readonly { payer: string; group_id: string; start_date: string; end_date: string }[]
  sets: readonly SensitiveSet[]
  /** The sets whose records are taken out unless the member permits. */
  in_force: readonly string[]
  spoken: Spoken
  /** What of the submissions was destroyed since: results made before are of something else. */
  purged: readonly string[]
}

const OPEN_END = '9999-12-31'

export async function rightsOf(
  region: Region,
  register: Register,
  inUse: readonly { payer: string; submission_id: string }[],
  today: string,
): Promise<Rights> {
  const agreements = await listAgreements(register)
  const limited = inUse.flatMap(({ payer, submission_id }) => {
    const lines = coveredLines(agreements, payer, today)
    return lines === 'all' ? [] : [{ submission_id, lines }]
  })
  const sets = sensitiveSets(region)
  return {
    limited,
    opt_ins: merged(
      (await listGroupOptIns(register)).map((one) => ({
        payer: one.payer,
        group_id: one.group_id,
        start_date: one.start_date,
        end_date: one.end_date ?? OPEN_END,
      })),
    ),
    sets,
    in_force: setsInForce(sets, region.settings.sensitive),
    purged: (await listTombstones(register))
      .filter((one) => inUse.some(({ submission_id }) => submission_id === one.submission_id))
      .map((one) => `${one.sha256} ${one.purged_at}`)
      .sort(),
    spoken: await statementsInLake(region, today),
  }
}

/** Spans of one group that overlap, or follow day upon day, are one. */
export function merged(spans: Rights['opt_ins']): Rights['opt_ins'] {
  const sorted = [...spans].sort(
    (a, b) => compare(a.payer, b.payer) || compare(a.group_id, b.group_id) || compare(a.start_date, b.start_date),
  )
  const found: { payer: string; group_id: string; start_date: string; end_date: string }[] = []
  for (const span of sorted) {
    const last = found.at(-1)
    if (
      last &&
      last.payer === span.payer &&
      last.group_id === span.group_id &&
      span.start_date <= dayAfter(last.end_date)
    ) {
      if (span.end_date > last.end_date) last.end_date = span.end_date
    } else found.push({ ...span })
  }
  return found
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const dayAfter = (day: string): string => (day === OPEN_END ? day : addDays(day, 1))
