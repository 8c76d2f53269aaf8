import type { Permitted } from '../governance/permitted.ts'
import type { Dataset, Row, Value } from './dataset.ts'
import type { Policy } from './policy.ts'
import { BECAUSE, decide, hasRightToPeople } from './right.ts'

export type Withheld = { field: string; because: string }
export type Released = Record<string, Value> & { withheld: Withheld[] }

/** What is kept of every release: who saw what, why, under which policy, and what was held back from how many rows. */
export type ReleaseRecord = {
  viewer: string
  role: string
  purpose: string
  route: string
  dataset: string
  policy: string
  rows: number
  withheld: (Withheld & { rows: number })[]
}

/** The door a read leaves through: the viewer, the route it leaves by, and where the release is recorded. */
export type Door = {
  viewer: Permitted
  route: string
  policy: Policy
  record: (release: ReleaseRecord) => Promise<void>
}

/** Lets rows out: columns with a class only, each cell decided, and the whole recorded before anything leaves. */
export async function release<Given extends Row>(
  door: Door,
  dataset: Dataset<Given>,
  rows: readonly Given[],
): Promise<Released[]> {
  const decided = rows.map((row) => decideRow(door, dataset, row))
  complement(door, dataset, rows, decided)
  for (const row of decided) follow(dataset, row)
  await door.record(summary(door, dataset.name, decided))
  return decided
}

function decideRow<Given extends Row>({ viewer, policy }: Door, dataset: Dataset<Given>, row: Given): Released {
  const parties = dataset.parties(row)
  const contributors = dataset.contributors?.(row)
  const out: Record<string, Value> = {}
  const withheld: Withheld[] = []
  for (const [field, kind] of Object.entries(dataset.columns)) {
    const cell = decide(viewer, policy, kind, row[field] ?? null, parties, contributors)
    out[field] = cell.value
    if (cell.because) withheld.push({ field, because: cell.because })
  }
  return Object.assign(out, { withheld })
}

/**
 * Where cells of a set add up and few are withheld, the next smallest is withheld too, until at least two are and
 * together they are no small cell themselves.
 */
function complement<Given extends Row>(
  { viewer, policy }: Door,
  dataset: Dataset<Given>,
  rows: readonly Given[],
  decided: Released[],
): void {
  for (const { column, set } of dataset.additive ?? []) {
    const sets = new Map<string, number[]>()
    rows.forEach((row, i) => {
      const key = set(row)
      sets.set(key, [...(sets.get(key) ?? []), i])
    })
    const size = (i: number) => Number(rows[i]?.[column] ?? 0)
    for (const places of sets.values()) {
      // Where a payer is left out the total is no sum of what is shown, and gives none of it away.
      const hidden = places.filter((i) => isWithheld(decided[i], column, BECAUSE.agreement))
      if (hidden.length === 0) continue
      const people = places.every((i) => hasRightToPeople(viewer, dataset.parties(rows[i] as Given)))
      const smallest = people ? 0 : policy.smallest_cell
      const open = places.filter((i) => !hidden.includes(i) && decided[i]?.[column] !== null)
      open.sort((a, b) => size(a) - size(b) || a - b)
      while (open.length > 0 && (hidden.length < 2 || hidden.reduce((sum, i) => sum + size(i), 0) < smallest)) {
        const next = open.shift() as number
        hide(decided[next], column, BECAUSE.complement)
        hidden.push(next)
      }
    }
  }
}

function follow(dataset: Pick<Dataset, 'follows'>, row: Released): void {
  for (const [leader, followers] of Object.entries(dataset.follows ?? {})) {
    const why = row.withheld.find((one) => one.field === leader)
    if (why) for (const field of followers) hide(row, field, why.because)
  }
}

const isWithheld = (row: Released | undefined, field: string, butNotBecause?: string): boolean =>
  row?.withheld.some((one) => one.field === field && one.because !== butNotBecause) ?? false

function hide(row: Released | undefined, field: string, because: string): void {
  if (!row || isWithheld(row, field)) return
  Object.assign(row, { [field]: null })
  row.withheld.push({ field, because })
}

function summary({ viewer, route, policy }: Door, dataset: string, rows: readonly Released[]): ReleaseRecord {
  const counted = new Map<string, Withheld & { rows: number }>()
  for (const row of rows) {
    for (const { field, because } of row.withheld) {
      const key = `${field} ${because}`
      const one = counted.get(key) ?? { field, because, rows: 0 }
      one.rows += 1
      counted.set(key, one)
    }
  }
  return {
    viewer: viewer.person,
    role: viewer.role,
    purpose: viewer.purpose,
    route,
    dataset,
    policy: policy.name,
    rows: rows.length,
    withheld: [...counted.values()],
  }
}
