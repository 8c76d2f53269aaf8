import { sql } from 'kysely'
import type { Register } from '../../src/register/open.ts'
import { insertAccessGrant } from '../../src/register/people/access-grants.ts'
import { insertAccount } from '../../src/register/people/accounts.ts'
import { saveParticipant } from '../../src/register/people/participants.ts'

export const NOW = '2026-01-05T10:00:00.000Z'

/** Two payers and a convener: `pam` administers summit, `sol` works for it and has no address, `kay` for keystone. */
export async function withPeople(register: Register): Promise<void> {
  for (const [participant, kind] of [
    ['summit', 'payer'],
    ['keystone', 'payer'],
    ['tide', 'convener'],
  ] as const)
    await saveParticipant(register, { participant, participant_name: `${participant} health`, kind }, NOW)
  const people = [
    ['pam', 'payer', 'payment', 'summit', true],
    ['sol', 'payer', 'payment', 'summit', false],
    ['kay', 'payer', 'payment', 'keystone', false],
    ['ann', 'convener', 'convening', 'tide', false],
    ['left', 'payer', 'payment', 'summit', false],
  ] as const
  for (const [account, role, purpose, participant, administers] of people)
    await register.engine(async (tx) => {
      const email = account === 'sol' ? null : `${account}@example.org`
      await insertAccount(tx, { account, name: account, email }, 'operator', NOW)
      const ended = account === 'left' ? { end_date: '2026-01-04' } : {}
      const grant = { account, role, purpose, participant, administers, start_date: '2026-01-01', ...ended }
      await insertAccessGrant(tx, grant, 'operator', NOW)
    })
}

/** Puts somebody on the committee `models` for 2026. */
export async function seat(register: Register, account: string): Promise<void> {
  const recorded = `'${NOW}', 'ann'`
  await register.engine(async (tx) => {
    for (const statement of [
      `insert into wholepanel.initiative values ('tide', 'T', 'a', 'private-convener', 'by-laws', null, null,
         '2026-01-01', null, ${recorded})`,
      ...['models', 'nobody'].map(
        (committee) => `insert into wholepanel.committee values ('${committee}', 'tide', 'M', 'c', 'all-sides', 'vote',
          0.5, 0.5, 0.5, 0, null, ${recorded})`,
      ),
      `insert into wholepanel.seat (committee, side, votes, recorded_at, recorded_by) values ('models', 'payer', true, ${recorded})`,
      `insert into wholepanel.seat_term (seat, account, chair, start_date, end_date, recorded_at, recorded_by)
         select seat, '${account}', false, '2026-01-01', '2026-12-31', ${recorded} from wholepanel.seat`,
    ])
      await sql.raw(statement).execute(tx)
  })
}
