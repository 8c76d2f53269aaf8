import { sql } from 'kysely'
import type { Register } from '../../src/register/open.ts'
import { NOW } from './suite.ts'

const DAY = "'2026-01-05'"

/** Practices that were found and invited, and one that was handed over to two payers. */
export async function fillRecruitment(register: Register): Promise<void> {
  const statements = [
    `insert into recruitment values ('first', 'tide', 'First', 'Come', null, null, '${NOW}', 'lee')`,
    `insert into recruitment_criteria values ('first', 1, '0.50', 250, null, 2, '{records}', '{summit,keystone}', '2025', ${DAY}, '${NOW}', 'lee')`,
    `insert into recruited_practice values
       ('first', 'elm-1', 'elm', 1, 'half', 'middle', 'handed-over', null, ${DAY}, ${DAY}, ${DAY}, 'Rosa', ${DAY}),
       ('first', 'oak-1', 'oak', 1, 'half', 'middle', 'found', null, ${DAY}, null, null, null, null)`,
    `insert into recruitment_check values ('first', 1, 'elm-1', 'elm', '0.50', '250', 2, '{}'),
       ('first', 1, 'oak-1', 'oak', null, null, 0, '{payers}')`,
    `insert into readiness_answer values ('first', 'elm-1', 'elm', 'records', 'yes', '${NOW}', 'Rosa')`,
    ...['summit', 'keystone'].map(
      (payer) => `insert into handover (recruitment, practice_id, organization_id, payer, told_on)
        values ('first', 'elm-1', 'elm', '${payer}', ${DAY})`,
    ),
  ]
  await register.engine(async (tx) => {
    await sql`set local search_path = wholepanel`.execute(tx)
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}
