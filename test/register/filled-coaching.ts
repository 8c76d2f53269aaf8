import { sql } from 'kysely'
import type { Register } from '../../src/register/open.ts'
import { NOW } from './suite.ts'

const BY = `'${NOW}', 'Kim'`
const ELM = `'elm-1', 'elm'`
const OAK = `'oak-1', 'oak'`

/** Help that was asked for and taken up, and help nobody took up; work with a coach who is let in, and with one who never was. */
export async function fillCoaching(register: Register): Promise<void> {
  const work = [
    { practice: ELM, coach: 'guide' },
    { practice: OAK, coach: 'guide' },
  ]
  const statements = [
    `insert into coaching_request (practice_id, organization_id, asks, asked_at, asked_by, participant, taken_up_at, taken_up_by)
       values (${ELM}, 'Fewer gaps', '${NOW}', 'Rosa', 'guide', ${BY}), (${OAK}, 'A plan', '${NOW}', 'Lee', null, null, null)`,
    ...work.flatMap(({ practice, coach }) => [
      `insert into coaching_task (practice_id, organization_id, participant, says, whose, who, due_on, recorded_at, recorded_by)
         values (${practice}, '${coach}', 'A list of gaps', 'practice', 'Dana', '2026-02-01', ${BY})`,
      `insert into coaching_visit (practice_id, organization_id, participant, visit_on, kind, who, recorded_at, recorded_by)
         values (${practice}, '${coach}', '2026-02-01', 'video', 'Dana and Kim', ${BY})`,
      `insert into coaching_note (practice_id, organization_id, participant, side, shared, note, written_at, written_by)
         values (${practice}, '${coach}', 'coach', true, 'For both', ${BY}), (${practice}, '${coach}', 'coach', false, 'Mine', ${BY}),
           (${practice}, '${coach}', 'practice', false, 'Ours', ${BY})`,
    ]),
  ]
  await register.engine(async (tx) => {
    await sql`set local search_path = wholepanel`.execute(tx)
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}
