import type { Subject } from '../../governance/permit.ts'
import { sql } from '../../lake/sql.ts'
import { practiceOf, type Reading } from './reading.ts'

/** What permission needs to know of a practice: whether it is in the directory, and who covers or pays it. */
export async function practiceSubject(reading: Reading, practice_id: string): Promise<Subject> {
  const practice = await practiceOf(reading, practice_id)
  if (!practice) return { practice_id, in_directory: false, payers: [] }
  const payers = await reading.engine.rows<{ payer: string }>(sql`
    select payer from practice_cost
    where practice_id = ${practice_id} and period = ${reading.period.id} and payer <> 'all' and people > 0
    union
    select payer from statement where practice_id = ${practice_id} and period = ${reading.period.id}
    order by payer`)
  return { practice_id, in_directory: true, payers: payers.map((one) => one.payer) }
}
