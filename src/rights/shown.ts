/** What a run left out, as its table `removed` counts it. */
export type RemovedCount = {
  payer: string
  line_of_business: string
  table_name: string
  reason: string
  rows: number | null
  members: number | null
}

/** CMS cell size suppression policy: no cell of 1 to 10 people is shown to who has no right to the people in it. */
const SMALLEST_CELL = 11

/** For the convener: counts of fewer than eleven members are withheld, rows too, because they tell as much. */
export const withholdSmall = <Count extends Pick<RemovedCount, 'rows' | 'members'>>(
  counts: readonly Count[],
): Count[] =>
  counts.map((one) =>
    one.members !== null && one.members < SMALLEST_CELL ? { ...one, rows: null, members: null } : one,
  )

/** One row per payer and reason. Members are those with the most in one table: there are that many or more. */
export type LeftOut = { payer: string; reason: string; members: number | null; rows: number | null }

export function leftOut(
  counts: readonly RemovedCount[],
  reasonOf: (reason: string) => string = (reason) => reason,
): LeftOut[] {
  const sums = new Map<string, LeftOut>()
  for (const { payer, reason: exactly, members, rows } of counts) {
    const reason = reasonOf(exactly)
    const key = `${payer} ${reason}`
    const sum = sums.get(key) ?? { payer, reason, members: 0, rows: 0 }
    sums.set(key, {
      ...sum,
      members: Math.max(sum.members ?? 0, members ?? 0),
      rows: (sum.rows ?? 0) + (rows ?? 0),
    })
  }
  return [...sums.values()]
}

export type RemovedChange = {
  payer: string
  reason: string
  members: number
  members_before: number
  rows: number
  rows_before: number
}

/** Per payer and reason what two runs left out, where it differs. Members are those with the most in one table. */
export function removedSince(now: readonly RemovedCount[], before: readonly RemovedCount[]): RemovedChange[] {
  const sums = (counts: readonly RemovedCount[]) =>
    new Map(leftOut(counts).map((one) => [`${one.payer} ${one.reason}`, one]))
  const [is, was] = [sums(now), sums(before)]
  return [...new Set([...is.keys(), ...was.keys()])].sort().flatMap((key) => {
    const [a, b] = [is.get(key), was.get(key)]
    const change = {
      payer: a?.payer ?? b?.payer ?? '',
      reason: a?.reason ?? b?.reason ?? '',
      ...{ members: a?.members ?? 0, members_before: b?.members ?? 0, rows: a?.rows ?? 0, rows_before: b?.rows ?? 0 },
    }
    return change.rows === change.rows_before && change.members === change.members_before ? [] : [change]
  })
}
