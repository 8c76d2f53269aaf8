import type { Permitted } from '../../../governance/permitted.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { sql } from '../../../lake/sql.ts'
import type { Row } from '../../dataset.ts'
import { covered, oneOf, type Reading } from '../reading.ts'

/** Of whom is asked where there is nobody, so that a refusal takes as long. */
export const NOBODY = ''

/** The person is on the panel of one of the viewer's practices in this period. */
export async function treatsIn(
  reading: Reading,
  viewer: Permitted,
  person_id: string,
  period: string,
): Promise<boolean> {
  const found = await reading.engine.one<Row>(sql`
    select person_id from attribution
    where period = ${period} and person_id = ${person_id} and ${oneOf('practice_id', viewer.practice_ids)}`)
  return found !== undefined
}

/**
 * The day is not after the last period in which the person is on the panel of one of the viewer's practices. Earlier
 * ones are open: what a number of a panel's period rests on may be older.
 */
export async function treats(
  { engine, period, baseline }: Reading,
  viewer: Permitted,
  person_id: string,
  day: string | null,
): Promise<boolean> {
  const first = day ?? baseline.start
  const found = await engine.one<Row>(sql`
    select person_id from attribution
    where person_id = ${person_id} and ${oneOf('practice_id', viewer.practice_ids)}
      and ((period = ${period.id} and ${first} < ${period.end}) or (period = ${baseline.id} and ${first} < ${baseline.end}))
    limit 1`)
  return found !== undefined
}

export const covers = (reading: Reading, viewer: Permitted, person_id: string): Promise<boolean> =>
  coversIn(reading, viewer, person_id, reading.period)

/** The payer covers the person in a month of these days. */
export async function coversIn(
  reading: Reading,
  viewer: Permitted,
  person_id: string,
  { start, end }: { start: string; end: string },
): Promise<boolean> {
  const found = await reading.engine.one<Row>(sql`
    select p.person_id from person p
    where p.person_id = ${person_id} and ${covered(viewer, 'p.person_id', { id: '', start, end })}`)
  return found !== undefined
}

export async function coversSomeone(reading: Reading, viewer: Viewer, practice_id: string): Promise<boolean> {
  const found = await reading.engine.one<Row>(sql`
    select payer from practice_cost
    where practice_id = ${practice_id} and payer = ${viewer.organization_id ?? ''} and people > 0 limit 1`)
  return found !== undefined
}
