import type { Cell } from '../../../alignment/degree/matrix.ts'
import { DEGREES, type Degree } from '../../../alignment/elements/degree.ts'
import { orderKey } from '../../../alignment/idle/order-degrees.ts'
import { ORDER } from '../../../alignment/idle/without-idle.ts'
import { type Profile, readingsOf } from '../../../alignment/profile/profile.ts'
import { REFERENCE } from '../../../alignment/profile/reference.ts'
import { WholepanelError } from '../../../error.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { sql } from '../../../lake/sql.ts'
import { answersFor, type Reading } from '../reading.ts'

type Row = {
  period: string
  payer: string
  says: string
  reference_says: string
  degree: Degree
  because: string
}

/** Puts the run's degree of a day in place of the one on paper, where it is of the same two texts. */
export type Fill = (profiles: readonly Profile[], reference: Profile, day: string) => (cell: Cell) => Cell

/** What a run found of orders of attribution, for one viewer. */
export type OrdersInRun = {
  /** First days of the year before and of the run's period, where the two differ. */
  days: readonly string[]
  fill: Fill
}

export const ON_PAPER: OrdersInRun = { days: [], fill: () => (cell) => cell }

/**
 * That a step placed nobody is a count of nobody, which from a count of few only the payer itself and the operator may tell:
 * others read the two texts, and so the same whether it placed nobody, few or many. Their answer asks for no run.
 */
export const mayKnowIdle = ({ role }: Viewer): boolean => role === 'operator' || role === 'payer'

export async function ordersInRun(reading: Reading, viewer: Viewer): Promise<OrdersInRun> {
  if (!mayKnowIdle(viewer)) return ON_PAPER
  const own = viewer.role === 'payer' ? sql`payer = ${viewer.organization_id ?? ''}` : sql`true`
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select period, payer, says, reference_says, degree, because from order_degree where ${own} order by period, payer`)
  const { period, baseline } = reading
  const yearOf = (day: string) => (day >= period.start ? period.id : day >= baseline.start ? baseline.id : null)
  const degreeIn = (year: string, payer: string) =>
    rows.find((one) => one.period === year && one.payer === payer)?.degree
  const moved = rows.some(({ payer }) => degreeIn(period.id, payer) !== degreeIn(baseline.id, payer))
  const keyOf = (profile: Profile | undefined) => orderKey(profile ? readingsOf(profile, ORDER) : [])
  return {
    days: moved ? [baseline.start, period.start] : [],
    fill: (profiles, reference, day) => (cell) => {
      if (cell.element !== ORDER || reference.payer !== REFERENCE) return cell
      const row = rows.find((one) => one.payer === cell.payer && one.period === yearOf(day))
      const mine = profiles.find(({ payer }) => payer === cell.payer)
      return row && row.says === keyOf(mine) && row.reference_says === keyOf(reference) ? filled(cell, row) : cell
    },
  }
}

/** Only nearer than on paper: what is exact in the run is so in each of its readings. */
function filled(cell: Cell, { degree, because }: Row): Cell {
  const isNearer = DEGREES.indexOf(degree) < DEGREES.indexOf(cell.degree)
  const parts = isNearer ? cell.parts.map((part) => ({ ...part, degree: 'exact' as const, because })) : cell.parts
  return { ...cell, degree: isNearer ? degree : cell.degree, because, parts }
}

/** The region's newest run, where there is one; without it texts alone are compared. */
export async function ordersOf(
  read: <Result>(work: (reading: Reading) => Promise<Result>) => Promise<Result>,
  viewer: Viewer,
): Promise<OrdersInRun> {
  if (!mayKnowIdle(viewer)) return ON_PAPER
  try {
    return await read((reading) => ordersInRun(reading, viewer))
  } catch (error) {
    if (error instanceof WholepanelError && error.code === 'state-no-run') return ON_PAPER
    throw error
  }
}
