import type { Permitted } from '../governance/permitted.ts'
import type { Dataset, Row, Value } from './dataset.ts'
import type { Policy } from './policy/policy.ts'
import { decide, type Given, isCounting } from './right.ts'

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
  /** Whose records it held. */
  person_ids: string[]
}

/** The door a read leaves through: the viewer, the route it leaves by, and where the release is recorded. */
export type Door = {
  viewer: Permitted
  route: string
  policy: Policy
  /** Keys of the counts that this run withholds from those without a right to the people. */
  withheld: ReadonlySet<string>
  /** Why rates and costs wait for those whose they are not; null when they do not. */
  embargo: string | null
  record: (release: ReleaseRecord) => Promise<void>
}

/** Lets rows out: columns with a class only, each cell decided, and the whole recorded before anything leaves. */
export async function release<Of extends Row>(
  door: Door,
  dataset: Dataset<Of>,
  rows: readonly Of[],
): Promise<Released[]> {
  const decided = rows.map((row) => decideRow(door, dataset, row))
  for (const row of decided) follow(dataset, row)
  const person_ids = rows.flatMap((row) => dataset.person?.(row) ?? [])
  await door.record({ ...summary(door, dataset.name, decided), person_ids })
  return decided
}

function decideRow<Of extends Row>(door: Door, dataset: Dataset<Of>, row: Of): Released {
  const parties = dataset.parties(row)
  const out: Record<string, Value> = {}
  const withheld: Withheld[] = []
  for (const [field, kind] of Object.entries(dataset.columns)) {
    const given: Given = {
      value: kind === 'count' ? counted(door, row[field] ?? null) : (row[field] ?? null),
      parties,
      cell: dataset.cell?.(row, field) ?? null,
      figure: dataset.figure?.(row, field) ?? false,
    }
    const { value, because } = decide(door, kind, given)
    out[field] = value
    if (because) withheld.push({ field, because })
  }
  return Object.assign(out, { withheld })
}

/** Months may have parts, and come as exact text. Who only counts gets whole ones: a part tells somebody's days. */
function counted({ viewer }: Door, value: Value): Value {
  if (typeof value !== 'string') return value
  return isCounting(viewer) ? Math.round(Number(value)) : Number(value)
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

function summary(
  { viewer, route, policy }: Door,
  dataset: string,
  rows: readonly Released[],
): Omit<ReleaseRecord, 'person_ids'> {
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
    policy: `${policy.name}@${policy.version}`,
    rows: rows.length,
    withheld: [...counted.values()],
  }
}
