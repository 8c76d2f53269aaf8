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
export const withholdSmall = (counts: readonly RemovedCount[]): RemovedCount[] =>
  counts.map((one) =>
    one.members !== null && one.members < SMALLEST_CELL ? { ...one, rows: null, members: null } : one,
  )

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
  const sums = (counts: readonly RemovedCount[]) => {
    const found = new Map<string, { payer: string; reason: string; members: number; rows: number }>()
    for (const { payer, reason, members, rows } of counts) {
      const key = `${payer} ${reason}`
      const sum = found.get(key) ?? { payer, reason, members: 0, rows: 0 }
      found.set(key, { ...sum, members: Math.max(sum.members, members ?? 0), rows: sum.rows + (rows ?? 0) })
    }
    return found
  }
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
